"""Folders that were named by relative paths are read by workers, wherever these stand."""

from __future__ import annotations

import datetime as dt
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from archiver.archive.deposit.candidates import find
from archiver.archive.deposit.filing import Filing
from archiver.archive.deposit.record import Record
from archiver.reports.document.report import Organisation
from archiver.reports.statement.extract import grade_statement
from archiver.reports.statement.twin import dump
from archiver.settings.tables import Settings
from college_of_test import College, blank_pdf, journal_of
from retention.schedule_toml import shipped

READ = """
import pickle, sys
candidates = pickle.load(sys.stdin.buffer)
sys.stdout.buffer.write(pickle.dumps([candidate.read() for candidate in candidates]))
"""


def _statement(college: College) -> None:
    owner = Organisation("Тестовый колледж", "ТК", "ИТ", "Чарикова Юлия Львовна", "Заведующий")
    path = college.root / "ведомости" / "ИС-21 2025-26" / "Сводная ведомость ИС-21 1.json"
    path.parent.mkdir(parents=True)
    path.write_bytes(dump(grade_statement(journal_of("ИС-21"), owner, term=1)))
    path.with_suffix(".pdf").write_bytes(blank_pdf())


def test_binders_and_statements_of_relative_folders(
    college: College, monkeypatch: pytest.MonkeyPatch
) -> None:
    college.binders("ИС-21", "ИС-22")
    _statement(college)
    elsewhere = college.root / "другая"
    elsewhere.mkdir()
    filing = Filing(Settings(), shipped(), dt.date(2026, 7, 1))
    found = find([Path("out"), Path("ведомости")], Path("exports"), filing)
    assert [one.name for one in found.candidates] == ["ИС-21", "ИС-22", "ИС-21"]
    sent, command = pickle.dumps(found.candidates), [sys.executable, "-c", READ]
    done = subprocess.run(command, input=sent, cwd=elsewhere, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    records: list[Record] = pickle.loads(done.stdout)
    monkeypatch.chdir("/")
    for record in records:
        assert record.documents
        assert all(one.source.digest() == one.digest for one in record.documents)
