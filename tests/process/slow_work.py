"""A command whose workers write for ever; deaf ones do not answer to being dismissed."""

from __future__ import annotations

import signal
import sys
import time
from pathlib import Path

from archiver import __main__ as entry
from archiver.disk.atomic import replacing
from archiver.process.workers import Crew


def write_for_ever(folder: Path, name: str, deaf: bool) -> None:
    if deaf:
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])
    with replacing(folder / name) as file:
        file.write(b"half")
        time.sleep(600)


def call(_arguments: object) -> int:
    folder, deaf = Path(sys.argv[1]), len(sys.argv) > 2
    with Crew(2) as crew:
        jobs = [crew.submit(write_for_ever, folder, str(number), deaf) for number in range(4)]
        jobs[0].result()
    return 0


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job is born deaf to it
    entry._call = call
    sys.exit(entry.main())
