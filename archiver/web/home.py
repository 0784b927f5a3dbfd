"""«Сегодня»: the first page of every role."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from archiver.web.screens import Open, Visitor, screen
from archiver.web.year import current


@screen("/", Open.TO_STAFF)
def today(visitor: Visitor) -> ResponseReturnValue:
    """What this person owes, by date."""
    return render_template("today.html", today=visitor.session.today, year=current(visitor))
