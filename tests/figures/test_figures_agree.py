"""Every figure of the papers is what an independent calculation makes of the same files.

The calculator (`counted_*`, on `raw_journals` and `module_journals`) uses nothing of the program: it reads
the JSON that the commands read, and knows the rules from the documents. Colleges are drawn (`drawn_college`):
people who leave and come back, leaves, subgroups, subjects shared by teachers, practices, retakes and
fee-payers.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import counted_certificate
import counted_control
import counted_hours
import counted_scholarship
import counted_sheets
import counted_statement
import printed_certificate
import printed_control
import printed_figures
import printed_hours
import printed_scholarship
import printed_sheets
import pytest
from canonical_files import write_canonical, write_settings
from comparison import Comparison, Figures
from drawn_college import draw_college
from module_journals import read_snapshot
from module_snapshot import write_snapshot
from printed_pages import rows_that_differ
from raw_journals import Journal, read_journals

from archiver.__main__ import run
from draws import fresh_seed

LONG = os.environ.get("ARCHIVER_TEST_LONG") == "1"
FRESH = 12 if LONG else 1
SEEDS = [pytest.param(seed, id=str(seed)) for seed in (range(1, 13) if LONG else (2,))]
SEEDS += [pytest.param(-n, id=f"fresh {n}") for n in range(1, FRESH + 1)]
"""Odd colleges are written as canonical journals (the first fresh one is), even ones as answers."""
TERMS = (([1], "1 семестр"), ([2], "2 семестр"), ([1, 2], "год"))
AFTER = date(2026, 7, 1)
DAYS = (date(2025, 11, 20), date(2026, 3, 25))


class Office:
    """A drawn college, its files, and the papers made of them."""

    def __init__(self, number: int, folder: Path) -> None:
        seed = number if number > 0 else 2 * fresh_seed() - number
        college = draw_college(seed)
        self.exports, self.folder = folder / "exports", folder
        snapshot = seed % 2 == 0
        (write_snapshot if snapshot else write_canonical)(college, self.exports)
        self.settings = write_settings(college, folder, snapshot=snapshot)
        self.journals = list(
            read_snapshot(self.exports, self.settings) if snapshot else read_journals(self.exports)
        )
        self.comparison = Comparison()

    def make(self, *words: object) -> None:
        """Run a command as people do; with 3 it says that something is lacking in the journals."""
        code = run([str(word) for word in (*words, "--replace", "--config", self.settings)])
        assert code in (0, 3), words

    def compare(self, name: str, path: Path, counted: Figures, printed: Figures) -> None:
        """The workbook with the calculation, and the pages with the workbook."""
        self.comparison.compare(name, path.stem, counted, printed)
        cells, lost = rows_that_differ(path)
        self.comparison.counted["cells on pages"] += cells
        self.comparison.differences += lost

    def agree(self) -> None:
        """Nothing differs, and much was compared."""
        print(dict(self.comparison.counted))  # noqa: T201 - shown on failure and with -s
        assert not self.comparison.differences, self.comparison.told()
        assert min(self.comparison.counted.values()) > 50


@pytest.fixture
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Office:
    return Office(request.param, tmp_path)


of_colleges = pytest.mark.parametrize("office", SEEDS, indirect=True)


def subjects(journal: Journal) -> set[str]:
    return {page.subject for page in journal.pages}


@of_colleges
def test_statements(office: Office) -> None:
    """Of two groups (all of them in a long run); sheets by subject and certificates of one."""
    out = office.folder / "statements"
    chosen = office.journals if LONG else office.journals[:2]
    words = [word for journal in chosen for word in ("--group", journal.group)]
    office.make("statement", office.exports, "--to", out, "--workers", 1, *words)
    for journal in chosen:
        for terms, label in TERMS:
            path = statement_folder(out, journal) / f"Сводная ведомость {journal.group} 2025-26 {label}.xlsx"
            printed = printed_figures.statement(path, subjects(journal), terms)
            office.compare("statement", path, counted_statement.statement(journal, terms), printed)
    certificates(office, out, chosen[-1])
    sheets(office, out, chosen[0])
    office.agree()


def statement_folder(out: Path, journal: Journal) -> Path:
    return out / f"{journal.group} 2025-26"


def sheets(office: Office, out: Path, journal: Journal) -> None:
    """Of the second term, where practices and the module end."""
    words = ("--to", out, "--workers", 1, "--by-subject", "--group", journal.group, "--term", 2)
    office.make("statement", office.exports, *words)
    for path in sorted((statement_folder(out, journal) / "по предметам 2 семестр").glob("*.xlsx")):
        subject = path.stem.removesuffix(" (модуль)")
        count = counted_sheets.sheet if subject == path.stem else counted_sheets.module_sheet
        printed = printed_sheets.sheet(path, subject, subjects(journal), [2])
        office.compare("sheet by subject", path, count(journal, subject, [2]), printed)


def certificates(office: Office, statements: Path, journal: Journal) -> None:
    out = office.folder / "certificates"
    for person in journal.people() if LONG else journal.people()[:3]:
        words = ("--student", person, "--group", journal.group, "--to", out)
        office.make("certificate", statements, *words)
        path = out / f"Справка {person}.xlsx"
        counted = counted_certificate.certificate(journal, person)
        office.compare("certificate", path, counted, printed_certificate.certificate(path))


@of_colleges
def test_hours(office: Office) -> None:
    out, loads = office.folder / "hours", counted_hours.loads(office.settings)
    office.make("hours", office.exports, "--to", out, "--workers", 1)
    for journal in office.journals:
        for year, month in counted_hours.months(journal):
            path = out / "Форма 2" / f"Форма 2 {journal.group} {year}-{month:02}.xlsx"
            counted = counted_hours.form2(journal, year, month, loads)
            office.compare("form 2", path, counted, printed_hours.form2(path, subjects(journal)))
    everything = {name for journal in office.journals for name in subjects(journal)}
    for teacher in counted_hours.teachers(office.journals):
        path = out / "Форма 3" / f"Форма 3 {teacher} 2025-26.xlsx"
        counted = counted_hours.form3(office.journals, teacher, loads)
        office.compare("form 3", path, counted, printed_hours.form3(path, everything))
    office.agree()


@of_colleges
def test_scholarships(office: Office) -> None:
    out = office.folder / "scholarships"
    for term in (1, 2):
        office.make("scholarship", office.exports, "--term", term, "--to", out, "--workers", 1)
        for journal in office.journals:
            path = out / f"Стипендия {journal.group} 2025-26 {term} семестр.xlsx"
            printed = printed_scholarship.scholarship(path, subjects(journal), term)
            office.compare(
                "scholarship", path, counted_scholarship.scholarship(journal, term, AFTER), printed
            )
    office.agree()


@of_colleges
def test_controls(office: Office) -> None:
    out = office.folder / "control"
    groups = {journal.group: subjects(journal) for journal in office.journals}
    for day in DAYS:
        office.make("control", office.exports, "--to", out, "--until", day)
        path = out / f"Контроль {day}.xlsx"
        printed = printed_control.control(path, groups)
        counted = {journal.group: counted_control.control(journal, day) for journal in office.journals}
        office.compare("control", path, flat(counted), flat(printed))
    office.agree()


def flat(figures: dict[str, Figures]) -> Figures:
    return {(group, *key): figure for group, of_group in figures.items() for key, figure in of_group.items()}
