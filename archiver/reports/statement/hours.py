"""The hours of a subject in a term: of the whole group, and of a student who goes to one of its subgroups.

Two teachers of one list share the subject: everybody sits at both, so their hours are added. Subgroups part
it: a student goes to one of them, so theirs are never added, and the group has hours only where they agree.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from archiver.journal.collation import name_key
from archiver.journal.model import Section


@dataclass(frozen=True, slots=True)
class Taught:
    """Academic hours planned and given, days of a practice; None where not told, or no one figure."""

    planned: int | None = None
    given: int | None = None
    days: int | None = None


def taught_to_all(pages: Sequence[Section], *, practice: bool) -> Taught:
    """What the pages of a subject in a term come to for anybody in the group; `practice` counts days too."""
    common = [page for page in pages if not page.subgroup]
    if any(_ids(one).isdisjoint(_ids(other)) for one, other in combinations(common, 2)):
        common, parts = [], [[page] for page in common]  # subgroups that nobody named
    else:
        parts = []
    return _together(common, [*parts, *_subgroups(pages)], practice=practice)


def taught_to(pages: Sequence[Section], ids: Collection[str], *, practice: bool) -> Taught:
    """What the pages come to for the student with these list entries, who has to be on them."""
    own = [page for page in pages if not _ids(page).isdisjoint(ids)]
    common = [page for page in own if not page.subgroup]
    return _together(common, _subgroups(own), practice=practice) if own else Taught()


def _ids(page: Section) -> set[str]:
    return {student.id for student in page.students}


def _subgroups(pages: Iterable[Section]) -> list[list[Section]]:
    found: dict[object, list[Section]] = {}
    for page in pages:
        if page.subgroup:
            found.setdefault(name_key(page.subgroup), []).append(page)
    return list(found.values())


def _together(common: Sequence[Section], parts: Sequence[Sequence[Section]], *, practice: bool) -> Taught:
    """The pages of all, and what the parts have alike."""
    ways = [_sum([*common, *part], practice=practice) for part in parts] or [_sum(common, practice=practice)]
    return Taught(
        _agreed(way.planned for way in ways),
        _agreed(way.given for way in ways),
        _agreed(way.days for way in ways),
    )


def _sum(pages: Sequence[Section], *, practice: bool) -> Taught:
    lessons = [lesson for page in pages for lesson in page.lessons]
    return Taught(
        _added([page.planned_hours for page in pages]),
        _added([lesson.hours for lesson in lessons]),
        len({lesson.date for lesson in lessons}) if practice else None,
    )


def _added(values: Sequence[int | None]) -> int | None:
    return None if None in values or not values else sum(value or 0 for value in values)


def _agreed(values: Iterable[int | None]) -> int | None:
    found = set(values)
    return found.pop() if len(found) == 1 else None
