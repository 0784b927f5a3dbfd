"""What belongs to the whole process is set where a process starts, and by no use case."""

from __future__ import annotations

import ast
import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import archiver
from archiver.archive.preservation.verify import verify_media
from archiver.archive.retrieval.finding import find
from archiver.counter.session import Session
from archiver.counter.vocabulary import Query
from archiver.process import startup
from archiver.progress import Silent
from archives import SmallArchive
from counters import at

ROOT = Path(archiver.__file__).parent

SETTERS = {
    "gc": {"disable", "enable", "freeze", "unfreeze", "set_threshold", "set_debug"},
    "os": {
        "umask",
        "chdir",
        "fchdir",
        "putenv",
        "unsetenv",
        "dup2",
        "nice",
        "setuid",
        "setgid",
        "setpriority",
    },
    "signal": {"signal", "setitimer", "alarm", "set_wakeup_fd", "siginterrupt"},
    "sys": {"setrecursionlimit", "setswitchinterval"},
    "resource": {"setrlimit"},
    "locale": {"setlocale"},
    "warnings": {"simplefilter", "filterwarnings", "catch_warnings"},
    "contextlib": {"redirect_stdout", "redirect_stderr", "chdir"},
    "socket": {"setdefaulttimeout"},
}
CHANGING = {"pop", "popitem", "update", "setdefault", "clear"}

ALLOWED = {
    "process/output.py": {"os.environ"},
    "process/startup.py": {"gc.set_threshold", "gc.freeze", "os.environ"},
    "process/streams.py": {"os.dup2", "sys.stdout", "sys.stderr", "sys.stdin"},
    "process/stopping.py": {"signal.signal"},
    "process/workers.py": {"signal.signal"},
    "intake/quarantine/child.py": {
        "gc.freeze", "gc.disable", "os.chdir", "os.dup2", "resource.setrlimit", "signal.signal",
    },
    "intake/quarantine/watch.py": {"resource.setrlimit", "signal.setitimer"},
}  # fmt: skip
"""The start of the command and of its run, of a worker, of the child that reads strangers' files."""


def set_in(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute | ast.Subscript) and not isinstance(node.ctx, ast.Load):
            name = ast.unparse(node.value if isinstance(node, ast.Subscript) else node)
            if name in {"os.environ", "sys.stdin", "sys.stdout", "sys.stderr", "sys.excepthook"}:
                yield name
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            module, name = ast.unparse(node.func.value), node.func.attr
            if module == "os.environ" and name in CHANGING:
                yield module
            elif name in SETTERS.get(module, ()):
                yield f"{module}.{name}"
        elif isinstance(node, ast.ImportFrom):
            yield from (
                f"{node.module}.{one.name}"
                for one in node.names
                if one.name in SETTERS.get(node.module or "", ())
            )


def test_only_where_a_process_starts_something_process_wide_is_set() -> None:
    found = {
        file.relative_to(ROOT).as_posix(): names
        for package in (ROOT, ROOT.parent / "retention", ROOT.parent / "storage", ROOT.parent / "templates")
        for file in sorted(package.rglob("*.py"))
        if (names := set(set_in(file)))
    }
    assert found == ALLOWED


def state() -> dict[str, object]:
    told = Path("/proc/self/status").read_text(encoding="utf-8")
    return {
        "environment": dict(os.environ),
        "collector": (gc.isenabled(), gc.get_threshold(), gc.get_freeze_count()),
        "umask": next(line for line in told.splitlines() if line.startswith("Umask")),
        "folder": Path.cwd(),
        "signals": {number: signal.getsignal(number) for number in signal.valid_signals()},
        "streams": (sys.stdin, sys.stdout, sys.stderr),
    }


def test_use_cases_in_threads_change_nothing_of_the_process(tmp_path: Path) -> None:
    archive = SmallArchive(tmp_path)
    archive.add(1)
    archive.add(2)
    archive.deposit()
    settings = archive.settings

    def used(use: Callable[[Session], object]) -> object:
        with archive.register() as register:
            before = state()
            done = use(at(register, settings))
            assert state() == before
            return done

    with ThreadPoolExecutor(2) as threads:
        checked = threads.submit(
            used, lambda session: len(list(verify_media(session, Silent(), everything=True)))
        )
        found = threads.submit(used, lambda session: len(find(session, Query(), "ИС-21")[0]))
        assert (checked.result(), found.result()) == (2, 1)


def test_a_thread_cannot_be_the_first_to_name_the_fonts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FONTCONFIG_FILE", "another")
    with ThreadPoolExecutor(1) as threads:
        with pytest.raises(RuntimeError):
            threads.submit(startup.name_fonts, tmp_path / "fonts.conf").result()
        assert os.environ["FONTCONFIG_FILE"] == "another"
        startup.name_fonts(tmp_path / "fonts.conf")
        threads.submit(startup.name_fonts, tmp_path / "fonts.conf").result()
    assert os.environ["FONTCONFIG_FILE"] == str(tmp_path / "fonts.conf")
