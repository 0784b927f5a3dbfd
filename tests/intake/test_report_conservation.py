"""The law of conservation: what other readers count in a file is in the journal, or a finding names it."""

import json
import os
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from report_printing import read_all
from report_shapes import WRITERS, Book, Mark, books, judged_html, judged_xls, judged_xlsx

from archiver.__main__ import run as archiver
from archiver.intake.canonical.write import dump
from archiver.intake.exports import Reading
from archiver.journal.findings import Severity
from draws import draw, fresh_seed

LONG = bool(os.environ.get("ARCHIVER_TEST_LONG"))

Told = Counter[tuple[str, ...]]
"""(group, subject, surname, column, text) of marks; a column is a day «03.09» or a title."""


def in_json(readings: dict[str, Reading]) -> Told:
    """The marks in the canonical JSON of the readings."""
    found: Told = Counter()
    for reading in readings.values():
        if reading.journal is None:
            continue
        journal = json.loads(dump(reading.journal))
        for section in journal["sections"]:
            students = {one["id"]: one["surname"] for one in section["students"]}
            columns = {one["id"]: one["date"] for one in section.get("lessons", ())}
            columns = {key: f"{date[8:]}.{date[5:7]}" for key, date in columns.items()}
            columns |= {one["id"]: one["title"] for one in section.get("period_columns", ())}
            for cell in (*section.get("marks", ()), *section.get("period_marks", ())):
                text = "".join(f"{one.get('before', '')}{one['text']}" for one in cell["marks"])
                where = (section["subject"]["name"], students[cell["student"]], columns[cell["column"]])
                found[journal["group"]["name"], *where, text] += 1
    return found


def told(marks: list[Mark]) -> Told:
    return Counter((one.group, one.subject, one.student, one.column, one.text) for one in marks)


def judged(form: str, data: bytes) -> Counter[str]:
    """The texts of the cells by a reader that is not ours."""
    if form == "html":
        return Counter(judged_html(data))
    sheets = judged_xls(data) if form == "xls" else judged_xlsx(data)
    return Counter(text for sheet in sheets for text in sheet.values())


def conserved(book: Book, form: str) -> None:
    data = WRITERS[form](book)
    texts = judged(form, data)
    assert not Counter(one.text for one in book.marks) - texts  # the judge sees the marks in the file
    readings, findings = read_all({f"выгрузка.{form}": data})
    assert not findings
    read = in_json(readings)
    assert not read - told(book.marks)  # nothing is read as something else
    every = [one for reading in readings.values() for one in reading.findings]
    blocking = [one for one in every if one.severity is Severity.BLOCKING]
    lost = told(book.marks) - read
    assert not blocking or book.strange
    assert not lost or blocking
    for reading in readings.values():
        (account,) = reading.account
        assert account.seen == texts.total()
        unaccounted = [one for one in reading.findings if one.code == "source.unaccounted"]
        assert account.balanced == (not unaccounted)


@pytest.mark.parametrize("strange", [False, True], ids=["understood", "strange"])
@pytest.mark.parametrize("fresh", [False, True], ids=["fixed", "fresh"])
def test_no_mark_is_lost_and_none_is_read_as_another(strange: bool, fresh: bool) -> None:
    """The same tables every time, and some that nobody has seen yet, whose seed is printed on failure."""
    count = 3000 if LONG else 30
    draw(count, conserved, books(strange=strange), st.sampled_from(sorted(WRITERS)), fresh=fresh)


def drawn(number: int) -> Book:
    """The same book for the same number, with marks that are each a text of its own."""
    found: list[Book] = []

    def keep(book: Book) -> None:
        found.append(book)

    run = seed(number)(given(books(unique=True))(keep))
    settings(
        max_examples=6,
        database=None,
        phases=[Phase.generate],
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )(run)()
    return max(found, key=lambda book: len(book.marks))


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs pdftotext")
@pytest.mark.parametrize("number", [*range(1, 21 if LONG else 2), 0], ids=lambda number: number or "fresh")
def test_every_mark_stands_on_paper_once(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings_file = tmp_path / "archiver.toml"
    settings_file.write_text(f"[cache]\nfolder = '{tmp_path / 'cache'}'\n", encoding="utf-8")
    monkeypatch.setenv("ARCHIVER_CONFIG", str(settings_file))
    book = drawn(number or fresh_seed())
    exports = tmp_path / "выгрузки"
    exports.mkdir()
    (exports / "выгрузка.xlsx").write_bytes(WRITERS["xlsx"](book))
    assert archiver(["convert", str(exports), "--to", str(tmp_path / "json")]) in {0, 3}
    words: Counter[str] = Counter()
    for group in sorted({mark.group for mark in book.marks}):
        paper = tmp_path / f"{group}.pdf"
        assert archiver(["preview", str(exports), "--group", group, "--to", str(paper)]) in {0, 3}
        text = subprocess.run(["pdftotext", "-layout", paper, "-"], capture_output=True, check=True).stdout
        words.update(text.decode().split())
    capsys.readouterr()
    written = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "json").iterdir())
    for mark in book.marks:
        assert (mark.text, words[mark.text], written.count(f'"{mark.text}"')) == (mark.text, 1, 1)
