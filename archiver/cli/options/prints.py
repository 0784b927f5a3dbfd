"""What is on paper already, asked of the register where there is one: printing needs none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archiver.errors import Refused, RegisterFailed
from archiver.journal.codes import finding

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archiver.binding.facts_of_run import GroupRun
    from archiver.counter.vocabulary import VolumePrint
    from archiver.journal.findings import Finding
    from archiver.journal.model import AcademicYear
    from archiver.settings.tables import Settings


def note_year(settings: Settings, year: AcademicYear, runs: Iterable[GroupRun]) -> tuple[Finding, ...]:
    """Let the register know what was made, where there is one; a warning where it cannot be told."""
    from archiver.counter.no_register import surely_no_register

    if surely_no_register(settings):
        return ()
    from archiver.archive.year.noting import note_runs
    from archiver.cli.options.door import ask_password
    from archiver.counter.session import Caller
    from archiver.people.who import Claim

    caller = Caller(settings, Claim(), ask_password)
    try:
        if caller.has_register:
            with caller.session() as session:
                note_runs(session, year, runs)
    except (RegisterFailed, Refused) as error:
        return (finding("year.unnoted", error.message),)
    return ()


def known_prints(settings: Settings) -> tuple[tuple[VolumePrint, ...], tuple[Finding, ...]]:
    """The copies of volumes on paper, and a warning where the register does not tell them."""
    from archiver.counter.no_register import surely_no_register

    if surely_no_register(settings):
        return (), ()
    from archiver.archive.custody.prints import prints_of
    from archiver.cli.options.door import ask_password
    from archiver.counter.session import Caller
    from archiver.people.who import Claim

    caller = Caller(settings, Claim(), ask_password)
    try:
        if not caller.has_register:
            return (), ()
        with caller.session() as session:
            return prints_of(session), ()
    except RegisterFailed as error:
        return (), (finding("print.unknown", error.message),)
