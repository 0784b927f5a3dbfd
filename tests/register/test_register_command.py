"""The commands of the register as a user calls them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from entries import medium

from archiver.errors import ExitCode
from archiver.register.opening import open_url


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with settings that name a register in it."""
    url = f"sqlite:///{tmp_path}/register.db"
    (tmp_path / "archiver.toml").write_text(f'[archive]\nregister_url = "{url}"\n', encoding="utf-8")
    return tmp_path


def call(place: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "archiver", *arguments],
        cwd=place,
        env={key: value for key, value in os.environ.items() if key != "ARCHIVER_CONFIG"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def _add(place: Path, number: int) -> None:
    with open_url(f"sqlite:///{place}/register.db") as register, register.transaction(by="orlova") as work:
        work.media.add(medium(number))


def test_saved_lost_and_restored(place: Path) -> None:
    missing = call(place, "register", "status")
    assert missing.returncode == ExitCode.REGISTER_FAILED
    assert "ещё нет" in missing.stderr
    _add(place, 1)
    saved = call(place, "backup", "копия.gz", "--kept-at", "сейф")
    assert saved.returncode == 0, saved.stderr
    assert "контрольная сумма" in saved.stdout
    _add(place, 2)
    refused = call(place, "restore", "копия.gz")
    assert refused.returncode == ExitCode.REFUSED
    done = call(place, "restore", "копия.gz", "--replace")
    assert done.returncode == ExitCode.FINDINGS, done.stderr
    assert "нет: события 2–3" in done.stdout
    status = call(place, "register", "status")
    assert "носители: 1" in status.stdout
    assert str(place / "register.db") in status.stdout
    assert "уже обновлён" in call(place, "register", "upgrade").stdout
    damaged = place / "копия.gz"
    damaged.write_bytes(damaged.read_bytes()[:-20])
    assert call(place, "restore", "копия.gz", "--replace").returncode == ExitCode.INPUT_INVALID


def test_help_imports_no_database() -> None:
    program = (
        "import sys\nfrom archiver.__main__ import run\nrun(['--help'])\n"
        "print('LOADED', *sorted({name.split('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    loaded = set(done.stdout.rpartition("LOADED")[2].split())
    assert "archiver" in loaded
    assert loaded & {"sqlalchemy", "alembic", "psycopg"} == set()


def test_the_model_needs_no_database() -> None:
    program = (
        "import sys, archiver.register.model.files, archiver.register.model.trail\n"
        "print(*sorted({name.split('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert "sqlalchemy" not in done.stdout.split()
