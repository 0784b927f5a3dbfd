"""One small journal for all reports, with everything that makes a report hard; figures are counted by hand.

Students: 1 Абаев; 2 Ёлкин came on 15.10.2025; 3 Петров left on 20.11.2025; 4 Петрова is on leave from
01.02.2026; 5 Яшина is exempt from sport. English is taught in two subgroups, practice goes by days
of 6 hours, economics has a course work, one result is a retake, one cell holds two marks.
"""

from __future__ import annotations

import datetime as dt

from archiver.journal.marks import marks_of_cell
from archiver.journal.model import Journal, Leave, Lesson, PlannedSubject, Section, Student
from archiver.journal.subjects import subject
from archiver.reports.document.report import Organisation
from factories import column, make_journal, make_student

LEBEDEV, KUZNETSOVA, FOMIN, YAKUSHEV = (
    "Лебедев Павел Сергеевич",
    "Кузнецова Ольга Ивановна",
    "Фомин Иван Андреевич",
    "Якушев Олег Петрович",
)
OWNER = Organisation(
    "ГБПОУ «Отрадненский нефтяной техникум»",
    "ОНТ",
    "Информационные технологии",
    "Чарикова Юлия Львовна",
    "Заведующий отделением",
)
STUDENTS = {
    1: make_student(1),
    2: make_student(2, enrolled=dt.date(2025, 10, 15)),
    3: make_student(3, left=dt.date(2025, 11, 20)),
    4: make_student(4, leaves=(Leave(dt.date(2026, 2, 1), None, "приказ № 15-у от 30.01.2026"),)),
    5: make_student(5),
}


def section(
    name: str,
    term: int,
    teacher: str | None,
    days: dict[str, int | None],
    *,
    columns: tuple[str, ...] = (),
    results: dict[tuple[int, str], str] | None = None,
    marks: dict[tuple[int, str], str] | None = None,
    planned: int | None = None,
    subgroup: str | None = None,
    students: tuple[int, ...] = (1, 2, 3, 4, 5),
) -> Section:
    """A page: `days` are «MM-DD» with hours; marks and results are keyed by student and day or title."""
    year = {1: 2025, 2: 2026}[term]
    lessons = tuple(
        Lesson(day, dt.date.fromisoformat(f"{year}-{day}"), hours, f"Тема {number}", kind="Лекция")
        for number, (day, hours) in enumerate(days.items(), 1)
    )
    listed: tuple[Student, ...] = tuple(STUDENTS[number] for number in students)
    return Section(
        subject(name),
        term,
        subgroup,
        teacher,
        listed,
        lessons,
        {(f"s{number}", day): marks_of_cell(text) for (number, day), text in (marks or {}).items()},
        tuple(map(column, columns)),
        {
            (f"s{number}", title): marks_of_cell(text, result=True)
            for (number, title), text in (results or {}).items()
        },
        planned,
        f"{name} {term}",
    )


def first_term() -> tuple[Section, ...]:
    english = {"columns": ("ДЗ",), "planned": 4}
    return (
        section(
            "ЕН.01 Математика",
            1,
            LEBEDEV,
            {"09-02": 2, "09-09": 2, "10-21": 2, "12-02": 2},
            columns=("1 сем.", "Экз.", "Итог"),
            results={
                (1, "1 сем."): "4",
                (1, "Экз."): "5",
                (1, "Итог"): "5",
                (2, "Итог"): "4",
                (4, "Итог"): "3",
                (5, "Итог"): "н/а, 3",
            },
            marks={
                (1, "09-02"): "уп",
                (1, "09-09"): "4",
                (1, "10-21"): "5",
                (2, "10-21"): "оп,4",
                (4, "09-09"): "н",
                (5, "10-21"): "нп",
            },
            planned=8,
        ),
        section(
            "ОГСЭ.03 Иностранный язык",
            1,
            KUZNETSOVA,
            {"09-03": 2, "09-10": 2},
            results={(1, "ДЗ"): "4", (2, "ДЗ"): "5"},
            subgroup="1",
            students=(1, 2, 3),
            **english,
        ),
        section(
            "ОГСЭ.03 Иностранный язык",
            1,
            FOMIN,
            {"09-03": 2, "09-10": 2},
            results={(4, "ДЗ"): "4", (5, "ДЗ"): "5"},
            subgroup="2",
            students=(4, 5),
            **english,
        ),
        section(
            "ОГСЭ.04 Физическая культура",
            1,
            YAKUSHEV,
            {"09-04": 2, "10-02": 2},
            columns=("З",),
            results={(1, "З"): "зач", (2, "З"): "зач", (4, "З"): "незач", (5, "З"): "осв"},
            marks={(5, "09-04"): "осв", (5, "10-02"): "осв"},
            planned=4,
        ),
        section(
            "УП.01 Учебная практика",
            1,
            LEBEDEV,
            {"12-15": 6, "12-16": 6, "12-17": 6},
            columns=("1 сем.",),
            results={(1, "1 сем."): "5", (2, "1 сем."): "н/а", (4, "1 сем."): "4", (5, "1 сем."): "4"},
            marks={(2, "12-15"): "нп", (5, "12-16"): "б"},
            planned=18,
        ),
    )


def second_term() -> tuple[Section, ...]:
    return (
        section(
            "ЕН.01 Математика",
            2,
            LEBEDEV,
            {"02-03": 2, "02-10": 2},
            columns=("2 сем.",),
            results={(1, "2 сем."): "5", (2, "2 сем."): "5", (5, "2 сем."): "4"},
            planned=6,
            students=(1, 2, 4, 5),
        ),
        section(
            "ОП.08 Экономика организации",
            2,
            KUZNETSOVA,
            {"03-03": 2},
            columns=("КП", "Экз."),
            results={
                (1, "КП"): "5",
                (2, "КП"): "4",
                (1, "Экз."): "4",
                (2, "Экз."): "4",
                (5, "Экз."): "5",
            },
            planned=2,
            students=(1, 2, 4, 5),
        ),
        section(
            "ПМ.01 Разработка модулей",
            2,
            LEBEDEV,
            {},
            columns=("Экз.",),
            results={(1, "Экз."): "5", (2, "Экз."): "4", (5, "Экз."): "3"},
            students=(1, 2, 4, 5),
        ),
    )


def journal(**overrides: object) -> Journal:
    """The whole small journal; its plan is what it teaches."""
    sections = first_term() + second_term()
    plan = tuple(
        dict.fromkeys(PlannedSubject(one.subject.name, one.term, one.planned_hours) for one in sections)
    )
    return make_journal(**{"sections": sections, "plan": plan, **overrides})
