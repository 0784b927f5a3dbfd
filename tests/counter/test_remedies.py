"""What to do about a refusal is a value; the command line alone knows its own commands (ADR 0035)."""

from __future__ import annotations

import ast
import pickle
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import sqlalchemy as sa

import archiver
from archiver.__main__ import run
from archiver.cli.main import commands
from archiver.cli.main import main as group
from archiver.cli.telling.remedies import ADVICE, COMMANDS, advice, command, with_advice
from archiver.cli.telling.render import print_findings
from archiver.errors import ArchiverError, InputInvalid, Refused
from archiver.intake.refusal import FileRefused
from archiver.journal.codes import finding
from archiver.register.refusals import explained
from archiver.remedies import Deed, Remedy
from archiver.wording.storage import refusal as storage_refusal
from storage.errors import BagConflict, LockNotKept, MediumRefused, StorageError, StoreUnreachable

ROOT = Path(archiver.__file__).parent
COMMAND = re.compile(rf"archiver ((?:{'|'.join(commands())})\b(?: [a-z-]+)*)")

LEFT = {
    # documentation of a key, printed beside it into the sample archiver.toml: it belongs to that file
    "settings/archive.py": 1,
    # reasons and locks of a deposit, told line by line under way
    "archive/deposit/journals.py": 2,
    "archive/deposit/outcome.py": 1,
}
"""How many texts outside the command line still name a command of it: nothing may be added."""


def texts(file: Path) -> Iterator[str]:
    """The texts of a module that are no docstrings."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


def test_no_text_outside_the_command_line_names_a_command() -> None:
    found = Counter(
        file.relative_to(ROOT).as_posix()
        for file in sorted(ROOT.rglob("*.py"))
        if file.relative_to(ROOT).parts[0] != "cli"
        for text in texts(file)
        if COMMAND.search(text)
    )
    assert dict(found) == LEFT


OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")
LEFT_OPTIONS = {
    "archive/audit/trail.py": 1,
    "archive/custody/paper.py": 2,
    "archive/deposit/deposit.py": 2,
    "archive/deposit/journals.py": 1,
    "archive/disposal/paper.py": 1,
    "archive/level/judging.py": 1,
    "archive/media/introduction.py": 1,
    "archive/retrieval/finding.py": 2,
    "fetch/refusals.py": 4,
    "journal/intake_codes.py": 3,
    "people/proof.py": 1,
    "register/restore.py": 1,
    "settings/archive.py": 1,
    "settings/loading.py": 1,
    "settings/received.py": 3,
    "settings/text.py": 1,
}
"""How many texts outside the command line still name an option of it: nothing may be added."""


def test_no_more_texts_outside_the_command_line_name_an_option() -> None:
    found = Counter(
        file.relative_to(ROOT).as_posix()
        for file in sorted(ROOT.rglob("*.py"))
        if file.relative_to(ROOT).parts[0] != "cli"
        for text in texts(file)
        if OPTION.search(text)
    )
    assert dict(found) == LEFT_OPTIONS


def test_every_remedy_has_its_words() -> None:
    """After the message of an error, within a sentence, or both."""
    assert {*ADVICE, *COMMANDS} == set(Deed)


WORDS = {
    **{f"advice {deed}": advice(Remedy(deed, "17")) for deed in ADVICE},
    **{f"command {deed}": command(deed, "17") for deed in COMMANDS},
}


def options(command: click.Command) -> Iterator[str]:
    """Every option of a command and of those below it."""
    for parameter in command.params:
        yield from (*parameter.opts, *parameter.secondary_opts)
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below
            yield from options(below)


@pytest.mark.parametrize("told", WORDS.values(), ids=WORDS)
def test_a_command_that_is_advised_is_there(told: str) -> None:
    assert "{" not in told
    named = COMMAND.findall(told)
    own = re.findall(r"--[a-z][a-z-]+", told)
    assert named or own
    assert set(own) <= set(options(group))
    for words in named:
        first, *more = words.split()
        command = group.get_command(click.Context(group), first)
        if isinstance(command, click.Group):
            assert more[0] in command.commands, told


def test_a_command_is_named_with_and_without_what_it_is_done_to() -> None:
    assert command(Deed.REPAIR, "Н-1") == "archiver repair Н-1"
    assert command(Deed.REPAIR) == "archiver repair"


@pytest.mark.parametrize("deed", ADVICE)
def test_who_has_a_subject_says_it(deed: Deed) -> None:
    """A subject that a remedy is given is never lost, and one that it needs is named in its words."""
    needs = "17" in advice(Remedy(deed, "17"))
    assert needs is (advice(Remedy(deed, "17")) != advice(Remedy(deed)))


def test_a_remedy_goes_with_its_error_between_processes() -> None:
    for error in (
        Refused("нет", remedy=Remedy(Deed.CONTINUE_ACT, "3")),
        InputInvalid("нет", (), remedy=Remedy(Deed.FIND)),
    ):
        again = pickle.loads(pickle.dumps(error))
        assert (again.message, again.remedy) == (error.message, error.remedy)


def test_the_command_line_says_it_after_the_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "archiver.toml").write_text(
        f'[archive]\nregister_url = "sqlite:///{tmp_path}/register.db"\n', encoding="utf-8"
    )
    monkeypatch.setenv("ARCHIVER_CONFIG", str(tmp_path / "archiver.toml"))
    (tmp_path / "disk").mkdir()
    assert run(["media", "add", "Н-1", str(tmp_path / "disk"), "--kind", "directory", "--site", "К1"]) == 0
    capsys.readouterr()
    assert run(["hold", "lift", "7", "--document", "ответ"]) == 9
    assert (
        capsys.readouterr()
        .err.strip()
        .endswith("Приостановки № 7 нет. Все приостановки: archiver hold list.")
    )


def test_what_has_lines_gets_a_line_more() -> None:
    remedy = Remedy(Deed.FIND)
    assert with_advice("одно", None) == "одно"
    assert with_advice("одно", remedy) == f"одно {advice(remedy)}"
    assert with_advice("одно\nдругое", remedy) == f"одно\nдругое\n{advice(remedy)}"


def _told(error: ArchiverError) -> str:
    return with_advice(error.message, error.remedy)


@pytest.mark.parametrize(
    ("error", "named"),
    [
        (StoreUnreachable("E:/", "ключ", "read", "нет"), "archiver media show Н-1"),
        (LockNotKept("s3", "ключ", asked="1", found="2"), "archiver media probe"),
        (BagConflict("E:/", "пакет", ["чужое"]), "archiver verify"),
        (MediumRefused("E:/", "no-identity"), "archiver media add"),
    ],
)
def test_a_store_that_refuses_is_told_with_what_to_do(error: StorageError, named: str) -> None:
    refused = storage_refusal(error, "Н-1")
    assert named in _told(refused)
    assert "archiver " not in refused.message


def test_a_register_that_is_damaged_is_told_with_what_to_do() -> None:
    url = sa.make_url("sqlite:///register.db")
    with pytest.raises(ArchiverError) as refused, explained(url):
        raise sa.exc.DatabaseError("SELECT 1", {}, Exception("database disk image is malformed"))
    assert "archiver restore КОПИЯ --replace" in _told(refused.value)


def test_a_finding_is_told_with_what_does_its_advice(capsys: pytest.CaptureFixture[str]) -> None:
    print_findings([finding("file.version", "версия 9")])
    assert "archiver convert" in capsys.readouterr().out


def test_a_file_that_is_refused_keeps_its_remedy_between_processes() -> None:
    refused = FileRefused("file.version", "версия 9", "обновите", remedy=Remedy(Deed.CONVERT))
    again = pickle.loads(pickle.dumps(refused))
    assert again.finding("журнал.json").remedy == Remedy(Deed.CONVERT)
