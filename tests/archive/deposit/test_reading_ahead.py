"""The next file is read while the one before is written: one ahead, in order, errors where they belong."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from archiver.archive.deposit.reading_ahead import Unreadable, read_ahead
from archiver.archive.deposit.record import Candidate, Record
from archiver.errors import InputInvalid, OutputFailed
from archiver.register.model.files import Roster
from storage.errors import Missing


def candidate(name: str, read: Callable[[], Record]) -> Candidate:
    return Candidate(name, "05-11", 2025, 1, read)


def record(name: str) -> Record:
    return Record(file=name, roster=Roster(), documents=())  # type: ignore[arg-type]


def noted(name: str, folder: Path) -> Record:
    """Leaves a file that tells which process has read it."""
    (folder / name).write_text(str(os.getpid()))
    return record(name)


def broken(error: Exception) -> Record:
    raise error


def gone() -> Record:
    raise Missing("disk", "volume.pdf")


def killed(by_whom: int) -> Record:
    """Kills its process, unless that is the one that deposits."""
    if os.getpid() != by_whom:
        os.kill(os.getpid(), signal.SIGKILL)
    return record("read after all")


def names(candidates: list[Candidate]) -> list[object]:
    given = []
    for _candidate, read in read_ahead(candidates):
        found = read()
        given.append(found if isinstance(found, Unreadable) else found.file)
    return given


def test_nothing_to_read() -> None:
    assert list(read_ahead(())) == []


@pytest.mark.parametrize("others", [0, 3])
def test_each_candidate_gets_its_own_record_or_the_reason_why_not(others: int) -> None:
    more = [str(number) for number in range(others)]
    given = [
        candidate("1", partial(record, "1")),
        candidate("2", partial(broken, InputInvalid("the second is broken"))),
        *(candidate(name, partial(record, name)) for name in more),
    ]
    assert names(given) == ["1", Unreadable("the second is broken"), *more]


def test_what_storage_says_of_a_file_is_told_in_words() -> None:
    told = names([candidate(str(number), gone) for number in range(4)])
    assert all(isinstance(one, Unreadable) and "volume.pdf" in one.message for one in told)


def test_the_first_is_read_here_and_the_others_in_one_other_process(tmp_path: Path) -> None:
    assert names([candidate(name, partial(noted, name, tmp_path)) for name in "1234"]) == list("1234")
    first, *others = [(tmp_path / name).read_text() for name in "1234"]
    assert first == str(os.getpid())
    assert len(set(others)) == 1
    assert others[0] != first


def test_two_files_need_no_other_process(tmp_path: Path) -> None:
    names([candidate(name, partial(noted, name, tmp_path)) for name in "12"])
    assert {(tmp_path / name).read_text() for name in "12"} == {str(os.getpid())}


def test_one_is_read_ahead_and_no_more(tmp_path: Path) -> None:
    ahead = read_ahead([candidate(name, partial(noted, name, tmp_path)) for name in "12345"])
    for _number in range(2):
        _candidate, read = next(ahead)
        read()
    ahead.close()  # the third may be under way by now, and is waited for then
    assert {path.name for path in tmp_path.iterdir()} in ({"1", "2"}, {"1", "2", "3"})


def test_an_error_of_the_next_does_not_touch_the_one_at_hand() -> None:
    given = [candidate("1", partial(record, "1")), candidate("2", partial(record, "2"))]
    given.append(candidate("3", partial(broken, OutputFailed("the disk is full"))))
    ahead = read_ahead(given)
    for _number in range(2):
        _candidate, read = next(ahead)
        read()
    _third, read = next(ahead)
    with pytest.raises(OutputFailed, match="the disk is full"):
        read()


def test_a_reader_that_is_killed_leaves_nothing_unread() -> None:
    given = [candidate(name, partial(killed, os.getpid())) for name in "1234"]
    assert names(given) == ["read after all"] * 4
