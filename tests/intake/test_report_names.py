"""Names of files as offices write them."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archiver.intake.report.names import facts, group_key
from archiver.journal.model import AcademicYear

INTERVAL = (dt.date(2025, 9, 1), dt.date(2025, 12, 28))


@pytest.mark.parametrize(
    ("path", "group", "year", "term", "interval", "subgroup"),
    [
        ("ИС-21.xls", "ИС-21", None, None, None, None),
        ("ИС-21 2025-26.xls", "ИС-21", 2025, None, None, None),
        ("ИС-21 2025-2026 (2).xls", "ИС-21", 2025, None, None, None),
        ("ИС-21_1 семестр.xlsx", "ИС-21", None, 1, None, None),
        ("ИС 21 II семестр.xls", "ИС 21", None, 2, None, None),
        ("Журнал ИС-21 Математика 01.09.2025-28.12.2025.html", "ИС-21", None, None, INTERVAL, None),
        ("Журнал ИС-21 01.09.25 - 28.12.25.html", "ИС-21", None, None, INTERVAL, None),
        ("ИС-21 Иностранный язык (1 подгруппа).xls", "ИС-21", None, None, None, "1"),
        ("ИС-21/Математика-2.xls", "ИС-21", None, None, None, None),
        ("2025-26/ИС-21/1 семестр.xls", "ИС-21", 2025, 1, None, None),
        ("Журнал_ИСП-9-21_МДК.01.02 Базы данных_2_семестр.xls", "ИСП-9-21", None, 2, None, None),
        ("Химия-2 ИС-21.xls", "ИС-21", None, None, None, None),
        ("Распечатка группы 5а.xls", "5а", None, None, None, None),
        ("101.xls", "101", None, None, None, None),
        ("21-ИС.xls", "21-ИС", None, None, None, None),
        ("ОП-21 ОП.03 История.xls", "ОП-21", None, None, None, None),
        ("Лист1.xls", None, None, None, None, None),
        ("export (3).xls", None, None, None, None, None),
        ("2025-26/Распечатка.html", None, 2025, None, None, None),
    ],
)
def test_names_of_offices(
    path: str,
    group: str | None,
    year: int | None,
    term: int | None,
    interval: tuple[dt.date, dt.date] | None,
    subgroup: str | None,
) -> None:
    found = facts(path)
    assert (found.group, found.year, found.term, found.interval, found.subgroup) == (
        group,
        AcademicYear(year) if year else None,
        term,
        interval,
        subgroup,
    )


def test_groups_of_the_settings_are_found_whatever_they_look_like() -> None:
    assert facts("Журнал Повара 2 курс 2025-26.xls", ["Повара 2 курс"]).group == "Повара 2 курс"
    assert facts("журнал ис–21к.xls", ["ИС-21", "ИС-21к"]).group == "ИС-21к"
    assert facts("ИС-211.xls", ["ИС-21"]).group == "ИС-211"


def test_spellings_of_one_group() -> None:
    assert group_key("ИС-21") == group_key("ис – 21") == group_key("ИС 21")
    assert group_key("ИС-1-21") != group_key("ИС-12-1")


letters = st.text("АБВГДИКЛМНОПРСТУФХЦЧЭЮЯ", min_size=1, max_size=4)
groups = st.one_of(
    st.builds("{}-{}".format, letters, st.integers(1, 499)),
    st.builds("{}-{}-{}".format, letters, st.sampled_from([9, 11]), st.integers(11, 49)),
    st.builds("{}{}-{}".format, st.integers(1, 4), letters, st.integers(11, 49)),
    st.builds("{}-{}{}".format, letters, st.integers(11, 49), st.sampled_from("кзб")),
)
subjects = st.sampled_from(
    [
        "",
        "Математика",
        "МДК.01.02 Базы данных",
        "УП.01 Учебная практика",
        "Химия-2",
        "Родной язык (1 подгруппа)",
    ]
)
endings = st.sampled_from(
    ["", "2025-26", "2025-2026 уч. год", "1 семестр", "2 сем", "01.09.2025-28.12.2025", "I семестр 2025-26"]
)


@settings(max_examples=200, deadline=None)
@given(groups, subjects, endings, st.sampled_from([" ", "_"]), st.booleans())
def test_the_group_is_found_among_the_rest(
    group: str, subject: str, ending: str, glue: str, heading: bool
) -> None:
    name = glue.join(part for part in ("Журнал" if heading else "", group, subject, ending) if part)
    found = facts(f"{name}.xls")
    assert found.group == group
    assert found.year == (AcademicYear(2025) if "2025-2" in ending and "28.12" not in ending else None)
    assert found.term == ({"1": 1, "2": 2, "I": 1}.get(ending.partition(" ")[0]) if "сем" in ending else None)
    assert (found.interval == INTERVAL) == ("28.12" in ending)
    assert found.subgroup == ("1" if "подгр" in subject else None)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_any_name_is_survived(name: str) -> None:
    found = facts(name)
    assert found.group is None or found.group.strip()
