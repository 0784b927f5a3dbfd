"""A letter that could not be read is told wherever it is printed, and blocks in names and marks."""

from dataclasses import replace

import pytest

from archiver.journal.findings import Severity
from archiver.journal.marks import marks_of_cell
from archiver.journal.model import Department, Journal, Leave, PeriodColumn, PlannedSubject
from archiver.press.section.lost_letters import lost_letter_findings
from archiver.press.section.printed_texts import Place
from factories import TERMS, make_journal, make_lesson, make_section, make_student

LOST = "А\ufffd\ufffdв"
GROUP = make_journal().group


def page(**parts: object) -> Journal:
    return make_journal(sections=(replace(make_section("Химия"), **parts),))


def of_group(**parts: object) -> Journal:
    return make_journal(group=replace(GROUP, **parts))


NAMES = {
    Place.GROUP: of_group(name=LOST),
    Place.CURATOR: of_group(curator=LOST),
    Place.DEPARTMENT: of_group(department=Department("Д", head=LOST)),
    Place.SUBJECT: make_journal(sections=(make_section(LOST),), plan=()),
    Place.SUBGROUP: page(subgroup=LOST),
    Place.TEACHER: page(teacher=LOST),
    Place.NAME: page(students=(replace(make_student(7), patronymic=LOST),), marks={}),
}
MARKS = {
    Place.COLUMN: page(period_columns=(PeriodColumn("p", LOST),), period_marks={}),
    Place.CELL: page(
        students=(make_student(7),), lessons=(make_lesson(1),), marks={("s7", "l1"): marks_of_cell(LOST)}
    ),
}
TEXTS = {
    Place.SPECIALITY: of_group(speciality=LOST),
    Place.EDUCATION: of_group(education_form=LOST),
    Place.TERM: make_journal(terms=(replace(TERMS[0], name=LOST), TERMS[1])),
    Place.PLANNED: make_journal(plan=(PlannedSubject(LOST, 1),)),
    Place.LEAVE: page(
        students=(replace(make_student(7), leaves=(Leave(TERMS[0].start, order=LOST),)),), marks={}
    ),
    Place.TOPIC: page(lessons=(make_lesson(1, topic=LOST),), marks={}),
    Place.HOMEWORK: page(lessons=(make_lesson(1, homework=LOST),), marks={}),
    Place.KIND: page(lessons=(make_lesson(1, kind=LOST),), marks={}),
}


def test_every_place_is_tried() -> None:
    assert {*NAMES, *MARKS, *TEXTS} == set(Place)


@pytest.mark.parametrize(
    ("journal", "code", "severity"),
    [
        *((one, "name.letters-lost", Severity.BLOCKING) for one in NAMES.values()),
        *((one, "mark.letters-lost", Severity.BLOCKING) for one in MARKS.values()),
        *((one, "text.letters-lost", Severity.WARNING) for one in TEXTS.values()),
    ],
)
def test_a_lost_letter_is_counted_and_graded_by_its_place(
    journal: Journal, code: str, severity: Severity
) -> None:
    (found,) = lost_letter_findings(journal)
    assert (found.code, found.severity, found.group) == (code, severity, journal.group.name)
    assert "не прочитано 2 знака" in found.message


def test_a_page_is_named_with_its_places_and_no_student() -> None:
    (found,) = lost_letter_findings(NAMES[Place.NAME])
    assert found.place.subject == "Химия"
    assert "Химия" in found.message
    assert "№ 7" in found.message
    assert LOST not in found.message


def test_an_ordinary_journal_has_none() -> None:
    assert lost_letter_findings(make_journal()) == ()
