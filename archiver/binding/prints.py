"""What is on paper, out of the register: for the next copy, and for what is left to print."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from archiver.binder.copies import Copies, EarlierCopy
from archiver.journal.collation import name_key
from archiver.journal.expected import answered
from archiver.journal.model import Term

if TYPE_CHECKING:
    from archiver.register.model.prints import VolumePrint


@dataclass(frozen=True, slots=True)
class OnPaper:
    """Study periods of a group on paper whole, and since when; `certified_on` None while a volume waits."""

    group: str
    terms: tuple[Term, ...]
    printed_on: dt.date
    certified_on: dt.date | None

    def holds(self, group: str, term: Term) -> bool:
        """Whether it is the paper of a study period of a group."""
        return name_key(group) == name_key(self.group) and answered(term, self.terms)


def copies_of(prints: Iterable[VolumePrint]) -> dict[object, dict[int | None, Copies]]:
    """The copies on paper by the key of the group's name, the study period (None: the year), the volume."""
    found: dict[object, dict[int | None, dict[int, tuple[EarlierCopy, ...]]]] = {}
    for one in sorted(prints, key=lambda one: one.copy):
        copy = EarlierCopy(
            one.copy,
            one.identifier,
            one.sha256,
            one.printed_on,
            one.certified_on,
            {(str(title), str(subgroup), int(str(term))): str(digest)
             for title, subgroup, term, digest in one.subjects},
        )  # fmt: skip
        volumes = found.setdefault(name_key(one.group), {}).setdefault(one.period or None, {})
        volumes[one.volume] = (*volumes.get(one.volume, ()), copy)
    return {group: dict(periods) for group, periods in found.items()}


def on_paper(prints: Iterable[VolumePrint]) -> tuple[OnPaper, ...]:
    """The study periods all of whose volumes were printed.

    Since the first copy a volume is printed; the certification that holds is that of its latest copy.
    """
    in_order = sorted(prints, key=lambda one: (one.file, one.period))
    found = []
    for _scope, group in groupby(in_order, key=lambda one: (one.file, one.period)):
        same = tuple(group)
        latest = max(same, key=lambda one: (one.printed_on, one.id))
        by_volume = {number: [one for one in same if one.volume == number] for number in latest.volumes}
        if not all(by_volume.values()):
            continue
        printed = max(min(one.printed_on for one in copies) for copies in by_volume.values())
        signed = [
            max((one.certified_on for one in copies if one.certified_on), default=None)
            for copies in by_volume.values()
        ]
        days = [day for day in signed if day is not None]
        terms = tuple(map(_term, latest.terms))
        found.append(OnPaper(latest.group, terms, printed, max(days) if len(days) == len(signed) else None))
    return tuple(found)


def first_on_paper(group: str, term: Term, papers: Iterable[OnPaper]) -> OnPaper | None:
    """The earliest paper of a study period of a group; one that is certified comes before one that is not."""
    fit = (one for one in papers if one.holds(group, term))
    return min(fit, key=lambda one: (one.certified_on is None, one.printed_on), default=None)


def as_kept(terms: Iterable[Term]) -> list[list[object]]:
    """Study periods as the register keeps them."""
    return [[one.number, one.name, one.start.isoformat(), one.end.isoformat()] for one in terms]


def subjects_of(volume: Mapping[str, Any]) -> list[list[object]]:
    """The pages of a volume of the report as the register keeps them."""
    return [
        [entry["title"] or "", entry["subgroup"] or "", entry["term"], entry.get("digest", "")]
        for entry in volume["contents"]
    ]


def _term(kept: Iterable[object]) -> Term:
    number, name, start, end = kept
    return Term(
        int(str(number)), str(name), dt.date.fromisoformat(str(start)), dt.date.fromisoformat(str(end))
    )
