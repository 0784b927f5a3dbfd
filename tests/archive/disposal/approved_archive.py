"""A journal on two folders and an approved act about it, again and again from the same start; what must hold.

What is checked is read off the folders and the database, beside what the program says of itself.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

from witness import bags_below, files_below, is_whole, names_in, seal_of

from archive_for_disposal import MOMENT, Archive, Clock, settings_in
from archiver.archive.disposal.execution import Done, Run
from archiver.register.model.files import FileState
from archiver.register.opening import open_url
from archiver.register.work import Work
from retention.execution import Execution
from retention.steps import ActState

JOURNALS, EVIDENCE = "05-11", "05-14"
MEDIA = ("Н-1", "Н-2")
STUDENTS = ("Ёлкин Пётр Ильич", "Абаева Инна Петровна")
SURNAMES = ("Ёлкин", "Елкин", "Абаева")
OF_STATEMENTS = ("Сводная Вера Львовна",)
FILE = "ТК-1/05-11/2019-20/ИС-21"
LATER = dt.timedelta(days=1)


@contextlib.contextmanager
def opened(folder: Path, now: dt.datetime = MOMENT) -> Iterator[Archive]:
    """The archive in a folder, new or as the last process left it."""
    clock = Clock(now)
    with open_url(f"sqlite:///{folder}/register.db", clock=clock) as register:
        media = {number: folder / number for number in MEDIA if (folder / number).exists()}
        yield Archive(register, settings_in(folder), clock, folder, media)


def make_approved(folder: Path) -> None:
    """Make the archive in an empty folder."""
    with opened(folder) as archive:
        archive.staff()
        for number in MEDIA:
            archive.medium(number)
        archive.deposit(series="05-12", students=OF_STATEMENTS)
        archive.deposit(students=STUDENTS)
        archive.approved(FILE)


def execute(
    folder: Path, step: Callable[[str], None], by: str = "it", now: dt.datetime = MOMENT + LATER
) -> Done:
    with opened(folder, now) as archive:
        (number,) = acts(archive)
        return Run(archive.office(by), number, step=step).run()


def acts(archive: Archive) -> list[str]:
    with archive.register.reading() as work:
        return [entry.number for entry in work.acts.all()]


def execution_of(work: Work) -> Execution:
    (entry,) = work.acts.all()
    act = work.acts.get(entry.number)
    assert act is not None
    return work.executions.get(act, entry)


def check_honest(folder: Path, before: dict[str, dict[str, dict[str, bytes]]]) -> None:
    """What holds at every moment, whatever was killed."""
    with opened(folder) as archive, archive.register.reading() as work:
        execution = execution_of(work)
        (entry,) = work.acts.all()
        intents = work.executions.intents(entry, list(execution.copies))
        file = work.files.by_external_id(FILE)
        assert file is not None
        prepared = work.executions.evidence(entry, file.id)
        stone = work.executions.tombstone(file.id)
        roster = work.files.roster(file)
        assert work.trail.verify().whole
    touched = False
    for copy in execution.copies.values():
        if copy.where not in MEDIA:
            continue
        there = bags_below(folder / copy.where, JOURNALS).get(copy.what, {})
        was = before[copy.where].get(copy.what)
        if copy.id in execution.proofs:
            assert there == {}
        if was is None:  # begun since, by a deposit that never came to its end
            continue
        if copy.id in execution.proofs:
            assert execution.proofs[copy.id].digest_before == seal_of(was)
        elif there != was:
            assert intents[copy.id].digest_before == seal_of(was)
            touched = True
    if touched or execution.proofs:
        assert stone is not None and prepared is not None
        assert execution.act.state is ActState.EXECUTING
    papers = [bags_below(folder / number, EVIDENCE) for number in MEDIA]
    kept = all(any(is_whole(bag) for bag in bags.values()) for bags in papers)
    named_in_register = bool(roster) or bool(prepared and prepared.prepared)
    assert named_in_register or kept  # the evidence can still be made, or lies on every medium
    if file.state is FileState.DESTROYED:
        assert kept


def check_over(folder: Path, before: dict[str, dict[str, dict[str, bytes]]], by: set[str]) -> None:
    """What holds when the act is accounted."""
    check_honest(folder, before)
    with opened(folder, MOMENT + 3 * LATER) as archive:
        (number,) = acts(archive)
        assert archive.account(number).state is ActState.ACCOUNTED
        with archive.register.reading() as work:
            execution = execution_of(work)
            assert not execution.left
            assert {proof.by.id for proof in execution.proofs.values()} <= by
            proven = {copy.where for copy in execution.copies.values() if copy.id in execution.proofs}
            assert set(MEDIA) < proven
    for number in MEDIA:
        assert bags_below(folder / number, JOURNALS) == {}
        papers = bags_below(folder / number, EVIDENCE)
        assert [is_whole(bag) for bag in papers.values()] == [True]
        assert not [path for path in files_below(folder / number) if ".archiver-" in path]
    everywhere = [bag for number in MEDIA for bag in bags_below(folder / number, EVIDENCE).values()]
    assert len({seal_of(bag) for bag in everywhere}) == 1
    assert names_in(folder / "register.db", SURNAMES) == []
