"""How a file stands in the register before it is deposited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from archiver.archive.custody.identity import registered_as
from archiver.archive.deposit.bagging import bag_id
from archiver.archive.deposit.record import Record
from archiver.register.model.files import FileState
from archiver.register.model.packages import Bag, BagState, Copy, CopyState
from archiver.register.work import Work


@dataclass(frozen=True, slots=True)
class Registered:
    """What the register knows of a file before: its current bag if it has these contents, and the copies."""

    bag: Bag | None = None
    changed: bool = False
    destroyed: bool = False
    registered: frozenset[int] = frozenset()
    troubled: frozenset[int] = frozenset()

    @classmethod
    def of(cls, work: Work, record: Record) -> Registered:
        """Look it up."""
        file = registered_as(work, record.file)
        if file is None:
            return cls()
        if file.state is FileState.DESTROYED or file.id in work.acts.being_destroyed():
            return cls(destroyed=True)
        same = work.bags.by_external_id(bag_id(record))
        current = any(bag.state is BagState.CURRENT for bag in work.bags.of_file(file.id))
        if same is None or same.state is not BagState.CURRENT:
            return cls(bag=same, changed=current)
        copies: Sequence[Copy] = work.copies.of_bag(same.id)
        media = work.media.some(copy.medium_id for copy in copies).values()
        service = {medium.id for medium in media if medium.in_service}
        return cls(
            same,
            registered=frozenset(
                copy.medium_id
                for copy in copies
                if copy.state is CopyState.REGISTERED and copy.medium_id in service
            ),
            troubled=frozenset(
                copy.medium_id for copy in copies if copy.state in {CopyState.DAMAGED, CopyState.MISSING}
            ),
        )
