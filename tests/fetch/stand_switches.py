"""What nobody public knows of the module for certain: a guess is a switch of the stand-in, tried both ways.

What at least two public clients agree on is no switch: it is written into `stand_module`. Who has seen what
stands in docs/module-answers.md («How the module is asked»), which names each switch of this file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

DATA = r"/services/(people|journal|reports)/"
"""Addresses whose answers lie in a snapshot."""


@dataclass(frozen=True)
class Fault:
    """What becomes of some requests, instead of their answer or with it.

    `kind`: a status («429», «503», «500», «403»), «page» (a filter's page with 200), «cut» (half of an answer
    whose length was told), «cut-chunks» (of one whose length was not), «drop» (the line, without a word),
    «slow» (`seconds` before the answer).
    """

    kind: str
    at: str = DATA
    """A pattern of addresses."""
    skip: int = 0
    """How many requests of these addresses pass before it."""
    times: int = 1_000_000
    seconds: float = 0.0
    retry_after: str | None = None
    """The header's text, «now+2» is the moment in two seconds as a date of HTTP."""

    def meets(self, path: str) -> bool:
        return re.match(self.at, path) is not None


@dataclass(frozen=True)
class Switches:
    """How this module speaks; the first of each kind is what most clients have seen."""

    product: Literal["module", "school", "page"] = "module"
    """Another product at the address: the module of schools (`/webapi`), or a filter's page on everything."""
    login_answer: Literal["json", "empty"] = "json"
    cookies: Literal["single", "chunked"] = "single"
    renews: bool = False
    """Whether an answer may carry the session's cookie anew, after which the old one is no good."""
    ended: Literal["401", "401-empty", "redirect", "page"] = "401"
    """How it says that nobody is logged in."""
    expires_after: int | None = None
    """A session ends after so many answers,"""
    expires_times: int = 1
    """and this happens to so many sessions."""
    absent: Literal["{}", "404", "204", "empty"] = "{}"
    """What is answered of a number that is not there."""
    hidden: tuple[int, ...] = ()
    """Groups that this account may not see,"""
    hides: Literal["403", "404", "{}", "500"] = "403"
    """and what is answered of them."""
    packed: Literal["plain", "gzip", "gzip-unasked"] = "plain"
    escaped: bool = False
    """Whether letters are written as `\\u0410`."""
    length: Literal["told", "chunks"] = "told"
    keeps_line: bool = True
    """Whether the line is kept between requests."""
    refuses: Literal["", "wrong", "locked", "captcha", "pool"] = ""
    """Why it lets nobody in (a wrong password is refused in any case),"""
    refuses_with: Literal["401", "403", "409"] = "401"
    """and with what status."""
    esia_settings: Literal["json", "404"] = "json"
    """Whether the module knows of Gosuslugi at all,"""
    esia_available: bool = True
    esia_only: bool = False
    """and whether it lets in by nothing else."""
    logout: Literal["200", "204", "404", "405", "500", "drop"] = "200"
    sheet_day: Literal["year", "as-of"] = "year"
    """Whether the day in a sheet's address picks the academic year, or is the day whose marks are given."""
    employees: Literal["names", "posts", "personal"] = "posts"
    """What employees/all holds: names (the front end), posts (zabedu), birthdays and numbers (feared)."""
    faults: tuple[Fault, ...] = ()
