"""Standard input, output and error as callers give them: closed, full, or read by nobody any more."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from calls import CALLS, expected, leaves
from processes import STUB, Processes

from archiver.errors import ExitCode

LOST = "Ошибка: Не удалось записать: на диске нет места. Освободите место или выберите другую папку.\n"


def test_the_table_has_every_command() -> None:
    assert list(CALLS) == [name for name, _command in leaves()]


@pytest.mark.parametrize("name", CALLS)
def test_what_cannot_be_shown_is_told_by_the_code(processes: Processes, name: str) -> None:
    """Every command that ends well shows something; one that is refused says so on standard error."""
    ended = processes.call(CALLS[name][1], streams=("/dev/null", "/dev/full", "err"), before=STUB)
    if expected(name) & {ExitCode.DONE, ExitCode.FINDINGS}:
        assert ended.code == ExitCode.OUTPUT_FAILED or ended.code in expected(name) - {0, 3}
        assert ended.err.endswith(LOST) or ended.code == ExitCode.REFUSED
    else:
        assert ended.code in expected(name)
    assert "Traceback" not in ended.err
    assert processes.left() == []


@pytest.mark.parametrize("errors", ["/dev/full", "gone", "closed"])
def test_nobody_to_tell_of_progress_stops_nothing(processes: Processes, errors: str) -> None:
    words = "year-end 2025/26 --from exports --to new --workers 1"
    ended = processes.call(words, streams=("closed", "closed", errors))
    assert ended.code == ExitCode.DONE
    assert list((processes.place / "new").glob("*.pdf"))


@pytest.mark.parametrize(
    "words", ["--help", "--version", "check exports", "check exports --json", "verify --all"]
)
def test_a_reader_that_goes_away_is_told_nothing(processes: Processes, words: str) -> None:
    ended = processes.call(words, streams=("/dev/null", "gone", "err"))
    assert ended.code == ExitCode.OUTPUT_FAILED
    told = ended.err.splitlines()  # which settings are in force is told before anything is found
    assert [line for line in told if not line.startswith("Настройки: ")] == []


def test_a_stream_opened_the_wrong_way_is_told(processes: Processes) -> None:
    program = [sys.executable, "-m", "archiver", "config", "show"]
    with Path("/dev/null").open("rb") as unwritable:
        done = subprocess.run(program, stdout=unwritable, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == ExitCode.OUTPUT_FAILED
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("closing", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-", ">&- 2>/dev/full"])
def test_a_shell_closes_them_too(closing: str, tmp_path: Path) -> None:
    """The same with a process that no test has made."""
    program = f'"{sys.executable}" -m archiver sample new --format json --groups 1 {closing}'
    done = subprocess.run(["/bin/sh", "-c", program], cwd=tmp_path, check=False, capture_output=True)
    assert done.returncode == 0, done
    assert b"Traceback" not in done.stderr
    # Nothing that was said got into a file that happened to be opened under the number of a stream.
    assert all(path.read_bytes()[:1] in (b"{", b"\n", b"#") for path in (tmp_path / "new").rglob("*.*"))


def test_a_reader_in_no_hurry_gets_everything(processes: Processes) -> None:
    """A pipe that does not wait (as some callers make theirs) is waited for."""
    processes.put_back()
    program = (
        "import fcntl, os, sys\n"
        "fcntl.fcntl(1, fcntl.F_SETFL, os.O_NONBLOCK)\n"
        "fcntl.fcntl(1, 1031, 4096)\n"  # F_SETPIPE_SZ: a small pipe
        "from archiver.__main__ import main\n"
        "sys.argv = ['archiver', 'config', 'show']\n"
        "sys.exit(main())\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, cwd=processes.place
    ) as process:
        assert process.stdout
        first = process.stdout.read(1)
        text = first + process.stdout.read()
    assert process.returncode == 0
    assert len(text) > 8192
    assert text.endswith(b"\n")
