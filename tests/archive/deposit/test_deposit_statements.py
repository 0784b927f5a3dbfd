"""Grade statements as bags of a series of their own: kept 25 years, found by name, without the journal."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from archiver.reports.document.report import Organisation
from archiver.reports.statement.extract import grade_statement
from archiver.reports.statement.twin import dump
from college_of_test import College, blank_pdf, journal_of, judged
from storage.bag.reading import read_info
from storage.directory import DirectoryStore

OWNER = Organisation("Тестовый колледж", "ТК", "ИТ", "Чарикова Юлия Львовна", "Заведующий")


def test_what_archiver_statement_writes_goes_into_the_archive(college: College) -> None:
    """The real statements of the press, in PDF, XLSX and JSON, beside the journal they were drawn from."""
    disks = college.disks()
    college.binders()
    drawn = college.call("statement", "exports", "--to", "ведомости", "--by-subject", "--workers", "1")
    assert drawn.code in (0, 3), drawn
    made = {path.name for path in (college.root / "ведомости").rglob("*") if path.is_file()}
    assert {Path(name).suffix for name in made} == {".pdf", ".xlsx", ".json"}
    said = college.well("deposit", "out", "ведомости", "--from", "exports")
    assert said.err.count("сдано: ИТ-1, ИТ-2") == 2
    for disk in disks:
        journal, statement = college.bags(disk)
        judged(journal)
        judged(statement)
        assert {path.name for path in (statement / "data").rglob("*") if path.is_file()} == made
        labels = dict(read_info(DirectoryStore(disk), statement.relative_to(disk).as_posix()))
        assert (labels["Record-Series"], labels["Retention-Years"]) == ("05-12", "25")
        assert (labels["Keep-Until"], labels["Destruction-Year"]) == ("2051-12-31", "2052")
        assert labels["Department"] == "Информационные технологии"
        assert int(labels["Sheets"]) >= 1
        assert not list((statement / "data").rglob("ИС-21 2025-26.json"))  # the export is kept for 5 years
    found = college.call("find", "--student", "елкин")
    assert "ведомост" in found.out.lower(), found
    assert "уже сдано" in college.well("deposit", "ведомости").err


@pytest.fixture
def statements(college: College) -> Callable[..., Path]:
    """Writes statements of groups as `archiver statement` lays them out, with an empty page for the PDF."""

    def write(*groups: str, terms: tuple[int | None, ...] = (1, None), topic: str = "") -> Path:
        folder = college.root / "ведомости"
        for group in groups:
            for term in terms:
                made = grade_statement(journal_of(group, topic), OWNER, term=term)
                path = folder / f"{group} 2025-26" / f"Сводная ведомость {group} {term or 'год'}.json"
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(dump(made))
                path.with_suffix(".pdf").write_bytes(blank_pdf(2))
        return folder

    return write


def test_every_group_is_a_bag(college: College, statements: Callable[..., Path]) -> None:
    disks = college.disks()
    statements("ИС-21", "ИС-22")
    assert "Сдано: 2" in college.well("deposit", "ведомости").out
    college.assert_sound(disks)
    for bag in college.bags(disks[0]):
        labels = dict(read_info(DirectoryStore(disks[0]), bag.relative_to(disks[0]).as_posix()))
        assert (labels["Group"] in bag.as_posix(), labels["Sheets"], labels["Volumes"]) == (True, "4", "1")
    assert "Всё уже сдано, дел: 2" in college.well("deposit", "ведомости").out


def test_a_signature_beside_a_statement_goes_with_it(
    college: College, statements: Callable[..., Path]
) -> None:
    disks = college.disks()
    printed = next(statements("ИС-21", terms=(None,)).rglob("*.pdf"))
    printed.with_suffix(".sig").write_text("-----BEGIN PGP SIGNATURE-----", encoding="utf-8")
    said = college.well("deposit", "ведомости")
    assert "не проверена: это не подпись в формате CMS" in said.err
    (bag,) = college.bags(disks[0])
    judged(bag)
    assert (bag / "data" / "statements" / f"{printed.name}.sig").is_file()


def test_a_new_statement_of_a_deposited_group_is_a_new_version(
    college: College, statements: Callable[..., Path]
) -> None:
    college.disks()
    statements("ИС-21", terms=(1,))
    college.well("deposit", "ведомости")
    statements("ИС-21")  # the year's has come
    assert college.call("deposit", "ведомости").code == 3
    college.well("deposit", "ведомости", "--new-version", "добавлена годовая")


def test_spoilt_statements(college: College, statements: Callable[..., Path]) -> None:
    disks = college.disks()
    folder = statements("ИС-21", "ИС-22")
    twin = next(folder.glob("ИС-21*/*год.json"))
    whole = twin.read_bytes()
    twin.with_suffix(".pdf").unlink()
    said = college.call("deposit", "ведомости")
    assert (said.code, "рядом с" in said.err, "нет PDF" in said.err) == (3, True, True), said
    assert "archiver statement" in said.out
    assert len(college.bags(disks[0])) == 1
    twin.with_suffix(".pdf").write_bytes(b"%PDF-1.7 torn")
    said = college.call("deposit", "ведомости")
    assert (said.code, "не целый PDF" in said.err) == (3, True), said
    twin.with_suffix(".pdf").write_bytes(blank_pdf())
    document = json.loads(whole)
    twin.write_text(json.dumps({**document, "students": 7}), encoding="utf-8")
    said = college.call("deposit", "ведомости")
    assert (said.code, "испорченная сводная ведомость" in said.err) == (4, True), said
    twin.write_bytes(whole)
    assert college.call("deposit", "ведомости").code == 0
    college.assert_sound(disks)


def test_a_medium_for_journals_takes_no_statements(college: College, statements: Callable[..., Path]) -> None:
    college.disk("ИТ-1", "--series", "05-11")
    college.disk("ИТ-2", "--series", "05-12")
    statements("ИС-21")
    said = college.call("deposit", "ведомости")
    assert (said.code, "ИТ-1 предназначен для дел 05-11" in said.err) == (9, True), said
    college.disk("ИТ-3", "--destruction-year", "2052")
    assert college.call("deposit", "ведомости").code == 0
    shutil.rmtree(college.root / "ведомости")
    assert college.call("deposit", "ведомости").code == 2
