"""Faults on request: every kind has a name, says what goes wrong, and is placed in one group.

A fault is asked for as «name» (it lands in the first group) or «name@group» («no-final@ТО-11»). Faults of the
journal change what is exported; faults of the shape change how many students or lessons there
are; faults of the file spoil what the writers have written (archiver.sample.file_faults).
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from archiver.errors import UsageError
from archiver.journal.model import Group, Journal
from archiver.locale import _
from archiver.sample import journal_faults as spoiled
from archiver.sample import table_shapes as tables


@dataclass(frozen=True, slots=True)
class FaultKind:
    """A fault there is: what it does to a journal, its shape, the group's name or (`file`) a written file."""

    name: str
    summary: str
    journal: Callable[[Journal], Journal] | None = None
    students: int | None = None
    lessons: int | None = None
    group: str | None = None
    file: bool = False


FAULTS: dict[str, FaultKind] = {
    kind.name: kind
    for kind in (
        FaultKind("student-twice", "one student stands twice in a list", spoiled.student_twice),
        FaultKind("lesson-outside", "a lesson is dated after the end of its term", spoiled.lesson_outside),
        FaultKind("subject-missing", "a subject of the plan has no page in a term", spoiled.subject_missing),
        FaultKind("one-term", "nothing of the last term has been exported", spoiled.one_term),
        FaultKind("topic-empty", "three lessons have no topic", spoiled.topic_empty),
        FaultKind("few-grades", "a student has a single grade in a term", spoiled.few_grades),
        FaultKind("no-final", "a student in the group has no result of the term", spoiled.no_final),
        FaultKind("no-final-column", "no page has a column «Итог»", tables.no_final_column),
        FaultKind("exam-failed", "two students fail every exam, well graded or not", tables.exam_failed),
        FaultKind(tables.SLASHED, "fails are written «н/зач», «н/з», «н/а»", tables.slash_fails),
        FaultKind("hours-differ", "fewer hours are given than planned", spoiled.hours_differ),
        FaultKind("mark-unknown", "a mark is in no vocabulary", spoiled.mark_unknown),
        FaultKind("mark-outside-enrolment", "a mark is dated after the student left", spoiled.mark_outside),
        FaultKind("no-head", "the department has no head", spoiled.no_head),
        FaultKind("no-teacher", "a subject has no teacher", spoiled.no_teacher),
        FaultKind("long-names", "names and topics of 300 letters", spoiled.long_names),
        FaultKind(
            "hostile-names", "markup, file addresses, control characters in names", spoiled.hostile_names
        ),
        FaultKind(
            "hostile-group", "the group's name leads out of the folder and has markup", group="../../x<b>"
        ),
        FaultKind("many-students", "40 students", students=40),
        FaultKind("few-students", "8 students", students=8),
        FaultKind("one-lesson", "the first subject has one lesson", lessons=1),
        FaultKind("sixty-lessons", "the first subject has 60 lessons", lessons=60),
        FaultKind("teacher-objects", "teachers are objects, not texts", file=True),
        FaultKind("staff-results", "results lie under the address of staff", file=True),
        FaultKind("past-terms", "gradebooks since admission, the year before without pages", file=True),
        FaultKind("owed-marks", "five students owe a mark", file=True),
        FaultKind("no-plan", "gradebooks list no subjects", file=True),
        FaultKind(tables.INTERRUPTED, "blank rows, subgroups and no number among the students", file=True),
        FaultKind("page-contradiction", "two exports of one page disagree in a mark", file=True),
        FaultKind("truncated-file", "a file ends in the middle", file=True),
        FaultKind("empty-file", "a file has no bytes", file=True),
        FaultKind("wrong-encoding", "a text file is in cp1251 and does not say so", file=True),
    )
}


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault asked for, in the group at `position`."""

    kind: FaultKind
    position: int


def parse_faults(wanted: Collection[str], groups: tuple[Group, ...]) -> tuple[Fault, ...]:
    """The faults named, in the order named; raises UsageError for unknown names and groups."""
    positions = {group.name: position for position, group in enumerate(groups)}
    found = []
    for text in wanted:
        name, at, group = text.partition("@")
        if name not in FAULTS:
            raise UsageError(
                _("There is no fault “{name}”. Known faults: {known}.").format(
                    name=name, known=", ".join(FAULTS)
                )
            )
        if at and group not in positions:
            raise UsageError(
                _("There is no group “{group}” in this sample. Its groups: {known}.").format(
                    group=group, known=", ".join(positions)
                )
            )
        found.append(Fault(FAULTS[name], positions[group] if at else 0))
    return tuple(found)


def rename(groups: tuple[Group, ...], faults: Collection[Fault]) -> tuple[Group, ...]:
    """The groups under the names that faults give them."""
    names = {fault.position: fault.kind.group for fault in faults if fault.kind.group is not None}
    return tuple(
        replace(group, name=names.get(position, group.name)) for position, group in enumerate(groups)
    )


def spoil(journal: Journal, faults: Collection[Fault]) -> Journal:
    """The journal with its faults, applied in the order asked for."""
    for fault in faults:
        if fault.kind.journal is not None:
            journal = fault.kind.journal(journal)
    return journal
