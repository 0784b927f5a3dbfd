"""What the register knows of a year's papers, asked of it where there is one: printing needs none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from archiver.errors import Refused, RegisterFailed
from archiver.journal.codes import finding

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archiver.archive.year.noting import Known
    from archiver.binding.facts_of_run import GroupRun
    from archiver.counter.session import Caller, Session
    from archiver.counter.vocabulary import VolumePrint
    from archiver.journal.findings import Finding
    from archiver.journal.model import AcademicYear
    from archiver.settings.tables import Settings

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class BeforeRun:
    """What the register knew before a run: the copies on paper, and the facts of the year.

    `findings` warn where it did not tell. Without `known` (no register, or none of the caller's business) it
    has to be asked again when the run is noted.
    """

    prints: tuple[VolumePrint, ...] = ()
    findings: tuple[Finding, ...] = ()
    known: Known | None = None


def before_run(settings: Settings, year: AcademicYear) -> BeforeRun:
    """What a run of year-end asks of the register, in one session: opening it costs more than asking."""

    def ask(session: Session) -> BeforeRun:
        from archiver.archive.custody.prints import prints_of
        from archiver.archive.year.noting import known_of

        prints = prints_of(session)
        try:
            return BeforeRun(prints, known=known_of(session, year))
        except (RegisterFailed, Refused):
            return BeforeRun(prints)  # why is said at the end, when something is to be noted

    return _told(settings, ask)


def known_prints(settings: Settings) -> tuple[tuple[VolumePrint, ...], tuple[Finding, ...]]:
    """The copies of volumes on paper, and a warning where the register does not tell them."""

    def ask(session: Session) -> BeforeRun:
        from archiver.archive.custody.prints import prints_of

        return BeforeRun(prints_of(session))

    told = _told(settings, ask)
    return told.prints, told.findings


def note_year(
    settings: Settings, year: AcademicYear, runs: Iterable[GroupRun], known: Known | None = None
) -> tuple[Finding, ...]:
    """Let the register know what was made, where there is one; a warning where it cannot be told.

    It is left alone where all of it was `known` before.
    """
    runs = tuple(runs)
    if known is not None and known.has_all_of(runs):
        return ()

    def note(session: Session) -> None:
        from archiver.archive.year.noting import note_runs

        note_runs(session, year, runs)

    try:
        _in_register(settings, note)
    except (RegisterFailed, Refused) as error:
        return (finding("year.unnoted", error.message),)
    return ()


def _told(settings: Settings, ask: Callable[[Session], BeforeRun]) -> BeforeRun:
    try:
        return _in_register(settings, ask) or BeforeRun()
    except RegisterFailed as error:
        return BeforeRun(findings=(finding("print.unknown", error.message),))


def _in_register(settings: Settings, work: Callable[[Session], T]) -> T | None:
    """What comes of `work` in a session of the caller's; None without a register. Raises RegisterFailed."""
    from archiver.counter.no_register import surely_no_register

    if surely_no_register(settings):
        return None
    caller = _caller(settings)
    if not caller.has_register:
        return None
    with caller.session() as session:
        return work(session)


def _caller(settings: Settings) -> Caller:
    from archiver.cli.options.door import ask_password
    from archiver.counter.session import Caller
    from archiver.people.who import Claim

    return Caller(settings, Claim(), ask_password)
