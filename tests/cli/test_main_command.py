"""The command itself: light, Russian, one message and one exit code for every end."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click
import pytest

from archiver import __main__ as entry
from archiver import __version__
from archiver.cli.main import commands
from archiver.cli.main import main as group
from archiver.errors import ArchiverError, ConfigInvalid, ExitCode, InputInvalid
from archiver.journal.findings import Finding, Place, Severity
from repository import ROOT, archiver, python

HEAVY = ("weasyprint", "sqlalchemy", "boto3", "pydantic", "lxml", "pypdf", "rich", "python_calamine",
         "xlsxwriter", "jinja2", "fontTools", "num2words")  # fmt: skip


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["nonsense"]])
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    program = (
        "import sys\nfrom archiver.__main__ import run\n"
        f"run({arguments!r})\nprint('LOADED', *sorted({{name.split('.')[0] for name in sys.modules}}))"
    )
    done = python("-c", program)
    assert "LOADED" in done.stdout, done.stderr
    loaded = set(done.stdout.rpartition("LOADED")[2].split())
    assert loaded & set(HEAVY) == set()


def test_help_lists_every_command_in_russian() -> None:
    done = archiver("--help")
    assert done.returncode == 0
    for name, (_target, short) in commands().items():
        assert name in done.stdout
        assert short in done.stdout
    assert "Вызов: archiver" in done.stdout
    assert "Параметры:" in done.stdout
    assert "Usage" not in done.stdout


@pytest.mark.parametrize("name", list(commands()))
def test_every_command_answers_in_russian(name: str) -> None:
    command = group.get_command(click.Context(group), name)
    assert isinstance(command, click.Command)
    text = command.get_help(click.Context(command, info_name=name))
    for word in ("Usage", "Options", "PATH", "TEXT", "INTEGER", "Show this"):
        assert word not in text


def test_version() -> None:
    done = archiver("--version")
    assert (done.returncode, done.stdout.strip()) == (0, f"archiver, версия {__version__}")


def test_russian_comes_out_whole_in_a_machine_of_ascii() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "utf8=0", "-m", "archiver", "--help"],
        cwd=ROOT,
        env={"PATH": "/usr/bin", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Вызов" in done.stdout.decode("utf-8")


def test_wrong_calls_are_refused_in_russian() -> None:
    for arguments in (["nonsense"], ["--nonsense"], ["year-end"], ["preview", "x", "--group"]):
        done = archiver(*arguments)
        assert done.returncode == ExitCode.USAGE, arguments
        assert "Ошибка: " in done.stderr
        assert "Error" not in done.stderr


def _ends_with(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> int:
    def fail(**_arguments: object) -> int:
        raise error

    monkeypatch.delenv("ARCHIVER_DEBUG", raising=False)
    monkeypatch.setattr(group, "main", fail)
    return entry.run([])


def test_every_refusal_has_its_message_and_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for kind in ArchiverError.__subclasses__():
        assert _ends_with(monkeypatch, kind("Чего-то нет.\nВторая строка.")) == kind.exit_code
        assert capsys.readouterr().err == "Ошибка: Чего-то нет.\nВторая строка.\n"


def test_invalid_input_shows_its_problems(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    problem = Finding(
        "file.empty", Severity.BLOCKING, "Файл пуст.", "Выгрузите снова.", place=Place(file="а.xls")
    )
    assert _ends_with(monkeypatch, InputInvalid("Прочитать нельзя.", (problem,))) == 4
    said = capsys.readouterr().err
    assert "а.xls: Файл пуст. → Выгрузите снова." in said
    assert said.endswith("Ошибка: Прочитать нельзя.\n")


def test_stopping_is_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    for error in (KeyboardInterrupt(), click.exceptions.Abort()):
        assert _ends_with(monkeypatch, error) == 130
        assert capsys.readouterr().err == "Ошибка: Остановлено.\n"


def test_a_full_disk_is_not_an_internal_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _ends_with(monkeypatch, OSError(28, "No space left on device")) == ExitCode.OUTPUT_FAILED
    assert "Освободите место" in capsys.readouterr().err


def test_a_surprise_is_one_line_with_advice(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for error in (ZeroDivisionError("oops\x1b[31m"), OSError(5, "I/O")):
        assert _ends_with(monkeypatch, error) == ExitCode.INTERNAL
        said = capsys.readouterr().err
        assert said.count("\n") == 1
        assert "ARCHIVER_DEBUG=1" in said
        assert "\x1b" not in said


def test_a_developer_sees_the_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_arguments: object) -> int:
        raise ZeroDivisionError

    monkeypatch.setenv("ARCHIVER_DEBUG", "1")
    monkeypatch.setattr(group, "main", fail)
    with pytest.raises(ZeroDivisionError):
        entry.run([])


def test_the_code_a_command_exits_with_is_the_code_of_the_process(tmp_path: Path) -> None:
    done = archiver("config", "show", "--config", str(tmp_path / "none.toml"))
    assert done.returncode == ConfigInvalid.exit_code
    assert "Traceback" not in done.stderr


def test_a_reader_that_goes_away_is_no_error_on_the_screen(tmp_path: Path) -> None:
    said = tmp_path / "stderr"
    with said.open("wb") as errors:
        program = subprocess.Popen(
            [sys.executable, "-u", "-m", "archiver", "config", "show"],
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            stderr=errors,
        )
        assert program.stdout
        program.stdout.close()
        assert program.wait() == ExitCode.OUTPUT_FAILED
    assert said.read_bytes() == b""
