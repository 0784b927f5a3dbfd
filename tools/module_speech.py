"""How the module is asked, for docs/module-answers.md: what its public clients agree on, what is a guess.

A guess is a switch of the stand-in (tests/fetch/stand_switches.py), and is tried both ways.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Agreed:
    """What at least two public clients do or expect, or the module's own screens."""

    what: str
    seen: tuple[str, ...]


@dataclass(frozen=True)
class Guess:
    """What one client says, or none: the switch of the stand-in, its ways, and where they come from."""

    switch: str
    what: str


AGREED = (
    Agreed(
        "`POST /services/security/login` with JSON `login`, `password` = base64 of SHA-256 of the text in "
        "UTF-8, `isRemember`; no salt, no token",
        ("front end", "ASURSO-API", "Diary-SPO", "zabedu", "rso23", "NetSPO (without `isRemember`)"),
    ),
    Agreed(
        "the answer to a student is JSON with `installName`, `localNetwork`, `tenantName` and `tenants` by "
        "name, each with `settings.organization`",
        ("front end", "ASURSO-API", "Diary-SPO", "rso23", "NetSPO"),
    ),
    Agreed(
        "the session is in cookies that the answer sets; `UID` is one of them",
        ("front end", "ASURSO-API", "Diary-SPO", "zabedu and rso23 (whatever they are called)"),
    ),
    Agreed(
        "`DELETE /services/security/logout` ends the session",
        ("front end", "ASURSO-API", "zabedu (with POST, minding no refusal)"),
    ),
    Agreed(
        "nobody logged in is 401, a refusal is `{responseStatus: {message}}`; 409 and 500 have it too",
        ("front end", "ASURSO-API", "rso23 (401 alone, and logs in again)", "zabedu (401 alone)"),
    ),
    Agreed("403 means rights are wanting, 404 that there is no such thing", ("front end",)),
    Agreed(
        "`GET /services/security/esia-settings` needs no session: `isAvailable`, `esiaOnly`, `loginUrl`, "
        "`logoutUrl`, `bindEsiaUrl`, `redirectUri`, `fromEsia`, `useSaml`",
        ("front end", "Diary-SPO"),
    ),
    Agreed(
        "moments are written with seven digits after the second (`2025-09-01T00:00:00.0000000`)",
        ("front end", "zabedu"),
    ),
)

GUESSES = (
    Guess("login_answer", "JSON (five clients, all of students), or nothing (zabedu, of staff)"),
    Guess(
        "cookies",
        "`.AspNetCore.Session` and `.AspNetCore.Cookies` beside `UID`, the last whole or `chunks-2` with "
        "`…C1` and `…C2` (Diary-SPO, which also expects names that nobody knows yet)",
    ),
    Guess("renews", "an answer may set a cookie anew (Diary-SPO merges those of all answers)"),
    Guess("ended", "401 with a message or without, a redirect to `/security/`, its page with 200 (zabedu)"),
    Guess("expires_after", "a session ends in the middle; the browser ends its own after half an hour"),
    Guess("expires_times", "and may end again"),
    Guess("absent", "no such number: 200 with `{}` (zabedu, of students), 404, 204, an empty body"),
    Guess(
        "hidden", "an account may not see every group (permissions of the front end: `ViewGradebook` 200 …)"
    ),
    Guess("hides", "and what it is told of those: 403, 404, `{}`, 500"),
    Guess("packed", "gzip when it is asked for, always, or never"),
    Guess("escaped", "letters as they are, or as `\\u0410`"),
    Guess("length", "the length of an answer told before it, or an answer in chunks"),
    Guess("keeps_line", "the line kept between requests, or not"),
    Guess(
        "refuses",
        "a wrong password, a locked account, a captcha, no place for one more session (zabedu): the texts",
    ),
    Guess("refuses_with", "and their status: 401, 403 (zabedu: «некоторые сборки»), 409 (front end)"),
    Guess("esia_settings", "an older module may have no such address"),
    Guess("esia_available", "Gosuslugi beside a password"),
    Guess("esia_only", "Gosuslugi and nothing else"),
    Guess("logout", "200 (ASURSO-API), 204, or a refusal that must not spoil what was got"),
    Guess("sheet_day", "the day of a results sheet picks the year, or is the day whose marks are given"),
    Guess(
        "employees",
        "names and numbers (the front end's schema allows no more), posts and `isFired` (zabedu), birthdays "
        "(nobody; they would have to go)",
    ),
    Guess(
        "product",
        "another product at the address: the module of schools (`/webapi`, as its own clients know it; what "
        "it says to our addresses is a guess), a filter's page on everything",
    ),
    Guess(
        "faults",
        "429, 500, 503 with `Retry-After` as seconds, as a date or without it, a line that drops, an answer "
        "cut in the middle, a slow one",
    ),
)


def lines() -> Iterator[str]:
    """The section of the page."""
    yield "## How the module is asked"
    yield ""
    yield "The connector has not met a live module. What follows is read in public clients of it; the"
    yield "stand-in of the tests (tests/fetch/) is made from nothing else."
    yield ""
    for one in AGREED:
        yield f"- {one.what} — {', '.join(one.seen)}."
    yield ""
    yield "Guesses, each a switch of the stand-in that is tried both ways:"
    yield ""
    yield "| Switch | Ways |"
    yield "|---|---|"
    for guess in GUESSES:
        yield f"| `{guess.switch}` | {guess.what} |"
    yield ""
