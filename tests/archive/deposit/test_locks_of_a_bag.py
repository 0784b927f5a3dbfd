"""What is said of a bag's lock is what protects the whole of it."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any, cast

import pytest

from archiver.archive.deposit import onto_medium
from storage.store import Feature, Lock, LockMode

UNTIL = dt.datetime(2040, 1, 1, tzinfo=dt.UTC)
KEPT = Lock(UNTIL, LockMode.COMPLIANCE)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({}, Lock()),
        ({"a": Lock(), "b": Lock()}, Lock()),
        ({"a": KEPT, "b": Lock()}, Lock()),
        ({"a": KEPT, "b": KEPT}, KEPT),
    ],
)
def test_a_bag_is_locked_as_far_as_its_weakest_file(
    told: dict[str, Lock], expected: Lock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(onto_medium, "lock_bag", lambda *_arguments: told)
    store = cast(Any, SimpleNamespace(features={Feature.LOCK}))
    medium = cast(Any, SimpleNamespace(inventory_number="S3-1"))
    begun = cast(Any, SimpleNamespace(prefix="a/b"))
    record = cast(Any, SimpleNamespace(file=SimpleNamespace(keep_until=dt.date(2039, 12, 31))))
    assert onto_medium.locked(store, medium, begun, record) == (expected, [])
