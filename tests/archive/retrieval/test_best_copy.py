"""Which copy is tried first."""

from __future__ import annotations

import datetime as dt

from archiver.archive.retrieval import best_copy
from archiver.register.model.media import Medium, MediumKind
from archiver.register.model.packages import Copy, CopyState

DAY = dt.date(2026, 7, 1)


def place(kind: MediumKind) -> tuple[Medium, Copy]:
    medium = Medium(
        inventory_number=kind.value, kind=kind, identity="", address="", site="", registered_on=DAY
    )
    return medium, Copy(bag_id=1, medium_id=1, prefix="a", state=CopyState.REGISTERED)


def test_near_media_are_tried_before_those_to_be_fetched_and_those_far_away() -> None:
    tried = sorted(map(place, MediumKind), key=best_copy._rank)
    known = ["disk", "directory", "usb", "optical", "bucket"]
    assert [medium.kind.value for medium, _copy in tried if medium.kind.value in known] == known
