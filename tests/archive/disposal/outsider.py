"""A judge who stands outside of an archive: dates and papers in plain Python, and the raw bytes of the media.

It knows what honest people decided, and what lies where by the digests of the documents themselves, each
file of a bag for itself. It asks neither the program nor the register anything, as both may have been made to
say whatever somebody wants.
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
Document = tuple[str, str, str]
"""The series, the group, and which document of their file lies somewhere: its path in the bag."""
Lying = dict[str, dict[Document, frozenset[str]]]
"""By medium: where documents lie on it."""


class Offence(AssertionError):
    """What may never happen has happened."""


@dataclass(frozen=True)
class Decided:
    """A hold, a later closing or longer period: by which paper, and at which look of the judge."""

    paper: str
    at: int
    closed_on: dt.date | None = None
    years: int = 0


@dataclass
class Known:
    """What honest people decided of a journal."""

    closed_on: dt.date
    holds: list[Decided] = field(default_factory=list)
    late: list[Decided] = field(default_factory=list)
    longer: list[Decided] = field(default_factory=list)
    begun: bool = False
    """A document of a copy was lawfully erased."""
    gone: bool = False
    """None was left after that, on no medium that the judge has ever seen it on."""

    @staticmethod
    def ripe_on(closed_on: dt.date, years: int = 5) -> dt.date:
        """Five years after the year of closing, unless it was decided otherwise."""
        return dt.date(closed_on.year + years + 1, 1, 1)


@dataclass
class Digests:
    """What files are, by their bytes; a file that has not been written since is not read again."""

    known: dict[tuple[int, int, int, int], str] = field(default_factory=dict)

    def below(self, folder: str, at: str = "") -> Iterator[tuple[str, str]]:
        """Every file below a folder, with the SHA-256 of what is in it; links are no files."""
        with os.scandir(folder) as found:
            for entry in found:
                if entry.is_dir(follow_symlinks=False):
                    yield from self.below(entry.path, f"{at}{entry.name}/")
                    continue
                told = entry.stat()
                key = told.st_dev, told.st_ino, told.st_mtime_ns, told.st_size
                digest = self.known.get(key)
                if digest is None:
                    digest = hashlib.sha256(Path(entry.path).read_bytes()).hexdigest()
                    self.known[key] = digest
                yield at + entry.name, digest


@dataclass
class Outsider:
    """Judges what changed on media since it looked last; `excused` counts what nobody can know (ADR 0049)."""

    media: dict[str, Path]
    known: dict[str, Known]
    documents: dict[str, Document] = field(default_factory=dict)
    seen: Lying = field(default_factory=dict)
    away: Lying = field(default_factory=dict)
    """What lay on media that are not connected now when they were seen last."""
    looks: int = 0
    tampered: int = -1
    """The look before which the register was last written past the program: what was decided earlier, and no
    medium there tells of, cannot be known any more."""
    digests: Digests = field(default_factory=Digests)
    excused: int = 0
    erased: int = 0

    def learn(self) -> None:
        """Remember the documents of journals and statements as they lie there now."""
        for folder in self.media.values():
            for path, digest in self.digests.below(str(folder)) if folder.exists() else ():
                series, _slash, rest = path.partition("/")
                bag, inside, name = rest.partition("/data/")
                if series in {JOURNALS, STATEMENTS} and inside:
                    group = bag.rpartition("/")[2].partition(" ")[0]
                    self.documents.setdefault(digest, (series, group, name))
        self.look_again()

    def look(self) -> Lying:
        """Where documents lie on the media that are connected."""
        lying: Lying = {}
        for number, folder in self.media.items():
            if folder.exists():
                found: dict[Document, set[str]] = defaultdict(set)
                for path, digest in self.digests.below(str(folder)):
                    document = self.documents.get(digest)
                    if document:
                        found[document].add(path)
                lying[number] = {document: frozenset(paths) for document, paths in found.items()}
        return lying

    def look_again(self) -> None:
        """Something was done to the media that is nobody's deed to be judged."""
        self.away |= self.seen
        self.seen = self.look()
        for number in self.seen:
            self.away.pop(number, None)

    def decided(self, paper: str, closed_on: dt.date | None = None, years: int = 0) -> Decided:
        """A decision of this moment."""
        return Decided(paper, self.looks, closed_on, years)

    def suspect(self) -> None:
        """The register was written past the program."""
        self.tampered = self.looks

    def tells(self, paper: str) -> bool:
        """Whether any medium that is connected tells of a paper."""
        return any(
            paper.encode() in path.read_bytes()
            for folder in self.media.values()
            if folder.exists()
            for path in (folder / TOLD).glob("*")
        )

    def lies(self, group: str) -> dict[str, set[str]]:
        """The paths of what is there of a journal, by medium, of those connected."""
        return {
            number: paths
            for number, lying in self.seen.items()
            if (
                paths := {
                    path for one, found in lying.items() if one[:2] == (JOURNALS, group) for path in found
                }
            )
        }

    def judge(self, today: dt.date) -> None:
        """Judge what the program did since the last look; `today` is the date on a calendar on the wall."""
        before = self.seen
        self.look_again()
        self.looks += 1
        for number, lying in self.seen.items():
            was = before.get(number)
            if was is None:
                continue
            for document in was.keys() | lying.keys():
                missing = was.get(document, frozenset()) - lying.get(document, frozenset())
                come = lying.get(document, frozenset()) - was.get(document, frozenset())
                if missing and not lying.get(document, frozenset()) - come:
                    self._judge_erased(document, number, before, today)
                if come and document[0] == JOURNALS and self.known[document[1]].begun:
                    raise Offence(f"resurrected on {number}: {document}, {sorted(come)}")
        for group, known in self.known.items():
            if known.begun and not known.gone:
                known.gone = not any(
                    one[:2] == (JOURNALS, group)
                    for lying in (*self.seen.values(), *self.away.values())
                    for one in lying
                )

    def _judge_erased(self, document: Document, number: str, before: Lying, today: dt.date) -> None:
        series, group, name = document
        known = self.known[group]
        self.erased += 1
        if series != JOURNALS:
            raise Offence(f"statements of {group} ({name}) are gone from {number}")
        if known.gone:
            return  # it was back, and is erased under the act that had destroyed it
        what = f"{group} ({name})"
        if today < Known.ripe_on(known.closed_on):
            raise Offence(f"{what} went early from {number}")
        for one in known.late:
            if one.closed_on and today < Known.ripe_on(one.closed_on):
                self._excuse(one, f"{what} went early from {number}: {one.paper}")
        for one in known.longer:
            if today < Known.ripe_on(known.closed_on, one.years):
                self._excuse(one, f"{what} went early from {number}: {one.paper}")
        for one in known.holds:
            self._excuse(one, f"{what} went under hold from {number}: {one.paper}")
        there = self.with_statements(group, before)
        if len(there) < 2:
            raise Offence(f"{what} went from {number} while its statements lay whole on {there}")
        known.begun = True

    def with_statements(self, group: str, lying: Lying) -> list[str]:
        """The media on which all documents of the statements of a group lie."""
        whole = {one for one in self.documents.values() if one[:2] == (STATEMENTS, group)}
        return [number for number, found in lying.items() if whole and whole <= found.keys()]

    def _excuse(self, one: Decided, offence: str) -> None:
        if one.at > self.tampered or self.tells(one.paper):
            raise Offence(offence)
        self.excused += 1
