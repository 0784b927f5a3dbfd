"""Forms 2 and 3: counted by hand on the small journal, and in agreement on any."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from small_journal import FOMIN, KUZNETSOVA, LEBEDEV, OWNER, YAKUSHEV, first_term, journal, section

from archiver.journal.model import AcademicYear, Lesson, Section
from archiver.journal.subjects import subject
from archiver.reports.document.report import Report, Signature, shown
from archiver.reports.hours.months import Amount, form2, ledgers, months_of, teachers_of
from archiver.reports.hours.page import amount_text, form2_report, form3_report
from archiver.reports.hours.working_days import WorkingCalendar
from archiver.reports.hours.year import Norm, form3

MATHS = ("ЕН.01 Математика", "ИС-21", "")
PRACTICE = ("УП.01 Учебная практика", "ИС-21", "")


def rows(report: Report) -> list[list[str]]:
    return [[shown(cell.value) for cell in row.cells] for row in report.tables[0].rows]


def september() -> Report:
    return form2_report(
        form2(journal(), 2025, 9),
        OWNER,
        WorkingCalendar(),
        course=2,
        doubts=(),
        signatures=(),
        approval=Signature("Директор"),
    )


def year_of(teacher: str, norms: object = None, **wanted: object) -> Report:
    form = form3(teacher, ledgers(journal()), norms or {}, 5.0)
    told = {"budget": {}, "holiday_percent": 5.0, "nameless": {}, "left_out": (), "signatures": (), **wanted}
    return form3_report(form, AcademicYear(2025), OWNER, **told)


def test_form_2_day_by_day() -> None:
    form = form2(journal(), 2025, 9)
    assert [
        (line.load.subject, line.load.subgroup, line.load.teacher, line.total.hours) for line in form.lines
    ] == [
        ("ЕН.01 Математика", "", LEBEDEV, 4),
        ("ОГСЭ.03 Иностранный язык", "1", KUZNETSOVA, 4),
        ("ОГСЭ.03 Иностранный язык", "2", FOMIN, 4),
        ("ОГСЭ.04 Физическая культура", "", YAKUSHEV, 2),
    ]
    # Both subgroups on 3 September: two teachers, four hours.
    assert {day: form.day(day).hours for day in (1, 2, 3, 4, 9, 10)} == {
        1: 0,
        2: 2,
        3: 4,
        4: 2,
        9: 2,
        10: 2 + 2,
    }
    assert form.total == Amount(14)


def test_a_practice_stands_day_by_day_in_form_2() -> None:
    december = form2(journal(), 2025, 12)
    practice = next(line for line in december.lines if "практика" in line.load.subject)
    assert {day: amount.hours for day, amount in practice.days.items()} == {15: 6, 16: 6, 17: 6}
    assert december.total == Amount(20)


def test_form_2_has_a_column_a_day_and_shades_days_off() -> None:
    table = september().tables[0]
    assert [column.title for column in table.columns[2:-1]] == [str(day) for day in range(1, 31)]
    assert [column.title for column in table.columns if column.shaded] == ["7", "14", "21", "28"]
    assert table.columns[2].note == "пн"
    assert rows(september())[-1][0] == "ИТОГО"
    assert rows(september())[-1][-1] == "14"


def test_months_are_those_with_lessons() -> None:
    assert months_of(journal()) == ((2025, 9), (2025, 10), (2025, 12), (2026, 2), (2026, 3))


def test_form_3_by_hand() -> None:
    norms = {
        MATHS: Norm(planned=14, tariff=20, change=2, exam_hours=6),
        PRACTICE: Norm(planned=18, change=0, exam_hours=0),
    }
    report = year_of(LEBEDEV, norms, budget={"ИС-21": True})
    assert rows(report) == [
        # month, maths, practice, budget, off budget, together
        ["сентябрь 2025", "4", "", "4", "", "4"],
        ["октябрь 2025", "2", "", "2", "", "2"],
        ["ноябрь 2025", "", "", "", "", ""],
        ["декабрь 2025", "2", "18", "20", "", "20"],
        ["Итого за I период", "8", "18", "26", "0", "26"],
        ["февраль 2026", "4", "", "4", "", "4"],
        ["Итого за II период", "4", "0", "4", "0", "4"],
        ["Всего часов дано", "12", "18", "30", "0", "30"],
        ["Экзаменационные часы", "6", "0", "6", "0", "6"],
        ["Всего по тарификации", "20", "18", "38", "0", "38"],
        ["Изменение педнагрузки", "2", "0", "2", "0", "2"],
        ["5 % праздничных", "1", "1", "2", "0", "2"],  # 1.0 and 0.9
        ["Количество часов после снятия", "17", "17", "34", "0", "34"],
        ["Не выполнено", "0", "0", "0", "0", "0"],
        ["Дано часов сверх плана", "1", "1", "2", "0", "2"],
        ["Всего дано за год", "18", "18", "36", "0", "36"],
    ]
    assert report.missing == ()
    assert report.closing[0] == "Педагогическая нагрузка выполнена полностью."


def test_what_nobody_told_is_blank_and_said() -> None:
    report = year_of(LEBEDEV, {MATHS: Norm(planned=14)}, nameless={"ИС-22": Amount(4)}, left_out=("ТО-11",))
    lower = {row[0]: row[1:] for row in rows(report)[7:]}
    assert lower["Всего часов дано"] == ["12", "18", "30"]
    assert lower["Всего по тарификации"] == ["14", "", ""]
    for label in ("Экзаменационные часы", "Количество часов после снятия", "Всего дано за год"):
        assert lower[label] == ["", "", ""]
    missing = "\n".join(report.missing)
    for text in ("ТО-11", "УП.01 Учебная практика (ИС-21)", "[[loads]]", "funding", "ИС-22 — 4 ч"):
        assert text in missing
    assert "____" in report.closing[0]


def test_hours_not_given_are_told() -> None:
    report = year_of(YAKUSHEV, {(first_term()[3].subject.name, "ИС-21", ""): Norm(8, None, 0, 0)})
    lower = {row[0]: row[1] for row in rows(report)}
    assert (lower["Количество часов после снятия"], lower["Не выполнено"]) == ("8", "4")  # 8 − 0.4 → 8
    assert "не дано часов: 4" in report.closing[0]


def test_lessons_without_hours_are_never_guessed() -> None:
    odd = section("Физика", 1, None, {"09-01": None, "09-02": 2, "09-03": None})
    form = form2(journal(sections=(odd,)), 2025, 9)
    assert form.lines[0].total == Amount(2, 2)
    assert [amount_text(form.day(day)) for day in (1, 2, 4)] == ["?", 2, ""]
    assert amount_text(form.total) == "2+?"
    report = form2_report(
        form,
        OWNER,
        WorkingCalendar(),
        course=None,
        doubts=("сомнение",),
        signatures=(),
        approval=Signature(""),
    )
    assert report.missing == (
        "сомнение",
        "Занятия без указания часов отмечены «?» и в итоги не вошли: Физика — 2.",
        "Не указан преподаватель: Физика.",
    )
    assert teachers_of([form]) == ()


TEACHERS = ("Лебедев П.С.", "Фомин И.А.", None)


@st.composite
def sections(draw: st.DrawFn) -> tuple[Section, ...]:
    found = []
    for number in range(draw(st.integers(1, 5))):
        days = draw(st.lists(st.integers(0, 118), max_size=12))
        term = draw(st.integers(1, 2))
        start = dt.date(2025, 9, 1) if term == 1 else dt.date(2026, 1, 12)
        lessons = tuple(
            Lesson(f"{place}", start + dt.timedelta(days=day), draw(st.sampled_from([1, 2, 6, None])))
            for place, day in enumerate(days)
        )
        teacher = draw(st.sampled_from(TEACHERS))
        name = draw(st.sampled_from(["Физика", "МДК.01.01 Базы данных"]))
        found.append(
            Section(subject(name), term, draw(st.sampled_from([None, "1", "2"])), teacher, (), lessons)
        )
        assert number >= 0
    return tuple(found)


@settings(max_examples=60)
@given(st.lists(sections(), min_size=1, max_size=3))
def test_form_3_agrees_with_forms_2_to_the_hour(colleges: list[tuple[Section, ...]]) -> None:
    journals = [
        replace(journal(sections=one), group=replace(journal().group, name=f"ИС-2{number}"))
        for number, one in enumerate(colleges)
    ]
    forms = [form for one in journals for form in ledgers(one)]
    lessons = [(page.teacher, lesson) for one in journals for page in one.sections for lesson in page.lessons]
    # The journal itself, form 2 and form 3, each summed on its own.
    assert sum((form.total for form in forms), Amount()) == Amount(
        sum(lesson.hours or 0 for _teacher, lesson in lessons),
        sum(lesson.hours is None for _teacher, lesson in lessons),
    )
    for teacher in teachers_of(forms):
        year = form3(teacher, forms, {}, 5.0)
        for term in year.terms:
            for place, month in enumerate(term.months):
                ledger = [
                    line.total
                    for form in forms
                    if (form.year, form.month) == month
                    for line in form.lines
                    if (line.load.teacher, line.load.term) == (teacher, term.term)
                ]
                assert sum(term.amounts[month], Amount()) == sum(ledger, Amount()), place
        whole = sum(year.given(), Amount())
        mine = [lesson for name, lesson in lessons if name == teacher]
        assert whole == Amount(
            sum(lesson.hours or 0 for lesson in mine), sum(lesson.hours is None for lesson in mine)
        )
        assert whole == sum((amount for term in year.terms for amount in term.subtotal()), Amount())
