"""The law of conservation: what other readers count in a file is in the journal, or a finding names it."""

import json
import os
import random
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from report_printing import read_all
from report_shapes import WRITERS, Book, Mark, books, judged_html, judged_xls, judged_xlsx

from archiver.intake.canonical.write import dump
from archiver.intake.exports import Reading
from archiver.journal.findings import Severity

LONG = bool(os.environ.get("ARCHIVER_TEST_LONG"))
SEED = int(os.environ.get("ARCHIVER_TEST_SEED") or random.SystemRandom().randrange(2**32))
UNHURRIED = {"deadline": None, "suppress_health_check": list(HealthCheck)}
PREFIXES = ("Средний", "Пропуски")


def in_json(readings: dict[str, Reading]) -> Counter[tuple[str, ...]]:
    """(group, subject, surname, column, text) of every mark in the canonical JSON of the readings."""
    found: Counter[tuple[str, ...]] = Counter()
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
                text = "".join(
                    f"{one.get('before', '') if place else ''}{one['text']}"
                    for place, one in enumerate(cell["marks"])
                )
                where = (section["subject"]["name"], students[cell["student"]], columns[cell["column"]])
                found[journal["group"]["name"], *where, text] += 1
    return found


def told(marks: list[Mark]) -> Counter[tuple[str, ...]]:
    return Counter((one.group, one.subject, one.student, one.column, one.text) for one in marks)


def judged(form: str, data: bytes) -> tuple[Counter[str], int]:
    """The texts of the cells by a reader that is not ours, and their number."""
    if form == "html":
        texts = judged_html(data)
        return Counter(texts), len(texts)
    sheets = judged_xls(data) if form == "xls" else judged_xlsx(data)
    texts = [text for sheet in sheets for text in sheet.values()]
    return Counter(texts), len(texts)


def conserved(book: Book, form: str) -> None:
    data = WRITERS[form](book)
    texts, cells = judged(form, data)
    assert not Counter(one.text for one in book.marks) - texts  # the judge sees the marks in the file
    readings, findings = read_all({f"выгрузка.{form}": data})
    assert not findings
    read = in_json(readings)
    assert not read - told(book.marks)  # nothing is read as something else
    blocking = [
        one for reading in readings.values() for one in reading.findings if one.severity is Severity.BLOCKING
    ]
    lost = told(book.marks) - read
    if not book.strange:
        assert not blocking
        assert not lost
    assert not lost or blocking
    for reading in readings.values():
        (account,) = reading.account
        assert account.seen == cells
        unaccounted = [one for one in reading.findings if one.code == "source.unaccounted"]
        assert account.balanced == (not unaccounted)


def checked(name: str, count: int, *, strange: bool) -> None:
    """Draw books and check each in one format, by a fixed choice and by a fresh one that is printed."""
    for chosen in (settings(derandomize=True, max_examples=count, **UNHURRIED), None):  # type: ignore[arg-type]
        run = given(books(strange=strange), st.sampled_from(sorted(WRITERS)))(conserved)
        if chosen is not None:
            chosen(run)()
        else:
            print(f"{name}: ARCHIVER_TEST_SEED={SEED}")
            seed(SEED)(settings(max_examples=count, database=None, **UNHURRIED)(run))()  # type: ignore[arg-type]


@pytest.mark.parametrize("strange", [False, True], ids=["understood", "strange"])
def test_no_mark_is_lost_and_none_is_read_as_another(strange: bool) -> None:
    checked("conservation", 3000 if LONG else 120, strange=strange)
