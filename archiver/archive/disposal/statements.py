"""The grade statements beside journals that are to go, read from their media and not believed.

A statement (25 years) that is gone from every medium cannot be made again once its journal (5 years) is
destroyed. So whoever draws up an act, and whoever carries it out, reads every copy of the statements of the
very files named; what the register remembers of an older check is not enough.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from archiver.archive.custody.schedule import schedule_of
from archiver.archive.disposal.deciding import statement_copies
from archiver.archive.preservation.copies import check_copy, faults_of, known_of, settle
from archiver.counter.session import Session
from archiver.counter.stores import Stores
from archiver.errors import ArchiverError, Refused, TurnLost
from archiver.locale import _
from archiver.register.model.checks import CheckOutcome
from archiver.register.model.files import File
from archiver.register.model.media import Medium
from archiver.register.model.packages import Copy, CopyState
from archiver.register.work import Work
from archiver.remedies import Deed, Remedy
from archiver.wording.retention import as_refusals
from retention.eligibility import STATEMENT_COPIES
from storage.errors import StorageError
from storage.fixity import FixityReport


@dataclass(frozen=True, slots=True)
class Checked:
    """A copy of statements that was read."""

    copy: Copy
    medium: Medium
    report: FixityReport


@dataclass(frozen=True, slots=True)
class Readings:
    """What came of the reading: `whole` copies by the id of the file of statements, and checks that passed.

    A fault is entered at once; what passed is entered by whoever goes on (`enter`), so that what is refused
    afterwards has changed nothing. `lacking` says of each file of statements with too few whole copies which
    they are, and on what media to look for more.
    """

    whole: Mapping[int, int]
    passed: tuple[Checked, ...]
    lacking: tuple[str, ...] = ()

    def enter(self, work: Work) -> None:
        """Keep the checks that passed: from now on their copies were verified today."""
        for one in self.passed:
            _enter(work, one)


@contextlib.contextmanager
def naming_lacking(readings: Readings) -> Iterator[None]:
    """Add to a refusal which statements have too few whole copies, and on what media to look for more."""
    try:
        with as_refusals():
            yield
    except Refused as error:
        if not readings.lacking:
            raise
        told = "; ".join(readings.lacking)
        raise Refused(
            f"{error.message}\n{told}", remedy=error.remedy or Remedy(Deed.CHECK_ALL_MEDIA)
        ) from error


def read_statements(session: Session, stores: Stores, files: Iterable[File]) -> Readings:
    """Read every copy of the statements of `files` that is on media connected and in service."""
    with session.looking() as work:
        schedule = schedule_of(work, session.settings)
        found: dict[int, File] = {}
        for file in files:
            series = schedule.rule(file.series, session.today).series.statement_series
            statements = work.files.sibling(file, series) if series else None
            if statements is not None:
                found[statements.id] = statements
    whole, passed, lacking = dict[int, int](), list[Checked](), list[str]()
    for statements in found.values():
        read = list(_read(session, stores, statements))
        good = [one for one in read if one.report.whole]
        whole[statements.id] = len(good)
        passed += good
        if len(good) < STATEMENT_COPIES:
            lacking.append(_lacking_line(session, statements, good))
        if len(good) < len(read):
            with session.changing() as work:
                for one in read:
                    if not one.report.whole:
                        _enter(work, one)
    return Readings(whole, tuple(passed), tuple(lacking))


def _lacking_line(session: Session, statements: File, good: list[Checked]) -> str:
    """Which statement it is, and the media whose copies were not read whole."""
    with session.looking() as work:
        there = {medium.inventory_number for _bag, _copy, medium in statement_copies(work, statements)}
    media = sorted(there - {one.medium.inventory_number for one in good})
    return _("{title}: whole copies read now: {count}; not read or not whole: {media}").format(
        title=statements.title, count=len(good), media=", ".join(media) or _("no other copy is registered")
    )


def _read(session: Session, stores: Stores, statements: File) -> Iterator[Checked]:
    with session.looking() as work:
        copies = [
            (bag, copy, medium, known_of(work, bag))
            for bag, copy, medium in statement_copies(work, statements)
            if copy.state is CopyState.REGISTERED and medium.in_service
        ]
    for bag, copy, medium, known in copies:
        store = stores.reached(medium)
        if store is None:
            continue
        settings = session.settings.archive
        try:
            yield Checked(
                copy, medium, check_copy(medium, settings, store, (copy, bag), _unheard, known=known)
            )
        except StorageError as error:
            stores.lose(medium.inventory_number, error)
        except TurnLost:
            raise
        except ArchiverError as error:
            stores.absent[medium.inventory_number] = error.message


def _enter(work: Work, read: Checked) -> None:
    check = work.checks.begin(read.medium, read.copy.id)
    outcome = CheckOutcome.PASSED if read.report.whole else CheckOutcome.FAULTY
    faults = tuple(faults_of(read.copy, read.report))
    work.checks.finish(check, outcome, files=read.report.files, size=read.report.size, faults=faults)
    settle(work, read.copy, read.report)


def _unheard(_bytes: int) -> None:
    return
