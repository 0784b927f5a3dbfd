"""The menu: the screens of each person's roles, in the order of a year's work; seven at most."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import request, url_for

from archiver.locale import N_, _
from archiver.web.screens import Visitor, screen_of

MOST = 7


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the menu; `here` for the screen that is shown."""

    title: str
    address: str
    here: bool


_ENTRIES = (
    ("home.today", N_("Today")),
    ("year.board", N_("Year")),
    ("jobs.everything", N_("Jobs")),
    ("people.everybody", N_("People and roles")),
)


def of(visitor: Visitor | None) -> tuple[Entry, ...]:
    """The entries a person may open."""
    if visitor is None:
        return ()
    found = []
    for name, title in _ENTRIES:
        one = screen_of(name)
        if one is not None and visitor.may(one.needs):
            section = name.partition(".")[0]
            here = (request.endpoint or "").partition(".")[0] == section
            found.append(Entry(_(title), url_for(name), here))
    return tuple(found[:MOST])


Menu = Callable[[Visitor | None], tuple[Entry, ...]]
