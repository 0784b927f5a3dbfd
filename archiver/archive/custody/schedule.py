"""The retention schedule in force: adopted version by version, only ever lengthened (ADR 0022)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from archiver.archive.custody.projection import Projected, project
from archiver.counter.session import Session, use_case
from archiver.errors import Refused
from archiver.locale import _
from archiver.permissions import Permission
from archiver.register.model.schedule import ScheduleVersion
from archiver.register.register import Register
from archiver.register.work import Work
from archiver.remedies import Deed, Remedy
from archiver.settings.file_plan import basis, declared, journal_series, period_words, statement_series
from archiver.settings.tables import Settings
from archiver.wording.retention import refusal
from retention.errors import RetentionError
from retention.schedule import Rule, Schedule, Version
from retention.schedule_toml import shipped
from retention.series import RecordSeries


@dataclass(frozen=True, slots=True)
class Changed:
    """A version that was adopted, how many kept files stay longer by it, and what buckets said."""

    version: Version
    lengthened: int
    told: tuple[Projected, ...]


def rule_of(schedule: Schedule, series: str, today: dt.date) -> Rule:
    """The rule for a series today; raises ArchiverError when the schedule has none."""
    try:
        return schedule.rule(series, today)
    except RetentionError as error:
        raise refusal(error) from error


def schedule_of(work: Work, settings: Settings) -> Schedule:
    """The schedule in force: the register's; while it has none, what archiver.toml declares.

    Files deposited by a program that kept no versions were filed by the shipped schedule.
    """
    adopted = work.schedules.schedule()
    if adopted is not None:
        return adopted
    return shipped() if work.schedules.filed() else Schedule.of(replace(declared(settings), number=1))


def schedule_for_deposit(register: Register, settings: Settings, *, by: str, today: dt.date) -> Schedule:
    """The schedule to deposit by; the first deposit adopts what archiver.toml declares.

    Raises Refused when the declared rule of the journals or statements, printed on their covers, is not
    the one in force.
    """
    with register.reading() as work:
        schedule = work.schedules.schedule()
    if schedule is None:
        with register.transaction(by=by) as work:
            schedule = work.schedules.schedule()
            if schedule is None:
                schedule = schedule_of(work, settings)
                work.schedules.adopt(schedule.latest)
    for series in (journal_series(settings), statement_series(settings)):
        rule = rule_of(schedule, series.code, today)
        printed, told = _told(series), _told(rule.series)
        if printed != told:
            raise Refused(
                _(
                    "Covers are printed with «{printed}» for {series}, but version {version} of the schedule "
                    "says «{told}»."
                ).format(printed=printed, series=series.code, version=rule.version, told=told),
                remedy=Remedy(Deed.ADOPT_SCHEDULE),
            )
    return schedule


def _told(series: RecordSeries) -> str:
    return f"{period_words(series)}; {basis(series)}"


@use_case(Permission.ARCHIVE_LOOK)
def in_force(session: Session) -> Schedule:
    """The schedule in force, with all its versions."""
    with session.looking() as work:
        return schedule_of(work, session.settings)


@use_case(Permission.ARCHIVE_LOOK)
def history(session: Session) -> tuple[ScheduleVersion, ...]:
    """Who adopted which version when and by which document; none before the first deposit."""
    with session.looking() as work:
        return tuple(work.schedules.versions())


@use_case(Permission.SCHEDULE_CHANGE)
def change(session: Session, offered: Version, document: str) -> Changed:
    """Adopt `offered` as the next version, in the name of who acts, by a document.

    Its rows count; its own number, author and date do not. Kept files get their longer periods at once, and
    their locks in buckets are extended; a bucket that cannot be reached is told of and stays due (`syncing`).
    Raises Refused without the right, a document or any change, and ConfigInvalid (ArchiverError) when a
    series that has files would be shortened, or weakened in another way.
    """
    person, today = session.acting.known(), session.today
    if not document.strip():
        raise Refused(_("Name the document by which the schedule is changed: an order, its number and date."))
    with session.changing() as work:
        before = work.schedules.schedule()
        if before is None:
            before = shipped()
            work.schedules.adopt(before.latest)
        if offered.series == before.latest.series:
            raise Refused(
                _("Version {number} is the same already; nothing was changed.").format(
                    number=before.latest.number
                )
            )
        version = replace(
            offered,
            number=before.latest.number + 1,
            author=", ".join(filter(None, (person.name, person.post))),
            adopted_on=max(today, before.latest.adopted_on),
        )
        schedule = before.amended(version, used=work.schedules.used())
        work.schedules.adopt(version, document.strip())
        lengthened = apply(work, schedule, today)
    return Changed(version, lengthened, project(session.register, session.settings.archive, by=session.by))


def apply(work: Work, schedule: Schedule, today: dt.date) -> int:
    """Give kept files the periods of the rules in force today; how many stay longer by it."""
    return sum(work.schedules.apply(rule.series) for rule in schedule.rules(today))
