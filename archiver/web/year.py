"""«Год»: every group of a year, how far each has come, and what is to be done next."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archiver.archive.year.gathering import GroupYear, year_of
from archiver.archive.year.standing import Stage, State
from archiver.journal.model import AcademicYear
from archiver.journal.terms import parse_year
from archiver.journal.terms import year_of as year_of_day
from archiver.permissions import Permission
from archiver.web import failures
from archiver.web.screens import Visitor, screen


@screen("/year/", Permission.ARCHIVE_LOOK)
def board(visitor: Visitor) -> ResponseReturnValue:
    """The year that is being closed."""
    return redirect(url_for("year.of", first=current(visitor).start), 303)


@screen("/year/<int:first>", Permission.ARCHIVE_LOOK)
def of(visitor: Visitor, first: int) -> ResponseReturnValue:
    """The board of the year that began in `first`."""
    try:
        year = parse_year(f"{first}/{(first + 1) % 100:02d}")
    except ValueError:
        return failures.nothing_here()
    groups = year_of(visitor.session, year)
    waiting = [one for one in groups if not one.standing.done]
    shown = groups if request.args.get("show") == "all" else waiting
    return render_template(
        "year.html",
        year=year,
        groups=shown,
        counted=(len(groups) - len(waiting), len(groups)),
        stages=tuple(Stage),
        reached={stage: _reached(groups, stage) for stage in Stage},
    )


def current(visitor: Visitor) -> AcademicYear:
    """The academic year whose journals are closed next: it changes on 1 September."""
    return year_of_day(visitor.session.today)


def _reached(groups: tuple[GroupYear, ...], stage: Stage) -> int:
    return sum(one.standing[stage].state is State.DONE for one in groups)
