"""The lower rows of form 3, substitutions, and sources without hours: rules on journals made by hand."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hours_of_test import by_label, college, form2, form3, group_of, rows, settings, told
from hypothesis import given
from hypothesis import strategies as st
from small_journal import section

from archiver.errors import InputInvalid
from archiver.journal.funding import Funding
from archiver.journal.model import Journal
from archiver.reports.hours.making import forms2, forms3
from archiver.reports.hours.year import shared_out
from archiver.settings.tables import Settings

IVANOVA, PETROV = "Иванова А.Б.", "Петров В.Г."


def load(subject: str, **more: object) -> dict[str, object]:
    return {"teacher": IVANOVA, "group": "ИС-21", "subject": subject, **more}


def paid_by(one: Journal, funding: Funding | None) -> Journal:
    return replace(one, group=replace(one.group, funding=funding))


def lesson_hours(hours: int, month: str = "09") -> dict[str, int | None]:
    return {f"{month}-{day:02d}": 2 for day in range(1, hours // 2 + 1)}


def test_the_row_of_holidays_adds_up_to_five_per_cent_of_the_total() -> None:
    # Ten subjects of 9 hours: 5 % of each is 0,45, which rounds to nothing; 5 % of 90 is 4,5, rounded to 5.
    names = [f"Предмет {number}" for number in range(10)]
    one = group_of(*(section(name, 1, IVANOVA, lesson_hours(2), planned=9) for name in names))
    row = by_label(form3(IVANOVA, one))["5 % праздничных"]
    assert sum(map(int, row[:10])) == 5
    assert row[-1] == "5"
    # 6 subjects of 10 hours: 0,5 each rounds up to 6; 5 % of 60 is 3.
    six = group_of(*(section(name, 1, IVANOVA, lesson_hours(2), planned=10) for name in names[:6]))
    row = by_label(form3(IVANOVA, six))["5 % праздничных"]
    assert (sum(map(int, row[:6])), row[-1]) == (3, "3")


def test_what_the_budget_and_fees_have_of_the_holidays_adds_up_too() -> None:
    # 30 hours for the budget and 30 for fees: 1,5 and 1,5 of together 3; one of them has 2, the other 1.
    groups = [
        paid_by(group_of(section("Физика", 1, IVANOVA, lesson_hours(2), planned=30), name=name), funding)
        for name, funding in (("ИС-21", Funding.BUDGET), ("ИС-22", Funding.PAID))
    ]
    *_columns, budget, fees, together = by_label(form3(IVANOVA, *groups))["5 % праздничных"]
    assert (int(budget) + int(fees), together) == (3, "3")


@given(st.lists(st.decimals(0, 50, places=2), max_size=12))
def test_whole_hours_are_near_to_the_exact_ones_and_add_up(exact: list[Decimal]) -> None:
    whole = int(sum(exact, Decimal(0)) + Decimal("0.5"))
    parts = shared_out(whole, exact)
    assert sum(parts) == whole
    assert all(abs(part - one) < 1 for part, one in zip(parts, exact, strict=True))


def test_hours_lacking_are_never_paid_for_by_another_subject() -> None:
    # Physics: 20 hours planned, 10 given. Chemistry: 10 planned, 30 given. Without holidays 10 are lacking
    # and 20 are above; together they were 0 and 10.
    one = group_of(
        section("Физика", 1, IVANOVA, lesson_hours(10), planned=20),
        section("Химия", 1, IVANOVA, lesson_hours(30), planned=10),
    )
    chosen = settings(loads=[load("Физика"), load("Химия")], reports={"holiday_percent": 0})
    report = form3(IVANOVA, paid_by(one, Funding.BUDGET), chosen=chosen)
    lower = by_label(report)
    assert lower["Не выполнено"] == ["10", "0", "10", "0", "10"]
    assert lower["Дано часов сверх плана"] == ["0", "20", "20", "0", "20"]
    assert "не дано часов: 10" in report.closing[0]
    assert report.closing[1] == "Прошу оплатить дополнительно часов: 20 из бюджета и часов: 0 из внебюджета."


def test_a_group_that_pays_is_in_the_column_of_fees() -> None:
    groups = [
        paid_by(
            group_of(section("Физика", 1, IVANOVA, lesson_hours(hours), planned=hours), name=name), funding
        )
        for name, hours, funding in (("ИС-21", 10, Funding.BUDGET), ("ИС-22", 6, Funding.PAID))
    ]
    report = form3(IVANOVA, *groups)
    assert [column.title for column in report.tables[0].columns[-3:]] == ["Бюджет", "Внебюджет", "Итого"]
    assert by_label(report)["Всего часов дано"] == ["10", "6", "10", "6", "16"]


def test_one_group_of_which_nobody_knows_who_pays_leaves_both_columns_blank() -> None:
    groups = [
        paid_by(group_of(section("Физика", 1, IVANOVA, lesson_hours(4), planned=4), name=name), funding)
        for name, funding in (("ИС-21", Funding.BUDGET), ("ИС-22", None))
    ]
    assert by_label(form3(IVANOVA, *groups))["Всего часов дано"] == ["4", "4", "", "", "8"]
    assert told(*groups)["hours.funding-unstated"] == ["Не указано, бюджетные ли это группы: ИС-22."]


def test_a_group_is_of_its_students_funding_where_all_have_the_same() -> None:
    one = group_of(section("Физика", 1, IVANOVA, lesson_hours(4), planned=4))
    pays = tuple(
        replace(page, students=tuple(replace(student, funding=Funding.PAID) for student in page.students))
        for page in one.sections
    )
    lower = by_label(form3(IVANOVA, replace(one, sections=pays)))
    assert lower["Всего часов дано"] == ["4", "0", "4", "4"]


def test_exams_and_consultations_that_are_lessons_are_not_added_again() -> None:
    # 10 hours of lessons, among them a consultation of 2 and an exam of 2. The settings state an exam of 6
    # hours and 2 of consultations: 4 hours of the exam are still to be added, of the consultations none.
    page = section("Физика", 1, IVANOVA, lesson_hours(10), planned=10)
    lessons = (
        *page.lessons[:3],
        replace(page.lessons[3], kind="Консультация"),
        replace(page.lessons[4], kind="Экзамен"),
    )
    one = paid_by(group_of(replace(page, lessons=lessons)), Funding.BUDGET)
    chosen = settings(loads=[load("Физика", exam_hours=6, consultation_hours=2)])
    lower = by_label(form3(IVANOVA, one, chosen=chosen))
    assert lower["Всего часов дано"][0] == "10"
    assert lower["в том числе консультации"][0] == "2"
    assert lower["в том числе экзамены"][0] == "2"
    assert lower["Консультации сверх занятий"][0] == "0"
    assert lower["Экзаменационные часы сверх занятий"][0] == "4"
    assert lower["Всего дано за год"][0] == "14"  # 10 + 4; it was 10 + 6


def test_a_consultation_is_known_by_its_topic_where_the_kind_says_nothing() -> None:
    page = section("Физика", 1, IVANOVA, lesson_hours(4), planned=4)
    topics = ("Консультация к экзамену", "Экзаменационные задачи прошлых лет")
    lessons = tuple(
        replace(lesson, kind=None, topic=topic) for lesson, topic in zip(page.lessons, topics, strict=True)
    )
    lower = by_label(form3(IVANOVA, group_of(replace(page, lessons=lessons))))
    assert (lower["в том числе консультации"][0], lower["в том числе экзамены"][0]) == ("2", "0")


def test_form_3_is_signed_for_every_department_of_the_teacher() -> None:
    groups = [
        group_of(
            section("Физика", 1, IVANOVA, lesson_hours(4), planned=4), name=name, department=where, head=head
        )
        for name, where, head in (
            ("ИС-21", "Отделение ИТ", "Чарикова Юлия Львовна"),
            ("ТО-11", "Техническое отделение", "Рябов Виталий Игоревич"),
            ("ИС-22", "Отделение ИТ", "Чарикова Юлия Львовна"),
        )
    ]
    other = group_of(
        section("Химия", 1, PETROV, lesson_hours(4), planned=4),
        name="Э-11",
        department="Экономика",
        head="Ким Л.В.",
    )
    signed = form3(IVANOVA, *groups, other).signatures
    assert [(one.post, one.name.replace("\N{NO-BREAK SPACE}", " ")) for one in signed] == [
        ("Заведующий отделением ИТ", "Ю.Л. Чарикова"),
        ("Заведующий отделением (Техническое отделение)", "В.И. Рябов"),
        ("Заместитель директора по учебной работе", ""),
    ]
    assert form3(PETROV, *groups, other).signatures[0].post == "Заведующий отделением"


def test_a_substitution_stands_in_both_forms() -> None:
    # Иванова has 6 lessons of 2 hours in September; on the 3rd Петров gave hers.
    one = paid_by(group_of(section("Физика", 1, IVANOVA, lesson_hours(12), planned=20)), Funding.BUDGET)
    stood_in = {"date": "2025-09-03", "group": "ис-21", "subject": "физика", "teacher": "Петров В. Г."}
    chosen = settings(
        substitutions=[stood_in],
        loads=[load("Физика")],
        reports={"holiday_percent": 0},
    )
    ledger = rows(form2(one, month=(2025, 9), chosen=chosen))
    # Her row: 10 hours on five days; 20 planned, 8 left, since the group has had all 12.
    assert [ledger[0][2], ledger[0][3], ledger[0][-2], ledger[0][-1]] == ["20", "20", "10", "8"]
    assert ledger[1][0] == "Замены"
    assert ledger[2][1] == "Физика, Петров В.Г. (замещает: Иванова А.Б.)"
    assert [place for place, value in enumerate(ledger[2][4:-2], 1) if value] == [3]
    assert ledger[-1][-2] == "12"
    # Her year: 10 of 20 hours, 10 lacking; his: 2 hours that nobody planned for him.
    assert by_label(form3(IVANOVA, one, chosen=chosen))["Не выполнено"][-1] == "10"
    his = form3(PETROV, one, chosen=chosen)
    assert his.tables[0].columns[1].group == "Замены"
    lower = by_label(his)
    assert (lower["сентябрь 2025"][-1], lower["Дано часов сверх плана"][-1]) == ("2", "2")
    assert his.closing[1] == "Прошу оплатить дополнительно часов: 2 из бюджета и часов: 0 из внебюджета."
    assert "hours.substitution-unused" not in told(one, chosen=chosen)


def test_a_form_2_without_substitutions_has_lines_for_the_hand() -> None:
    ledger = rows(form2(group_of(section("Физика", 1, IVANOVA, lesson_hours(4), planned=4)), month=(2025, 9)))
    assert [row[0] for row in ledger] == ["1", "Замены", "", "", "ИТОГО"]


def test_a_part_of_a_day_can_be_stood_in_for() -> None:
    page = section("УП.01 Учебная практика", 1, IVANOVA, {"09-03": 6}, planned=6)
    stood_in = {
        "date": "2025-09-03",
        "group": "ИС-21",
        "subject": "УП.01 Учебная практика",
        "teacher": PETROV,
        "hours": 2,
    }
    chosen = settings(substitutions=[stood_in])
    assert by_label(form3(IVANOVA, group_of(page), chosen=chosen))["Всего часов дано"][-1] == "4"
    assert by_label(form3(PETROV, group_of(page), chosen=chosen))["Всего часов дано"][-1] == "2"


def test_a_substitution_that_fits_no_lesson_or_two_pages_is_said() -> None:
    one = group_of(
        section("Физика", 1, IVANOVA, lesson_hours(4), planned=4, subgroup="1"),
        section("Физика", 1, "Ким Л.В.", lesson_hours(4), planned=4, subgroup="2"),
    )
    base = {"group": "ИС-21", "subject": "Физика", "teacher": PETROV}
    chosen = settings(
        substitutions=[{**base, "date": "2025-09-30"}, {**base, "date": "2025-09-01"}],
    )
    assert len(told(one, chosen=chosen)["hours.substitution-unused"]) == 2
    named = settings(substitutions=[{**base, "date": "2025-09-01", "instead_of": "ким л. в."}])
    assert "hours.substitution-unused" not in told(one, chosen=named)
    assert by_label(form3("Ким Л.В.", one, chosen=named))["Всего часов дано"][-1] == "2"


UNTOLD = {f"09-{day:02d}": None for day in range(1, 6)}


def test_a_source_without_hours_takes_those_of_the_settings() -> None:
    # Five lessons of 2 hours, and two days of practice of 6 hours.
    one = group_of(
        section("Физика", 1, IVANOVA, UNTOLD, planned=10),
        section("УП.01 Учебная практика", 1, PETROV, {"09-01": None, "09-02": None}, planned=12),
    )
    chosen = settings(calendar={"lesson_hours": 2, "practice_day_hours": 6})
    assert by_label(form3(IVANOVA, one, chosen=chosen))["Всего часов дано"][-1] == "10"
    assert by_label(form3(PETROV, one, chosen=chosen))["Всего часов дано"][-1] == "12"
    said = told(one, chosen=settings(calendar={"lesson_hours": 2}))
    assert said["hours.practice-days"] == [
        "Дни практики посчитаны как обычные занятия: УП.01 Учебная практика."
    ]


def test_hours_that_the_source_tells_are_not_those_of_the_settings() -> None:
    one = group_of(section("Физика", 1, IVANOVA, {"09-01": 1, "09-02": 1}, planned=2))
    chosen = settings(calendar={"lesson_hours": 2})
    assert by_label(form3(IVANOVA, one, chosen=chosen))["Всего часов дано"][-1] == "2"


def test_a_source_without_hours_is_refused_with_what_to_do() -> None:
    one = group_of(section("Физика", 1, IVANOVA, UNTOLD, planned=10))
    with pytest.raises(InputInvalid) as refused:
        college(one)
    (problem,) = refused.value.problems
    assert problem.code == "hours.unknown"
    assert "lesson_hours" in problem.advice
    # Beside a group with hours it is left out, and said on the paper and on the screen.
    other = group_of(section("Химия", 1, IVANOVA, lesson_hours(4), planned=4), name="ИС-22")
    report = form3(IVANOVA, one, other)
    assert report.remarks[0] == "Без часов групп: ИС-21."
    assert by_label(report)["Всего часов дано"] == ["4", "", "", "4"]
    assert "hours.unknown" in told(one, other)


def test_a_month_of_nothing_but_unknown_hours_is_not_printed() -> None:
    one = group_of(
        section("Физика", 1, IVANOVA, {"10-01": None}, planned=10),
        section("Химия", 1, PETROV, {"09-01": 2}, planned=10),
    )
    made = college(one)
    papers, findings = forms2(made, Settings())
    assert [paper.base for paper in papers] == ["Форма 2/Форма 2 ИС-21 2025-09"]
    assert [finding.code for finding in findings] == ["hours.unknown"]
    assert [paper.base.split()[3] for paper in forms3(made, Settings())[0]] == ["Петров"]
