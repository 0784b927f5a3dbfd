"""Looking at a medium: it is connected, it is itself, its bags are in their places.

A look compares no digests, so it does not move the date of the next check; `archiver verify` does.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from archiver.archive.media.described import another
from archiver.counter.lookups import medium_of
from archiver.counter.session import Session, use_case
from archiver.counter.stores import open_store
from archiver.permissions import Permission
from archiver.register.model.media import Condition, Medium
from archiver.register.model.packages import CopyState
from archiver.wording.storage import telling
from storage.bag.reading import is_bag

LOOKED = "medium.looked-at"


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen: registered bags, the prefixes of those that are not there, free bytes.

    `clone` is the file system it lies on when that is another than the one introduced, else empty.
    """

    medium: Medium
    bags: int
    absent: tuple[str, ...]
    free: int | None
    clone: str = ""

    @property
    def well(self) -> bool:
        """Whether nothing is missing and the disk is the one that was introduced."""
        return not self.absent and not self.clone


@use_case(Permission.MEDIA_CHECK)
def look_at(session: Session, number: str, *, condition: Condition | None = None) -> Look:
    """Look at a medium and note it; `condition` is what a person saw of the thing itself.

    A medium without any copies yet counts as checked. Raises UsageError for an unknown number and what
    open_store does.
    """
    with session.looking() as work:
        medium = medium_of(work, number)
        prefixes, after = list[str](), 0
        while page := work.copies.on_medium(medium.id, after=after, state=CopyState.REGISTERED):
            prefixes += [copy.prefix for copy in page]
            after = page[-1].id
    store = open_store(medium, session.settings.archive)
    try:
        with telling(medium.inventory_number):
            absent = tuple(prefix for prefix in prefixes if not is_bag(store, prefix))
            free = store.space().free
    finally:
        store.close()
    clone = "" if medium.kind.remote else another(medium.filesystem, Path(medium.address))
    seen = condition or (Condition.DOUBTFUL if absent else medium.condition)
    with session.changing() as work:
        if not prefixes:
            medium = work.media.checked(medium, session.today, seen)
        elif seen is not medium.condition:
            medium = work.media.change(medium, condition=seen)
        work.trail.note(
            LOOKED,
            f"medium:{medium.id}",
            "absent" if absent else "done",
            bags=len(prefixes),
            absent=list(absent[:20]),
            clone=clone,
        )
    return Look(medium, len(prefixes), absent, free, clone)
