"""Jobs of no trade, a worker and a hand that know them: what becomes of jobs is tried on these.

python toys.py worker|hand SOCKET [CONFIG]
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from pathlib import Path

from archiver.errors import Busy, ExitCode
from archiver.jobs import hand, keeper
from archiver.jobs.kind import Bench, Kind, Lane
from archiver.jobs.standing import Outcome
from archiver.permissions import Permission
from archiver.process.stopping import listen
from archiver.progress import Unit

NAMES = frozenset({"folder", "count", "pause", "poison", "stumble", "late"})


def _steps(bench: Bench) -> Outcome:
    """Write `count` files into `folder`, each once; what was done before is passed over, as year-end does."""
    asked, folder = bench.arguments, Path(bench.arguments["folder"])
    folder.mkdir(exist_ok=True)
    bench.progress.expect(asked["count"], Unit.GROUPS)
    for number in range(asked["count"]):
        if number == asked.get("poison"):
            with (folder / "deaths").open("a", encoding="utf-8") as deaths:
                deaths.write("x")
            os._exit(9)
        if number == asked.get("stumble"):
            raise LookupError("Иванов Иван Иванович")
        made = folder / f"{number}.pdf"
        if not made.exists():
            time.sleep(asked.get("pause", 0))
            (folder / f"{number}.part").write_text(str(number), encoding="utf-8")
            (folder / f"{number}.part").rename(made)
            with (folder / "log").open("a", encoding="utf-8") as log:
                log.write(f"{number}\n")
        bench.progress.done(1, Unit.GROUPS)
        bench.progress.line(f"ТО-{number}: готово")
    return Outcome(ExitCode.DONE, "сделано")


def _busy(bench: Bench) -> Outcome:
    """Another run is in the way until the file `late` is there."""
    if not Path(bench.arguments["late"]).exists():
        raise Busy("другой запуск пишет на носители")
    return Outcome(ExitCode.FINDINGS)


def _still(bench: Bench) -> Outcome:
    """Nothing moves for a long time: one large file is read."""
    bench.progress.expect(1, Unit.BYTES)
    time.sleep(bench.arguments["pause"])
    return Outcome(ExitCode.DONE)


def _kind(name: str, perform: object, lane: Lane) -> Kind:
    return Kind(name, lambda: name, str, Permission.BINDER_MAKE, lane, NAMES, frozenset(), perform)  # type: ignore[arg-type]


TOYS = {
    kind.name: kind
    for kind in (
        _kind("steps", _steps, Lane.PRESS),
        _kind("busy", _busy, Lane.MEDIA),
        _kind("still", _still, Lane.PRESS),
    )
}
WORKER = (sys.executable, __file__, "worker")
HAND = (sys.executable, __file__, "hand")

if __name__ == "__main__":
    role, *rest = sys.argv[1:]
    if role == "hand":
        hand.main(rest, TOYS)
    elif role == "worker":
        from archiver.jobs import worker

        sys.exit(worker.main(rest, kinds=TOYS, hand=HAND, polling=0.1))
    else:
        keeper.PAUSES = (0.1,)
        listen()
        with contextlib.suppress(KeyboardInterrupt):
            sys.exit(keeper.keep_working(Path(rest[0]), print, WORKER))
