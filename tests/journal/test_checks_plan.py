import datetime as dt
from dataclasses import replace
from typing import Any

from spoiled import codes, only

from archiver.journal.checks import check
from archiver.journal.findings import Place, Severity
from archiver.journal.model import Feature, Journal, PlannedSubject
from factories import make_journal, make_lessons, make_section


def test_a_subject_of_the_plan_without_a_page_blocks() -> None:
    journal = make_journal()
    journal = replace(journal, sections=journal.sections[:-1])
    found = only(journal, "subject.missing")
    assert found.severity is Severity.BLOCKING
    assert found.place == Place(subject="Физика", term=2)
    assert found.group == "ИС-21"
    assert codes(journal) == ["subject.missing"]


def test_the_plan_may_spell_the_name_otherwise() -> None:
    journal = make_journal(sections=(make_section("Учёт"),), plan=(PlannedSubject("«учет» ", 1),))
    assert codes(journal) == []


def test_a_subgroup_named_in_the_plan_needs_its_own_page() -> None:
    plan = tuple(PlannedSubject(f"Химия ({number} подгруппа)", 1, 12) for number in (1, 2))
    whole = make_journal(plan=plan, sections=tuple(make_section("Химия", subgroup=n) for n in ("1", "2")))
    assert codes(whole) == []
    found = only(replace(whole, sections=whole.sections[:1]), "subject.missing")
    assert found.place.subject == "Химия (2 подгруппа)"


def test_a_subgroup_may_stand_in_the_subject_of_a_page() -> None:
    plan = tuple(PlannedSubject(f"Химия, {number} подгруппа", 1, 12) for number in (1, 2))
    sections = tuple(make_section(f"Химия ({number} подгруппа)") for number in (1, 2))
    assert codes(make_journal(plan=plan, sections=sections)) == []


def test_a_subject_that_the_plan_names_twice_is_missing_once() -> None:
    journal = make_journal()
    plan = (*journal.plan, PlannedSubject("Химия", 1), PlannedSubject("химия", 1))
    only(replace(journal, plan=plan), "subject.missing")


def test_a_plan_without_subgroups_is_content_with_one_of_them() -> None:
    journal = make_journal(
        plan=(PlannedSubject("Химия", 1),), sections=(make_section("Химия", subgroup="1"),)
    )
    assert codes(journal) == []


def test_a_page_twice_blocks() -> None:
    journal = make_journal()
    twin = replace(journal.sections[0], source="ещё раз.json", teacher="Другой Пётр Ильич")
    found = only(replace(journal, sections=(*journal.sections, twin)), "section.twice")
    assert found.severity is Severity.BLOCKING
    assert "ещё раз.json" in found.message


def shared(**of_the_other: Any) -> Journal:
    """A subject of 24 hours that two teachers share in one term, 12 hours each."""
    one = make_section(planned_hours=24)
    lessons = tuple(
        replace(lesson, id=f"{lesson.id}-2", date=lesson.date + dt.timedelta(days=1))
        for lesson in one.lessons
    )
    other = make_section(planned_hours=24, lessons=lessons, teacher="Другой Пётр Ильич")
    return make_journal(sections=(one, replace(other, **of_the_other)))


def test_two_teachers_who_share_a_subject_have_a_page_each() -> None:
    assert codes(shared()) == []


def test_grades_of_two_teachers_count_together() -> None:
    """Six lessons with a grade each: two of them by the other one are too few alone."""
    journal = shared()
    one, other = journal.sections
    few = replace(other, lessons=other.lessons[:2])
    marks = {cell: grades for cell, grades in one.marks.items() if cell[1] in {x.id for x in one.lessons[:2]}}
    given = {(student, f"{lesson}-2"): grades for (student, lesson), grades in marks.items()}
    both = replace(journal, sections=(one, replace(few, marks=given, planned_hours=None)), plan=())
    assert "grades.few" not in codes(both)
    assert "grades.few" in codes(replace(both, sections=both.sections[1:]))


def test_two_teachers_may_hold_a_lesson_together() -> None:
    journal = shared()
    one, other = journal.sections
    lessons = (replace(other.lessons[0], date=one.lessons[0].date), *other.lessons[1:])
    assert codes(replace(journal, sections=(one, replace(other, lessons=lessons)))) == []


def test_a_page_of_a_teacher_who_is_not_told_may_be_the_same() -> None:
    assert "section.twice" in codes(shared(teacher=None))
    assert "section.twice" in codes(shared(teacher="иванова  мария петровна"))


def test_the_page_of_a_third_teacher_is_none_of_the_two_that_are_one() -> None:
    journal = shared()
    twin = replace(journal.sections[0], teacher="Третья Анна Львовна", source="ещё раз.json")
    found = only(replace(journal, sections=(*journal.sections, twin)), "section.twice")
    assert "(Физика 1.json, ещё раз.json)" in found.message


def test_hours_of_two_teachers_that_miss_the_plan_together() -> None:
    one, other = shared().sections
    short = make_journal(sections=(one, replace(other, lessons=other.lessons[1:])))
    assert "hours.differ" in codes(short)


def test_subgroups_and_terms_are_different_pages() -> None:
    sections = tuple(make_section("Химия", term, subgroup=n) for term in (1, 2) for n in (None, "1", "2"))
    assert codes(make_journal(sections=sections)) == []


def test_a_subject_out_of_plan_is_a_note() -> None:
    journal = make_journal(plan=make_journal().plan[1:])
    found = only(journal, "subject.not-in-plan")
    assert found.severity is Severity.NOTE
    assert found.place.subject == "МДК.01.01 Базы данных"


def test_without_a_plan_nothing_is_missing() -> None:
    journal = make_journal(carries=frozenset(Feature) - {Feature.PLAN}, plan=())
    assert codes(journal) == ["source.no-plan"]


def test_hours_given_and_planned() -> None:
    assert codes(make_journal(sections=(make_section(planned_hours=12),))) == []
    found = only(make_journal(sections=(make_section(planned_hours=14),)), "hours.differ")
    assert found.severity is Severity.WARNING
    assert "14" in found.message and "12" in found.message


def test_hours_of_the_plan_serve_where_the_page_tells_none() -> None:
    section = make_section(planned_hours=None)
    assert codes(make_journal(sections=(section,), plan=(PlannedSubject("Физика", 1, 12),))) == []
    only(make_journal(sections=(section,), plan=(PlannedSubject("Физика", 1, 10),)), "hours.differ")


def test_lessons_without_hours_are_counted_in_the_message() -> None:
    first, *rest = make_lessons()
    section = make_section(lessons=(replace(first, hours=None), *rest), planned_hours=12)
    assert "10" in only(make_journal(sections=(section,)), "hours.differ").message


def test_hours_that_nobody_tells_are_not_compared() -> None:
    lessons = tuple(replace(lesson, hours=None) for lesson in make_lessons())
    sections = (make_section(lessons=lessons, planned_hours=12),)
    assert codes(make_journal(sections=sections)) == []
    assert (
        codes(make_journal(sections=(make_section(planned_hours=None),), plan=(PlannedSubject("Физика", 1),)))
        == []
    )
    told = make_journal(
        sections=(make_section(planned_hours=99),), carries=frozenset(Feature) - {Feature.HOURS}
    )
    assert not check(told)
