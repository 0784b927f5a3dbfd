"""A judge who stands outside of an archive: dates and papers in plain Python, and the raw bytes of the media.

It knows what honest people decided, and what lies where by the digests of the documents themselves. It asks
neither the program nor the register anything, as both may have been made to say whatever somebody wants.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

JOURNALS, STATEMENTS = "05-11", "05-12"
TOLD = "archiver-trail"
PAYLOAD = {"volumes", "journal.json"}
Document = tuple[str, str]
"""The series and the group of what lies somewhere."""
Lying = dict[str, dict[Document, frozenset[str]]]
"""By medium: where documents lie on it."""


class Offence(AssertionError):
    """What may never happen has happened."""


@dataclass
class Known:
    """What honest people decided of a journal: papers of holds, and late entries: new closing, paper."""

    closed_on: dt.date
    holds: list[str] = field(default_factory=list)
    late: list[tuple[dt.date, str]] = field(default_factory=list)
    begun: bool = False
    """A copy was lawfully erased."""
    gone: bool = False
    """None was left after that."""

    @staticmethod
    def ripe_on(closed_on: dt.date) -> dt.date:
        """Five years after the year of closing."""
        return dt.date(closed_on.year + 6, 1, 1)


@dataclass
class Digests:
    """What files are, by their bytes; a file that has not been written since is not read again."""

    known: dict[tuple[int, int, int, int], str] = field(default_factory=dict)

    def below(self, folder: Path) -> Iterator[tuple[str, str]]:
        """Every file below a folder, with the SHA-256 of what is in it."""
        for above, _folders, names in os.walk(folder):
            for name in names:
                path = Path(above, name)
                found = path.stat()
                key = found.st_dev, found.st_ino, found.st_mtime_ns, found.st_size
                if key not in self.known:
                    self.known[key] = hashlib.sha256(path.read_bytes()).hexdigest()
                yield path.relative_to(folder).as_posix(), self.known[key]


@dataclass
class Outsider:
    """Judges what changed on media since it looked last; `excused` counts what nobody can know (ADR 0049)."""

    media: dict[str, Path]
    known: dict[str, Known]
    documents: dict[str, Document] = field(default_factory=dict)
    seen: Lying = field(default_factory=dict)
    tampered: bool = False
    """The register was written past the program: what no medium there tells of cannot be known any more."""
    misled: bool = False
    """The clock was set and its confirmations written; nobody states the date, no other clock answers."""
    digests: Digests = field(default_factory=Digests)
    excused: int = 0
    erased: int = 0

    def learn(self) -> None:
        """Remember the documents of journals and statements as they lie there now."""
        for folder in self.media.values():
            for path, digest in self.digests.below(folder):
                parts = path.split("/")
                if parts[0] in {JOURNALS, STATEMENTS} and parts[3] == "data" and parts[4] in PAYLOAD:
                    self.documents[digest] = parts[0], parts[2].partition(" ")[0]
        self.seen = self.look()

    def look(self) -> Lying:
        """Where documents lie on the media that are connected."""
        lying: Lying = {}
        for number, folder in self.media.items():
            if folder.exists():
                found: dict[Document, set[str]] = defaultdict(set)
                for path, digest in self.digests.below(folder):
                    document = self.documents.get(digest)
                    if document:
                        found[document].add(path)
                lying[number] = {document: frozenset(paths) for document, paths in found.items()}
        return lying

    def tells(self, paper: str) -> bool:
        """Whether any medium that is connected tells of a paper."""
        return any(
            paper.encode() in path.read_bytes()
            for folder in self.media.values()
            if folder.exists()
            for path in (folder / TOLD).glob("*")
        )

    def judge(self, today: dt.date) -> None:
        """Judge what the program did since the last look; `today` is the date on a calendar on the wall."""
        before, self.seen = self.seen, self.look()
        for number, lying in self.seen.items():
            was = before.get(number)
            if was is None:
                continue
            for document in was.keys() | lying.keys():
                missing = was.get(document, frozenset()) - lying.get(document, frozenset())
                come = lying.get(document, frozenset()) - was.get(document, frozenset())
                if missing and not self._lies_else(number, document, missing, lying):
                    self._judge_erased(document, number, before, today)
                if come and self.known[document[1]].begun and document[0] == JOURNALS:
                    raise Offence(f"resurrected on {number}: {document}, {sorted(come)}")
        for group, known in self.known.items():
            everywhere = [paths.get((JOURNALS, group)) for paths in self.seen.values()]
            known.gone = known.gone or (known.begun and not any(everywhere))

    def _lies_else(
        self, number: str, document: Document, missing: frozenset[str], lying: dict[Document, frozenset[str]]
    ) -> bool:
        """A second copy on the same medium went, and a whole one is still there."""
        del number
        return bool(lying.get(document, frozenset()) - missing)

    def _judge_erased(self, document: Document, number: str, before: Lying, today: dt.date) -> None:
        series, group = document
        known = self.known[group]
        self.erased += 1
        if series != JOURNALS:
            raise Offence(f"statements of {group} are gone from {number}")
        if known.gone:
            return  # it was back, and is erased under the act that had destroyed it
        if today < Known.ripe_on(known.closed_on):
            self._excuse(self.misled, f"{group} went early from {number}")
        for closed_on, paper in known.late:
            if today < Known.ripe_on(closed_on):
                self._excuse(self.tampered and not self.tells(paper), f"{group} went early: {paper}")
        for paper in known.holds:
            self._excuse(self.tampered and not self.tells(paper), f"{group} went under hold: {paper}")
        there = [one for one, lying in before.items() if lying.get((STATEMENTS, group))]
        if len(there) < 2:
            raise Offence(f"{group} went from {number} while its statements lay on {there}")
        known.begun = True

    def _excuse(self, excused: bool, offence: str) -> None:
        if not excused:
            raise Offence(offence)
        self.excused += 1
