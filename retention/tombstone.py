"""What is kept for ever of a destroyed file: that it was, how much of it, and by which act it went.

No name of a student can get in: every field is a checked string, a number or a date (`words`), and a
plain text in place of one is refused.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from retention.act import DestructionAct
from retention.canonical import digest
from retention.errors import WordRefused
from retention.rows import ActRow
from retention.words import FileTitle, Identifier, SeriesCode, Sha256


@dataclass(frozen=True, slots=True)
class Tombstone:
    """Index, title, years, sheets of each volume, digests of what was destroyed, and the act."""

    file: Identifier
    index: SeriesCode
    title: FileTitle
    sheets: tuple[int, ...]
    digests: tuple[Sha256, ...]
    act: Identifier
    act_on: dt.date
    act_digest: Sha256

    def __post_init__(self) -> None:
        # Types are gone when the program runs: a plain str would carry anything.
        for value, wanted in (
            (self.file, Identifier),
            (self.index, SeriesCode),
            (self.title, FileTitle),
            (self.act, Identifier),
            (self.act_digest, Sha256),
            *((item, Sha256) for item in self.digests),
            *((item, int) for item in self.sheets),
        ):
            if type(value) is not wanted:
                raise WordRefused(kind="tombstone", fault="type")

    @property
    def digest(self) -> Sha256:
        """Digest of the tombstone, for the audit trail."""
        return digest(self)


def tombstone_of(act: DestructionAct, row: ActRow) -> Tombstone:
    """The tombstone of a row; it is made before the first copy of the file is erased."""
    digests = sorted({copy.digest for copy in row.copies if copy.digest is not None})
    return Tombstone(
        row.file,
        row.series,
        row.title,
        row.sheets,
        tuple(digests),
        act.number,
        act.drawn_up_at.date(),
        act.digest,
    )
