"""SIGKILL at every step of an execution: the next run finishes it, and nothing is lost on the way.

Each run is a real child process. What has to be true is read off the folders and the database.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from approved_archive import (
    EVIDENCE,
    FILE,
    JOURNALS,
    LATER,
    MEDIA,
    OF_STATEMENTS,
    STUDENTS,
    SURNAMES,
    check_honest,
    check_over,
    execute,
    execution_of,
    opened,
)
from witness import bags_below, files_below, is_whole, names_in, seal_of

from archive_for_disposal import MOMENT
from archiver.register.model.media import MediumKind
from killed_run import Countdown, die, killed
from retention.steps import ActState
from s3_server import Server
from storage.s3.store import S3Store
from storage.store import Erased

FILES_OF_A_BAG = 10

pytestmark = pytest.mark.usefixtures("quick_papers")

ToPoint = Callable[[Path, int], None]


def every_kill(archives: Callable[[], Path], run: ToPoint) -> int:
    """Kill at the first point, at the second …, each time from the same start; how many points there are."""
    for points in range(1, 200):
        folder = archives()
        before = {number: bags_below(folder / number, JOURNALS) for number in MEDIA}
        if not killed(lambda: run(folder, points)):  # noqa: B023 - called at once
            check_over(folder, before, {"it"})
            return points - 1
        check_honest(folder, before)
        # Another officer, a day later: what the first has done remains the first one's.
        done = execute(folder, lambda _name: None, "archivist", MOMENT + 2 * LATER)
        assert (done.left, done.problems, done.absent) == ((), (), {}), points
        check_over(folder, before, {"it", "archivist"})
    raise AssertionError("no run came to its end")


def test_killed_at_every_step_an_execution_is_finished_by_the_next_run(archives: Callable[[], Path]) -> None:
    assert every_kill(archives, lambda folder, point: execute(folder, Countdown(point))) > 20


def test_killed_before_every_file_it_erases(archives: Callable[[], Path]) -> None:
    def run(folder: Path, point: int) -> None:
        killer, unlink = Countdown(point), os.unlink

        def counted(path: str, *, dir_fd: int | None = None) -> None:
            killer(path)
            unlink(path, dir_fd=dir_fd)

        def armed(name: str) -> None:
            word = name.partition(" ")[0]
            if word == "erase" and told.count(word) == 0:
                os.unlink = counted  # type: ignore[assignment]
            elif word == "prove":
                os.unlink = unlink
            told.append(word)

        told: list[str] = []
        execute(folder, armed)

    assert every_kill(archives, run) == FILES_OF_A_BAG


def test_what_an_earlier_run_erased_is_proven_in_its_name(archives: Callable[[], Path]) -> None:
    """Killed between the last byte and its proof: even a hold placed since cannot make it undone."""
    folder = archives()

    def until_proof(name: str) -> None:
        if name.startswith("prove "):
            die()

    assert killed(lambda: execute(folder, until_proof))
    with opened(folder, MOMENT + 2 * LATER) as archive, archive.register.transaction(by="director") as work:
        file = work.files.by_external_id(FILE)
        assert file is not None
        work.holds.place(file.id, "запрос прокуратуры № 5")
    second = files_below(folder / "Н-2")
    done = execute(folder, lambda _name: None, "archivist", MOMENT + 3 * LATER)
    assert files_below(folder / "Н-2") == second  # the hold keeps what was there when it came
    assert done.problems
    with opened(folder) as archive, archive.register.reading() as work:
        (proof,) = execution_of(work).proofs.values()
        assert (proof.by.id, proof.digest_before is None) == ("it", False)
        told = [event.action for event in work.trail.events()]
    assert told.index("copy.erasing") < told.index("hold.placed") < told.index("copy.destroyed")


@pytest.fixture
def bucket(server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[S3Store]:
    """An empty folder of a bucket with versions and locks on a real server."""
    if server.access_key and server.secret_key:
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", server.access_key)
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", server.secret_key)
    store = server.store(prefix=f"k-{uuid.uuid4().hex[:8]}")
    yield store
    for trace in list(store.traces("")):
        store.erase(trace.key, bypass=True)
    store.close()


def test_killed_again_and_again_over_a_bucket(tmp_path: Path, bucket: S3Store) -> None:
    """Between two objects of a bag first, then each run a step later than the one before, by turns of two."""
    with opened(tmp_path) as archive:
        archive.staff()
        archive.medium("Н-1")
        own = bucket.settings
        archive.add("S3", MediumKind.BUCKET, f"{own.endpoint}/{own.bucket}/{own.prefix}")
        archive.deposit(series="05-12", students=OF_STATEMENTS)
        archive.deposit(students=STUDENTS)
        number = archive.approved(FILE).number
    versions = {f"{trace.key} @ {trace.version}" for trace in bucket.traces(JOURNALS)}
    seals = {seal_of(bag) for bag in bags_below(tmp_path / "Н-1", JOURNALS).values()}

    def between_objects() -> None:
        erase, killer = S3Store.erase, Countdown(4)

        def killing(store: S3Store, key: str, *, bypass: bool = False) -> tuple[Erased, ...]:
            killer(key)
            return erase(store, key, bypass=bypass)

        S3Store.erase = killing  # type: ignore[method-assign]
        execute(tmp_path, lambda _name: None)

    assert killed(between_objects)
    assert len(list(bucket.traces(JOURNALS))) == len(versions) - 3
    kills = 1
    for point in range(4, 40):
        by, now = ("it", "archivist")[point % 2], MOMENT + point * LATER
        if not killed(lambda: execute(tmp_path, Countdown(point), by, now)):  # noqa: B023 - called at once
            break
        kills += 1
    assert kills > 8
    assert list(bucket.traces(JOURNALS)) == []
    assert bags_below(tmp_path / "Н-1", JOURNALS) == {}
    with opened(tmp_path, MOMENT + 40 * LATER) as archive:
        assert archive.account(number).state is ActState.ACCOUNTED
        with archive.register.reading() as work:
            execution = execution_of(work)
    proven = {copy.what for copy in execution.copies.values() if copy.id.startswith("version-")}
    assert proven == versions
    bags = [copy for copy in execution.copies.values() if copy.what.startswith(JOURNALS) and copy.digest]
    assert {copy.where for copy in bags} == {"Н-1", "S3"}
    assert {execution.proofs[copy.id].digest_before for copy in bags} == seals
    papers = [trace for trace in bucket.traces(EVIDENCE) if trace.key.endswith("bagit.txt")]
    assert len(papers) == 1
    assert [is_whole(bag) for bag in bags_below(tmp_path / "Н-1", EVIDENCE).values()] == [True]
    assert names_in(tmp_path / "register.db", SURNAMES) == []
