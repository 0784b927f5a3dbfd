"""Names in letters of other peoples stand on the page as they are written, laid or set by the engine."""

from __future__ import annotations

import subprocess
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from bound import make_settings

from archiver.binder.volume import bind
from archiver.binding.parts import binder_parts, ordered, part_specs
from archiver.journal.words import initials_first
from archiver.press import fonts
from archiver.press.part import LaidPart, Part
from archiver.press.text.printable import printable
from archiver.press.worker import press_part, set_part
from factories import make_journal, make_section, make_student

NAMES = (
    "Әминә Җәмилә Һөснетдинова",  # Tatar
    "Нұрғали Қасымұлы Әбіш",  # Kazakh
    "Ҫӑлтӑр Ӗҫхӗл Ӳкерчӗк",  # Chuvash
    "ბერიძე გიორგი დავითის",  # Georgian
    "Խաչատրյան Արամ Եսայի",  # Armenian
    "И\u0306орданов И\u0301горь Е\u0308лкин",  # decomposed, and with a stress
)


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_face_shows_every_letter(name: str) -> None:
    composed = unicodedata.normalize("NFC", name)
    assert printable(name) == (composed, ())
    faces = [fonts.shown(face) for face in (*fonts.FACES, fonts.FALLBACK)]
    assert all(any(ord(letter) in face for face in faces) for letter in composed)


@pytest.mark.parametrize(("press", "kind"), [(press_part, LaidPart), (set_part, Part)], ids=["laid", "set"])
def test_names_are_read_back_from_the_volume(
    press: Callable[..., Any], kind: type[Part | LaidPart], tmp_path: Path
) -> None:
    students = tuple(
        replace(
            make_student(number), **dict(zip(("surname", "name", "patronymic"), name.split(), strict=True))
        )
        for number, name in enumerate(NAMES, 1)
    )
    journal = make_journal(sections=(make_section(students=students),))
    journal = replace(journal, group=replace(journal.group, name="ქ-21", curator=NAMES[4]))
    settings = make_settings()
    sections = ordered(journal, settings)
    parts = [press(spec, tmp_path / "cache") for spec in part_specs(journal, sections, settings)]
    assert all(isinstance(part, kind) for part in parts)
    (volume,) = bind(journal, binder_parts(journal, sections, parts), settings, tmp_path)
    read = subprocess.run(
        ["pdftotext", "-raw", volume.path, "-"], capture_output=True, text=True, check=True
    ).stdout
    words = {word.strip(",.;«»") for word in unicodedata.normalize("NFC", read).split()}
    wanted = {word for name in NAMES for word in unicodedata.normalize("NFC", name).split()}
    assert wanted - words == set()
    assert "ქ-21" in read and "⟨U+" not in read
    assert volume.identifier.startswith("ОНТ-2025-26-ქ-21")


def test_what_no_face_shows_is_named() -> None:
    assert printable("李明") == ("⟨U+674E⟩⟨U+660E⟩", ("李", "明"))


def test_georgian_initials_have_no_capitals() -> None:
    assert initials_first("ბერიძე გიორგი დავითის") == "გ.დ.\N{NO-BREAK SPACE}ბერიძე"
