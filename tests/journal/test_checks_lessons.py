import datetime as dt
from dataclasses import replace

import pytest
from spoiled import codes, only

from archiver.journal.findings import Place, Severity
from archiver.journal.model import Department, Feature
from factories import TERMS, make_journal, make_lesson, make_lessons, make_section


@pytest.mark.parametrize("day", [TERMS[0].start - dt.timedelta(1), TERMS[0].end + dt.timedelta(1)])
def test_a_lesson_outside_its_term_blocks(day: dt.date) -> None:
    lessons = (*make_lessons(), make_lesson(7, day), make_lesson(8, day))
    found = only(make_journal(sections=(make_section(lessons=lessons),)), "lesson.outside-interval")
    assert found.severity is Severity.BLOCKING
    assert found.message.count(f"{day:%d.%m.%Y}") == 1
    place = Place(file="Физика 1.json", subject="Физика", term=1, teacher="Иванова Мария Петровна")
    assert found.place == place


def test_first_and_last_day_are_inside() -> None:
    lessons = (*make_lessons(), make_lesson(7, TERMS[0].end))
    assert lessons[0].date == TERMS[0].start
    assert codes(make_journal(sections=(make_section(lessons=lessons),))) == []


def test_many_days_are_cut_short() -> None:
    lessons = make_lessons(9, term=2)
    message = only(make_journal(sections=(make_section(lessons=lessons),)), "lesson.outside-interval").message
    assert f"{lessons[4].date:%d.%m.%Y}" in message and f"{lessons[5].date:%d.%m.%Y}" not in message
    assert "4" in message.split(f"{lessons[4].date:%d.%m.%Y}")[1]


def test_a_term_that_the_journal_does_not_have_blocks() -> None:
    journal = make_journal(sections=(make_section(),), terms=TERMS[1:])
    assert only(journal, "term.unknown").severity is Severity.BLOCKING


def test_a_page_without_lessons() -> None:
    section = make_section(lessons=(), marks={}, period_marks={}, planned_hours=None)
    journal = make_journal(sections=(section,))
    assert codes(journal) == ["subject.no-lessons"]
    assert only(journal, "subject.no-lessons").severity is Severity.WARNING


@pytest.mark.parametrize("name", ["ПМ.01 Разработка модулей", "ГИА"])
def test_grades_entered_from_a_sheet_need_neither_lessons_nor_teacher(name: str) -> None:
    """Regulation item 4: the dispatcher «выставляет оценки по ПМ, ГИА на основании ведомостей»."""
    section = make_section(name, lessons=(), marks={}, teacher=None, planned_hours=None)
    assert codes(make_journal(sections=(section,))) == []
    bare = replace(section, period_marks={})
    assert codes(make_journal(sections=(bare,))) == ["subject.no-lessons"]


@pytest.mark.parametrize("topic", [None, "", "  "])
def test_empty_topics_are_one_finding_of_a_page(topic: str | None) -> None:
    lessons = tuple(replace(lesson, topic=topic) for lesson in make_lessons(3))
    found = only(make_journal(sections=(make_section(lessons=lessons + make_lessons()[3:]),)), "topic.empty")
    assert found.severity is Severity.WARNING
    assert found.message.count(".09.2025") == 3


@pytest.mark.parametrize("teacher", [None, " "])
def test_a_page_without_a_teacher(teacher: str | None) -> None:
    journal = make_journal(sections=(make_section(teacher=teacher),))
    assert codes(journal) == ["teacher.missing"]
    assert only(journal, "teacher.missing").place.subject == "Физика"


def test_a_group_without_a_department_or_its_head() -> None:
    group = make_journal().group
    assert codes(make_journal(group=replace(group, department=None))) == ["department.missing"]
    for head in (None, "", " "):
        headless = replace(group, department=Department("Отделение", head))
        assert codes(make_journal(group=headless)) == ["head.missing"]
        untold = make_journal(group=headless, carries=frozenset(Feature) - {Feature.DEPARTMENT})
        assert codes(untold) == ["head.missing"], "settings have named a department without a head"
