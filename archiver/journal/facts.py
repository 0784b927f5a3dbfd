"""Findings folded into facts: what one hand corrects at one go is one line, and says nothing twice.

Findings of one code and group are one fact, wherever they were found. Those that name no place of their own
(a student, a term) are facts themselves while they are few.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from archiver.journal.briefs import brief
from archiver.journal.checks.wording import listed
from archiver.journal.codes import CODES
from archiver.journal.findings import Finding, Severity
from archiver.journal.subjects import subject

_FEW = 3
_NAME = 28
_PAGE = re.compile(r"^«.*?(?<=, )[^:«»]*: ", re.DOTALL)
"""The page at the beginning of a message: ««Физика», 2 семестр: »."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Findings of one code and group, at least one: `what` is told of them all, `where` each of them is."""

    findings: tuple[Finding, ...]
    what: str
    where: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """The code of all of them."""
        return self.findings[0].code

    @property
    def group(self) -> str | None:
        """The group of all of them."""
        return self.findings[0].group

    @property
    def severity(self) -> Severity:
        """The weight of all of them."""
        return self.findings[0].severity

    @property
    def brief(self) -> str:
        """What to do, in a few words."""
        return brief(self.code, self.findings[0].advice)

    def told(self, room: int) -> str:
        """What and where in at most `room` characters, as many places as there is room for.

        A fact without places is told whole, however long.
        """
        if not self.where:
            return self.what
        for count in range(len(self.where), 0, -1):
            text = self._with(count)
            if len(text) <= room:
                return text
        return self._with(1)

    def _with(self, count: int) -> str:
        return f"{self.what}: {listed(self.where, count)}"


def facts(findings: Iterable[Finding]) -> tuple[Fact, ...]:
    """The facts in the order of their first findings: the groups' together, the heaviest first in each."""
    folded: dict[tuple[str | None, Severity, str], list[Finding]] = {}
    for one in findings:
        folded.setdefault((one.group, one.severity, one.code), []).append(one)
    groups = list(dict.fromkeys(group for group, _severity, _code in folded))
    weights = list(Severity)
    keys = sorted(folded, key=lambda key: (groups.index(key[0]), weights.index(key[1])))
    return tuple(fact for key in keys for fact in _facts(folded[key]))


def _facts(same: Sequence[Finding]) -> Iterator[Fact]:
    placed = [one for one in same if one.place.subject or one.place.file]
    alone = [one for one in same if not (one.place.subject or one.place.file)]
    if len(alone) > _FEW:
        yield Fact(tuple(alone), _title(alone[0]), _heads(alone))
    else:
        yield from (Fact((one,), _ended(one.message)) for one in alone)
    if len(placed) == 1:
        yield Fact((placed[0],), _whole(placed[0]))
    elif placed:
        yield Fact(tuple(placed), _common(placed), _places(placed))


def _heads(alone: Sequence[Finding]) -> tuple[str, ...]:
    """What the messages begin with: «№ 12»."""
    return tuple(dict.fromkeys(one.message.partition(": ")[0] for one in alone))


def _whole(one: Finding) -> str:
    """The message, with the file where it does not say itself where it is."""
    named = (one.place.subject and one.place.subject in one.message) or not one.place.file
    if named or (one.place.file and one.place.file in one.message):
        return _ended(one.message)
    return _ended(f"{_label(one)}: {one.message}")


def _common(placed: Sequence[Finding]) -> str:
    """What all messages say but for their pages, else the title of the code."""
    bodies = {_PAGE.sub("", one.message, count=1) for one in placed}
    return _ended(bodies.pop()) if len(bodies) == 1 and len(placed) > 1 else _title(placed[0])


def _title(one: Finding) -> str:
    return CODES[one.code].title if one.code in CODES else _ended(one.message)


def _ended(text: str) -> str:
    return " ".join(text.split()).removesuffix(".")


def _places(placed: Sequence[Finding]) -> tuple[str, ...]:
    if all(one.message.startswith("№") for one in placed):
        return _heads(placed)  # of students, wherever their pages are
    return tuple(dict.fromkeys(map(_label, placed)))


def _label(one: Finding) -> str:
    """The page as briefly as it can be told apart: the index of its subject, else its name; else its file."""
    if one.place.subject is None:
        file = PurePosixPath(one.place.file or "").name
        return f"{file} {one.place.cell}" if one.place.cell else file
    known = subject(one.place.subject)
    name = known.code or known.name
    return name if len(name) <= _NAME else f"{name[: _NAME - 1]}…"
