"""The lists of students: nobody is on one twice, and who left, came back or is on leave is said.

Regulation item 4: the dispatcher keeps «движение контингента» and «студентов в академическом отпуске».
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from archiver.journal.checks.wording import also_on, listed, named, numbers, place_of
from archiver.journal.codes import finding
from archiver.journal.collation import name_key
from archiver.journal.findings import Finding
from archiver.journal.model import Journal, Leave, Section, Student
from archiver.journal.persons import Alike, Likeness, same_names
from archiver.journal.words import day
from archiver.locale import _

# A printed report knows students by name only: nothing in it tells namesakes from a double entry.
WITHOUT_IDS = frozenset({"xls", "xlsx", "ods", "html", "mhtml"})


def findings(journal: Journal, sections: Sequence[Section]) -> Iterator[Finding]:
    """`student.` `twice`, `namesake`, `returned`, `two-entries`, `left`, `leave`, each student said once."""
    alike = same_names(sections, journal.terms)
    yield from _doubles(journal, sections, {_ids(one): one.likeness for one in alike})
    yield from _pairs(journal, sections, alike)
    # A whole list names the student's number better than a subgroup's.
    yield from _movements(journal, sorted(sections, key=lambda section: section.subgroup is not None))


@dataclass(slots=True)
class _Double:
    """The same trouble of the same students on one or more pages."""

    code: str
    message: str
    students: list[Student]
    sections: list[Section] = field(default_factory=list)


def _ids(alike: Alike) -> frozenset[str]:
    return frozenset(entry.student.id for entry in alike.entries)


def _pairs(journal: Journal, sections: Sequence[Section], alike: Sequence[Alike]) -> Iterator[Finding]:
    """Who came back, and whose two entries overlap, each in one finding: by the numbers of the entries."""
    overlap = _("Two list entries of one name overlap and nothing tells two people apart: {pairs}.")
    for code, kind, message in (
        ("student.returned", Likeness.RETURNED, _("Left and came back, one person each: {pairs}.")),
        ("student.two-entries", Likeness.UNPROVEN, overlap),
    ):
        found = [one.entries for one in alike if one.likeness is kind]
        if not found or (kind is Likeness.UNPROVEN and journal.format in WITHOUT_IDS):
            continue
        known = {entry.student.id for entry in found[0]}
        page = next(page for page in sections if any(student.id in known for student in page.students))
        pairs = [_(" and ").join(f"№ {entry.student.number}" for entry in entries) for entries in found]
        yield finding(
            code,
            message.format(pairs=listed(pairs)),
            group=journal.group.name,
            place=place_of(page),
        )


def _doubles(
    journal: Journal, sections: Sequence[Section], likeness: Mapping[frozenset[str], Likeness]
) -> Iterator[Finding]:
    doubles: dict[Hashable, _Double] = {}
    with_ids = journal.format not in WITHOUT_IDS
    for section in sections:
        for double in _doubles_of(section.students, likeness, with_ids=with_ids):
            who = tuple(sorted((student.id, student.number) for student in double.students))
            doubles.setdefault((double.code, double.message, who), double).sections.append(section)
    for double in doubles.values():
        first, *others = double.sections
        yield finding(
            double.code,
            double.message.format(
                page=named(journal, first), students=numbers(double.students), more=also_on(len(others))
            ),
            group=journal.group.name,
            place=place_of(first),
        )


def _doubles_of(
    students: Sequence[Student], likeness: Mapping[frozenset[str], Likeness], *, with_ids: bool
) -> Iterator[_Double]:
    twice = _("{page}: one student is on the list twice ({students}){more}.")
    by_id, by_name, by_number = defaultdict(list), defaultdict(list), defaultdict(list)
    for student in students:
        by_id[student.id].append(student)
        by_name[name_key(student.full_name)].append(student)
        by_number[student.number].append(student)
    said: set[frozenset[str]] = set()
    for same in by_id.values():
        if len(same) > 1:
            said.add(frozenset(student.id for student in same))
            yield _Double("student.twice", twice, same)
    for same in by_name.values():
        ids = frozenset(student.id for student in same)
        if len(ids) < 2:
            continue
        said.add(ids)
        kind = next((kind for known, kind in likeness.items() if ids <= known), None)
        if kind is Likeness.RETURNED or (with_ids and kind is Likeness.UNPROVEN):
            continue  # told of the whole journal at once
        if with_ids:
            message = _("{page}: full namesakes are on the list ({students}){more}.")
            yield _Double("student.namesake", message, same)
        else:
            yield _Double("student.twice", twice, same)
    for same in by_number.values():
        if len(same) > 1 and frozenset(student.id for student in same) not in said:
            message = _("{page}: several students have one number on the list ({students}){more}.")
            yield _Double("student.twice", message, same)


def _movements(journal: Journal, sections: Sequence[Section]) -> Iterator[Finding]:
    said: set[tuple[str, str]] = set()
    for section in sections:
        for student in section.students:
            for code, message in _movements_of(student, journal):
                if (student.id, message) not in said:
                    said.add((student.id, message))
                    yield finding(
                        code,
                        message.format(page=named(journal, section), students=numbers([student])),
                        group=journal.group.name,
                        place=place_of(section),
                    )


def _movements_of(student: Student, journal: Journal) -> Iterator[tuple[str, str]]:
    """Codes, and messages in which the page and the student's number are still to be put."""
    first = min((term.start for term in journal.terms), default=journal.year.first_day)
    last = max((term.end for term in journal.terms), default=journal.year.last_day)
    if student.left and first <= student.left < last:
        yield (
            "student.left",
            _("{{students}} left the group on {day} ({{page}}).").format(day=day(student.left)),
        )
    for leave in student.leaves:
        if leave.start <= last and (leave.end is None or leave.end >= first):
            yield "student.leave", _leave(leave)


def _leave(leave: Leave) -> str:
    if leave.end is None:
        return _("{{students}} on academic leave from {start} ({{page}}).").format(start=day(leave.start))
    return _("{{students}} on academic leave from {start} to {end} ({{page}}).").format(
        start=day(leave.start), end=day(leave.end)
    )
