"""«Сегодня»: the first page of every role: what this person owes, by date."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from archiver.archive.calendar.lines import lines
from archiver.archive.calendar.owed import obligations_of, year_owed
from archiver.permissions import Permission
from archiver.web.owing import MOST, owed_by
from archiver.web.screens import Open, Visitor, screen


@screen("/", Open.TO_STAFF)
def today(visitor: Visitor) -> ResponseReturnValue:
    """At most seven things, the earliest first, and how many more there are."""
    day = visitor.session.today
    year = year_owed((), day)
    asked = visitor.may(Permission.CALENDAR_LOOK)
    found = obligations_of(visitor.session, (), year, day, None) if asked else ()
    owed = owed_by(visitor.person, lines(found))
    return render_template("today.html", today=day, year=year, owed=owed[:MOST], more=len(owed[MOST:]))
