"""Whatever lies under a name that a command is given: a pipe, a device, nothing, or no possible name."""

from __future__ import annotations

import errno
import os
import shlex
import socket
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
import pytest
from calls import CALLS, expected, leaves
from processes import STUB, Ended, Processes

from archiver.__main__ import run
from archiver.disk.plain_files import open_plain, read_plain
from archiver.errors import ArchiverError, ConfigInvalid, ExitCode, RegisterFailed, UsageError
from archiver.people.passwords import read_password
from archiver.register.connection import parse_url
from archiver.settings.reading import read_settings

REFUSALS = {code for code in ExitCode if code not in {ExitCode.DONE, ExitCode.INTERNAL, ExitCode.INTERRUPTED}}
PASSWORDS = {"--password-file", "--new-password-file"}
_QUICK = "import archiver.people.passwords as passwords\npasswords.PATIENCE = 0.2\n"
_LONG = "x" * 300


def _paths() -> Iterator[tuple[str, str]]:
    """Every command with the name of each of its parameters that is a path."""
    for name, command in leaves():
        for parameter in command.params:
            if isinstance(parameter.type, click.Path):
                yield name, parameter.opts[0]


NAMED = [pair for pair in _paths() if pair[1] not in {"--config", "--exports"}]
WITH_SETTINGS = [name for name, parameter in _paths() if parameter == "--config"]


def _words(name: str, parameter: str, value: str) -> list[str]:
    """The words of the call with `value` in the place of that parameter's."""
    words = shlex.split(CALLS[name][1])
    if parameter.startswith("-") and parameter in words:
        words[words.index(parameter) + 1] = value
        return words
    if parameter.startswith("-"):
        return [*words, *(("--as", "ivanov") if parameter == "--password-file" else ()), parameter, value]
    command, own = dict(leaves())[name], len(name.split())
    given, _rest, _order = command.make_parser(click.Context(command)).parse_args(words[own:])
    first = given[parameter][0] if isinstance(given[parameter], Sequence) else given[parameter]
    old = given[parameter] if isinstance(given[parameter], str) else first
    if not isinstance(old, str):
        return [*words, value]
    words[words.index(old, own)] = value
    return words


def _call(processes: Processes, name: str, parameter: str, value: str) -> Ended:
    processes.put_back()
    _furnish(processes.place)
    ended = processes.call(_words(name, parameter, value), before=STUB + _QUICK, afresh=False)
    assert "Traceback" not in ended.err
    assert processes.left() == []
    assert stat.S_ISFIFO((processes.place / "pipe").lstat().st_mode)
    assert stat.S_ISSOCK((processes.place / "socket").lstat().st_mode)
    return ended


def _furnish(place: Path) -> None:
    os.mkfifo(place / "pipe")
    os.mknod(place / "socket", 0o600 | stat.S_IFSOCK)
    (place / "folder").mkdir()
    (place / "line\nbreak").write_bytes(b"?")
    (place / "half\udcff").write_bytes(b"?")


@pytest.mark.parametrize(("name", "parameter"), NAMED)
def test_a_pipe_is_refused_and_never_waited_for(processes: Processes, name: str, parameter: str) -> None:
    ended = _call(processes, name, parameter, "pipe")
    assert ended.code in REFUSALS, ended
    assert ended.err.count("Ошибка: ") == 1


@pytest.mark.parametrize(("name", "parameter"), [pair for pair in NAMED if pair[1] not in PASSWORDS])
def test_a_device_is_neither_read_nor_replaced(processes: Processes, name: str, parameter: str) -> None:
    before = Path("/dev/zero").lstat()
    ended = _call(processes, name, parameter, "/dev/zero")
    assert ended.code in REFUSALS, ended
    assert os.path.samestat(before, Path("/dev/zero").lstat())


@pytest.mark.parametrize(
    ("name", "parameter"),
    [("check", "exports"), ("year-end", "--to"), ("preview", "--to"), ("backup", "file"), ("restore", "file"),
     ("deposit", "folders"), ("certificate", "statements"), ("control", "--since"), ("get", "--to")],
)  # fmt: skip
@pytest.mark.parametrize(
    "value", ["socket", "folder", "line\nbreak", "half\udcff", "archiver.toml/below", "no/way"]
)
def test_odd_names_are_written_to_or_refused(
    processes: Processes, name: str, parameter: str, value: str
) -> None:
    ended = _call(processes, name, parameter, value)
    assert ended.code in REFUSALS | expected(name), ended


@pytest.mark.parametrize("name", WITH_SETTINGS)
def test_settings_are_a_plain_file(
    processes: Processes,
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    os.mkfifo(tmp_path / "pipe")
    monkeypatch.chdir(processes.pristine)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert run([*shlex.split(CALLS[name][1]), "--config", str(tmp_path / "pipe")]) in REFUSALS
    assert "pipe" in "".join(capsys.readouterr())


@pytest.mark.parametrize(("name", "parameter"), list(_paths()))
@pytest.mark.parametrize("value", ["", _LONG, f"no/{_LONG}/way", "a/" * 3000, "loop"])
def test_a_path_that_cannot_be_is_a_wrong_call(
    name: str, parameter: str, value: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    (tmp_path / "loop").symlink_to("loop")
    assert run(_words(name, parameter, value)) == ExitCode.USAGE
    assert "непредвиденный" not in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["loop"]


def test_texts_are_texts(capsys: pytest.CaptureFixture[str]) -> None:
    for name, command in leaves():
        for parameter in command.params:
            if type(parameter.type).__name__ == "SoundText":
                assert run(_words(name, parameter.opts[0], "half\udcff")) == ExitCode.USAGE, (name, parameter)
    assert "half\\udcff" in capsys.readouterr().err


@pytest.mark.parametrize("place", [_LONG, "a\\u0000b", "~nobody-of-this-name/x"])
@pytest.mark.parametrize("key", ["cache.folder", "archive.schedule"])
def test_places_in_settings_can_exist(tmp_path: Path, key: str, place: str) -> None:
    file = tmp_path / "archiver.toml"
    file.write_text(f'{key} = "{place}"\n', encoding="utf-8")
    with pytest.raises(ConfigInvalid, match=key):
        read_settings(file)


def test_a_register_is_a_plain_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for place in (tmp_path / "pipe", Path("/dev/zero"), tmp_path / _LONG, tmp_path / "a\0b", tmp_path):
        with pytest.raises(RegisterFailed):
            parse_url(f"sqlite:///{place}")


def test_passwords_come_from_pipes_that_are_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ask(_question: str) -> str:
        raise AssertionError

    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    monkeypatch.setattr("archiver.people.passwords.PATIENCE", 5.0)
    if not os.fork():
        with pipe.open("wb") as writing:
            writing.write(b"first line\r\nsecond")
        os._exit(0)
    assert read_password(pipe, ask, "o") == "first line"
    os.wait()
    reading, writing_end = os.pipe()
    os.write(writing_end, "пароль".encode())
    os.close(writing_end)
    assert read_password(Path(f"/dev/fd/{reading}"), ask, "o") == "пароль"
    assert read_password(Path("/dev/null"), ask, "o") == ""
    monkeypatch.setattr("archiver.people.passwords.PATIENCE", 0.1)
    with pytest.raises(UsageError, match="ожидание"):
        read_password(pipe, ask, "o")
    for place in (tmp_path, tmp_path / _LONG, tmp_path / "none"):
        with pytest.raises(ArchiverError):
            read_password(place, ask, "o")


def test_only_plain_files_of_a_known_size_are_read(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"12345")
    assert read_plain(file, 5) == b"12345"
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(os.path.relpath(tmp_path / "socket"))
    for place, number in (
        (file, errno.EFBIG), (tmp_path / "pipe", errno.ENXIO), (tmp_path / "socket", errno.ENXIO),
        (Path("/dev/zero"), errno.ENXIO), (tmp_path, errno.EISDIR), (tmp_path / "no", errno.ENOENT),
        (tmp_path / "a\0b", errno.ENOENT), (tmp_path / _LONG, errno.ENAMETOOLONG),
        (file / "x", errno.ENOTDIR),
    ):  # fmt: skip
        with pytest.raises(OSError, match=r"Errno") as error:
            read_plain(place, 4)
        assert error.value.errno == number
    with open_plain(file) as opened:
        assert not os.get_inheritable(opened.fileno())
