"""A journal is read in whatever encoding an office saved it, or called broken: never «no journal»."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from report_printing import as_html, as_xlsx
from test_html_lost import SUBJECTS, pages

from archiver.intake.open import open_exports
from archiver.journal.model import AcademicYear
from archiver.settings import Settings

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


def codes(folder: Path) -> set[str]:
    found = open_exports(folder, Settings(), AcademicYear(2025))
    own = {finding.code for group in found.groups for finding in group.read().findings}
    return {one.code for one in found.findings} | own
