"""Which copy is tried first."""

from __future__ import annotations

import datetime as dt

import pytest

from archiver.archive.retrieval import best_copy
from archiver.register.model.media import Medium, MediumKind
from archiver.register.model.packages import Copy, CopyState

DAY = dt.date(2026, 7, 1)


def place(kind: MediumKind) -> tuple[Medium, Copy]:
    medium = Medium(
        inventory_number=kind.value, kind=kind, identity="", address="", site="", registered_on=DAY
    )
    return medium, Copy(bag_id=1, medium_id=1, prefix="a", state=CopyState.REGISTERED)


def test_a_kind_that_nobody_ranked_is_tried_last(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(best_copy, "_NEAREST", (MediumKind.USB, MediumKind.BUCKET))
    tried = sorted(map(place, MediumKind), key=best_copy._rank)
    assert [medium.kind for medium, _copy in tried][:2] == [MediumKind.USB, MediumKind.BUCKET]
