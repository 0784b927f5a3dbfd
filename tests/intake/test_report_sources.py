"""Where group, year, terms, teachers and department come from, and that it is said."""

import pytest
from report_printing import as_html, as_xls, day, page, read_all, read_one

from archiver.intake.exports import Reading
from archiver.journal.findings import Severity
from archiver.journal.model import AcademicYear, Department
from archiver.settings.tables import Settings

AUTUMN = page([day("01.09.2025"), day("03.09.2025")], [["5", "4"], ["н", ""]])
SPRING = page([day("12.01.2026"), day("30.03.2026")], [["3", "4"], ["н", ""]])
YEAR = AcademicYear(2025)
SETTINGS = Settings.model_validate(
    {
        "academic_year": "2024/25",
        "departments": [{"name": "ИТ", "head": "Чарикова Юлия Львовна", "groups": ["ис-21"]}],
        "groups": [
            {
                "name": "ИС-21",
                "course": 2,
                "speciality_code": "09.02.07",
                "teachers": {"математика": "Петрова О.И."},
            }
        ],
    }
)


def sources(reading: Reading) -> set[str]:
    notes = [one for one in reading.findings if one.code.startswith("source.")]
    assert len({one.code for one in notes}) == len(notes)
    assert all(one.severity is Severity.NOTE for one in notes)
    return {one.code.removeprefix("source.") for one in notes}


@pytest.mark.parametrize(
    ("name", "preamble", "asked", "year", "notes"),
    [
        ("ИС-21 2023-24.xls", ["Учебный год: 2025/2026"], AcademicYear(2021), 2025, {"group-from-name"}),
        ("ИС-21 2025-26.xls", [], AcademicYear(2021), 2025, {"group-from-name", "year-from-name"}),
        ("ИС-21.xls", [], AcademicYear(2021), 2021, {"group-from-name", "year-asked"}),
        ("ИС-21.xls", [], None, 2024, {"group-from-name", "year-from-settings"}),
        ("ТО-11.xls", ["Группа : ИС-21"], None, 2024, {"year-from-settings"}),
    ],
)
def test_order_of_sources(
    name: str, preamble: list[str], asked: AcademicYear | None, year: int, notes: set[str]
) -> None:
    settings = Settings(academic_year="2024/25")
    reading = read_one({name: as_xls([AUTUMN], preamble)}, settings, asked)
    assert reading.journal is not None
    assert (reading.journal.group.name, reading.journal.year.start) == ("ИС-21", year)
    assert reading.journal.sections[0].lessons[0].date == day("01.09.2025").replace(year=year)
    assert sources(reading) - {"period-from-settings"} == notes


def test_a_year_that_nothing_tells_blocks() -> None:
    reading = read_one({"ИС-21.xls": as_xls([AUTUMN])})
    assert reading.journal is None
    assert [(one.code, one.severity) for one in reading.findings] == [("year.unknown", Severity.BLOCKING)]


def test_a_group_that_nothing_tells_is_nobodys() -> None:
    readings, findings = read_all({"Распечатка.xls": as_xls([AUTUMN])}, year=YEAR)
    assert not readings
    assert [(one.code, one.place.file) for one in findings] == [("report.group-unknown", "Распечатка.xls")]


def test_pages_without_a_year_go_with_the_groups_others() -> None:
    files = {
        "ИС-21 1 сем.xls": as_xls([AUTUMN], ["Учебный год: 2025/26"]),
        "ИС-21 2 сем.xls": as_xls([SPRING]),
    }
    reading = read_one(files)
    assert reading.journal is not None
    assert "year-from-other-files" in sources(reading)
    assert [one.term for one in reading.journal.sections] == [1, 2]
    assert reading.journal.sections[1].lessons[0].date == day("12.01.2026")


def test_one_file_may_hold_several_groups() -> None:
    pages = [page([day("01.09.2025")], [["5"]], lines=[f"Группа: {name}"]) for name in ("ИС-21", "ТО-11")]
    readings, findings = read_all({"все.html": as_html(pages)}, year=YEAR)
    assert not findings and set(readings) == {"ИС-21", "ТО-11"}
    for reading in readings.values():
        assert reading.journal is not None and len(reading.journal.sections) == 1


def test_spellings_of_a_group_are_one_group_spelt_as_in_the_settings() -> None:
    files = {"ис-21 1 семестр.xls": as_xls([AUTUMN]), "ИС–21 2 семестр.xls": as_xls([SPRING])}
    readings, _findings = read_all(files, SETTINGS, YEAR)
    assert list(readings) == ["ИС-21"]


def test_settings_fill_what_the_report_lacks() -> None:
    reading = read_one({"ИС-21 2025-26.xls": as_xls([AUTUMN])}, SETTINGS)
    assert reading.journal is not None
    group = reading.journal.group
    assert (group.course, group.speciality_code) == (2, "09.02.07")
    assert group.department == Department("ИТ", "Чарикова Юлия Львовна", "Заведующий отделением")
    assert reading.journal.sections[0].teacher == "Петрова О.И."
    assert sources(reading) >= {"group-from-settings", "department-from-settings", "teacher-from-settings"}


def test_the_report_comes_before_the_settings() -> None:
    told = page(
        [day("01.09.2025")], [["5"]], lines=["Преподаватель : Иванов И.И.", "Отделение: Механика   Курс: 3"]
    )
    reading = read_one({"ИС-21 2025-26.html": as_html([told])}, SETTINGS)
    assert reading.journal is not None
    assert reading.journal.sections[0].teacher == "Иванов И.И."
    assert reading.journal.group.course == 3
    assert reading.journal.group.department == Department("Механика")


def test_lessons_are_parted_by_the_terms_of_the_settings() -> None:
    both = page([*AUTUMN.dates, *SPRING.dates], [["5", "", "4", "3"]], titles=["1 сем.", "2 сем."])
    reading = read_one({"ИС-21 2025-26.xls": as_xls([both])})
    assert reading.journal is not None and "period-from-settings" in sources(reading)
    assert [(one.number, one.start, one.end) for one in reading.journal.terms] == [
        (1, day("01.09.2025"), day("31.12.2025")),
        (2, day("01.01.2026"), day("30.06.2026")),
    ]
    assert [[one.date for one in section.lessons] for section in reading.journal.sections] == [
        list(AUTUMN.dates),
        list(SPRING.dates),
    ]
    assert [section.period_columns[0].title for section in reading.journal.sections] == ["1 сем.", "2 сем."]


def test_the_interval_sets_the_dates_of_its_term_and_keeps_its_lessons() -> None:
    late = page([day("29.08.2025"), day("28.12.2025"), day("30.12.2025")], [["5", "4", "3"]])
    reading = read_one({"ИС-21.xls": as_xls([late], ["Интервал: 25.08.2025 - 28.12.2025"])})
    assert reading.journal is not None
    (term,) = reading.journal.terms
    assert (term.number, term.start, term.end) == (1, day("25.08.2025"), day("28.12.2025"))
    # The lesson of 30 December is outside: it stays, and the check of intervals speaks of it.
    assert [one.date for one in reading.journal.sections[0].lessons] == list(late.dates)


def test_terms_and_intervals_from_names() -> None:
    files = {
        "ИС-21 Математика 01.09.2025-26.12.2025.xls": as_xls([AUTUMN]),
        "ИС-21 Математика 12.01.2026-28.06.2026.xls": as_xls([SPRING]),
    }
    reading = read_one(files)
    assert reading.journal is not None
    assert [(one.number, one.end) for one in reading.journal.terms] == [
        (1, day("26.12.2025")),
        (2, day("28.06.2026")),
    ]
    assert sources(reading) == {"group-from-name", "year-from-name", "term-from-name"}


def test_subgroups_from_names() -> None:
    files = {f"ИС-21 Язык ({one} подгруппа) 2025-26.xls": as_xls([AUTUMN]) for one in (1, 2)}
    reading = read_one(files)
    assert reading.journal is not None
    assert [one.subgroup for one in reading.journal.sections] == ["1", "2"]
    assert "subgroup-from-name" in sources(reading)


def test_a_group_of_two_years_is_two_exports() -> None:
    files = {f"ИС-21 {year}.xls": as_xls([AUTUMN]) for year in ("2024-25", "2025-26")}
    from report_printing import Memory

    from archiver.intake.report.discover import report_groups

    groups, findings = report_groups(Memory(files), tuple(files), Settings(), None)
    assert not findings
    assert [(one.year, one.files) for one in groups] == [
        (AcademicYear(2024), ("ИС-21 2024-25.xls",)),
        (AcademicYear(2025), ("ИС-21 2025-26.xls",)),
    ]
    for one in groups:
        journal = one.read().journal
        assert journal is not None and journal.year == one.year
