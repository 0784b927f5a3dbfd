"""Names are found as people type them; of several none is chosen; what cannot be undone takes no part."""

from __future__ import annotations

import pytest

from archiver.journal.as_typed import fitting, nearest, several, strictly_same

GROUPS = ("ИС-21", "ИС-22", "РИС-21", "ЛД-11", "ТО 31", "ИС-2-1", "Эл-09")
SUBJECTS = (
    "ЕН.01 Математика",
    "ОГСЭ.03 Иностранный язык",
    "МДК.01.01 Базы данных",
    "МДК.01.02 «Учёт» и отчётность",
    "ОП.10 Языки программирования",
)
TEACHERS = ("Лебедев П.С.", "Лебедева Анна Игоревна", "Фомин Иван Андреевич", "Ёлкин-Палкин О.О.")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ИС-21", ["ИС-21"]),  # the whole name, though ИС-21 is a part of РИС-21 too
        ("ис-21", ["ИС-21"]),
        (" ис 21 ", ["ИС-21"]),
        ("ис21", ["ИС-21"]),
        ("ИС–21", ["ИС-21"]),
        ("ИС\N{NO-BREAK SPACE}-\N{NO-BREAK SPACE}21", ["ИС-21"]),
        ("«ИС-21»", ["ИС-21"]),
        ("ИC-21", ["ИС-21"]),  # a Latin C
        ("иc_21", ["ИС-21"]),
        ("рис", ["РИС-21"]),
        ("то-31", ["ТО 31"]),
        ("TO31", ["ТО 31"]),  # both letters Latin
        ("эл9", ["Эл-09"]),
        ("лд", ["ЛД-11"]),
        ("11", ["ЛД-11"]),
        ("ИС-2-1", ["ИС-2-1"]),
        ("ис", ["ИС-21", "ИС-22", "ИС-2-1"]),  # several: whoever asks has to say so
        ("21", ["ИС-21", "РИС-21"]),
        ("ИС-23", []),
        ("ЛД-1", []),  # a number counts whole: ЛД-1 is another group
        ("2", ["ИС-2-1"]),
        ("", []),
        ("—", []),
    ],
)
def test_groups(typed: str, found: list[str]) -> None:
    assert list(fitting(typed, GROUPS)) == found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("математика", ["ЕН.01 Математика"]),
        ("матем", ["ЕН.01 Математика"]),
        ("ен.1", ["ЕН.01 Математика"]),
        ("ин яз", ["ОГСЭ.03 Иностранный язык"]),
        ("учет", ["МДК.01.02 «Учёт» и отчётность"]),
        ("УЧЕТ И ОТЧЕТНОСТЬ", ["МДК.01.02 «Учёт» и отчётность"]),
        ("мдк 01 01", ["МДК.01.01 Базы данных"]),
        ("мдк.1.1", ["МДК.01.01 Базы данных"]),
        ("мдк", ["МДК.01.01 Базы данных", "МДК.01.02 «Учёт» и отчётность"]),
        ("мдк.01.0", []),
        ("язык", ["ОГСЭ.03 Иностранный язык", "ОП.10 Языки программирования"]),
        ("граммир", ["ОП.10 Языки программирования"]),  # the middle of a word, when nothing begins so
        ("химия", []),
    ],
)
def test_subjects(typed: str, found: list[str]) -> None:
    assert list(fitting(typed, SUBJECTS)) == found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("лебедев п. с.", ["Лебедев П.С."]),
        ("Лебедев Павел Сергеевич", ["Лебедев П.С."]),
        ("лебедев", ["Лебедев П.С.", "Лебедева Анна Игоревна"]),
        ("лебедева", ["Лебедева Анна Игоревна"]),
        ("Лебедева А.И.", ["Лебедева Анна Игоревна"]),
        ("Лебедев А.", ["Лебедева Анна Игоревна"]),  # «Лебедев» begins her surname, and nobody else is an А.
        ("фомин", ["Фомин Иван Андреевич"]),
        ("елкин", ["Ёлкин-Палкин О.О."]),
        ("Фомин П.", []),
        ("Павлова", []),  # a surname is nobody's initial
        ("Сергеева Анна", []),
    ],
)
def test_people(typed: str, found: list[str]) -> None:
    assert list(fitting(typed, TEACHERS, people=True)) == found


def test_spellings_of_one_name_are_not_several() -> None:
    assert not several(["ИС-21", "ис–21"])
    assert several(["ИС-21", "ИС-22"])
    spaced = fitting("лебедев", ["Лебедев П.С.", "Лебедев П. С."], people=True)
    assert len(spaced) == 2 and not several(spaced, people=True)


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("ис-21", True),
        ("ИС – 21 ", True),
        ("«ИС-21»", True),
        ("ИС21", False),
        ("ИC-21", False),  # a Latin C
        ("ИС", False),
        ("ИС-2", False),
        ("ИС-211", False),
    ],
)
def test_what_cannot_be_undone_takes_the_whole_name(typed: str, same: bool) -> None:
    assert strictly_same(typed, "ИС-21") is same


def test_the_nearest_is_suggested() -> None:
    assert nearest("ИС-23", ("ИС-21", "ЛД-11")) == ("ИС-21",)
    assert nearest("матиматика", SUBJECTS) == ("ЕН.01 Математика",)
    assert nearest("Фамин", TEACHERS) == ("Фомин Иван Андреевич",)
    assert nearest("ЮР-41", ("ЛД-11",)) == ()
    assert nearest("", GROUPS) == ()


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("физкультура", "ОУП.12 Физическая культура"),
        ("физкул", "ОУП.12 Физическая культура"),
        ("обзр", "ОУП.13 Основы безопасности и защиты Родины"),
        ("инъяз", None),
    ],
)
def test_a_contraction_is_suggested_and_never_taken(typed: str, name: str | None) -> None:
    there = ("ОУП.12 Физическая культура", "ОУП.13 Основы безопасности и защиты Родины", "ОП.01 Физика")
    assert nearest(typed, there)[:1] == (() if name is None else (name,))
    assert fitting(typed, there) == ()
