"""Certificates from what an earlier release deposited, 24 years later: the figures are those that were typed.

The expected lines are written by hand after the table in the fixture's README, not by the program.
"""

from __future__ import annotations

import datetime as dt
import gzip
import shutil
import subprocess
from pathlib import Path

import pypdf
import pytest

from archiver import clock
from archiver.__main__ import run
from archiver.register.opening import open_url
from repository import ROOT

KEPT = ROOT / "tests" / "fixtures" / "release-2026-11"
LATER = dt.datetime(2050, 12, 1, 9, tzinfo=dt.UTC)
EXPECTED = {
    "Ёлкин Пётр Ильич": ("4 (хорошо)", "5 (отлично)"),
    "Петрова Анна Сергеевна": ("5 (отлично)", "3 (удовлетворительно)"),
}


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the medium and nothing else, on 1 December 2050."""
    monkeypatch.setattr(clock, "now", lambda: LATER)
    shutil.copytree(KEPT / "disk", tmp_path / "disk")
    (tmp_path / "own").mkdir(mode=0o700)
    (tmp_path / "archiver.toml").write_text(
        '[college]\nname = "ГБПОУ «Заречный многопрофильный колледж»"\nshort_name = "ЗМК"\n'
        f'[archive]\nregister_url = "sqlite:///{tmp_path / "own" / "register.sqlite"}"\n',
        encoding="utf-8",
    )
    monkeypatch.setenv("ARCHIVER_CONFIG", str(tmp_path / "archiver.toml"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def figures(folder: Path, name: str) -> str:
    """The certificate's text without any spaces: how a page breaks its lines is not asked here."""
    pages = pypdf.PdfReader(folder / f"Справка {name}.pdf").pages
    return "".join("".join(page.extract_text() for page in pages).split())


def assert_figures(folder: Path, name: str) -> None:
    """The hand-written figures of the student stand on the page."""
    history, maths = EXPECTED[name]
    said = figures(folder, name)
    for line in (
        "Информатика 6 зачтено зачёт, 2 семестр 2025/2026 учебного года",
        f"История 4 {history}",
        f"Математика 14 {maths}",
        "Всего часов 24",
        "Период обучения: с 01.09.2025 по 28.06.2026",
        "Специальность: 38.02.01 Экономика и бухгалтерский учёт",
        "Группа: ЭД-25 (2025/2026 учебный год)",
    ):
        assert "".join(line.split()) in said, (line, said)


def test_a_certificate_out_of_the_archive_of_an_earlier_release(
    later: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The register is brought up to date, the medium stands elsewhere; the other one is lost."""
    (later / "own" / "register.sqlite").write_bytes(
        gzip.decompress((KEPT / "register.sqlite.gz").read_bytes())
    )
    (later / "own" / "register.sqlite").chmod(0o600)
    assert run(("register", "upgrade")) == 0, capsys.readouterr()
    assert run(("media", "change", "Н-1", "--address", str(later / "disk"))) == 0, capsys.readouterr()
    for name in ("Ёлкин Пётр Ильич", "Петрова Анна Сергеевна"):
        assert run(("certificate", "--student", name, "--to", "out")) == 0, capsys.readouterr()
        assert_figures(later / "out", name)
    url = f"sqlite:///{later / 'own' / 'register.sqlite'}"
    with open_url(url) as register, register.reading() as work:
        assert work.counts() == {"files": 2, "bags": 2, "copies": 4, "media": 2, "paper": 1}
        actions = [event.action for event in work.trail.events()]
    assert actions[0] == "person.registered" and "paper.registered" in actions
    capsys.readouterr()
    assert run(("audit", "verify")) in (0, 3)
    assert run(("find", "ЭД-25")) in (0, 3)
    assert "ЗМК/05-12/2025-26/ЭД-25" in capsys.readouterr().out


def test_a_backup_of_an_earlier_release_comes_back(later: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(("restore", str(KEPT / "backup.gz"))) in (0, 3), capsys.readouterr()
    with open_url(f"sqlite:///{later / 'own' / 'register.sqlite'}") as register, register.reading() as work:
        assert {file.external_id for file in work.files.of_year(2025)} == {
            "ЗМК/05-11/2025-26/ЭД-25",
            "ЗМК/05-12/2025-26/ЭД-25",
        }


def test_without_a_register_the_medium_is_enough(later: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is said on the medium checks it, and the JSON on it makes the certificate."""
    (bag,) = (path.parent for path in (later / "disk").rglob("bagit.txt"))
    for manifest in ("tagmanifest-sha256.txt", "manifest-sha256.txt"):
        done = subprocess.run(["sha256sum", "--strict", "--quiet", "-c", manifest], cwd=bag, check=False)
        assert done.returncode == 0
    name = "Ёлкин Пётр Ильич"
    assert run(("certificate", str(bag / "data"), "--student", name, "--to", "out")) == 0
    assert_figures(later / "out", name)
    assert run(("register", "rebuild", str(later / "disk"))) in (0, 3), capsys.readouterr()
    shutil.rmtree(later / "out")
    assert run(("certificate", "--student", name, "--to", "out")) == 0, capsys.readouterr()
    assert_figures(later / "out", name)
