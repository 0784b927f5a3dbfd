"""Type: a face in a size; leading and baseline are in ems, so that it serves every size."""

from __future__ import annotations

from dataclasses import dataclass

PX_PER_MM = 96 / 25.4
PX_PER_POINT = 96 / 72


@dataclass(frozen=True, slots=True)
class Type:
    """How a text is set: a face, its size, and where a line of it lies (ems of the size)."""

    face: str
    size: float
    leading: float
    baseline: float

    def at(self, points: float) -> Type:
        """The same type in another size, given in points."""
        return Type(self.face, points * PX_PER_POINT, self.leading, self.baseline)

    @property
    def line(self) -> float:
        """Height of a line."""
        return self.leading * self.size

    @property
    def drop(self) -> float:
        """From the top of a line to its baseline."""
        return self.baseline * self.size
