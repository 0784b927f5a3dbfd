"""What others do while an act is executed: a hold, a second run, a disk pulled out, a bag put back."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from approved_archive import (
    EVIDENCE,
    FILE,
    JOURNALS,
    LATER,
    MEDIA,
    STUDENTS,
    acts,
    check_honest,
    check_over,
    execute,
    execution_of,
    opened,
)
from witness import bags_below, files_below

from archive_for_disposal import MOMENT, Archive
from archiver.archive.disposal.paper import HandOver, confirm_paper
from archiver.errors import Refused
from retention.copies import CopyKind, Method
from storage.directory import DirectoryStore
from storage.errors import StoreFull

pytestmark = pytest.mark.usefixtures("quick_papers")


class At:
    """Does something once, when the n-th step is taken."""

    def __init__(self, number: int, do: Callable[[], object]) -> None:
        self.number, self.do, self.steps = number, do, list[str]()

    def __call__(self, name: str) -> None:
        self.steps.append(name)
        if len(self.steps) == self.number:
            self.do()


def hold(archive: Archive) -> None:
    with archive.register.transaction(by="director") as work:
        file = work.files.by_external_id(FILE)
        assert file is not None
        work.holds.place(file.id, "запрос прокуратуры № 5")


def test_after_a_hold_nothing_more_is_begun(archives: Callable[[], Path]) -> None:
    """Placed at any step: what the trail does not tell of before the hold is as it was."""
    done = 0
    for number in range(2, 100):
        folder = archives()
        before = {medium: bags_below(folder / medium, JOURNALS) for medium in MEDIA}
        with opened(folder, MOMENT + LATER) as archive:
            at = At(number, lambda: hold(archive))
            execute(folder, at)
            if len(at.steps) < number:
                break
            with archive.register.reading() as work:
                told = [(event.action, event.detail) for event in work.trail.events()]
                file = work.files.by_external_id(FILE)
                assert file is not None
                names = work.files.roster(file)
        placed = next(place for place, (action, _detail) in enumerate(told) if action == "hold.placed")
        begun = {json.loads(detail)["where"] for action, detail in told[:placed] if action == "copy.erasing"}
        assert not [action for action, _d in told[placed:] if action in {"copy.erasing", "file.destroyed"}]
        for medium in set(MEDIA) - begun:
            assert bags_below(folder / medium, JOURNALS) == before[medium]
        assert names or ("file.destroyed" in [action for action, _detail in told[:placed]])
        done += 1
    assert done > 18


def test_two_runs_at_once_prove_each_copy_once(archives: Callable[[], Path]) -> None:
    """The second run goes from beginning to end at any step of the first (on two computers, say)."""
    done = 0
    for number in range(1, 100):
        folder = archives()
        before = {medium: bags_below(folder / medium, JOURNALS) for medium in MEDIA}
        at = At(number, lambda: execute(folder, lambda _name: None, "archivist"))  # noqa: B023
        first = execute(folder, at)
        assert (first.left, first.problems) == ((), ())
        if len(at.steps) < number:
            break
        check_over(folder, before, {"it", "archivist"})
        done += 1
    assert done > 18


@pytest.mark.parametrize("step", ["intend", "erase", "prove"])
def test_a_place_that_is_not_the_medium_any_more_proves_nothing(
    archives: Callable[[], Path], step: str
) -> None:
    folder = archives()
    before = {medium: bags_below(folder / medium, JOURNALS) for medium in MEDIA}
    disk, drawer = folder / "Н-1", folder / "ящик стола"

    def pull(name: str) -> None:
        if name.startswith(step) and not drawer.exists():
            shutil.copytree(disk, drawer)
            for path in disk.iterdir():  # an empty mount point is left
                shutil.rmtree(path) if path.is_dir() else path.unlink()

    done = execute(folder, pull)
    with opened(folder) as archive, archive.register.reading() as work:
        execution = execution_of(work)
    pulled = next(copy for copy in execution.copies.values() if copy.where == "Н-1")
    gone = bags_below(drawer, JOURNALS) == {}
    assert (pulled.id in execution.proofs) == gone
    assert (pulled in done.left) != gone
    shutil.rmtree(disk)
    drawer.rename(disk)
    done = execute(folder, lambda _name: None, now=MOMENT + 2 * LATER)
    assert (done.left, done.problems) == ((), ())
    check_over(folder, before, {"it"})


def test_a_bag_that_is_put_back_is_erased_with_a_proof_of_its_own(archives: Callable[[], Path]) -> None:
    folder = archives()
    before = {medium: bags_below(folder / medium, JOURNALS) for medium in MEDIA}
    shutil.copytree(folder / "Н-1" / JOURNALS, folder / "копия")
    assert execute(folder, lambda _name: None).over
    shutil.copytree(folder / "копия", folder / "Н-1" / JOURNALS)
    with opened(folder, MOMENT + 2 * LATER) as archive:
        (number,) = acts(archive)
        with pytest.raises(Refused, match="Н-1"):
            archive.account(number)
    assert execute(folder, lambda _name: None, now=MOMENT + 2 * LATER).over
    check_over(folder, before, {"it"})
    with opened(folder) as archive, archive.register.reading() as work:
        execution = execution_of(work)
        places = [copy for copy in execution.copies.values() if copy.where == "Н-1"]
        assert len({execution.proofs[copy.id].digest_before for copy in places}) == 1
        assert len(places) == 2


def test_a_volume_registered_after_the_names_went_keeps_the_act_open(archives: Callable[[], Path]) -> None:
    folder = archives()
    before = {medium: bags_below(folder / medium, JOURNALS) for medium in MEDIA}
    assert execute(folder, lambda _name: None).over
    with opened(folder, MOMENT + 2 * LATER) as archive:
        (number,) = acts(archive)
        with archive.register.reading() as work:
            file = work.files.by_external_id(FILE)
        assert file is not None
        archive.paper(file)
        with pytest.raises(Refused):
            archive.account(number)
        assert not archive.execute(number).over
        confirm_paper(archive.office("it"), number, HandOver(Method.SHREDDED))
    check_over(folder, before, {"it"})


def test_a_link_in_one_bag_keeps_no_other_bag(archives: Callable[[], Path]) -> None:
    """A bag that cannot be trusted stays, and is named; the other copies of the file go."""
    folder = archives()
    (bag,) = (folder / "Н-1" / JOURNALS).glob("*/*")
    (bag / "data" / "чужое").symlink_to(folder / "register.db")
    with opened(folder, MOMENT + LATER) as archive:
        archive.deposit("Ф-11", "05-12")
        archive.deposit("Ф-11")
        second = archive.approved(FILE.replace("ИС-21", "Ф-11"))
        done = archive.execute(second.number)
        assert done.over
        done = archive.execute(acts(archive)[0])
    assert [copy.where for copy in done.left if copy.what.startswith(JOURNALS)] == ["Н-1"]
    assert any("чужое" in problem for problem in done.problems)
    assert bags_below(folder / "Н-2", JOURNALS) == {}
    assert (folder / "register.db").exists()
    (bag / "data" / "чужое").unlink()
    with opened(folder, MOMENT + 2 * LATER) as archive:
        assert archive.execute(acts(archive)[0]).over
    assert not [path for path in files_below(folder / "Н-1") if path.startswith(JOURNALS)]


def test_a_deposit_that_was_under_way_registers_nothing(archives: Callable[[], Path]) -> None:
    """From another computer: what it had written by then is erased, what it writes later is not entered."""
    for step in ("begin", "write Н-1", "write Н-2", "register"):
        folder = archives()
        before = {medium: bags_below(folder / medium, JOURNALS) for medium in MEDIA}

        def act(name: str) -> None:
            if name == step:  # noqa: B023 - called in the same turn
                execute(folder, lambda _name: None)  # noqa: B023

        with opened(folder, MOMENT + LATER) as archive:
            with pytest.raises(Refused):
                archive.deposit(content=b"anew", new_version="правка", students=STUDENTS, step=act)
            (number,) = acts(archive)
            archive.execute(number)
            with archive.register.reading() as work:
                file = work.files.by_external_id(FILE)
                assert file is not None
                assert work.files.roster(file) is None
        check_over(folder, before, {"it"})


def test_a_full_disk_is_told_of_the_act_when_its_bags_are_gone(
    archives: Callable[[], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = archives()
    before = {medium: bags_below(folder / medium, JOURNALS) for medium in MEDIA}
    put = DirectoryStore.put

    def without_room(store: DirectoryStore, key: str, *more: object) -> object:
        if store.root.name == "Н-1" and bags_below(store.root, JOURNALS):
            raise StoreFull(store.place, key, "write", "No space left on device")
        return put(store, key, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(DirectoryStore, "put", without_room)
    done = execute(folder, lambda _name: None)
    assert (done.left, done.problems, done.absent) == ((), (), {})
    check_over(folder, before, {"it"})
    assert [path for path in files_below(folder / "Н-1") if path.startswith("archiver-acts")]


def test_papers_that_find_no_room_keep_the_names(
    archives: Callable[[], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = archives()
    before = {medium: bags_below(folder / medium, JOURNALS) for medium in MEDIA}
    put = DirectoryStore.put

    def without_room(store: DirectoryStore, key: str, *more: object) -> object:
        if key.startswith(EVIDENCE) and store.root.name == "Н-2":
            raise StoreFull(store.place, key, "write", "No space left on device")
        return put(store, key, *more)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(DirectoryStore, "put", without_room)
        done = execute(folder, lambda _name: None)
        assert done.problems
        assert [copy.kind for copy in done.left] == [CopyKind.REGISTER]
    check_honest(folder, before)
    assert execute(folder, lambda _name: None, "archivist", MOMENT + 2 * LATER).over
    check_over(folder, before, {"it", "archivist"})
