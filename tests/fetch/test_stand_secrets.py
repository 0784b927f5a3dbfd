"""No password, its hash, cookie or token lies on disk, in what is said, or in what all see of a process."""

from __future__ import annotations

import os
import pty
import select
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from stand_command import MAIN, Standing, run
from stand_module import PASSWORD
from stand_switches import Fault

RUNS: dict[str, dict[str, Any]] = {
    "to its end": {},
    "chunked, renewed": {"cookies": "chunked", "renews": True},
    "session ends": {"expires_after": 5},
    "wrong password": {"refuses": "wrong"},
    "cut for ever": {"faults": (Fault("cut", at="/services/journal/", skip=3),)},
    "forgets at once": {"expires_after": 0, "expires_times": 1000, "ended": "page"},
}


@pytest.mark.parametrize(("name", "how"), [*((name, "file") for name in RUNS), ("to its end", "variable")])
def test_they_are_found_nowhere(stand: Standing, tmp_path: Path, name: str, how: str) -> None:
    module = stand(**RUNS[name])
    home = tmp_path / "home"
    home.mkdir()
    env = {
        variable: str(home)
        for variable in ("HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "TMPDIR")
    }
    env["ARCHIVER_DEBUG"] = "1"
    words = module.arguments(tmp_path / "to", "--shape", str(tmp_path / "shape"))
    if how == "variable":
        env["ARCHIVER_FETCH_PASSWORD"] = PASSWORD
        place = words.index("--password-file")
        del words[place : place + 2]
    done = run(words, env=env, watched=True, cwd=tmp_path, timeout=170)
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert kept or done.code == 11
    assert MAIN in done.listed.replace("\0", " "), "the process was not seen"
    for secret in module.module.secrets:
        assert secret not in done.said
        assert secret not in done.listed
        for path in kept:
            assert secret.encode() not in path.read_bytes(), path


def test_a_password_that_is_typed_is_not_shown(stand: Standing, tmp_path: Path) -> None:
    module = stand()
    words = module.arguments(tmp_path / "to")
    place = words.index("--password-file")
    del words[place : place + 2]
    child, terminal = pty.fork()
    if not child:
        os.chdir(tmp_path)
        os.environ["LANGUAGE"] = "ru"
        os.execv(sys.executable, [sys.executable, "-c", MAIN, *words])
    said, typed, until = b"", False, time.monotonic() + 60
    while time.monotonic() < until:
        if not select.select([terminal], [], [], 0.2)[0]:
            continue
        try:
            said += os.read(terminal, 4096)
        except OSError:
            break
        if not typed and "ароль".encode() in said:
            time.sleep(0.2)
            os.write(terminal, f"{PASSWORD}\n".encode())
            typed = True
    _child, status = os.waitpid(child, 0)
    os.close(terminal)
    assert os.waitstatus_to_exitcode(status) == 0, said.decode(errors="replace")
    assert typed
    assert PASSWORD not in said.decode(errors="replace")
    assert module.module.logins == 1


def test_where_nobody_can_type_it_is_not_waited_for(stand: Standing, tmp_path: Path) -> None:
    module = stand()
    words = module.arguments(tmp_path / "to")
    place = words.index("--password-file")
    del words[place : place + 2]
    done = run(words, timeout=30)
    assert done.code == 2, done.said
    assert "Traceback" not in done.said
    assert module.module.logins == 0
