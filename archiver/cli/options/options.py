"""Arguments that several commands share, turned into values of the trade."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archiver import clock
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.journal.model import AcademicYear
    from archiver.settings.tables import Accepted


_REASON = 3
"""Letters of a reason, as archiver.toml asks for too."""


class YearType(click.ParamType["AcademicYear"]):
    """An academic year, «2025/26»."""

    name = "year"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> AcademicYear:
        """Parse the year, or fail with how it is written."""
        from archiver.journal.terms import parse_year

        try:
            return parse_year(value)
        except ValueError:
            self.fail(
                _("«{value}» is no academic year; write it like 2025/26.").format(value=value), param, ctx
            )


class DayType(click.ParamType[dt.date]):
    """A day, «2025-12-28» or «28.12.2025»."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        """Parse the day, or fail with how it is written."""
        if isinstance(value, dt.date):
            return value
        form = "%d.%m.%Y" if "." in value else "%Y-%m-%d"
        try:
            return dt.datetime.strptime(value, form).date()
        except ValueError:
            self.fail(_("«{value}» is no date; write it like 28.12.2025.").format(value=value), param, ctx)


class AcceptType(click.ParamType["Accepted"]):
    """A blocking finding taken upon oneself: «CODE@GROUP=REASON»."""

    name = "code@group=reason"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Accepted:
        """Parse and check code, group and reason."""
        from archiver.journal.codes import CODES, UNACCEPTABLE
        from archiver.settings.tables import Accepted

        if isinstance(value, Accepted):
            return value
        target, equals, reason = value.partition("=")
        code, at, group = target.partition("@")
        if not (equals and at and group.strip()):
            self.fail(
                _("«{value}»: write CODE@GROUP=REASON, for example student.twice@ИС-21=namesakes.").format(
                    value=value
                ),
                param,
                ctx,
            )
        if code not in CODES:
            self.fail(_("There is no finding with the code «{code}».").format(code=code), param, ctx)
        if code in UNACCEPTABLE:
            self.fail(_("Nobody can accept the finding «{code}».").format(code=code), param, ctx)
        if len(reason.strip()) < _REASON:
            self.fail(
                _("«{value}»: the reason is too short, at least {count} letters.").format(
                    value=value, count=_REASON
                ),
                param,
                ctx,
            )
        return Accepted(group=group, code=code, reason=reason)


def start_of(_context: click.Context, _option: click.Parameter, year: AcademicYear | None) -> int | None:
    """The calendar year that a year begins in, as the register counts: a callback of options."""
    return None if year is None else year.start


exports_argument = click.argument("exports", type=click.Path(path_type=Path, readable=False))
year_argument = click.argument("year", type=YearType())
year_option = click.option(
    "--year",
    type=YearType(),
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
    type=AcceptType(),
    multiple=True,
    metavar="CODE@GROUP=REASON",
    help=_(
        "Bind the group in spite of a blocking finding; "
        "the reason is kept in the report and on the certification page."
    ),
)
DAY = DayType()


today_option = click.option(
    "--today",
    type=DAY,
    default=clock.today,
    help=_("The day to count from; today by default."),
)
