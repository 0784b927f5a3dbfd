"""`--to` of every command: a file where one is written, a folder where several are; the other is refused."""

from __future__ import annotations

import shlex
from pathlib import Path

import click
import pytest
from calls import CALLS, leaves

from archiver.__main__ import run
from archiver.cli.options.targets import ToFile, ToFolder

OF_PERSONS = {"paper lend"}
"""Commands that name somebody by --to."""
ONE_FILE = {
    "check", "preview", "media label", "disposal print", "paper check", "papers inventory",
    "papers electronic-inventory", "papers transfer", "papers plan",
}  # fmt: skip


def _targets() -> dict[str, click.Parameter]:
    return {
        name: parameter
        for name, command in leaves()
        for parameter in command.params
        if "--to" in parameter.opts and name not in OF_PERSONS
    }


TARGETS = _targets()


def test_every_target_is_of_one_of_the_two_kinds() -> None:
    kinds = {name: type(parameter.type) for name, parameter in TARGETS.items()}
    assert set(kinds.values()) == {ToFile, ToFolder}
    assert {name for name, kind in kinds.items() if kind is ToFile} == ONE_FILE
    assert len(kinds) > len(ONE_FILE) + 8  # nothing was passed over


@pytest.mark.parametrize("name", TARGETS)
def test_the_help_says_which(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*name.split(), "--help"]) == 0
    assert f"--to {'ФАЙЛ' if name in ONE_FILE else 'ПАПКА'} " in capsys.readouterr().out


@pytest.mark.parametrize("name", TARGETS)
def test_the_other_kind_is_refused_before_anything_is_done(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder.pdf").mkdir()
    (tmp_path / "letter").write_bytes(b"?")
    files = ["new", "new/", "folder.pdf", "letter", "paper.docx"]
    folders = ["new.pdf", "новая.XLSX", "new/below.json", "new.csv", "letter"]
    for value in files if name in ONE_FILE else folders:
        words = shlex.split(CALLS[name][1])
        if "--to" in words:
            words[words.index("--to") + 1] = value
        else:
            words += ["--to", value]
        assert run(words) == 2, (words, capsys.readouterr())
        said = capsys.readouterr()
        assert said.out == "" and said.err.startswith(f"Ошибка: {value.strip('/')}"), said
        assert said.err.count("\n") == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder.pdf", "letter"]
