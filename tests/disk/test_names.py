"""Names of files as people write them, told apart where a disk would take two for one."""

from __future__ import annotations

import unicodedata

from hypothesis import strategies as st

from archiver.binder.file_names import VolumeNames, groups_in_names
from archiver.disk.names import UniqueNames, distinct_names, folded, plain_name
from archiver.journal.model import AcademicYear
from draws import drawn

ALIKE = st.text(st.sampled_from("аАйЙ\u0306и/:-. 1(\u200b"), max_size=6)
TEXTS = st.lists(st.one_of(ALIKE, st.text(max_size=150)), max_size=12)


def test_a_name_is_what_people_write() -> None:
    assert distinct_names(["ТМ-21/1", "ИС-21", "CON"]) == {
        "ТМ-21/1": "ТМ-21-1",
        "ИС-21": "ИС-21",
        "CON": "_CON",
    }
    assert plain_name("МДК.01.01 Основы" + " и" * 100, 20) == "МДК.01.01 Основы и и"


def test_digits_stand_only_where_two_collide() -> None:
    names = distinct_names(["ТМ-21/1", "ТМ-21-1", "тм-21:1", "ТМ-21"])
    assert names["ТМ-21"] == "ТМ-21"
    assert all(name.casefold().startswith("тм-21-1 (") for text, name in names.items() if text != "ТМ-21")
    assert len(set(names.values())) == 4
    composed, decomposed = "ЮЙ", unicodedata.normalize("NFD", "ЮЙ")
    assert len({folded(name) for name in distinct_names([composed, decomposed]).values()}) == 2


@drawn(150, TEXTS)
def test_names_of_a_folder_are_distinct_and_every_disk_holds_them(texts: list[str]) -> None:
    names = distinct_names(texts, 60)
    assert len({folded(name) for name in names.values()}) == len(names)
    assert names == distinct_names(reversed(texts), 60)  # the order says nothing
    for name in names.values():
        assert 1 <= len(name) <= 60 and len(name.encode()) <= 120
        assert not set(name) & set('<>:"|?*\\/\0')
        assert name.strip(" .") == name
        assert unicodedata.is_normalized("NFC", name)


@drawn(50, TEXTS)
def test_the_names_of_volumes_fit_into_255_bytes_and_are_known_again(texts: list[str]) -> None:
    called = groups_in_names(texts)
    names = [VolumeNames(group, AcademicYear(2025)) for group in called.values()]
    files = [one.of(number, count) for one in names for number, count in ((1, 1), (1, 10), (10, 10))]
    assert len({folded(file) for file in files}) == len(files)
    assert all(len(file.encode()) <= 255 for file in files)
    for one in names:
        assert [file for file in files if one.is_one(file)] == [one.of(1, 1), one.of(1, 10), one.of(10, 10)]


def test_numbered_names_are_not_marked_for_being_long() -> None:
    names, subject = UniqueNames(), "Технология " * 20
    first, second = names.take(subject, limit=30), names.take(subject, limit=30)
    assert (first, second) == ("Технология Технология Технолог", "Технология Технология Технолог (2)")
