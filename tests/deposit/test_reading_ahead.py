"""The next file is read while the one before is written: one ahead, in order, errors where they belong."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from archiver.depositing.reading_ahead import read_ahead
from archiver.depositing.record import Candidate, Record
from archiver.errors import InputInvalid
from archiver.register.model.files import Roster


def candidate(name: str, read: Callable[[], Record]) -> Candidate:
    return Candidate(name, "05-11", 2025, 1, read)


def record(name: str) -> Record:
    return Record(file=name, roster=Roster(), documents=())  # type: ignore[arg-type]


def test_nothing_to_read() -> None:
    assert list(read_ahead(())) == []


def test_each_candidate_gets_its_own_record_or_error() -> None:
    def broken() -> Record:
        raise InputInvalid("the second is broken")

    given = [
        candidate("1", lambda: record("1")),
        candidate("2", broken),
        candidate("3", lambda: record("3")),
    ]
    told = []
    for one, read in read_ahead(given):
        try:
            told.append((one.name, read().file))
        except InputInvalid as error:
            told.append((one.name, error.message))
    assert told == [("1", "1"), ("2", "the second is broken"), ("3", "3")]


def test_one_is_read_ahead_and_no_more() -> None:
    begun: list[str] = []
    second = threading.Event()

    def reading(name: str) -> Callable[[], Record]:
        def read() -> Record:
            begun.append(name)
            if name == "2":
                second.set()
            return record(name)

        return read

    ahead = read_ahead([candidate(name, reading(name)) for name in "1234"])
    next(ahead)
    assert second.wait(10)  # while the first is still being worked on
    ahead.close()
    assert begun == ["1", "2"]


def test_an_error_of_the_next_does_not_touch_the_one_at_hand() -> None:
    def broken() -> Record:
        raise OSError("unplugged")

    ahead = read_ahead([candidate("1", lambda: record("1")), candidate("2", broken)])
    _first, read = next(ahead)
    assert read().file == "1"
    _second, read = next(ahead)
    with pytest.raises(OSError, match="unplugged"):
        read()
