"""Forms 2 and 3: counted by hand on the small journal, and in agreement on any."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hours_of_test import by_label, college, form2, form3, group_of, rows, settings, told
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from small_journal import FOMIN, KUZNETSOVA, LEBEDEV, YAKUSHEV, journal, section

from archiver.journal.funding import Funding
from archiver.journal.model import Lesson, Section
from archiver.journal.subjects import subject
from archiver.reports.document.report import Report
from archiver.reports.hours.form2_page import amount_text
from archiver.reports.hours.making import everybody
from archiver.reports.hours.months import Amount, Form2
from archiver.reports.hours.norms import norms_of
from archiver.reports.hours.year import form3 as year_of

LOADS = [
    # Maths: 20 hours by tariff, 2 taken off, an exam of 6 hours; practice as planned, 18 hours.
    {
        "teacher": LEBEDEV,
        "group": "ИС-21",
        "subject": "ЕН.01 Математика",
        "tariff": 20,
        "change": 2,
        "exam_hours": 6,
    },
    {"teacher": LEBEDEV, "group": "ИС-21", "subject": "УП.01 Учебная практика"},
]
BUDGET = replace(journal(), group=replace(journal().group, funding=Funding.BUDGET))


def ledger(month: int, year: int = 2025) -> Form2:
    return next(form for form in college(journal()).forms if (form.year, form.month) == (year, month))


def september() -> Report:
    return form2(journal(), month=(2025, 9))


def test_form_2_day_by_day() -> None:
    form = ledger(9)
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
    december = ledger(12)
    practice = next(line for line in december.lines if "практика" in line.load.subject)
    assert {day: amount.hours for day, amount in practice.days.items()} == {15: 6, 16: 6, 17: 6}
    assert december.total == Amount(20)


def test_form_2_has_a_column_a_day_and_shades_days_off() -> None:
    table = september().tables[0]
    assert [column.title for column in table.columns[4:-2]] == [str(day) for day in range(1, 31)]
    assert [column.title for column in table.columns if column.shaded] == ["7", "14", "21", "28"]
    assert table.columns[4].note == "пн"
    total = rows(september())[-1]
    assert (total[0], total[-2]) == ("ИТОГО", "14")


def test_form_2_has_a_balance_of_the_plan() -> None:
    # Maths of the first period: 8 hours planned; 4 given in September, 2 in October, none in November.
    def maths(month: int) -> list[str]:
        row = rows(form2(journal(), month=(2025, month)))[0]
        assert row[1].startswith("ЕН.01 Математика, Лебедев")
        return [row[2], row[3], row[-2], row[-1]]  # plan, left at the beginning, given, left at the end

    assert maths(9) == ["8", "8", "4", "4"]
    assert maths(10) == ["8", "4", "2", "2"]
    assert maths(12) == ["8", "2", "2", "0"]
    # September: plans 8 + 4 + 4 + 4, all of it left; 14 hours given, 6 left.
    total = rows(september())[-1]
    assert [total[1], total[2], total[-2], total[-1]] == ["20", "20", "14", "6"]


def test_form_2_is_signed_by_the_secretary_too() -> None:
    chosen = settings(reports={"secretary": "Белова Анна Юрьевна", "deputy": "Котова Анна Ильинична"})
    report = form2(journal(), month=(2025, 9), chosen=chosen)
    assert [(one.post, one.name.replace("\N{NO-BREAK SPACE}", " ")) for one in report.signatures][::2] == [
        ("Секретарь учебной части", "А.Ю. Белова"),
        ("Заместитель директора по учебной работе", "А.И. Котова"),
    ]
    assert "Заведующий отделением" in report.signatures[1].post


def test_months_are_those_with_lessons() -> None:
    months = [(form.year, form.month) for form in college(journal()).forms]
    assert months == [(2025, 9), (2025, 10), (2025, 12), (2026, 2), (2026, 3)]


def test_form_3_has_the_months_of_both_periods_whoever_taught_in_them() -> None:
    # Fomin has English in September alone; the group has lessons until December, and in February and March.
    months = [row[0] for row in rows(form3(FOMIN, BUDGET))]
    assert months[:9] == [
        *("сентябрь 2025", "октябрь 2025", "ноябрь 2025", "декабрь 2025", "Итого за 1 семестр"),
        *("февраль 2026", "март 2026", "Итого за 2 семестр", "Всего часов дано"),
    ]


def test_form_3_by_hand() -> None:
    report = form3(LEBEDEV, BUDGET, chosen=settings(loads=LOADS))
    assert rows(report) == [
        # month, maths, practice, budget, off budget, together
        ["сентябрь 2025", "4", "", "4", "", "4"],
        ["октябрь 2025", "2", "", "2", "", "2"],
        ["ноябрь 2025", "", "", "", "", ""],
        ["декабрь 2025", "2", "18", "20", "", "20"],
        ["Итого за 1 семестр", "8", "18", "26", "0", "26"],
        ["февраль 2026", "4", "", "4", "", "4"],
        ["март 2026", "", "", "", "", ""],  # the group had lessons, Lebedev had none
        ["Итого за 2 семестр", "4", "0", "4", "0", "4"],
        ["Всего часов дано", "12", "18", "30", "0", "30"],
        ["в том числе практика", "0", "18", "18", "0", "18"],
        ["в том числе консультации", "0", "0", "0", "0", "0"],
        ["в том числе экзамены", "0", "0", "0", "0", "0"],
        ["Консультации сверх занятий", "0", "0", "0", "0", "0"],
        ["Экзаменационные часы сверх занятий", "6", "0", "6", "0", "6"],
        ["Всего по тарификации", "20", "18", "38", "0", "38"],
        ["Изменение педнагрузки", "2", "0", "2", "0", "2"],
        ["5 % праздничных", "1", "1", "2", "0", "2"],  # 5 % of 38 is 1,9
        ["Количество часов после снятия", "17", "17", "34", "0", "34"],
        ["Не выполнено", "0", "0", "0", "0", "0"],
        ["Дано часов сверх плана", "1", "1", "2", "0", "2"],
        ["Всего дано за год", "18", "18", "36", "0", "36"],
    ]
    assert report.missing == ()
    assert report.closing == (
        "Педагогическая нагрузка выполнена полностью.",
        "Прошу оплатить дополнительно часов: 2 из бюджета и часов: 0 из внебюджета.",
    )


def test_what_nobody_told_is_blank_and_said_on_the_screen() -> None:
    unplanned = section("Физика", 1, LEBEDEV, {"09-01": 2}, planned=None)
    one = group_of(unplanned)
    lower = by_label(form3(LEBEDEV, one))
    # the column, budget, off budget, together
    assert lower["Всего часов дано"] == ["2", "", "", "2"]
    for label in (
        "Всего по тарификации",
        "Количество часов после снятия",
        "Не выполнено",
        "Всего дано за год",
    ):
        assert lower[label] == ["", "", "", ""]
    assert "____" in form3(LEBEDEV, one).closing[0]
    said = told(one)
    assert said["hours.plan-unknown"] == [
        f"Нет часов ни по плану, ни по тарификации: {LEBEDEV}, Физика (ИС-21)."
    ]
    assert LEBEDEV in said["hours.load-unstated"][0]
    assert said["hours.funding-unstated"] == ["Не указано, бюджетные ли это группы: ИС-21."]


def test_lessons_without_hours_among_others_are_never_guessed() -> None:
    odd = section("Физика", 1, None, {"09-01": None, "09-02": 2, "09-03": None})
    (form,) = college(group_of(odd)).forms
    assert form.lines[0].total == Amount(2, 2)
    assert [amount_text(form.day(day)) for day in (1, 2, 4)] == ["?", 2, ""]
    assert amount_text(form.total) == "2+?"
    report = form2(group_of(odd), month=(2025, 9))
    assert report.missing == ()
    assert (
        report.remarks[1] == "Занятия, часы которых не указаны, отмечены «?» и в итоги не вошли: Физика — 2."
    )
    said = told(group_of(odd))
    assert said["hours.lessons-unknown"] == ["Часы не указаны у 2 занятий: Физика."]
    assert said["hours.no-teacher"] == [
        "Занятия без преподавателя (2 ч) не вошли ни в одну форму № 3: Физика."
    ]


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
    hours = Lesson("h", dt.date(2025, 9, 1), 2)  # a group whose journal tells no hours has no forms
    return (*found, Section(subject("Химия"), 1, None, TEACHERS[0], (), (hours,)))


@hypothesis_settings(max_examples=60)
@given(st.lists(sections(), min_size=1, max_size=3))
def test_form_3_agrees_with_forms_2_to_the_hour(colleges: list[tuple[Section, ...]]) -> None:
    journals = [group_of(*one, name=f"ИС-2{number}") for number, one in enumerate(colleges)]
    made = college(*journals)
    lessons = [(page.teacher, lesson) for one in journals for page in one.sections for lesson in page.lessons]
    # The journal itself, form 2 and form 3, each summed on its own.
    assert sum((form.total for form in made.forms), Amount()) == Amount(
        sum(lesson.hours or 0 for _teacher, lesson in lessons),
        sum(lesson.hours is None for _teacher, lesson in lessons),
    )
    for teacher in everybody(made):
        groups = [(one.pages, one.shares) for one in made.groups]
        year = year_of(teacher, made.forms, norms_of(teacher, groups, made.teachers, ()), 5.0)
        for term in year.terms:
            for place, month in enumerate(term.months):
                ledger = [
                    line.total
                    for form in made.forms
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
