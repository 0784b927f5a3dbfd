"""What a repair works on and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from archiver.register.model import packages
from archiver.register.model.checks import Fault
from archiver.register.model.media import Medium
from archiver.register.model.packages import Bag
from archiver.remedies import Remedy
from archiver.wording.storage import message
from storage.errors import ReadBackDiffers, StorageError, StoreFailed
from storage.repair import Mended, RepairReport
from storage.store import Store


@dataclass(frozen=True, slots=True)
class Place:
    """A copy on a medium at hand."""

    medium: Medium
    copy: packages.Copy
    store: Store

    @property
    def name(self) -> str:
        """The inventory number of the medium, which reports use."""
        return self.medium.inventory_number


@dataclass(frozen=True, slots=True)
class Absent:
    """A medium that is not at hand, and why; `troubled` when its copy is known to need repair."""

    medium: Medium
    reason: str
    troubled: bool


@dataclass(frozen=True, slots=True)
class Failed:
    """A copy that could not be written or locked, and why; `device` when the medium itself refused."""

    number: str
    reason: str
    device: bool

    @classmethod
    def by(cls, number: str, error: StorageError) -> Failed:
        """Of an error of storage."""
        return cls(number, message(error), isinstance(error, StoreFailed | ReadBackDiffers))


@dataclass(frozen=True, slots=True)
class BagMended:
    """What became of a bag.

    `whole` are inventory numbers of copies proven whole now, `left` the others with their faults, `foreign`
    those of the whole ones that have foreign files beside their own; `mended` what was put back; `lost` are
    files of which no copy at hand has the right content. `impossible` says why nothing was even tried, and
    `remedy` what to do then; `trouble` why parity did not help.
    """

    bag: Bag
    whole: tuple[str, ...] = ()
    left: tuple[tuple[str, tuple[Fault, ...]], ...] = ()
    foreign: tuple[tuple[str, tuple[Fault, ...]], ...] = ()
    mended: tuple[Mended, ...] = ()
    lost: tuple[str, ...] = ()
    absent: tuple[Absent, ...] = ()
    failed: tuple[Failed, ...] = ()
    impossible: str = ""
    remedy: Remedy | None = None
    trouble: str = ""

    @property
    def good(self) -> bool:
        """Whether every copy at hand is whole."""
        return bool(self.whole) and not (self.left or self.lost or self.failed or self.impossible)

    @property
    def hindered(self) -> bool:
        """Whether a copy that needs repair is on a medium that is not at hand, or does not take it."""
        return any(one.troubled for one in self.absent) or any(one.device for one in self.failed)

    @property
    def unmended(self) -> bool:
        """Whether something stays wrong that no other disk or cable would put right."""
        refused = {one.number for one in self.failed if one.device}
        reached = bool(self.whole or self.left or self.failed)
        return bool(self.lost or (self.impossible and reached)) or any(
            number not in refused for number, _faults in self.left
        )


def together(before: RepairReport | None, after: RepairReport) -> RepairReport:
    """Two repairs one after the other: what both put back, and how it stands after the second."""
    return after if before is None else replace(after, mended=(*before.mended, *after.mended))
