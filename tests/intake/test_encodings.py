"""A journal is read in whatever encoding an office saved it, or called broken: never «no journal»."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
import spo_snapshot
from report_printing import as_html, as_xlsx
from test_html_lost import SUBJECTS, pages

from archiver.errors import InputInvalid
from archiver.intake.canonical import dump
from archiver.intake.json_text import parse_json
from archiver.intake.open import open_exports
from archiver.journal.model import AcademicYear
from archiver.settings.tables import Settings
from factories import make_journal

NAMES = (
    "utf-8", "cp1251", "koi8-r", "cp866", "mac-cyrillic", "iso8859-5", "utf-7",
    "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be",
)  # fmt: skip


def subjects(folder: Path) -> set[str]:
    found = open_exports(folder, Settings(), AcademicYear(2025))
    assert not any(one.severity == "blocking" for one in found.findings), found.findings
    read = [group.read() for group in found.groups]
    return {section.subject.name for one in read if one.journal for section in one.journal.sections}


@pytest.mark.parametrize("name", NAMES)
def test_the_word_of_the_report_tells_the_encoding(tmp_path: Path, name: str) -> None:
    text = as_html(pages()).replace("№", "N")
    (tmp_path / "ИС-21.xls").write_bytes(text.encode(name))
    assert subjects(tmp_path) == set(SUBJECTS)


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "utf-8"])
def test_a_mark_tells_it_too(tmp_path: Path, name: str) -> None:
    (tmp_path / "ИС-21.html").write_bytes(("\ufeff" + as_html(pages())).encode(name))
    assert subjects(tmp_path) == set(SUBJECTS)


def test_a_workbook_of_parts_in_utf_16_is_refused(tmp_path: Path) -> None:
    wide = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(as_xlsx(pages()))) as source, zipfile.ZipFile(wide, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name.endswith("sharedStrings.xml"):
                text = part.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"')
                part = text.encode("utf-16")
            target.writestr(name, part)
    (tmp_path / "ИС-21.xlsx").write_bytes(wide.getvalue())
    assert codes(tmp_path) == {"file.broken"}


def test_a_workbook_behind_another_is_refused(tmp_path: Path) -> None:
    whole = as_xlsx(pages())
    (tmp_path / "ИС-21.xlsx").write_bytes(whole + whole)
    assert codes(tmp_path) == {"file.broken"}


def test_a_web_archive_packed_as_nobody_knows_is_refused(tmp_path: Path) -> None:
    page = as_html(pages()).encode()
    head = (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
        b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: x-own\r\n\r\n"
    )
    (tmp_path / "ИС-21.mht").write_bytes(head + page + b"\r\n--b--\r\n")
    assert codes(tmp_path) == {"file.broken"}


def test_a_journal_in_json_saved_as_utf_7_is_refused(tmp_path: Path) -> None:
    data = dump(make_journal()).decode().encode("utf-7")
    assert data.isascii()
    (tmp_path / "ИС-21.json").write_bytes(data)
    assert refused(tmp_path) == {"file.encoding"}


def test_a_snapshot_saved_as_utf_7_is_refused(tmp_path: Path) -> None:
    answers = spo_snapshot.answers()
    for name, value in answers.items():
        answers[name] = json.dumps(value, ensure_ascii=False).encode("utf-7")
    assert refused(spo_snapshot.write(tmp_path, answers)) == {"file.encoding"}


@pytest.mark.parametrize(
    "text", ["4+", "+7 900 000-00-00", "+79000000000-", "C++", "A+Builder-", "+BB-", "+BBg"]
)
def test_a_plus_makes_no_utf_7(text: str) -> None:
    assert parse_json(json.dumps([text, "Ж"]).encode(), "a.json").value == [text, "Ж"]


def refused(folder: Path) -> set[str]:
    with pytest.raises(InputInvalid) as caught:
        open_exports(folder, Settings(), AcademicYear(2025))
    return {one.code for one in caught.value.problems}


def codes(folder: Path) -> set[str]:
    found = open_exports(folder, Settings(), AcademicYear(2025))
    own = {finding.code for group in found.groups for finding in group.read().findings}
    return {one.code for one in found.findings} | own
