"""How many copies of an act are proven gone, and what else has a proof without being such a copy.

A proof closes a line of the act; not every line is a copy that somebody saw go. An empty place that something
explains, a copy accounted for by a document, names in the register and the program's own working files are
each told for themselves, never as copies destroyed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from retention.copies import Copy, CopyKind, Method, Proof


class Line(StrEnum):
    """What a line of an act with its proof counts as."""

    ELECTRONIC = "electronic"
    PAPER = "paper"
    EXPLAINED = "explained"
    REMOVED = "removed"
    NAMES = "names"
    DERIVED = "derived"


_OF_METHOD = {Method.EXPLAINED: Line.EXPLAINED, Method.REMOVED: Line.REMOVED}
_OF_KIND = {
    CopyKind.PAPER: Line.PAPER,
    CopyKind.REGISTER: Line.NAMES,
    CopyKind.DERIVED: Line.DERIVED,
}


def line_of(copy: Copy, proof: Proof) -> Line:
    """What a copy with its proof counts as."""
    return _OF_METHOD.get(proof.method) or _OF_KIND.get(copy.kind, Line.ELECTRONIC)


@dataclass(frozen=True, slots=True)
class Tally:
    """Copies that were destroyed, `electronic` and `paper`; empty places `explained`; copies `removed` by
    somebody, accounted for by documents; files whose `names` are gone, and whose working files (`derived`).
    """

    electronic: int = 0
    paper: int = 0
    explained: int = 0
    removed: int = 0
    names: int = 0
    derived: int = 0

    @classmethod
    def of(cls, proven: Iterable[tuple[Copy, Proof]]) -> Self:
        """Of copies with their proofs: a bag with its stored versions is one, so no versions of it here."""
        counted = Counter(line_of(copy, proof).value for copy, proof in proven)
        return cls(**counted)

    @property
    def destroyed(self) -> int:
        """Copies whose destruction is proven."""
        return self.electronic + self.paper


NOTHING = Tally()
