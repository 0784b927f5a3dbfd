"""Workers of the tests' own, as processes: started, looked at through their jobs, killed, ended."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import toys

from archiver.jobs.engine import Jobs
from archiver.jobs.kind import Lane
from archiver.jobs.order import Order
from archiver.jobs.place import Place
from archiver.jobs.standing import Standing

T = TypeVar("T")
LONG = os.environ.get("ARCHIVER_TEST_LONG") == "1"
PATIENCE = 60.0
"""Seconds that a busy machine is waited for."""


def until(told: Callable[[], T | None], seconds: float = PATIENCE) -> T:
    """What `told` gives at last."""
    end = time.monotonic() + seconds
    while not (found := told()):
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)
    return found


@dataclass
class Workers:
    """The jobs of `place`, and a keeper with its worker that does them."""

    place: Place
    config: Path
    command: Sequence[str] = (sys.executable, toys.__file__, "keeper")
    environment: dict[str, str] = field(default_factory=dict)
    keeper: subprocess.Popen[bytes] | None = None

    def __post_init__(self) -> None:
        self.jobs = Jobs(self.place)

    def start(self) -> None:
        """Start a keeper, unless there is one."""
        if self.keeper is None:
            self.keeper = subprocess.Popen(
                [*self.command, str(self.config)],
                env=os.environ | self.environment,
                stdout=subprocess.DEVNULL,
            )

    def end(self) -> None:
        """End the keeper and all that it keeps, as a service is ended."""
        if self.keeper is not None:
            self.keeper.terminate()
            self.keeper.wait(PATIENCE)
        self.keeper = None

    def close(self) -> None:
        """End it, and look at no job any more."""
        self.end()
        self.jobs.__exit__()

    def worker(self) -> int | None:
        """The number of the worker's process."""
        return next(iter(children(self.keeper.pid if self.keeper else 0)), None)

    def kill_worker(self) -> None:
        """As the system does when memory runs out."""
        number = self.worker()
        if number is not None:
            os.kill(number, signal.SIGKILL)

    def ask(self, kind: str, lane: Lane = Lane.PRESS, *, by: str = "orlova", **arguments: object) -> str:
        return self.jobs.ask(Order(kind, arguments, by), lane)

    def look(self, number: str) -> Standing:
        found = self.jobs.look(number)
        assert found is not None
        return found

    def until(self, number: str, wanted: Callable[[Standing], object], seconds: float = PATIENCE) -> Standing:
        """How the job stands when it is at last as `wanted`."""
        return until(lambda: one if wanted(one := self.look(number)) else None, seconds)

    def ended(self, number: str, seconds: float = PATIENCE) -> Standing:
        return self.until(number, lambda one: not one.state.open, seconds)


def children(process: int) -> list[int]:
    """The processes that one has started, of whichever of its threads."""
    found: list[int] = []
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            found += map(int, task.read_text().split())
        except OSError:
            continue  # it has ended just now
    return found


def settings_at(folder: Path, url: str) -> Path:
    """The settings of a college whose register is at `url`."""
    config = folder / "archiver.toml"
    config.write_text(
        f'[college]\nname = "Тестовый колледж"\nshort_name = "ТК"\n[archive]\nregister_url = "{url}"\n'
        f"[cache]\nfolder = '{folder / 'cache'}'\n",
        encoding="utf-8",
    )
    return config
