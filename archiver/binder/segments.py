"""Segments: what lies one after another in a volume, from the cover to the certification sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from pathlib import Path

from archiver.binder.imprint import subgroup_name
from archiver.binder.plan import BinderPart, VolumePlan
from archiver.press.engine import Typeset
from archiver.press.part import LaidPart, Part
from archiver.press.text.printable import printable


class Kind(Enum):
    """What a segment is; only the pages of BODY are numbered (domain rule 2.6)."""

    COVER = "обложка"
    CONTENTS = "опись "
    BODY = ""
    CERTIFICATION = "заверительная надпись"


@dataclass(frozen=True, slots=True)
class Segment:
    """A PDF, or pages laid, of `pages` pages; `subject` and `name` are its place in the bookmarks.

    A blank page, numbered as the others, stands before each of `blanks` (indices from 0).
    """

    kind: Kind
    source: bytes | Path | LaidPart
    pages: int
    name: str
    subject: str | None = None
    blanks: frozenset[int] = frozenset()


def front_segment(kind: Kind, name: str, done: Typeset | LaidPart) -> Segment:
    """A piece of front or end matter."""
    return Segment(kind, done if isinstance(done, LaidPart) else done.pdf, done.pages, name)


def body_segments(plan: VolumePlan) -> tuple[Segment, ...]:
    """The parts of a volume in their order."""
    several = _subgrouped(plan.parts)
    return tuple(
        Segment(
            Kind.BODY,
            _source(part.part),
            part.part.pages,
            _name(part, several),
            printable(part.title)[0],
            frozenset(page for before, page in pairwise((0, *order)) if before is None and page is not None),
        )
        for part, order in zip(plan.parts, plan.order, strict=True)
    )


def _source(part: Part | LaidPart) -> Path | LaidPart:
    return part if isinstance(part, LaidPart) else part.path


def _name(part: BinderPart, subgrouped: frozenset[str]) -> str:
    term = printable(part.term_name)[0]
    if part.title in subgrouped and part.subgroup:
        return f"{subgroup_name(part.subgroup)}, {term}"
    return term


def _subgrouped(parts: Sequence[BinderPart]) -> frozenset[str]:
    return frozenset(part.title for part in parts if part.subgroup)
