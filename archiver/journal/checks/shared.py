"""Pages that are of one subject, subgroup and term: those of teachers who share it, or one exported twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from archiver.journal.collation import NameKey, name_key
from archiver.journal.model import Section
from archiver.journal.subjects import split_subgroup

PageKey = tuple[NameKey, int, NameKey | None]
"""Name, term and subgroup, however they are typed."""


def page_key(subject: str, term: int, subgroup: str | None = None) -> PageKey:
    """What a page is of; a subgroup may be named in the subject, as plans of the module do."""
    name, named = split_subgroup(subject)
    told = subgroup or named
    return name_key(name), term, None if told is None else name_key(told)


def key_of(section: Section) -> PageKey:
    """What a page of the journal is of."""
    return page_key(section.subject.name, section.term, section.subgroup)


def pages_of_each(sections: Sequence[Section]) -> dict[PageKey, list[Section]]:
    """The pages by what they are of, in the order given."""
    pages: dict[PageKey, list[Section]] = defaultdict(list)
    for section in sections:
        pages[key_of(section)].append(section)
    return pages
