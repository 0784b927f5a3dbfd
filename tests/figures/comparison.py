"""Figures of the calculator beside those of the papers, one by one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

Figures = dict[tuple[object, ...], object]
_ABSENT = object()


@dataclass
class Comparison:
    """What was compared so far, and what differed."""

    counted: Counter[str] = field(default_factory=Counter)
    differences: list[str] = field(default_factory=list)

    def compare(self, paper: str, name: str, calculated: Figures, printed: Figures) -> None:
        """A figure of one side alone is a difference, too. An empty cell may stand for a count of none."""
        for key in sorted(calculated.keys() | printed.keys(), key=str):
            self.counted[paper] += 1
            want, got = calculated.get(key, _ABSENT), printed.get(key, _ABSENT)
            if not _agree(want, got):
                self.differences.append(
                    f"{paper}, {name}: {_told(key)}: calculated {_told(want)}, printed {_told(got)}"
                )

    def told(self) -> str:
        """For the one who has to find out which of the two is wrong."""
        many = len(self.differences)
        return "\n".join([f"{sum(self.counted.values())} figures, {many} differ", *self.differences[:40]])


def _agree(want: object, got: object) -> bool:
    if want is _ABSENT or want is None:
        return got is _ABSENT or got is None
    if type(want) is int and want == 0:
        return got is _ABSENT or got is None or got == 0
    return want == got


def _told(figure: object) -> str:
    if figure is _ABSENT:
        return "nothing"
    return ", ".join(map(str, figure)) if isinstance(figure, tuple) else str(figure)
