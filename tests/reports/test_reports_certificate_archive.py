"""The certificate out of the archive: statements deposited on two media, found by the register, verified."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from small_journal import OWNER, journal

from archiver.__main__ import run
from archiver.archive.retrieval.documents import READ
from archiver.journal.model import AcademicYear
from archiver.register.model.packages import CopyState
from archiver.register.opening import open_url
from archiver.reports.statement.extract import grade_statement
from archiver.reports.statement.twin import dump

YOLKIN = "Ёлкин Пётр Ильич"


def _statements(folder: Path) -> None:
    """Two years' statements of a group, each term's and the year's, with a PDF beside every twin."""
    for start in (2024, 2025):
        one = journal()
        terms = tuple(
            replace(
                term,
                start=term.start.replace(year=term.start.year + start - 2025),
                end=term.end.replace(year=term.end.year + start - 2025),
            )
            for term in one.terms
        )
        shifted = replace(one, year=AcademicYear(start), terms=terms)
        for term in (1, 2, None):
            place = folder / f"ИС-21 {start}"
            place.mkdir(parents=True, exist_ok=True)
            (place / f"{term or 'год'}.json").write_bytes(dump(grade_statement(shifted, OWNER, term=term)))
            page = pypdf.PdfWriter()
            page.add_blank_page(200, 200)
            page.write(place / f"{term or 'год'}.pdf")


@pytest.fixture(scope="module")
def deposited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A register and two media; the journals are nowhere."""
    with pytest.MonkeyPatch.context() as patch:
        yield _deposited(tmp_path_factory.mktemp("archive"), patch)


@pytest.fixture
def archive_folder(deposited: Path) -> Iterator[Path]:
    """The archive, its media as they were after each test."""
    media = [deposited / "disk1", deposited / "disk2"]
    for medium in media:
        shutil.copytree(medium, deposited / f"{medium.name} whole", copy_function=shutil.copy2)
    yield deposited
    shutil.rmtree(deposited / "out", ignore_errors=True)
    for medium in media:
        shutil.rmtree(medium, ignore_errors=True)
        (deposited / f"{medium.name} whole").rename(medium)


def _deposited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    settings = tmp_path / "archiver.toml"
    url = f"sqlite:///{tmp_path / 'register.db'}"
    settings.write_text(f'[archive]\nregister_url = "{url}"\n', encoding="utf-8")
    monkeypatch.setenv("ARCHIVER_CONFIG", str(settings))
    monkeypatch.chdir(tmp_path)
    for number in ("1", "2"):
        (tmp_path / f"disk{number}").mkdir()
        words = ("media", "add", f"ИТ-{number}", str(tmp_path / f"disk{number}"), "--kind", "directory")
        assert run((*words, "--site", f"Корпус {number}")) == 0
    _statements(tmp_path / "statements")
    assert run(("deposit", "statements")) == 0
    shutil.rmtree(tmp_path / "statements")
    return tmp_path


def certificate(*more: str) -> int:
    return run(("certificate", "--student", YOLKIN.lower(), "--to", "out", "--replace", *more))


def page(archive: Path, paper: str = "Справка") -> str:
    pages = pypdf.PdfReader(archive / "out" / f"{paper} {YOLKIN}.pdf").pages
    return " ".join(" ".join(one.extract_text() for one in pages).split())


def twins(archive: Path, disk: str, year: str = "") -> list[Path]:
    return [path for path in (archive / disk).rglob("*.json") if "data" in path.parts and year in str(path)]


def test_all_years_of_the_archive_are_on_the_page(archive_folder: Path) -> None:
    assert certificate() == 0
    said = page(archive_folder)
    # In each of two years: 8 and 6 hours of maths, 4 of English, 18 hours and 3 days of practice.
    for text in (
        "ЕН.01 Математика 28 5 (отлично)",
        "ОГСЭ.03 Иностранный язык 8 5 (отлично)",
        "УП.01 Учебная практика 36 (6 дней)",
        "ИС-21 (2024/2025 учебный год); ИС-21 (2025/2026 учебный год)",
        "группа ИС-21, 2024/2025 учебный год: 1 семестр, 2 семестр, год — архив, дело 05-12/2024-25/ИС-21",
        "группа ИС-21, 2025/2026 учебный год: 1 семестр, 2 семестр, год — архив, дело 05-12/2025-26/ИС-21",
    ):
        assert text.replace(" ", "") in said.replace(" ", "").replace("\N{NO-BREAK SPACE}", ""), said


def test_reading_is_in_the_trail_without_a_name(archive_folder: Path) -> None:
    certificate()
    with open_url(f"sqlite:///{archive_folder / 'register.db'}").reading() as work:
        events = [event for event in work.trail.events() if event.action == READ]
    assert len(events) >= 2
    assert not any("лкин" in event.detail for event in events)


def test_a_damaged_copy_is_passed_over_and_told(
    archive_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    certificate()
    whole = page(archive_folder)
    # The copies seen last are read first.
    for path in twins(archive_folder, "disk2", "2025-26"):
        changed = path.read_bytes().replace(b'"5"', b'"3"')
        assert changed != path.read_bytes()
        path.write_bytes(changed)
    capsys.readouterr()
    assert certificate() == 0
    assert page(archive_folder) == whole
    told = capsys.readouterr().err
    assert told.count("ИТ-2") == 1 and "05-12/2025-26/ИС-21" in told
    with open_url(f"sqlite:///{archive_folder / 'register.db'}").reading() as work:
        assert [copy.state for copy in work.copies.troubled()] == [CopyState.DAMAGED]  # it waits for repair


def test_a_year_out_of_reach_is_said_on_the_covering_sheet_and_on_the_screen(
    archive_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for disk in ("disk1", "disk2"):
        for path in twins(archive_folder, disk, "2024-25"):
            path.unlink()
    assert certificate() == 3
    lack = "за 2024/25 учебный год есть в архиве"
    assert lack in capsys.readouterr().out
    assert lack in page(archive_folder, "Сопроводительный лист")
    said = page(archive_folder)
    assert lack not in said and "ЕН.01 Математика 14" in said


def test_no_medium_at_hand_writes_nothing(archive_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for disk in ("disk1", "disk2"):
        (archive_folder / disk).rename(archive_folder / f"{disk} away")
    assert certificate() == 6
    told = capsys.readouterr().err
    assert "Корпус 1" in told and "Корпус 2" in told and "лкин" not in told
    assert not (archive_folder / "out").exists()
    # One disk is enough.
    (archive_folder / "disk2 away").rename(archive_folder / "disk2")
    assert certificate() == 0


def test_a_student_whom_no_statement_knows(archive_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    argv = ["certificate", "--student", "Иванов Иван Иванович", "--to", str(archive_folder / "out")]
    assert run(argv) == 2
    said = capsys.readouterr().err
    assert "Такого студента в ведомостях архива нет." in said
    assert "(группы" not in said
    assert not (archive_folder / "out").exists()


def test_files_named_are_joined_with_the_archive_and_nobody_is_told(archive_folder: Path) -> None:
    _statements(archive_folder / "again")
    assert certificate("--archive", "again") == 0
    assert "ЕН.01 Математика 28" in page(archive_folder)  # the same statements count once
    assert run(("certificate", "--student", "Никто Н.Н.", "--to", "out")) == 2
