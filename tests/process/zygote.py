"""The program in processes of its own, many in little time: modules are read once, and each call is a fork.

A call is a line of JSON on standard input: {"argv", "env", "cwd", "streams", "before"}; the answer is the
process' number and exit code. `streams` says for 0, 1, 2 what it finds there: a path, "closed", or "gone" (a
pipe whose reader has left). `before` is Python, run in the process just before the program.
"""

from __future__ import annotations

import gc
import io
import json
import os
import signal
import sys
from typing import Any

SECONDS = 60
"""No call takes so long; one that waits for ever is killed by SIGALRM."""


def read_modules() -> None:
    """What most commands read at their start; never the engine, whose libraries do not like forks."""
    import importlib

    from archiver.cli.main import commands

    for target, _help in commands().values():
        importlib.import_module(target.partition(":")[0])
    for name in (
        "archiver.__main__", "archiver.settings.loading", "archiver.intake.open", "archiver.binding.year",
        "archiver.reports.statement.making", "archiver.register.opening", "archiver.archive.deposit.deposit",
        "archiver.press.section.laying", "archiver.reports.document.workbook", "archiver.binding.review",
        "pypdf", "rich.table", "sqlalchemy", "lxml.html", "archiver.archive.disposal.drafting",
    ):  # fmt: skip
        importlib.import_module(name)


def serve() -> dict[str, Any]:
    """Answer calls until there are no more; returns the call in a process that is to make it."""
    for line in sys.stdin:
        call: dict[str, Any] = json.loads(line)
        child = os.fork()
        if not child:
            return call
        _child, status = os.waitpid(child, 0)
        sys.stdout.write(f"{child} {os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()
    os._exit(0)


def become(call: dict[str, Any]) -> None:
    """Be the process that `call` describes, as the interpreter would have made it."""
    signal.alarm(SECONDS)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job is born deaf to it
    os.setpgid(0, 0)
    os.chdir(call["cwd"])
    os.environ.clear()
    os.environ.update(call["env"])
    sys.argv = ["archiver", *(os.fsdecode(word.encode("utf-8", "surrogateescape")) for word in call["argv"])]
    for number, place in enumerate(call["streams"]):
        os.close(number)
        if place == "gone":
            reader, writer = os.pipe()
            os.close(reader)
            if writer != number:
                os.dup2(writer, number)
                os.close(writer)
        elif place != "closed":
            flags = os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT | os.O_TRUNC
            opened = os.open(place, flags, 0o666)
            if opened != number:
                os.dup2(opened, number)
                os.close(opened)
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        setattr(sys, name, _stream(number))


def _stream(number: int) -> io.TextIOWrapper | None:
    try:
        os.fstat(number)
    except OSError:
        return None
    return open(number, "w" if number else "r", encoding="utf-8", closefd=False)


if __name__ == "__main__":
    read_modules()
    gc.freeze()
    wanted = serve()
    become(wanted)
    exec(wanted["before"])
    from archiver.__main__ import main

    sys.exit(main())
