"""A run of its own that holds a turn and does, line by line, what its test asks for: `python turn_holder.py`.

Words of the command line: address of the register, the turn, folder of a medium, lease in seconds, account
(«» for the one that starts it). Says «held TOKEN» or «busy»; then answers each line («write», «put», «erase»)
with «done» or «lost», and «end» with «free», or «lost» when it had been refused. «again» asks for the turn
once more.
"""

from __future__ import annotations

import datetime as dt
import os
import pwd
import sys
from pathlib import Path

from archiver.counter.turn import Turn, alone
from archiver.errors import Busy, TurnLost
from archiver.register.opening import open_url
from archiver.register.register import Register
from storage.directory import DirectoryStore
from storage.source import BytesSource


def say(answer: str) -> None:
    sys.stdout.write(f"{answer}\n")
    sys.stdout.flush()


def become(account: str, url: str) -> None:
    """Go on as another account, with no rights of the first."""
    # What is loaded when first needed may lie where only the first account looks.
    with open_url(url, create=False) as register, alone(register, Turn.CHECKING):
        register.ask_turn()
    user = pwd.getpwnam(account)
    os.setgroups([])
    os.setgid(user.pw_gid)
    os.setuid(user.pw_uid)


def act(register: Register, store: DirectoryStore, word: str) -> str:
    try:
        if word == "write":
            with register.transaction(by="holder") as work:
                work.trail.note("turn.tested", "register:1")
        elif word == "put":
            store.put("папка/файл", BytesSource(b"x"))
        elif word == "erase":
            store.erase("старое")
    except TurnLost:
        return "lost"
    return "done"


def hold(register: Register, turn: Turn, medium: Path, lease: dt.timedelta) -> str:
    try:
        with alone(register, turn, lease=lease) as held:
            say(f"held {held.token}")
            store = DirectoryStore(medium)
            store.guard = register.ask_turn
            while (word := sys.stdin.readline().strip()) not in ("end", ""):
                say(act(register, store, word))
    except TurnLost:
        return "lost"
    except Busy:
        return "busy"
    return "free"


def main(url: str, turn: str, medium: str, seconds: str, account: str) -> None:
    if account:
        become(account, url)
    with open_url(url, create=False) as register:
        lease = dt.timedelta(seconds=float(seconds))
        say(hold(register, Turn(turn), Path(medium), lease))
        while sys.stdin.readline().strip() == "again":
            say(hold(register, Turn(turn), Path(medium), lease))


if __name__ == "__main__":
    main(*sys.argv[1:])
