"""The monthly control: how full the journals are, counted by hand; what was put right since."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pytest
from small_journal import journal

from archiver.journal.marks import mark, marks_of_cell
from archiver.journal.model import Department, Leave, PlannedSubject, Student
from archiver.reports.control.page import control_report
from archiver.reports.control.twin import dump, load
from archiver.reports.control.values import NO_MARKS, Control, Fate, PageControl, compared, control
from archiver.reports.document.report import shown
from factories import make_journal, make_lessons, make_section, make_student

OCTOBER, JANUARY = dt.date(2025, 10, 31), dt.date(2026, 1, 10)


def october() -> Control:
    return control([journal()], OCTOBER)


def page(found: Control, name: str, subgroup: str = "") -> PageControl:
    return next(one for one in found.pages if name in one.subject and one.subgroup == subgroup)


def test_a_page_by_hand() -> None:
    maths = page(october(), "Математика")
    # Lessons of 2 and 9 September and 21 October; the one of December is not given yet.
    assert (maths.lessons, maths.graded, maths.attended, maths.silent) == (3, 2, 3, 0)
    # Two grades of Абаев and one of Ёлкин; all five are in the group on 21 October.
    assert (maths.grades, maths.students, maths.below_least, maths.below_good) == (3, 5, 5, 5)
    assert (maths.planned_hours, maths.given_hours, maths.empty_topics) == (8, 6, 0)


def test_who_was_not_there_and_who_is_exempt_are_not_counted() -> None:
    english = page(october(), "Иностранный", "1")
    assert (english.students, english.silent, english.grades) == (2, 2, 0)  # Ёлкин came later
    sport = page(october(), "Физическая")
    assert (sport.students, sport.below_least, sport.silent) == (4, 3, 0)  # Яшина is exempt


def test_what_has_not_begun_is_not_controlled() -> None:
    assert [(one.subject, one.term) for one in october().pages] == [
        ("ЕН.01 Математика", 1),
        ("ОГСЭ.03 Иностранный язык", 1),
        ("ОГСЭ.03 Иностранный язык", 1),
        ("ОГСЭ.04 Физическая культура", 1),
    ]
    early = control([journal()], dt.date(2025, 8, 31))
    assert early.pages == ()
    assert early.missing == ("ИС-21: до этого дня в журнале нет ни одного занятия.",)


def test_remarks_of_a_whole_term_wait_for_its_end() -> None:
    assert {(one.code, one.subject, one.subgroup) for one in october().remarks} == {
        (NO_MARKS, "ОГСЭ.03 Иностранный язык", "1"),
        (NO_MARKS, "ОГСЭ.03 Иностранный язык", "2"),
    }
    codes = {(one.code, one.subject) for one in control([journal()], JANUARY).remarks}
    assert ("grades.few", "ЕН.01 Математика") in codes
    assert ("hours.differ", "ЕН.01 Математика") not in codes
    june = {(one.code, one.subject, one.term) for one in control([journal()], dt.date(2026, 7, 1)).remarks}
    assert ("hours.differ", "ЕН.01 Математика", 2) in june  # 6 planned, 4 given


def repaired() -> Control:
    """A month later: both lessons of subgroup 1 have grades, one topic was emptied."""
    one = journal()
    pages = list(one.sections)
    english = pages[1]
    pages[1] = replace(
        english, marks={("s1", "09-03"): marks_of_cell("5"), ("s3", "09-10"): marks_of_cell("4")}
    )
    maths = pages[0]
    pages[0] = replace(maths, lessons=(replace(maths.lessons[0], topic=" "), *maths.lessons[1:]))
    return control([replace(one, sections=tuple(pages))], OCTOBER)


def test_what_was_put_right_since() -> None:
    fates = [(fate, one.code, one.subgroup) for fate, one in compared(october(), repaired())]
    assert fates == [
        (Fate.SETTLED, NO_MARKS, "1"),
        (Fate.STANDING, NO_MARKS, "2"),
        (Fate.NEW, "topic.empty", ""),
    ]
    assert page(repaired(), "Математика").empty_topics == 1


def test_a_group_not_looked_at_is_not_taken_for_repaired() -> None:
    other = control([replace(journal(), group=replace(journal().group, name="ТО-11"))], OCTOBER)
    assert {fate for fate, one in compared(october(), other) if one.group == "ИС-21"} == {Fate.UNCHECKED}


def test_the_twin_is_read_back() -> None:
    found = control([journal()], JANUARY, left_out=["ТО-11"])
    assert load(dump(found), "к.json") == found
    assert "Журналы групп не прочитаны: ТО-11." in found.missing


def test_a_control_of_an_earlier_version_is_compared_with() -> None:
    value = json.loads(dump(october()))
    value["version"] = 1
    for one in value["pages"]:
        del one["due_hours"]
    before = load(json.dumps(value).encode(), "к.json")
    assert isinstance(before, Control)
    assert {fate for fate, _remark in compared(before, october())} == {Fate.STANDING}


@pytest.mark.parametrize(
    "spoil",
    [
        lambda value: value.update(format="college-archiver/grade-statement"),
        lambda value: value.update(version=3),
        lambda value: value.pop("until"),
        lambda value: value["pages"][0].update(lessons="много"),
        lambda value: value["remarks"][0].pop("code"),
    ],
)
def test_what_is_no_control_is_refused(spoil: object) -> None:
    value = json.loads(dump(october()))
    spoil(value)
    found = load(json.dumps(value).encode(), "к.json")
    assert isinstance(found, tuple)
    assert "к.json" in found[0].message


def test_the_page() -> None:
    fates = compared(october(), repaired())
    report = control_report(
        repaired(), "ОНТ", least=3, good=5, fates=fates, before="30.09.2025", signatures=()
    )
    pages, teachers, remarks = report.tables
    rows = [[shown(cell.value) for cell in row.cells] for row in pages.rows]
    # Subject, term, teacher; lessons given, % with marks; of those with marks % with grades, % with absences;
    # grades a student, below 3, 5; topics; planned, due by the day, given, % of what was due.
    # The term goes from Monday 1 September to Sunday 28 December: 17 weeks of 6 days, 102. By Friday 31
    # October 8 weeks and 5 days have gone, 53. Of 8 hours 8 * 53 / 102 = 4,16 were due, of 4 hours 2,08.
    assert rows[0] == [
        *("ЕН.01 Математика", "1", "Лебедев\N{NO-BREAK SPACE}П.С."),
        *("3", "100,0", "66,7", "100,0", "0,6", "5", "5", "1", "8", "4", "6", "150,0"),
    ]
    assert rows[1][0] == "ОГСЭ.03 Иностранный язык (подгруппа 1)"
    assert rows[1][3:8] == ["2", "100,0", "100,0", "0,0", "1,0"]
    # Subgroup 2: two lessons and no mark in either, so that there is nothing to take a share of.
    assert rows[2][3:8] == ["2", "0,0", "—", "—", "0,0"]
    # 3 + 2 + 2 + 2 lessons, marks in 3 + 2 + 0 + 2: 7 of 9. Of these 7 graded 2 + 2 + 0 + 0, absences in 3.
    assert rows[-1][:5] == ["По группе", "9", "77,8", "57,1", "42,9"]
    # Planned 8 4 4 4, due 4 2 2 2, given 6 4 4 4: 18 of 10.
    assert rows[-1][-4:] == ["20", "10", "18", "180,0"]
    headings = {(column.group, column.title) for column in pages.columns}
    assert ("Занятия", "с оценками, % занятий с отметками") in headings
    assert ("Часы", "дано, % плана на 31.10.2025") in headings
    found = {
        shown(row.cells[0].value): [shown(cell.value) for cell in row.cells[1:]] for row in teachers.rows
    }
    # Kuznetsova has put right what was remarked, Yakushev had nothing: neither is named.
    assert found == {
        "Фомин Иван Андреевич": ["1", "2", "", "1"],
        "Лебедев Павел Сергеевич": ["1", "", "1", "1"],
    }
    assert [shown(row.cells[0].value) for row in remarks.rows] == ["устранено", "не устранено", "новое"]
    assert report.closing[-1] == "Устранено: 1, не устранено: 1, новое: 1."


def one_page(students: tuple[Student, ...], marks: dict[tuple[str, str], str], until: dt.date) -> PageControl:
    """Physics with three lessons, on 1, 8 and 15 September."""
    section = make_section(
        students=students,
        lessons=make_lessons(3),
        marks={cell: (mark(text),) for cell, text in marks.items()},
        period_marks={},
    )
    return control([make_journal(sections=(section,))], until).pages[0]


def test_who_comes_late_is_not_absent() -> None:
    # Lesson 1: one absent; lesson 2: one late; lesson 3: a grade. Absent at one of three.
    students = (make_student(1), make_student(2))
    marks = {("s1", "l1"): "нп", ("s1", "l2"): "оп", ("s2", "l3"): "4"}
    assert one_page(students, marks, OCTOBER).attended == 1


def test_who_came_back_is_one_student_with_all_grades() -> None:
    # Абаев left after the first lesson and is back for the third under another number: 5 and 4 are two grades
    # of one student. Ёлкин has none.
    before = make_student(1, left=dt.date(2025, 9, 3))
    after = replace(before, id="s9", number=9, enrolled=dt.date(2025, 9, 14), left=None)
    marks = {("s1", "l1"): "5", ("s9", "l3"): "4"}
    page = one_page((before, make_student(2), after), marks, OCTOBER)
    assert (page.students, page.grades, page.below_least) == (2, 2, 2)
    assert page.below_good == 2


def test_who_has_gone_by_the_day_is_not_asked_for_and_who_had_no_lesson_neither() -> None:
    # The last lesson is on 15 September. By 31 October one has left, one is on leave, one has come; two stay.
    students = (
        make_student(1, left=dt.date(2025, 10, 1)),
        make_student(2, leaves=(Leave(dt.date(2025, 10, 6)),)),
        make_student(3, enrolled=dt.date(2025, 10, 20)),
        make_student(4),
        make_student(5),
    )
    marks = {("s1", "l1"): "5", ("s2", "l1"): "5", ("s4", "l1"): "5"}
    page = one_page(students, marks, OCTOBER)
    assert (page.students, page.grades, page.below_least) == (2, 1, 2)
    # A week after that lesson the first two were still there, the third not yet.
    page = one_page(students, marks, dt.date(2025, 9, 22))
    assert (page.students, page.grades) == (4, 3)


def shared(first: str, second: str, *, first_topic: str = " ", second_topic: str = " ") -> Control:
    """Two teachers have a page each of one subject in one term, one lesson on each."""
    student = make_student(1)
    pages = tuple(
        make_section(
            teacher=teacher,
            students=(student,),
            lessons=(replace(lesson, topic=topic),),
            marks={("s1", lesson.id): (mark("5"),)},
            period_marks={},
        )
        for teacher, topic, lesson in zip(
            (first, second), (first_topic, second_topic), make_lessons(2), strict=True
        )
    )
    return control([make_journal(sections=pages)], OCTOBER)


def topics(found: Control) -> list[str]:
    return [one.teacher for one in found.remarks if one.code == "topic.empty"]


def test_each_of_two_teachers_of_a_subject_answers_for_the_own_page() -> None:
    assert topics(shared("Акимов Г.А.", "Лаврова Н.Н.")) == ["Акимов Г.А.", "Лаврова Н.Н."]
    assert topics(shared("Акимов Г.А.", "Лаврова Н.Н.", first_topic="Ряды")) == ["Лаврова Н.Н."]


def test_what_one_of_two_teachers_put_right_is_settled_for_that_one() -> None:
    before = shared("Акимов Г.А.", "Лаврова Н.Н.")
    now = shared("Акимов Г.А.", "Лаврова Н.Н.", first_topic="Ряды")
    fates = [(fate, one.teacher) for fate, one in compared(before, now) if one.code == "topic.empty"]
    assert fates == [(Fate.SETTLED, "Акимов Г.А."), (Fate.STANDING, "Лаврова Н.Н.")]


def test_a_remark_stands_when_the_page_has_another_teacher_now() -> None:
    before = shared("Акимов Г.А.", "Лаврова Н.Н.")
    now = shared("Петров В.В.", "Лаврова Н.Н.")
    fates = {(fate, one.teacher) for fate, one in compared(before, now) if one.code == "topic.empty"}
    assert fates == {(Fate.STANDING, "Петров В.В."), (Fate.STANDING, "Лаврова Н.Н.")}


def test_what_concerns_no_page_is_no_remark_to_a_teacher() -> None:
    one = make_journal()
    silent = one.sections[0].students[0].id  # has no final grade at all: the group's finding, of no page
    sections = tuple(
        replace(
            section,
            period_marks={cell: given for cell, given in section.period_marks.items() if cell[0] != silent},
        )
        for section in one.sections
    )
    found = control([replace(one, sections=sections)], dt.date(2026, 7, 1))
    assert any(not remark.subject for remark in found.remarks)
    report = control_report(found, "ОНТ", least=3, good=5, fates=None, before="", signatures=())
    teachers = next(table for table in report.tables if "Преподаватели" in table.caption)
    assert "преподаватель не указан" not in {shown(row.cells[0].value) for row in teachers.rows}


def test_who_certifies_the_binder_is_no_remark_and_is_said() -> None:
    one = make_journal()
    none = control([replace(one, group=replace(one.group, department=None))], OCTOBER)
    headless = control([replace(one, group=replace(one.group, department=Department("ИТ")))], OCTOBER)
    assert not {remark.code for remark in (*none.remarks, *headless.remarks)} & {
        "department.missing",
        "head.missing",
    }
    assert "ИС-21: отделение не указано." in none.missing
    assert "ИС-21: заведующий отделением не указан." in headless.missing


def test_a_page_that_is_not_there_is_no_teachers() -> None:
    one = make_journal()
    found = control([replace(one, plan=(*one.plan, PlannedSubject("Химия", 1)))], dt.date(2026, 7, 1))
    assert "subject.missing" in {remark.code for remark in found.remarks}
    report = control_report(found, "ОНТ", least=3, good=5, fates=None, before="", signatures=())
    teachers = next(table for table in report.tables if "Преподаватели" in table.caption)
    assert [shown(row.cells[0].value) for row in teachers.rows] == ["Иванова Мария Петровна"]
