"""Letters that no reader could read are told of the printed page, whichever format they come from."""

from __future__ import annotations

import datetime as dt
import json
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

import pytest
import spo_snapshot
from report_printing import Page, as_html, as_xlsx

from archiver.binding.review import review
from archiver.intake.canonical import dump
from archiver.intake.open import open_exports
from archiver.journal.findings import Finding, Severity
from archiver.journal.model import AcademicYear
from archiver.settings.tables import Settings
from factories import make_journal

DAYS = (dt.date(2025, 9, 1), dt.date(2025, 9, 8))
ROWS = ((1, "Абаев Иван Иванович", ("5", "4")), (2, "Белова Анна Петровна", ("н", "3")))
TOPICS = (("1", "01.09.2025", "2", "Плотность", "Читать"), ("2", "08.09.2025", "2", "Давление", ""))
PAGE = as_html([Page("Физика", DAYS, ROWS, facing=TOPICS)])

PLACES = [
    ("Плотность", "text.letters-lost", Severity.WARNING, "тема занятия 01.09.2025"),
    ("Белова", "name.letters-lost", Severity.BLOCKING, "№ 2"),
    ("Физика", "name.letters-lost", Severity.BLOCKING, "название предмета"),
    (">н<", "mark.letters-lost", Severity.BLOCKING, "№ 2"),
]


def found(folder: Path, name: str, data: bytes) -> list[Finding]:
    (folder / name).write_bytes(data)
    return reviewed(folder)


def reviewed(folder: Path) -> list[Finding]:
    exports = open_exports(folder, Settings(), AcademicYear(2025))
    seen = [review(group, Settings(), today=dt.date(2026, 7, 1)) for group in exports.groups]
    return [*exports.findings, *(finding for one in seen for finding in one.findings)]


def lost(findings: list[Finding]) -> Finding:
    (finding,) = (one for one in findings if one.code.endswith(".letters-lost"))
    return finding


def destroyed(data: bytes, word: str) -> bytes:
    """`data` with the first Russian letter of `word` made of no letter."""
    place = data.index(word.encode()) + word.startswith(">")
    return data[:place] + b"\xff\xff" + data[place + 2 :]


@pytest.mark.parametrize(("word", "code", "severity", "place"), PLACES)
@pytest.mark.parametrize("head", ['<meta charset="utf-8">', ""])
def test_a_byte_destroyed_in_a_page(
    tmp_path: Path, head: str, word: str, code: str, severity: Severity, place: str
) -> None:
    page = PAGE.replace('<meta charset="utf-8">', head)
    findings = found(tmp_path, "ИС-21 2025-26.html", destroyed(page.encode(), word))
    finding = lost(findings)
    assert (finding.code, finding.severity) == (code, severity)
    assert finding.message.startswith(f"«{finding.place.subject}»")
    assert "не прочитано 2 знака" in finding.message
    assert place in finding.message
    # The file is in the encoding that it names; it is damaged.
    assert "report.encoding" not in {one.code for one in findings}


@pytest.mark.parametrize(("word", "code", "severity", "place"), PLACES)
def test_a_byte_destroyed_in_a_web_archive(
    tmp_path: Path, word: str, code: str, severity: Severity, place: str
) -> None:
    archive = MIMEMultipart("related")
    part = MIMEText("", "html", "utf-8")
    part.replace_header("Content-Transfer-Encoding", "8bit")
    part.set_payload("PAGE")
    archive.attach(part)
    data = archive.as_bytes().replace(b"PAGE", destroyed(PAGE.encode(), word))
    finding = lost(found(tmp_path, "ИС-21 2025-26.mht", data))
    assert (finding.code, finding.severity) == (code, severity)
    assert place in finding.message


@pytest.mark.parametrize(("word", "code", "severity", "place"), PLACES)
def test_a_letter_that_a_workbook_has_lost_itself(
    tmp_path: Path, word: str, code: str, severity: Severity, place: str
) -> None:
    bare = word.strip("<>")
    rows = [
        (number, _without(who, bare), [_without(one, bare) for one in marks]) for number, who, marks in ROWS
    ]
    topics = [[_without(text, bare) for text in row] for row in TOPICS]
    data = as_xlsx([Page(_without("Физика", bare), DAYS, rows, facing=topics)])
    finding = lost(found(tmp_path, "ИС-21 2025-26.xlsx", data))
    assert (finding.code, finding.severity) == (code, severity)
    assert place in finding.message


def _without(text: str, word: str) -> str:
    return "\ufffd" + text[1:] if text == word or text.startswith(f"{word} ") else text


def test_a_letter_that_json_has_lost_itself(tmp_path: Path) -> None:
    data = dump(make_journal()).decode()
    subject = make_journal().sections[0].subject.name
    assert subject in data
    spoiled = data.replace(subject, "\ufffd" + subject).encode()
    assert "name.letters-lost" in {one.code for one in found(tmp_path, "a.json", spoiled)}


def test_a_letter_that_the_module_has_lost_itself(tmp_path: Path) -> None:
    answers = json.loads(
        json.dumps(spo_snapshot.answers()).replace("\\u0418\\u0432\\u0430\\u043d", "\\ufffd")
    )
    spo_snapshot.write(tmp_path, answers)
    findings = [one for one in reviewed(tmp_path) if one.code.endswith(".letters-lost")]
    assert {(one.code, one.severity) for one in findings} == {("name.letters-lost", Severity.BLOCKING)}
