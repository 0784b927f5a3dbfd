"""check, convert and preview: what is seen before anything is printed."""

from __future__ import annotations

import datetime as dt
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from calling import Call, named
from pypdf import PdfReader

from archiver.intake.canonical import load, write_canonical
from factories import make_journal, make_lesson, make_lessons, make_section


def text_of(path: Path) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def outside() -> dict[str, object]:
    return {"lessons": (*make_lessons(), make_lesson(99, dt.date(2026, 6, 1)))}


def test_clean_exports_have_nothing_but_notes(archiver: Call, exports: Path) -> None:
    answer = archiver("check", exports, "--json")
    assert answer.code == 0
    assert answer.document["counts"] == {"blocking": 0, "warning": 0, "note": 0}
    assert [group["name"] for group in answer.document["groups"]] == ["ЁЛ-11", "ИС-21", "ТМ-12"]


def test_findings_tell_code_place_and_what_to_do(archiver: Call, one_group: Path) -> None:
    write_canonical(make_journal(sections=(make_section(**outside()),)), one_group)
    answer = archiver("check", one_group, "--json")
    assert answer.code == 3
    (group,) = answer.document["groups"]
    assert group["blocked"]
    (found,) = [item for item in group["findings"] if item["severity"] == "blocking"]
    assert found["code"] == "lesson.outside-interval"
    assert found["place"]["subject"] == "Физика"
    assert found["place"]["term"] == 1
    assert "01.06.2026" in found["message"]
    assert found["advice"]
    table = archiver("check", one_group)
    assert table.code == 3
    for said in ("lesson.outside-interval", "01.06.2026", "ИС-21"):
        assert said in table.out + table.err


def test_unreadable_file_is_exit_4_with_its_name(archiver: Call, exports: Path) -> None:
    broken = exports / "ТМ-12 2025-26.json"
    broken.write_bytes(broken.read_bytes()[:1000])
    answer = archiver("check", exports)
    assert answer.code == 4
    assert broken.name in answer.out + answer.err
    assert "Traceback" not in answer.err


def test_convert_writes_what_was_read(archiver: Call, exports: Path, tmp_path: Path) -> None:
    archive = tmp_path / "exports.zip"
    with zipfile.ZipFile(archive, "w") as file:
        for path in exports.iterdir():
            file.write(path, f"выгрузка/{path.name}")
    answer = archiver("convert", archive, "--to", tmp_path / "canonical")
    assert answer.code == 0
    written = sorted((tmp_path / "canonical").iterdir())
    assert [path.name for path in written] == sorted(path.name for path in exports.iterdir())
    journal = load((tmp_path / "canonical" / "ИС-21 2025-26.json").read_bytes())
    assert journal == make_journal()


def test_convert_is_all_or_nothing(archiver: Call, exports: Path, tmp_path: Path) -> None:
    for name in ("ТМ-12 2025-26.json", "ИС-21 2025-26.json"):
        (exports / name).write_bytes((exports / name).read_bytes()[:1000])
    answer = archiver("convert", exports, "--to", tmp_path / "canonical")
    assert answer.code == 4
    assert "ТМ-12 2025-26.json" in answer.err
    assert "ИС-21 2025-26.json" in answer.err
    assert not (tmp_path / "canonical").exists()


def test_draft_is_marked_and_has_no_numbers(archiver: Call, exports: Path, tmp_path: Path) -> None:
    draft = tmp_path / "draft.pdf"
    answer = archiver("preview", exports, "--group", "ел-11", "--to", draft)  # as a reader may type it
    assert answer.code == 0, answer.err
    pages = [page.extract_text() for page in PdfReader(draft).pages]
    assert all("ЧЕРНОВИК" in page for page in pages)
    assert "Верно" not in "".join(pages)
    assert "ЁЛ-11" in pages[-1]


def test_draft_of_one_subject_and_interval(archiver: Call, one_group: Path, tmp_path: Path) -> None:
    write_canonical(make_journal(), one_group)
    draft = tmp_path / "draft.pdf"
    words = ("--group", "ИС-21", "--subject", "базы", "--since", "10.09.2025", "--until", "2025-09-25")
    answer = archiver("preview", one_group, *words, "--to", draft)
    assert answer.code == 0, answer.err
    text = text_of(draft)
    assert "МДК.01.01 Базы данных" in text
    assert "Физика" not in text
    assert "15.09.2025" in text
    assert "01.09.2025" not in text
    assert "10.09.2025–25.09.2025" in text
    assert "По плану ч., дано 4 ч." in " ".join(text.split())  # hours planned for the term are not those


def test_lessons_per_page_is_a_parameter(archiver: Call, one_group: Path, tmp_path: Path) -> None:
    counts = {}
    for lessons in (2, 60):
        draft = tmp_path / f"{lessons}.pdf"
        archiver("preview", one_group, "--group", "ИС-21", "--lessons-per-page", str(lessons), "--to", draft)
        counts[lessons] = len(PdfReader(draft).pages)
    assert counts == {2: 6, 60: 2}


def test_pages_of_a_draft_are_those_of_the_binder(archiver: Call, one_group: Path, tmp_path: Path) -> None:
    archiver("preview", one_group, "--group", "ИС-21", "--to", tmp_path / "draft.pdf")
    archiver("year-end", "2025/26", "--from", one_group, "--to", tmp_path / "out")
    (volume,) = (tmp_path / "out").glob("*.pdf")
    draft = [
        page.extract_text().replace("ЧЕРНОВИК", "").split()
        for page in PdfReader(tmp_path / "draft.pdf").pages
    ]
    bound = [page.extract_text().split() for page in PdfReader(volume).pages[2:-1]]
    assert len(draft) == len(bound) > 0
    for number, (shown, printed) in enumerate(zip(draft, bound, strict=True), 1):
        assert sorted([*shown, str(number)]) == sorted(printed)


def test_no_page_with_names_stays_in_the_cache(archiver: Call, one_group: Path, tmp_path: Path) -> None:
    archiver("preview", one_group, "--group", "ИС-21", "--to", tmp_path / "draft.pdf")
    assert not list((tmp_path / "cache").rglob("*.pdf"))


def test_blocked_group_can_be_looked_at(archiver: Call, one_group: Path, tmp_path: Path) -> None:
    write_canonical(make_journal(sections=(make_section(**outside()),)), one_group)
    answer = archiver("preview", one_group, "--group", "ИС-21", "--to", tmp_path / "draft.pdf")
    assert answer.code == 3
    assert (tmp_path / "draft.pdf").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--group", "НЕТ-1"), "ИС-21"),
        (("--group", "ИС-21", "--subject", "Химия"), "Физика"),
        (("--group", "ИС-21", "--since", "2025-12-01", "--until", "2025-09-01"), "--since"),
        (("--group", "ИС-21", "--since", "2025-12-20"), "интервал"),
        (("--group", "ИС-21", "--since", "вчера"), "вчера"),
        (("--group", "ИС-21", "--lessons-per-page", "61"), "61"),
    ],
)
def test_wrong_wishes_are_refused_with_what_there_is(
    archiver: Call, one_group: Path, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    answer = archiver("preview", one_group, *words, "--to", tmp_path / "draft.pdf")
    assert answer.code == 2
    assert said in answer.err
    assert not (tmp_path / "draft.pdf").exists()


def test_unprintable_characters_are_said_and_shown(archiver: Call, one_group: Path, tmp_path: Path) -> None:
    lessons = (make_lesson(1, topic="Тема 中"), *make_lessons()[1:])
    write_canonical(make_journal(sections=(make_section(lessons=lessons),)), one_group)
    answer = archiver("preview", one_group, "--group", "ИС-21", "--to", tmp_path / "draft.pdf")
    assert "text.unprintable" in answer.out + answer.err
    assert "⟨U+4E2D⟩" in text_of(tmp_path / "draft.pdf")


def test_group_of_two_years_asks_which(archiver: Call, one_group: Path, tmp_path: Path) -> None:
    journal = named(make_journal(sections=(make_section(),)), "ИС-21")
    terms = tuple(
        replace(
            term,
            start=term.start.replace(year=term.start.year - 1),
            end=term.end.replace(year=term.end.year - 1),
        )
        for term in journal.terms
    )
    write_canonical(replace(journal, year=type(journal.year)(2024), terms=terms), one_group)
    answer = archiver("preview", one_group, "--group", "ИС-21", "--to", tmp_path / "draft.pdf")
    assert answer.code == 2
    assert "2024/25" in answer.err
    assert "--year" in answer.err
    years = json.loads(archiver("check", one_group, "--json", "--year", "2025/26").out)["groups"]
    assert [group["year"] for group in years] == ["2025/26"]


def test_draft_never_replaces_an_export_or_another_file(
    archiver: Call, one_group: Path, tmp_path: Path
) -> None:
    (export,) = one_group.iterdir()
    letter = tmp_path / "письмо.txt"
    letter.write_text("важное", encoding="utf-8")
    for target in (export, one_group / "draft.pdf", letter, tmp_path):
        before = export.read_bytes()
        answer = archiver("preview", one_group, "--group", "ИС-21", "--to", target)
        assert answer.code == 2
        assert target.name in answer.err
        assert export.read_bytes() == before
        assert not (one_group / "draft.pdf").exists()
    assert letter.read_text(encoding="utf-8") == "важное"


@pytest.mark.parametrize("command", ["check", "year-end"])
def test_scripts_get_a_document_even_when_nothing_can_be_read(
    archiver: Call, one_group: Path, tmp_path: Path, command: str
) -> None:
    (export,) = one_group.iterdir()
    export.write_bytes(export.read_bytes()[:100])
    year_end = ("year-end", "2025/26", "--from", one_group, "--to", tmp_path / "out", "--json")
    answer = archiver(*(("check", one_group, "--json") if command == "check" else year_end))
    assert answer.code == 4
    assert answer.document["groups"] == []
    assert export.name in answer.out


@pytest.mark.parametrize("name", ["нет", "нет.zip", "нет.xls"])
def test_exports_that_are_not_there(archiver: Call, tmp_path: Path, name: str) -> None:
    answer = archiver("check", tmp_path / name)
    assert answer.code == 4
    assert answer.err.count("\n") == 1
    assert f"Пути {tmp_path / name} нет." in answer.err


def test_a_file_that_is_no_export_is_said_in_one_sentence(archiver: Call, tmp_path: Path) -> None:
    letter = tmp_path / "письмо.txt"
    letter.write_text("важное", encoding="utf-8")
    answer = archiver("check", letter)
    assert answer.code == 4
    assert f"{letter} — не выгрузка." in answer.err
    assert "file.ignored" not in answer.err
