"""What stands on which page: chunks of lessons and students, cells, totals, the key of a part."""

import datetime as dt
from dataclasses import replace

import pytest

from archiver.journal.marks import mark, marks_of_cell, module_absence, module_rating, owed_mark
from archiver.journal.model import Leave, Mark, MarkKind, PeriodColumn
from archiver.press.section.cells import SMALL_CAPITALS
from archiver.press.section.geometry import clamp
from archiver.press.section.pages import Layout, PartSpec, key, part_spec
from archiver.press.text.long_words import ZERO_SPACE
from factories import (
    TERMS,
    make_journal,
    make_lesson,
    make_lessons,
    make_section,
    make_student,
    make_students,
)

SEPTEMBER = dt.date(2025, 9, 1)


def spec(section=None, **layout) -> PartSpec:
    section = section or make_section()
    return part_spec(make_journal(sections=(section,)), section, Layout(**layout))


def cells_of(printed: PartSpec, student: int = 0, spread: int = 0) -> list[str]:
    row = printed.spreads[spread].marks[0].rows[student]
    return ["/".join(cell.lines) for cell in row.cells]


@pytest.mark.parametrize(
    ("count", "size", "chunks"),
    [(47, 25, [24, 23]), (50, 25, [25, 25]), (3, 1, [1] * 3), (28, 25, [14, 14]), (26, 25, [13, 13])],
)
def test_lessons_stand_on_even_pages_of_no_more_than_so_many(count, size, chunks):
    printed = spec(make_section(lessons=make_lessons(count, step_days=2)), lessons_per_page=size)
    assert [len(spread.marks[0].days) for spread in printed.spreads] == chunks
    assert [sum(len(page.rows) for page in spread.lists) for spread in printed.spreads] == chunks
    spans = [
        (s.marks[0].lessons.first, s.marks[0].lessons.last, s.marks[0].lessons.total) for s in printed.spreads
    ]
    assert spans[0] == (1, chunks[0], count)
    assert spans[-1][1] == count


def test_every_lesson_is_listed_once_with_date_hours_topic_homework_and_kind():
    lessons = (make_lesson(1), make_lesson(2, hours=None, topic=None, homework=None, kind=None))
    first, second = spec(make_section(lessons=lessons)).spreads[0].lists[0].rows
    assert (first.number, first.date, first.hours, first.kind, first.topic, first.homework) == (
        1, "01.09.2025", "2", "Лекция", "Тема 1", "§ 1",
    )  # fmt: skip
    assert (second.hours, second.kind, second.topic, second.homework) == ("", "", "", "")


def test_period_columns_stand_on_the_last_page_only():
    printed = spec(make_section(lessons=make_lessons(6)), lessons_per_page=4)
    assert [spread.marks[0].periods for spread in printed.spreads] == [(), ("1 сем.",)]
    assert cells_of(printed, spread=1)[-1] == "4"


def test_several_marks_of_a_cell_are_joined_and_an_unknown_one_stays_as_it_is():
    section = make_section(
        marks={
            ("s1", "l1"): (mark("уп"), mark("5")),
            ("s1", "l2"): (mark("см. прил."),),
        }
    )
    joined = cells_of(spec(section))
    assert joined[0] == "УП,5"
    assert joined[1].replace("/", "") == "см. прил."


@pytest.mark.parametrize("text", ["4;5", "4 5", "4,5", "4/5", "4; 5", "н/зач", "5-", "4;"])
def test_a_cell_of_a_report_is_printed_as_it_is_written(text):
    printed = spec(make_section(marks={("s1", "l1"): marks_of_cell(text)}))
    assert printed.spreads[0].marks[0].rows[0].cells[0].lines == (text,)


def test_marks_of_the_module_are_printed_as_on_its_screens():
    cells = {
        ("s1", "l1"): (module_rating("Four"), module_rating("Five")),
        ("s1", "l2"): (module_absence("IsAbsentByValidReason"), module_rating("Five")),
        ("s1", "l3"): (module_absence("IsAbsent"),),
    }
    row = spec(make_section(marks=cells)).spreads[0].marks[0].rows[0]
    assert [cell.lines for cell in row.cells[:3]] == [("4/5",), ("УП,5",), ("Н",)]


def test_an_owed_mark_is_a_dot_and_the_page_says_what_it_is():
    section = make_section(marks={("s2", "l1"): (owed_mark(),)})
    page = spec(section).spreads[0].marks[0]
    assert page.rows[1].cells[0].lines == ("•",)
    assert page.notes == ("«•» — обязательная оценка не выставлена",)
    assert spec().spreads[0].marks[0].notes == ()


def test_marks_too_many_for_a_narrow_column_are_set_in_lines_and_none_is_lost():
    lessons = make_lessons(60, step_days=1)
    marks = {("s1", "l1"): tuple(mark(text) for text in ("уп", "5", "4", "5", "3"))}
    cell = spec(make_section(lessons=lessons, marks=marks), lessons_per_page=60, landscape=False).spreads[0]
    lines = cell.marks[0].rows[0].cells[0].lines
    assert len(lines) > 1
    assert "".join(lines) == "УП,5/4/5/3"


def test_absences_are_small_capitals_so_that_illness_does_not_read_as_a_six():
    """Alone in a cell at four fifths of the size of grades; beside a grade in capitals of its size."""
    cells = {
        ("s1", f"l{at}"): marks_of_cell(text)
        for at, text in enumerate(("б", "Б", "н/б", "б/у", "н/5", "5/н", "н/а", "осв"), 1)
    }
    made = spec(make_section(marks=cells, lessons=make_lessons(8)))
    row = made.spreads[0].marks[0].rows[0].cells[:8]
    assert [cell.lines[0] for cell in row] == ["Б", "Б", "Н/Б", "б/у", "Н/5", "5/Н", "н/а", "осв"]
    small = clamp(made.grid.mark_pt * SMALL_CAPITALS, (3, 9))
    assert [cell.points for cell in row] == [small] * 3 + [None] * 5


def test_an_absence_written_out_stays_a_word():
    word = Mark("отсутствует", MarkKind.ABSENCE, "отсутствует")
    cell = spec(make_section(marks={("s1", "l1"): (word,)})).spreads[0].marks[0].rows[0].cells[0]
    assert "".join(cell.lines).replace("\u200b", "") == "отсутствует"


def test_the_same_letters_that_mean_no_absence_stay_as_they_are():
    cells = {("s1", "l1"): (mark("б"),), ("s2", "l1"): (Mark("б", MarkKind.UNKNOWN, "б"),)}
    rows = spec(make_section(marks=cells)).spreads[0].marks[0].rows
    assert [row.cells[0].lines for row in rows[:2]] == [("Б",), ("б",)]


def test_before_enrolment_and_after_leaving_stand_dashes_with_a_note_why():
    student = make_student(1, enrolled=SEPTEMBER + dt.timedelta(7), left=SEPTEMBER + dt.timedelta(21))
    section = make_section(students=(student,), marks={})
    printed = spec(section)
    assert cells_of(printed) == ["—", "", "", "", "—", "—", "4"]
    assert printed.spreads[0].marks[0].notes == ("№ 1 — в группе с 08.09.2025, в группе по 22.09.2025",)


def test_dates_at_the_edges_of_the_term_explain_nothing():
    student = make_student(1, enrolled=TERMS[0].start, left=TERMS[0].end)
    assert spec(make_section(students=(student,), marks={})).spreads[0].marks[0].notes == ()


def test_a_mark_outside_enrolment_is_printed_all_the_same():
    student = make_student(1, left=SEPTEMBER)
    section = make_section(students=(student,), marks={("s1", "l3"): (mark("5"),)})
    assert cells_of(spec(section))[:4] == ["", "—", "5", "—"]


def test_a_leave_is_one_cell_across_its_lessons_and_gives_way_to_marks():
    leave = Leave(SEPTEMBER + dt.timedelta(7), None, "приказ № 15-у")
    student = make_student(1, leaves=(leave,))
    lessons = make_lessons(16, step_days=7)
    section = make_section(students=(student,), lessons=lessons, marks={("s1", "l12"): (mark("5"),)})
    row = spec(section).spreads[0].marks[0].rows[0].cells
    assert [cell.span for cell in row] == [1, 10, 1, 4, 1]
    assert row[1].lines == ("академ. отпуск с 08.09.2025 (приказ № 15-у)",)
    assert row[2].lines == ("5",)


def test_a_leave_too_long_for_its_cells_is_told_in_full_below():
    leave = Leave(SEPTEMBER, SEPTEMBER, "приказ № 15-у")
    student = make_student(1, leaves=(leave,))
    page = spec(make_section(students=(student,), marks={})).spreads[0].marks[0]
    assert page.rows[0].cells[0].lines == ("а/о",)
    assert page.notes == ("№ 1 — академ. отпуск с 01.09.2025 по 01.09.2025 (приказ № 15-у)",)


@pytest.mark.parametrize(("count", "pages"), [(8, [8]), (40, [40]), (61, [30, 31]), (90, [30, 30, 30])])
def test_forty_students_stand_on_one_page_and_more_on_pages_equally_full(count, pages):
    printed = spec(make_section(students=make_students(count)))
    assert [len(page.rows) for page in printed.spreads[0].marks] == pages
    told = [page.students for page in printed.spreads[0].marks]
    assert told == [None] if count <= 40 else told[-1].last == told[-1].total == count


def test_a_section_without_lessons_is_one_page_with_its_students():
    printed = spec(make_section(lessons=(), marks={}))
    assert len(printed.spreads) == 1
    assert printed.spreads[0].lists == ()
    assert [row.name for row in printed.spreads[0].marks[0].rows][:1] == ["Абаев Иван Петрович"]
    assert cells_of(printed) == ["4"]


@pytest.mark.parametrize(
    ("hours", "planned", "told"),
    [((2, 2), 4, ("4", "4")), ((2, None), None, ("", "")), ((2, 2), None, ("", "4")), ((), 36, ("36", "0"))],
)
def test_hours_are_summed_only_when_every_lesson_tells_them(hours, planned, told):
    lessons = tuple(make_lesson(n, hours=h) for n, h in enumerate(hours, 1))
    totals = spec(make_section(lessons=lessons, planned_hours=planned, marks={})).totals
    assert (totals.planned, totals.given) == told


def test_months_are_named_in_full_where_there_is_room_and_shorter_where_not():
    lessons = (*make_lessons(4), make_lesson(5, dt.date(2025, 12, 1)), make_lesson(6, dt.date(2026, 2, 2)))
    labels = [month.label for month in spec(make_section(lessons=lessons)).spreads[0].marks[0].months]
    assert labels == ["Сентябрь", "Дек.", "Февр."]
    crowded = make_section(lessons=(lessons[0], *make_lessons(59, term=2, step_days=1)))
    tight = spec(crowded, lessons_per_page=60, landscape=False).spreads[0].marks[0].months
    assert tight[0].label == "09"


def test_the_heading_says_what_the_regulation_asks_for():
    heading = spec(make_section(subgroup="2", teacher=None), college_short="Колледж").heading
    assert (heading.group, heading.course, heading.subject) == ("ИС-21", 2, "Физика")
    assert heading.interval == "01.09.2025–28.12.2025"
    assert heading.speciality == "09.02.07 Информационные системы и программирование"
    assert (heading.subgroup, heading.teacher, heading.year) == ("подгруппа 2", None, "2025/2026")
    assert spec(make_section(subgroup="подгруппа А")).heading.subgroup == "подгруппа А"


def test_a_long_name_is_set_smaller_and_what_no_font_shows_is_remembered():
    students = (make_student(1, surname="Ж" * 300), make_student(2, surname="Ли 李"))
    printed = spec(make_section(students=students, marks={}))
    row = printed.spreads[0].marks[0].rows[0]
    assert row.points == 6.5
    assert row.name.replace(ZERO_SPACE, "").startswith("Ж" * 300)
    assert printed.unprintable == ("李",)


def test_the_key_names_what_is_printed_and_nothing_else():
    section = make_section()
    same = replace(section, source="elsewhere.json", marks=dict(reversed(section.marks.items())))
    assert key(spec(section)) == key(spec(same))
    changed = [
        replace(section, marks={**section.marks, ("s1", "l2"): (mark("2"),)}),
        replace(section, teacher="Другой"),
        replace(section, lessons=(*section.lessons[:-1], replace(section.lessons[-1], topic="Иная"))),
        replace(section, period_columns=(PeriodColumn("final", "Итог"),)),
    ]
    keys = {key(spec(other)) for other in changed} | {key(spec(section, landscape=False)), key(spec(section))}
    assert len(keys) == 6


def test_the_key_changes_with_the_template_and_the_engine(monkeypatch):
    printed = spec()
    before = key(printed)
    with monkeypatch.context() as patch:
        patch.setattr("templates.digest", lambda *_: "other")
        assert key(printed) != before
    with monkeypatch.context() as patch:
        patch.setattr("archiver.press.engine.engine_version", lambda: "other")
        assert key(printed) != before
    assert key(printed) == before
