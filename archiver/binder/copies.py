"""Copies of a volume on paper: which number the next one has, and what has changed since the last.

Paper that was signed does not change. When what it was printed from does, the volume made then is another
copy, and says which one it replaces.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from archiver.journal.collation import sort_key
from archiver.journal.words import day

Entry = tuple[str, str, int]
"""A page of the contents: subject, subgroup («» without one), number of the study period."""


@dataclass(frozen=True, slots=True)
class EarlierCopy:
    """The last copy of a volume that was printed, as it was noted.

    `identifier` stands on its certification page; `subjects` are digests of what was entered, by page of the
    contents. `certified_on` None while nobody has signed it. `sha256` is that of the file it was printed
    from.
    """

    number: int
    identifier: str
    sha256: str
    printed_on: dt.date
    certified_on: dt.date | None
    subjects: Mapping[Entry, str]

    def changed(self, now: Mapping[Entry, str], *, whole: bool = True) -> tuple[str, ...]:
        """Subjects that are not what they were, in alphabetical order; with `whole` new ones too."""
        there = set(self.subjects) | set(now) if whole else set(self.subjects)
        titles = {entry[0] for entry in there if self.subjects.get(entry) != now.get(entry)}
        return tuple(sorted(titles, key=sort_key))

    def replaced_by(self, changed: Iterable[str]) -> str:
        """What the certification page of the next copy says of this one.

        Of its days only that of the print, which stays what it is when the signature is noted later.
        """
        since = f"Взамен копии № {self.number}, напечатанной {day(self.printed_on)}"
        titles = "; ".join(changed)
        return f"{since}. Изменены: {titles}" if titles else f"{since}. Записи предметов не изменились"


Copies = Mapping[int, Sequence[EarlierCopy]]
"""The copies on paper of the volumes of one scope, by the number of the volume, in their order."""
