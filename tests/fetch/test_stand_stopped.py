"""A run that is killed or stopped loses nothing: the same command ends with the very same snapshot."""

from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path
from typing import Any

import pytest
import stand_flood
from stand_command import Stand, Standing, run, started
from stand_snapshot import OF_THE_YEAR, addresses, everything, files
from stand_switches import Fault

LONG = os.environ.get("ARCHIVER_TEST_LONG") == "1"
MOMENTS = 20 if LONG else 5
GROUPS = 4


@pytest.fixture(scope="module")
def college() -> dict[str, Any]:
    return stand_flood.flood(GROUPS)


@pytest.fixture(scope="module")
def undisturbed() -> dict[str, Any]:
    return {}


def whole(
    stand: Standing, folder: Path, college: dict[str, Any], undisturbed: dict[str, Any]
) -> tuple[dict[str, bytes], int]:
    """The undisturbed snapshot, and how many requests it took."""
    if not undisturbed:
        module = stand(answers=college)
        assert module.fetch(folder).code == 0
        undisturbed |= {"files": everything(folder), "asked": len(module.module.asked)}
        undisturbed["port"] = module.address
    return undisturbed["files"], undisturbed["asked"]


def alike(found: dict[str, bytes], undisturbed: dict[str, Any], module: Stand) -> dict[str, bytes]:
    """Everything but the address, whose port is another."""
    ours, theirs = module.address.encode(), undisturbed["port"].encode()
    return {
        name: data.replace(ours, theirs) if name == "snapshot.json" else data for name, data in found.items()
    }


@pytest.mark.parametrize("seed", range(MOMENTS))
def test_killed_at_any_moment_it_ends_the_same(
    stand: Standing, tmp_path: Path, college: dict[str, Any], undisturbed: dict[str, Any], seed: int
) -> None:
    final, requests = whole(stand, tmp_path / "undisturbed", college, undisturbed)
    module = stand(answers=college)
    chance = random.Random(seed)
    moment, delay = chance.randrange(2, requests), chance.uniform(0, 0.004)

    def comes() -> bool:
        if len(module.module.asked) < moment:
            return False
        time.sleep(delay)
        return True

    to = tmp_path / "to"
    done = module.fetch(to, when=comes, signal_=signal.SIGKILL)
    assert done.code == -signal.SIGKILL, done.said
    for address, data in files(to).items():  # each file is whole, or not there
        if not address.rpartition("/")[2].startswith("."):
            assert data == final[f"services/{address}.json"], address
    had = [path for _method, path in module.module.asked if "/subjects/" in path]
    assert module.fetch(to).code == 0
    assert alike(everything(to), undisturbed, module) == final
    pages = [path for _method, path in module.module.asked if "/subjects/" in path]
    assert len(pages) <= len(set(pages)) + 1, "more was asked twice than what was under way"
    assert had == pages[: len(had)]


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_stopped_it_logs_out_and_goes_on_where_it_was(stand: Standing, tmp_path: Path, sent: int) -> None:
    module = stand(gap=0.05)
    asked = module.module.asked
    done = module.fetch(tmp_path / "to", "--gap", "0.1", when=lambda: len(asked) > 12, signal_=sent)
    assert done.code == 130, done.said
    assert "Traceback" not in done.said
    assert (module.module.logins, module.module.logouts) == (1, 1)
    # who has pressed Ctrl-C is not kept waiting: the request under way is left, and the logout comes at once
    module.may_offend = True
    assert {one.rpartition(" ")[2] for one in module.module.offences} <= {"/services/security/logout"}
    had = files(tmp_path / "to")
    assert 0 < len(had) < len(addresses(OF_THE_YEAR))
    checked = run(["check", "to", "--year", "2025/26", "--json"], cwd=tmp_path)
    assert "snapshot.unfinished" in checked.out
    before = len(asked)
    assert module.fetch(tmp_path / "to", "--gap", "0.1").code == 0
    assert files(tmp_path / "to").keys() == addresses(OF_THE_YEAR)
    checked = run(["check", "to", "--year", "2025/26", "--json"], cwd=tmp_path)
    assert "snapshot.unfinished" not in checked.out
    again = {path.removeprefix("/services/") for _method, path in asked[before:]}
    assert not {one for one in again & had.keys() if "/subjects/" in one}


def test_stopped_while_it_waits_it_stops_at_once(stand: Standing, tmp_path: Path) -> None:
    module = stand(faults=(Fault("503", skip=3, retry_after="30"),))
    done = module.fetch(
        tmp_path / "to", when=lambda: len(module.module.asked) > 5, signal_=signal.SIGINT, timeout=15
    )
    assert done.code == 130, done.said
    assert module.module.logouts == 1


def test_two_runs_into_one_folder_do_not_mix(stand: Standing, tmp_path: Path) -> None:
    module = stand(gap=0.0)
    first = started(module.arguments(tmp_path / "to", "--gap", "0.5"), cwd=tmp_path)
    try:
        until = time.monotonic() + 30
        while not files(tmp_path / "to") and first.poll() is None and time.monotonic() < until:
            time.sleep(0.1)
        second = module.fetch(tmp_path / "to")
        assert second.code == 10, second.said
    finally:
        first.send_signal(signal.SIGINT)
        first.communicate(timeout=60)
    assert module.module.most_sessions == 1
