"""Arguments that several commands share, turned into values of the trade."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from archiver import clock
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.journal.model import AcademicYear
    from archiver.settings.tables import Accepted


T = TypeVar("T")
_REASON = 3
"""Letters of a reason, as archiver.toml asks for too."""


class Read(click.ParamType[T]):
    """A value as a command is told it: `reading` makes it of a text; raises ValueError with what to write."""

    def __init__(self, name: str, reading: Callable[[str], T]) -> None:
        self.name, self._reading = name, reading

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> T:
        """Read the text; a value that was read before, or is a default, stays what it is."""
        if not isinstance(value, str):
            found: T = value
            return found
        try:
            return self._reading(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


def _year(text: str) -> AcademicYear:
    """«2025/26»."""
    from archiver.journal.terms import parse_year

    try:
        return parse_year(text)
    except ValueError as error:
        told = _("«{value}» is no academic year; write it like 2025/26.")
        raise ValueError(told.format(value=text)) from error


def _day(text: str) -> dt.date:
    """«2025-12-28» or «28.12.2025»."""
    try:
        return dt.datetime.strptime(text, "%d.%m.%Y" if "." in text else "%Y-%m-%d").date()
    except ValueError as error:
        told = _("«{value}» is no date; write it like 28.12.2025.")
        raise ValueError(told.format(value=text)) from error


def _accepted(text: str) -> Accepted:
    """A blocking finding taken upon oneself: «CODE@GROUP=REASON»."""
    from archiver.journal.codes import CODES, UNACCEPTABLE
    from archiver.settings.tables import Accepted

    target, equals, reason = text.partition("=")
    code, at, group = target.partition("@")
    if not (equals and at and group.strip()):
        told = _("«{value}»: write CODE@GROUP=REASON, for example student.twice@ИС-21=namesakes.")
    elif code not in CODES:
        told = _("There is no finding with the code «{code}».")
    elif code in UNACCEPTABLE:
        told = _("Nobody can accept the finding «{code}».")
    elif len(reason.strip()) < _REASON:
        told = _("«{value}»: the reason is too short, at least {count} letters.")
    else:
        return Accepted(group=group, code=code, reason=reason)
    raise ValueError(told.format(value=text, code=code, count=_REASON))


def start_of(_context: click.Context, _option: click.Parameter, year: AcademicYear | None) -> int | None:
    """The calendar year that a year begins in, as the register counts: a callback of options."""
    return None if year is None else year.start


YEAR = Read("year", _year)
exports_argument = click.argument("exports", type=click.Path(path_type=Path, readable=False))
year_argument = click.argument("year", type=YEAR)
year_option = click.option(
    "--year",
    type=YEAR,
    help=_("Academic year of exports that do not tell it, and the only one read: 2025/26."),
)
config_option = click.option(
    "--config",
    type=click.Path(path_type=Path, readable=False),
    help=_("Settings file; otherwise archiver.toml in the current folder."),
)
exports_config_option = click.option(
    "--config",
    type=click.Path(path_type=Path, readable=False),
    help=_(
        "Settings file; otherwise archiver.toml in the current folder. One that came with the exports gives "
        "names, periods and the look of pages only."
    ),
)
accept_option = click.option(
    "--accept",
    "accepted",
    type=Read("code@group=reason", _accepted),
    multiple=True,
    metavar=_("CODE@GROUP=REASON"),
    help=_(
        "Bind the group in spite of a blocking finding; "
        "the reason is kept in the report and on the certification page."
    ),
)
DAY = Read("date", _day)

today_option = click.option(
    "--today",
    type=DAY,
    default=clock.today,
    help=_("The day to count from; today by default."),
)
