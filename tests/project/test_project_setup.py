"""Set-up on machines of other kinds, played with stand-ins for their programs on PATH."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from repository import ROOT

SH = shutil.which("sh") or "/bin/sh"


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A folder of programs that is all of PATH: the few that the scripts need anywhere."""
    folder = tmp_path / "программы"
    folder.mkdir()
    for name in ("awk", "dirname", "env", "sh"):
        real = shutil.which(name)
        assert real
        (folder / name).symlink_to(real)
    return folder


def _stand_in(programs: Path, name: str, text: str) -> None:
    path = programs / name
    path.write_text(f"#!{SH}\n{text}\n", encoding="utf-8")
    path.chmod(0o755)


def _run(programs: Path, script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [SH, str(ROOT / "tools" / script), *arguments],
        env={"PATH": str(programs), "LOG": str(programs / "log")},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def _python(programs: Path, name: str) -> None:
    _stand_in(programs, name, f'exec "{sys.executable}" "$@"')


@pytest.mark.parametrize(
    "script", sorted(path.name for path in (ROOT / "tools").iterdir() if path.is_file() and not path.suffix)
)
def test_scripts_are_right_for_any_shell_and_executable(script: str) -> None:
    path = ROOT / "tools" / script
    assert subprocess.run([SH, "-n", str(path)], check=False).returncode == 0
    assert path.read_text(encoding="utf-8").startswith("#!/bin/sh\n")
    assert os.access(path, os.X_OK)


def test_the_newest_python_that_works_is_taken(programs: Path) -> None:
    _stand_in(programs, "python3.13", "exit 127  # a shim of a version that is not there")
    _python(programs, "python3.12")
    _python(programs, "python3")
    assert _run(programs, "find-python").stdout.strip() == str(programs / "python3.12")


def test_a_python_that_cannot_make_environments_yet_comes_last(programs: Path) -> None:
    without = 'case "$*" in *ensurepip*) exit 1 ;; esac; exit 0'
    _stand_in(programs, "python3.13", without)
    assert _run(programs, "find-python").stdout.strip() == str(programs / "python3.13")
    _python(programs, "python3.11")
    assert _run(programs, "find-python").stdout.strip() == str(programs / "python3.11")


def test_without_python_there_is_advice(programs: Path) -> None:
    done = _run(programs, "find-python")
    assert done.returncode == 1
    assert "Python 3.11" in done.stderr
    assert "PYTHON=" in done.stderr


def _debian(programs: Path, *, missing: str, user: int) -> None:
    """A Debian that lacks one package; apt-get writes down how it was called."""
    _stand_in(
        programs,
        "dpkg-query",
        f'for last; do :; done; [ "$last" = {missing} ] && exit 1; echo "install ok installed"',
    )
    _stand_in(programs, "id", f"echo {user}")
    _stand_in(programs, "apt-cache", "exit 0")
    _stand_in(programs, "apt-get", 'echo "apt-get $* ($DEBIAN_FRONTEND)" >> "$LOG"')


def _log(programs: Path) -> str:
    path = programs / "log"
    return path.read_text(encoding="utf-8") if path.exists() else ""


def test_nothing_is_installed_when_all_is_there(programs: Path) -> None:
    _debian(programs, missing="none", user=1000)
    done = _run(programs, "system-packages", "test")
    assert (done.returncode, done.stdout, done.stderr, _log(programs)) == (0, "", "", "")


def test_root_installs_only_what_is_missing(programs: Path) -> None:
    _debian(programs, missing="qpdf", user=0)
    assert _run(programs, "system-packages", "run").returncode == 0
    assert _log(programs) == ""
    done = _run(programs, "system-packages", "test")
    assert done.returncode == 0, done.stderr
    assert "-qq update" in _log(programs)
    assert _log(programs).endswith("install --no-install-recommends qpdf (noninteractive)\n")


def test_an_ordinary_user_installs_with_sudo(programs: Path) -> None:
    _debian(programs, missing="libpango-1.0-0", user=1000)
    _stand_in(programs, "sudo", 'echo sudo >> "$LOG"; exec "$@"')
    done = _run(programs, "system-packages", "run")
    assert done.returncode == 0, done.stderr
    assert _log(programs).count("sudo\n") == 2
    assert "libpango-1.0-0 (noninteractive)" in _log(programs)


def test_without_rights_the_administrator_is_told_what_to_do(programs: Path) -> None:
    _debian(programs, missing="libpango-1.0-0", user=1000)
    done = _run(programs, "system-packages", "run")
    assert done.returncode == 1
    assert "apt-get install --no-install-recommends libpango-1.0-0" in done.stderr
    assert _log(programs) == ""


def test_a_package_an_older_system_does_not_have_is_left_out(programs: Path) -> None:
    _debian(programs, missing="libharfbuzz-subset0", user=0)
    _stand_in(programs, "apt-cache", "exit 1")
    done = _run(programs, "system-packages", "run")
    assert done.returncode == 0
    assert "libharfbuzz-subset0" in done.stderr
    assert " install " not in _log(programs)


def test_the_package_of_environments_is_installed_too(programs: Path) -> None:
    _debian(programs, missing="python3.12-venv", user=0)
    assert _run(programs, "system-packages", "run", "python3.12-venv").returncode == 0
    assert "python3.12-venv" in _log(programs)


def test_another_system_gets_advice_and_goes_on(programs: Path) -> None:
    done = _run(programs, "system-packages", "run")
    assert done.returncode == 0
    assert "Pango" in done.stderr


def test_set_up_knows_its_two_kinds(programs: Path) -> None:
    assert _run(programs, "set-up", "other").returncode == 2
