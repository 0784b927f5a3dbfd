"""A text for which no paper has room is one blocking finding of its page, and nothing of it is set."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from archiver.journal.codes import CODES, UNACCEPTABLE
from archiver.journal.findings import Severity
from archiver.journal.marks import mark
from archiver.journal.model import Department, Leave, PeriodColumn, PlannedSubject
from archiver.press.section.lengths import too_long_findings
from archiver.press.section.printed_texts import Place, texts_of_group, texts_of_section
from factories import TERMS, make_journal, make_lesson, make_section, make_student

LONG = "Ж" * 301
TOPIC = "слово за словом " * 1251  # 20,016 letters


def section(**changes):
    made = make_section(
        **{key: changes.pop(key) for key in ("students", "lessons", "marks") if key in changes}
    )
    return make_journal(sections=(replace(made, **changes),))


JOURNALS = {
    Place.SUBJECT: make_journal(sections=(make_section("Ж" * 501),), plan=()),
    Place.SUBGROUP: section(subgroup=LONG),
    Place.TEACHER: section(teacher=LONG),
    Place.NAME: section(students=(make_student(7, surname=LONG),), marks={}),
    Place.LEAVE: section(students=(make_student(7, leaves=(Leave(TERMS[0].start, None, LONG),)),), marks={}),
    Place.TOPIC: section(lessons=(make_lesson(1, topic=TOPIC),), marks={}),
    Place.HOMEWORK: section(lessons=(make_lesson(1, homework=TOPIC),), marks={}),
    Place.KIND: section(lessons=(make_lesson(1, kind=LONG),), marks={}),
    Place.COLUMN: section(period_columns=(PeriodColumn("p", "Ж" * 201),), period_marks={}),
    Place.CELL: section(marks={("s1", "l1"): tuple(map(mark, ["н/ю"] * 80))}),
    Place.GROUP: make_journal(group=replace(make_journal().group, name=LONG)),
    Place.SPECIALITY: make_journal(group=replace(make_journal().group, speciality=LONG)),
    Place.CURATOR: make_journal(group=replace(make_journal().group, curator=LONG)),
    Place.EDUCATION: make_journal(group=replace(make_journal().group, education_form=LONG)),
    Place.DEPARTMENT: make_journal(
        group=replace(make_journal().group, department=Department("Д", head=LONG))
    ),
    Place.TERM: make_journal(terms=(replace(TERMS[0], name=LONG), TERMS[1])),
    Place.PLANNED: make_journal(plan=(PlannedSubject("Ж" * 501, 1),)),
}


def test_every_place_is_tried():
    assert set(JOURNALS) == set(Place)


@pytest.mark.parametrize("place", Place)
def test_a_text_too_long_for_paper_blocks_and_its_place_is_named_without_names(place):
    (found,) = too_long_findings(JOURNALS[place])
    assert (found.code, found.severity) == ("text.too-long", Severity.BLOCKING)
    assert found.group == JOURNALS[place].group.name
    assert len(found.message) < 500
    assert re.search(r"знаков: \d+; печатается не больше (200|300|500|20000)\.$", found.message)
    if place in (Place.NAME, Place.LEAVE):
        assert "№ 7" in found.message
    if place in (Place.TOPIC, Place.HOMEWORK):
        assert "01.09.2025" in found.message


def test_an_ordinary_journal_has_none():
    assert too_long_findings(make_journal()) == ()


def test_several_on_one_page_are_one_finding():
    journal = section(teacher=LONG, subgroup=LONG, lessons=(make_lesson(1, topic=TOPIC),), marks={})
    (found,) = too_long_findings(journal)
    assert found.message.endswith("Так ещё в 2 местах.")


def test_what_is_printed_counts_a_character_without_a_letter_is_its_code():
    assert too_long_findings(section(teacher="中" * 37)) == ()
    (found,) = too_long_findings(section(teacher="中" * 38))
    assert "304" in found.message


def test_no_place_of_a_journal_is_forgotten():
    """Texts of the values themselves, looked for among those that are looked at."""
    journal = make_journal()
    seen = {text for _place, _about, text in texts_of_group(journal)}
    for one in journal.sections:
        seen |= {text for _place, _about, text in texts_of_section(one)}
    group = journal.group
    assert {group.name, group.curator, f"{group.speciality_code} {group.speciality}"} <= seen
    assert {term.name for term in journal.terms} <= seen
    for one in journal.sections:
        assert {student.full_name for student in one.students} <= seen
        assert {lesson.topic for lesson in one.lessons} <= seen


def test_nobody_can_accept_what_cannot_be_printed():
    assert CODES.keys() >= UNACCEPTABLE
    assert all(CODES[code].severity is Severity.BLOCKING for code in UNACCEPTABLE)
