"""What a repair works on and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from archiver.register.model import packages
from archiver.register.model.checks import Fault
from archiver.register.model.media import Medium
from archiver.register.model.packages import Bag
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
class BagMended:
    """What became of a bag.

    `whole` are inventory numbers of copies proven whole now, `left` the others with their faults, `mended`
    what was put back; `lost` are files of which no copy at hand has the right content; `failed` are media
    that could not be written, with the reason. `impossible` says why nothing was even tried, `trouble` why
    parity did not help.
    """

    bag: Bag
    whole: tuple[str, ...] = ()
    left: tuple[tuple[str, tuple[Fault, ...]], ...] = ()
    mended: tuple[Mended, ...] = ()
    lost: tuple[str, ...] = ()
    absent: tuple[Absent, ...] = ()
    failed: tuple[tuple[str, str], ...] = ()
    impossible: str = ""
    trouble: str = ""

    @property
    def good(self) -> bool:
        """Whether every copy at hand is whole."""
        return bool(self.whole) and not (self.left or self.lost or self.failed or self.impossible)

    @property
    def complete(self) -> bool:
        """Whether no copy that needs repair is on a medium that is not at hand."""
        return not any(one.troubled for one in self.absent)


def together(before: RepairReport | None, after: RepairReport) -> RepairReport:
    """Two repairs one after the other: what both put back, and how it stands after the second."""
    return after if before is None else replace(after, mended=(*before.mended, *after.mended))
