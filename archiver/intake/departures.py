"""Who left the group, where the export is silent and archiver.toml says it (`[[groups]]`, `left`)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from archiver.journal.codes import finding
from archiver.journal.collation import same_name
from archiver.journal.findings import Finding, Severity
from archiver.journal.model import Journal
from archiver.journal.persons import Person, persons
from archiver.journal.roll import numbers_on_roll, rolls
from archiver.locale import _

_NUMBER = re.compile(r"(?:№\s*)?(\d{1,3})")


@dataclass(frozen=True, slots=True)
class Departure:
    """A student's last day in the group by the settings; `number` is that of the group's list."""

    number: int
    day: dt.date


def with_departures(
    journal: Journal, left: Mapping[str, dt.date]
) -> tuple[Journal, tuple[Departure, ...], tuple[Finding, ...]]:
    """The journal with last days from `left` where it has none, what was taken, and what could not be.

    A day that the export tells stands, and it is said that the settings tell another. An entry whose day
    is of another academic year says nothing of this journal: numbers of lists change with the years.
    """
    numbers = numbers_on_roll(journal.sections)
    people = persons(journal.sections, journal.terms)
    own_days = {identity: person.student.left for person in people for identity in person.ids}
    told: dict[str, dt.date] = {}
    findings: list[Finding] = []
    for who, day in left.items():
        meant = _meant(journal, who, people)
        problem = _problem(journal, who, day, len(meant))
        if problem is not None:
            findings.append(problem)
            continue
        (identity,) = meant
        own = own_days[identity]
        if own is None:
            told[identity] = day
        elif own != day:
            findings.append(_contradicted(journal, numbers[identity], day, own))
    if not told:
        return journal, (), tuple(findings)
    sections = tuple(
        replace(
            section,
            students=tuple(
                replace(student, left=student.left or told[student.id]) if student.id in told else student
                for student in section.students
            ),
        )
        for section in journal.sections
    )
    taken = tuple(Departure(numbers[identity], day) for identity, day in told.items())
    return replace(journal, sections=sections), taken, tuple(findings)


def _meant(journal: Journal, who: str, people: Sequence[Person]) -> set[str]:
    """Ids of the students that an entry may mean; of who came back the last one."""
    if number := _NUMBER.fullmatch(who.strip()):
        lists = rolls(journal.sections)
        return {one.id for students in lists for one in students if one.number == int(number[1])}
    return {person.ids[0] for person in people if same_name(person.student.full_name, who)}


def _problem(journal: Journal, who: str, day: dt.date, count: int) -> Finding | None:
    """What is told of an entry that cannot be used. Names are not repeated: the settings have them."""
    year = journal.year
    shown = f"«{who.strip()}»" if _NUMBER.fullmatch(who.strip()) else _("a name")
    if not year.first_day <= day <= year.last_day:
        message = _("archiver.toml: left on {day} is of another academic year and is not used ({entry}).")
        severity = Severity.NOTE
    elif count == 0:
        message, severity = _("archiver.toml: nobody on the lists is meant by left ({entry}, {day})."), None
    elif count > 1:
        message = _("archiver.toml: several students may be meant by left ({entry}, {day}); it is not used.")
        severity = None
    else:
        return None
    found = finding(
        "left.unclear",
        message.format(entry=shown, day=f"{day:%d.%m.%Y}"),
        group=journal.group.name,
    )
    return found if severity is None else replace(found, severity=severity)


def _contradicted(journal: Journal, number: int, day: dt.date, own: dt.date) -> Finding:
    message = _("№ {number}: the export says that the student left on {own}, archiver.toml on {day}.").format(
        number=number, own=f"{own:%d.%m.%Y}", day=f"{day:%d.%m.%Y}"
    )
    return finding("left.contradicted", message, group=journal.group.name)
