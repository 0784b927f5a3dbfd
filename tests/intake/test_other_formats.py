"""Journals in the forms that offices save them in: read, or refused by their true name."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import pytest
from old_workbook import biff5
from report_printing import Page, as_html, as_xls, as_xlsx, day, read_all
from test_report_hostile import container

from archiver.errors import InputInvalid
from archiver.intake.exports import Exports, Reading
from archiver.intake.open import open_exports
from archiver.intake.report.sheets.compound import streams
from archiver.journal.findings import Finding, Severity
from archiver.journal.model import AcademicYear, Journal
from archiver.settings.tables import Settings

CASES = Path(__file__).parent / "cases"
YEAR = AcademicYear(2025)
NAME = "ИС-21 2025-26"
PAGE = Page("Физика", [day("01.09.2025"), day("08.09.2025")], [(1, "Абаев Иван Иванович", ("5", "н"))])
CELLS = [
    (0, 0, "Предмет : Физика"),
    (1, 2, "Сентябрь"),
    (2, 2, 1),
    (2, 3, 8),
    (3, 0, 1),
    (3, 1, "Абаев Иван Иванович"),
    (3, 2, 5),
    (3, 3, "н"),
]


def read(data: bytes, name: str = NAME) -> Reading:
    readings, _findings = read_all({name: data})
    return readings["ИС-21"]


def marks(journal: Journal | None) -> list[tuple[str, str, str]]:
    """Subject, student, mark: all that a page says."""
    assert journal is not None
    return [
        (section.subject.name, student.full_name, mark.text)
        for section in journal.sections
        for student in section.students
        for lesson in section.lessons
        for mark in section.marks.get((student.id, lesson.id), ())
    ]


WANTED = [("Физика", "Абаев Иван Иванович", "5"), ("Физика", "Абаев Иван Иванович", "н")]


@pytest.mark.parametrize(
    ("code_page", "encoding", "told"),
    [
        (1251, "cp1251", False),
        (866, "cp866", False),
        (10007, "mac_cyrillic", False),
        (20866, "koi8-r", False),
        (None, "cp1251", True),
        (1252, "cp1251", True),
        (1200, "cp1251", True),
        (10007, "cp1251", True),
        (10008, "cp1251", True),
        (21010, "cp1251", True),
        (32769, "cp1251", True),
        (0, "koi8-r", True),
    ],
)
def test_old_workbooks_are_read_in_the_code_page_they_are_written_in(
    code_page: int | None, encoding: str, told: bool
) -> None:
    reading = read(biff5(CELLS, code_page, encoding))
    assert marks(reading.journal) == WANTED
    assert ("report.encoding" in {one.code for one in reading.findings}) is told


@pytest.mark.parametrize("code_page", [1200, 1251, 10007, 10008, 21010, 0, 65001, 32768])
def test_a_workbook_in_unicode_is_read_whatever_code_page_it_names(code_page: int) -> None:
    book = streams(as_xls([PAGE]))["Workbook"]
    at = book.index(b"\x42\x00\x02\x00") + 4
    patched = book[:at] + struct.pack("<H", code_page) + book[at + 2 :]
    assert marks(read(container("Workbook", patched)).journal) == WANTED


def web_archive(parts: list[tuple[str, str]]) -> bytes:
    message = MIMEMultipart("related", type="text/html")
    message["From"] = "<Saved by a browser>"
    message["Subject"] = "Журнал"
    for text, charset in parts:
        part = MIMEText(text, "html", charset)
        part["Content-Location"] = "https://spo.example.ru/journal"
        message.attach(part)
    message.attach(MIMEText("body{}", "css"))
    return message.as_bytes()


@pytest.mark.parametrize("charset", ["utf-8", "windows-1251"])
def test_a_web_archive_is_read_part_by_part(charset: str) -> None:
    other = Page("Химия", [day("02.09.2025")], [(1, "Абаев Иван Иванович", ("4",))])
    data = web_archive([(as_html([PAGE], head=""), charset), (as_html([other], head=""), charset)])
    reading = read(data)
    assert marks(reading.journal) == [*WANTED, ("Химия", "Абаев Иван Иванович", "4")]
    assert reading.journal is not None and reading.journal.format == "mhtml"
    cut = read(data[: len(data) // 2])
    assert any(one.severity is Severity.BLOCKING for one in cut.findings)


def opened(folder: Path) -> tuple[Exports | None, list[Finding]]:
    try:
        exports = open_exports(folder, Settings(), YEAR)
    except InputInvalid as error:
        return None, list(error.problems)
    return exports, [
        *exports.findings,
        *(one for group in exports.groups for one in group.read().findings),
    ]


@pytest.mark.parametrize(("case", "form"), [("11-ods", "ods"), ("15-xlsx-backslash", "xlsx")])
def test_journals_saved_again_by_other_programs_are_read(case: str, form: str) -> None:
    exports, _findings = opened(CASES / case)
    assert exports is not None
    (group,) = exports.groups
    journal = group.read().journal
    assert journal is not None and journal.format == form
    assert group.name == "ИС-21" and len(marks(journal)) > 1_000


def test_an_open_document_is_known_by_its_content(tmp_path: Path) -> None:
    (source,) = (CASES / "11-ods").glob("*.ods")
    (tmp_path / "ИС-21 1 семестр 2025-26.xls").write_bytes(source.read_bytes())
    exports, _findings = opened(tmp_path)
    assert exports is not None and exports.groups[0].read().journal is not None


FODS = (
    '<?xml version="1.0"?><office:document xmlns:office="urn:oasis" office:mimetype="application/'
    'vnd.oasis.opendocument.spreadsheet"><table>{}</table></office:document>'
)
REFUSED = {
    "журнал.fods": (FODS.format("Предмет : Физика").encode(), "LibreOffice (.fods)"),
    "журнал.xls": (next((CASES / "12-spreadsheetml").glob("*.xls")).read_bytes(), "Excel 2003"),
    "журнал.xml": (next((CASES / "12-spreadsheetml").glob("*.xls")).read_bytes(), "Excel 2003"),
    "журнал.slk": ('ID;PWXL\nC;Y1;X1;K"Предмет : Физика"\n'.encode("cp1251"), "SYLK"),
    "журнал.mxl": (b"MOXCEL\x00\x06\x00", "1С (.mxl)"),
    "журнал 95.xls": (b"\x09\x04\x06\x00\x00\x04\x10\x00\x00\x00", "Excel 2–4"),
    "журнал.rar": (b"Rar!\x1a\x07\x00", ".rar"),
    "журнал.7z": (b"7z\xbc\xaf\x27\x1c", ".7z"),
    "журнал.json.gz": (gzip.compress(b"{}"), ".gz"),
    "журнал pdf.xls": (b"%PDF-1.7\n", "PDF"),
    "журнал rtf.xls": (b"{\\rtf1 }", "RTF"),
    "журнал doc.xls": (container("WordDocument", b"x"), "Word (.doc)"),
    "журнал.html": (b"\x89PNG\r\n\x1a\n", "картинка"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_read_is_refused_by_its_true_name(name: str, tmp_path: Path) -> None:
    data, kind = REFUSED[name]
    (tmp_path / name).write_bytes(data)
    _exports, findings = opened(tmp_path)
    (only,) = [one for one in findings if one.place.file == name]
    assert only.severity is Severity.BLOCKING and kind in only.message and only.advice
    assert only.code in {"file.format", "file.unknown-format"}


def test_documents_of_other_kinds_are_nobodys_business(tmp_path: Path) -> None:
    (tmp_path / f"{NAME}.xlsx").write_bytes(as_xlsx([PAGE]))
    (tmp_path / "Приказ.pdf").write_bytes(b"%PDF-1.7\n")
    (tmp_path / "Список ИС-21.fods").write_bytes(FODS.format("Список").encode())
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", "")
        archive.writestr("word/document.xml", "")
    (tmp_path / "Письмо.docx").write_bytes(stream.getvalue())
    _exports, findings = opened(tmp_path)
    assert not [one for one in findings if one.severity is Severity.BLOCKING]
    (ignored,) = [one for one in findings if one.code == "file.ignored"]
    assert all(word in ignored.message for word in ("Приказ.pdf", "Список", "Письмо.docx"))


@pytest.mark.parametrize(
    ("system", "text"),
    [
        ("1С:Колледж", "Сформировано: 1С:Колледж ПРОФ, редакция 2.1"),
        ("ЭлЖур", "Журнал выгружен из системы «ЭлЖур»"),
        ("Дневник.ру", "Отчёт Дневник.ру за 1 полугодие"),
        ("БАРС.Образование", "БАРС.Образование – Электронный колледж"),
        ("Moodle", "Итог курса (Значение)"),
    ],
)
def test_exports_of_other_systems_are_refused_by_name(system: str, text: str, tmp_path: Path) -> None:
    rows = f"<tr><td>{text}</td></tr><tr><td>Абаев Иван</td><td>5</td></tr>"
    (tmp_path / "ИС-21 Математика 2025-26.html").write_text(f"<html><table>{rows}</table></html>")
    _exports, findings = opened(tmp_path)
    (only,) = [one for one in findings if one.code == "report.other-system"]
    assert only.severity is Severity.BLOCKING and system in only.message and only.place.cell == "A1"
