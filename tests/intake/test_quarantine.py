"""Untrusted files are read apart: what takes too much, or kills its reader, is one refusal of one file."""

from __future__ import annotations

import errno
import os
import pickle
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from archiver.intake import quarantine
from archiver.intake.exports import Reading
from archiver.intake.quarantine import QuarantinedTree, apart, each_apart
from archiver.intake.quarantine.child import KEEPER
from archiver.intake.refusal import FileRefused
from archiver.intake.tree.directory_tree import DirectoryTree
from archiver.settings.tables import Limits

LIMITS = Limits(reading_mb=128, reading_seconds=1, group_seconds=10)


@pytest.fixture
def tree(tmp_path: Path) -> QuarantinedTree:
    for name in ("a", "b", "c"):
        (tmp_path / name).write_text(name)
    return QuarantinedTree(DirectoryTree(tmp_path, LIMITS))


def read_all(tree: QuarantinedTree, at: str, fault: str) -> list[str]:
    """What a reader says of each file; at one of them something happens."""
    said = []
    for name in tree.names():
        try:
            said.append(tree.read(name).decode())
        except FileRefused as refused:
            said.append(refused.code)
            continue
        if name == at:
            happen(fault)
    return said


def happen(fault: str) -> None:
    if fault == "memory":
        hoard = []
        while True:
            hoard.append(bytes(10_000_000))
    elif fault == "time":
        while True:
            pass
    elif fault == "abort":
        os.abort()
    elif fault == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    elif fault == "exception":
        {}["no"]
    elif fault == "panic":

        class Panic(BaseException):
            pass

        raise Panic


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ("nothing", "b"),
        ("memory", "file.too-large"),
        ("time", "file.too-large"),
        ("killed", "file.too-large"),
        ("abort", "file.broken"),
        ("panic", "file.broken"),
        ("exception", "file.broken"),
    ],
)
def test_a_file_that_ends_its_reader_is_refused_and_the_others_are_read(
    tree: QuarantinedTree, fault: str, code: str
) -> None:
    assert apart(partial(read_all, tree, "b", fault), LIMITS) == ["a", code, "c"]
    assert apart(partial(read_all, tree, "c", "nothing"), LIMITS) == ["a", "b", "c"]


def one(fault: str, tree: QuarantinedTree, name: str) -> str:
    text = tree.read(name).decode()
    if text == "b":
        happen(fault)
    return text


@pytest.mark.parametrize(
    ("fault", "code"), [("nothing", "b"), ("memory", "file.too-large"), ("panic", "file.broken")]
)
def test_a_handful_of_files_is_no_less_apart(tree: QuarantinedTree, fault: str, code: str) -> None:
    found = dict(each_apart(partial(one, fault), tree, tree.names(), LIMITS))
    told = {name: text.code if isinstance(text, FileRefused) else text for name, text in found.items()}
    assert told == {"a": "a", "b": code, "c": "c"}


def test_a_file_is_condemned_once_wherever_it_is_read_again(tree: QuarantinedTree) -> None:
    """Whoever looks for groups has waited for it; their readers, here or in a worker, do not wait again."""
    dict(each_apart(partial(one, "abort"), tree, tree.names(), LIMITS))
    narrowed = pickle.loads(pickle.dumps(tree.narrowed(["b", "c"])))
    with pytest.raises(FileRefused) as refused:
        narrowed.read("b")
    assert refused.value.code == "file.broken" and narrowed.read("c") == b"c"
    assert tree.narrowed(["a"]).condemned == {}


def slow(tree: QuarantinedTree, name: str) -> str:
    text = tree.read(name).decode()
    end = time.process_time() + 0.6
    while time.process_time() < end:
        pass
    return text


def test_files_that_together_take_too_long_are_read_one_by_one(tree: QuarantinedTree) -> None:
    limits = Limits(reading_mb=128, reading_seconds=1, group_seconds=1)
    assert dict(each_apart(slow, tree, tree.names(), limits)) == {"a": "a", "b": "b", "c": "c"}


def busy(seconds: float) -> None:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def test_what_the_child_did_before_is_not_laid_to_a_file(tree: QuarantinedTree) -> None:
    """The child lives on from group to group; a file is condemned for its own time only."""
    limits = Limits(reading_mb=128, reading_seconds=1, group_seconds=2)
    for _each in range(3):
        apart(partial(busy, 0.9), limits)
    assert apart(partial(read_all, tree, "b", "abort"), limits) == ["a", "file.broken", "c"]


def endless(tree: QuarantinedTree) -> None:
    while True:
        for name in tree.names():
            tree.read(name)


def test_work_that_no_file_is_to_blame_for_is_given_up(tree: QuarantinedTree) -> None:
    limits = Limits(reading_mb=128, reading_seconds=1, group_seconds=1)
    begun = time.monotonic()
    with pytest.raises(FileRefused) as refused:
        apart(partial(endless, tree), limits)
    assert refused.value.code == "file.too-large" and refused.value.advice
    assert time.monotonic() - begun < 60


def refuse() -> None:
    raise FileRefused("file.empty", "message", "advice")


def fail() -> None:
    raise FileNotFoundError(errno.ENOENT, "no")


def test_refusals_and_the_systems_errors_come_through() -> None:
    with pytest.raises(FileRefused) as refused:
        apart(refuse, LIMITS)
    assert (refused.value.code, refused.value.advice) == ("file.empty", "advice")
    with pytest.raises(FileNotFoundError):
        apart(fail, LIMITS)


def much() -> list[bytes]:
    return [os.urandom(1) * 1_000_000 for _each in range(300)]


def test_an_answer_longer_than_any_journal_is_refused() -> None:
    with pytest.raises(FileRefused):
        apart(much, Limits(reading_mb=2048))
    assert apart(os.getpid, LIMITS) != os.getpid()


def test_the_child_is_kept_and_keeps_nothing_open() -> None:
    first = apart(os.getpid, LIMITS)
    assert apart(os.getpid, LIMITS) == first
    targets = apart(open_files, LIMITS)
    assert {name for name in targets if not name.startswith(("socket:", "pipe:", "/proc/"))} == {os.devnull}
    assert sum(name.startswith(("socket:", "pipe:")) for name in targets) == 1


def open_files() -> list[str]:
    names = []
    for one in Path("/proc/self/fd").iterdir():
        try:
            names.append(os.readlink(one))  # noqa: PTH115
        except OSError:
            continue
    return names


def test_a_killed_parent_leaves_no_child() -> None:
    script = (
        "import os,time\n"
        "from archiver.intake.quarantine import apart\n"
        "from archiver.settings.tables import Limits\n"
        "print(apart(os.getpid, Limits()), flush=True)\n"
        "time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.kill()
    deadline = time.monotonic() + 20
    while Path(f"/proc/{child}").exists() and not _is_dead(child):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _is_dead(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] in {"Z", "X"}
    except OSError:
        return True


def test_a_changed_file_and_one_taken_away_are_refused_wherever_they_are_read(tmp_path: Path) -> None:
    """What was judged is what is printed: a worker must not look at the folder again."""
    for name in ("a", "b", "c"):
        (tmp_path / name).write_text(name)
    seen = QuarantinedTree(DirectoryTree(tmp_path, LIMITS)).narrowed(["a", "b", "c"])
    (tmp_path / "a").write_text("another")
    (tmp_path / "b").unlink()
    (tmp_path / "d").write_text("new")
    assert apart(partial(read_all, seen, "", ""), LIMITS) == ["file.changed", "file.gone", "c"]


def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a")
    seen = DirectoryTree(tmp_path, LIMITS)
    (tmp_path / "a").unlink()
    os.mkfifo(tmp_path / "a")
    with pytest.raises(FileRefused) as refused:
        seen.read("a")
    assert refused.value.code == "file.unreadable"


def test_readings_travel_back() -> None:
    assert apart(partial(Reading, None, ()), LIMITS) == Reading(None, ())
    assert KEEPER.child is not None


def test_relative_paths_count_from_where_the_parent_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    apart(os.getpid, LIMITS)
    (tmp_path / "a").write_text("a")
    monkeypatch.chdir(tmp_path)
    assert apart(Path("a").read_text, LIMITS) == "a"
    tree = DirectoryTree(Path(), LIMITS)
    monkeypatch.chdir("/")
    assert tree.read("a") == b"a"


def one_by_one(tree: QuarantinedTree, name: str, at: str) -> str:
    text = tree.read(name).decode()
    if name == at:
        os.abort()
    return text


def children() -> set[str]:
    return set(Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split())


@pytest.fixture
def many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> QuarantinedTree:
    """Forty files, each a handful of its own, read by several children."""
    monkeypatch.setattr(quarantine, "_HANDFUL", 1)
    monkeypatch.setattr(os, "cpu_count", lambda: 3)
    for number in range(40):
        (tmp_path / f"{number:02}").write_text(f"{number:02}")
    return QuarantinedTree(DirectoryTree(tmp_path, LIMITS))


def test_handfuls_read_at_once_come_in_order_and_a_file_that_ends_a_child_is_named(
    many: QuarantinedTree,
) -> None:
    before = children()
    found = dict(each_apart(partial(one_by_one, at="17"), many, many.names(), LIMITS))
    assert list(found) == list(many.names())
    assert isinstance(found.pop("17"), FileRefused)
    assert all(name == text for name, text in found.items())
    assert children() <= before


def test_children_are_gone_when_nobody_asks_further(many: QuarantinedTree) -> None:
    before = children()
    reading = each_apart(partial(one_by_one, at="17"), many, many.names(), LIMITS)
    next(reading)
    reading.close()  # type: ignore[attr-defined]
    assert children() <= before
