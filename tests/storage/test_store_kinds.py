"""What of storage/ this machine cannot test is said at the end of the run, never skipped in silence."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from store_kinds import NOT_TESTED


def test_what_cannot_be_tested_here_is_said(record_property: Callable[[str, object], None]) -> None:
    for line in NOT_TESTED:
        record_property("not tested", line)


def test_a_machine_without_the_server_says_so_and_runs_the_rest(tmp_path: Path) -> None:
    here = Path(__file__).parent
    environment = {**os.environ, "PATH": str(tmp_path)}  # no server, no mounts
    environment.pop("ARCHIVER_TEST_BUCKET", None)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(here / "test_store_kinds.py"),
         str(here / "test_medium.py"), "-k", f"not {_NAME}"],
        env=environment,
        cwd=here.parents[1],
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    assert "radosgw" in done.stdout
    assert "a full disk" in done.stdout


_NAME = test_a_machine_without_the_server_says_so_and_runs_the_rest.__name__
