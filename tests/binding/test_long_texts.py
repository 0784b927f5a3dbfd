"""A text too long for paper stops its group alone, in every command that prints; a long one is printed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from calling import Call, named
from pypdf import PdfReader

from archiver.intake.canonical import write_canonical
from factories import make_journal, make_lesson, make_section

TOO_LONG = "Ж" * 20_001


@pytest.fixture
def two_groups(tmp_path: Path) -> Path:
    """ИС-21 with a topic that no paper has room for, ЁЛ-11 with a word of 3,000 letters."""
    folder = tmp_path / "exports"
    section = make_section("Физика"), make_section("Химия", lessons=(make_lesson(1, topic=TOO_LONG),))
    write_canonical(make_journal(sections=section), folder)
    whole = make_section("Физика", lessons=(make_lesson(1, topic="Щ" * 3000),))
    write_canonical(named(make_journal(sections=(whole,)), "ЁЛ-11"), folder)
    return folder


def test_check_names_the_page_and_the_lesson(archiver: Call, two_groups: Path) -> None:
    answer = archiver("check", two_groups)
    assert answer.code == 3
    assert answer.out.count("text.too-long") == 1
    said = " ".join(answer.out.split())
    for word in ("ИС-21", "«Химия»", "тема занятия 01.09.2025", "20001"):
        assert word in said


def test_the_year_binds_the_other_group_and_nobody_can_accept_this_one(
    archiver: Call, two_groups: Path, tmp_path: Path
) -> None:
    answer = archiver("year-end", "2025/26", "--from", two_groups, "--to", tmp_path / "out")
    assert answer.code == 3
    assert "text.too-long" in answer.out and "--accept" not in answer.out
    report = json.loads((tmp_path / "out" / "report.json").read_text("utf-8"))
    groups = {group["name"]: group for group in report["groups"]}
    assert (groups["ИС-21"]["status"], groups["ЁЛ-11"]["status"]) == ("blocked", "done")
    assert groups["ИС-21"]["codes"]["text.too-long"] == 1
    (volume,) = (tmp_path / "out").rglob("*.pdf")
    assert sum(page.extract_text().count("Щ") for page in PdfReader(volume).pages) == 3000
    accepting = ("--accept", "text.too-long@ИС-21=все равно печатаем")
    answer = archiver("year-end", "2025/26", "--from", two_groups, "--to", tmp_path / "other", *accepting)
    assert answer.code == 2
    assert "text.too-long" in answer.err


def test_an_acceptance_in_the_settings_is_refused_too(
    archiver: Call, one_group: Path, tmp_path: Path
) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[[accepted]]\ngroup = "ИС-21"\ncode = "text.too-long"\nreason = "так надо"\n', "utf-8")
    answer = archiver("check", one_group, "--config", own)
    assert answer.code == 5
    assert "text.too-long" in answer.err


def test_a_preview_of_the_other_subject_is_printed(archiver: Call, two_groups: Path, tmp_path: Path) -> None:
    draft = tmp_path / "draft.pdf"
    wanted = ("preview", two_groups, "--group", "ИС-21", "--to", draft)
    answer = archiver(*wanted)
    assert answer.code == 4
    assert "text.too-long" in answer.err
    assert not draft.exists()
    assert archiver(*wanted, "--subject", "Физика").code in (0, 3)
    assert draft.exists()


def test_statements_are_made_of_the_other_group(archiver: Call, two_groups: Path, tmp_path: Path) -> None:
    answer = archiver("statement", two_groups, "--to", tmp_path / "out", "--term", 1)
    assert answer.code == 3
    assert "text.too-long" in answer.out + answer.err
    assert [folder.name for folder in (tmp_path / "out").iterdir()] == ["ЁЛ-11 2025-26"]


def test_converting_keeps_every_letter(archiver: Call, two_groups: Path, tmp_path: Path) -> None:
    answer = archiver("convert", two_groups, "--to", tmp_path / "out")
    assert answer.code == 3  # nothing is lost, but no paper has room for it
    assert "text.too-long" in answer.out
    texts = [path.read_text("utf-8") for path in (tmp_path / "out").iterdir()]
    assert any(TOO_LONG in text for text in texts)
