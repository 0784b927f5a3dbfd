"""Runs one command of a guide as on another day, in the college's folder, and gives the screen."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

LOGIN, HOME = "arhiv", "~"
PASSWORD = "совсем-не-простой-пароль-7"
AS_ON_A_DAY = """
import datetime as dt, sys
import archiver.clock, archiver.disk.account
moment = dt.datetime.fromisoformat(sys.argv.pop(1)).astimezone(dt.UTC)
archiver.clock.now = lambda: moment
archiver.disk.account.os_login = lambda: sys.argv_login
sys.argv_login = sys.argv.pop(1)
from archiver.__main__ import main
sys.exit(main())
"""
"""A process whose clock and account are the story's; the modules that take them by name are loaded after."""


@dataclass(frozen=True)
class Computer:
    """The computer of the story: a temporary folder that plays its home, media and register."""

    root: Path

    @property
    def work(self) -> Path:
        """Where the commands are typed."""
        return self.root / "home" / "Журналы"

    def made(self) -> Computer:
        """With its folders and the two media, which are folders here."""
        for folder in (self.work, *(self.root / "media" / name for name in ("disk1", "disk2", "disk3"))):
            folder.mkdir(parents=True)
        for name, word in (("password", PASSWORD), ("own-password", f"{PASSWORD}-свой")):
            (self.root / name).write_text(word, encoding="utf-8")
            (self.root / name).chmod(0o600)
        return self

    def run(self, line: str, moment: str) -> tuple[int, str]:
        """Exit code and screen of a command line of a guide, typed at `moment` (ISO 8601)."""
        words = [self._here(word) for word in shlex.split(line)[1:]]
        words = self._with_passwords(words)
        done = subprocess.run(
            [sys.executable, "-c", AS_ON_A_DAY, moment, LOGIN, *words],
            cwd=self.work, env=self._environment(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, check=False, stdin=subprocess.DEVNULL,
        )  # fmt: skip
        return done.returncode, self._there(done.stdout)

    def _with_passwords(self, words: list[str]) -> list[str]:
        """With passwords from files, for nobody is there to type them."""
        given = [word for word in words if word != "--set-password"]
        if given != words:
            given += ["--new-password-file", str(self.root / "password")]
        elif words[:2] == ["people", "password"]:
            given += ["--new-password-file", str(self.root / "own-password")]
        if "--as" in words:
            own = self.root / f"{words[words.index('--as') + 1]}-has-own"
            given += ["--password-file", str(self.root / ("own-password" if own.exists() else "password"))]
            if words[:2] == ["people", "password"]:
                own.touch()
        return given

    def _environment(self) -> dict[str, str]:
        home = self.root / "home"
        own = {"HOME": home, "XDG_DATA_HOME": home / ".local/share", "XDG_CACHE_HOME": home / ".cache"}
        kept = {name: value for name, value in os.environ.items() if not name.startswith("ARCHIVER_")}
        return kept | {name: str(path) for name, path in own.items()} | {"COLUMNS": "96", "NO_COLOR": "1"}

    def _here(self, word: str) -> str:
        return word.replace("/media/", f"{self.root}/media/") if word.startswith("/media/") else word

    def _there(self, screen: str) -> str:
        lines = (line.rstrip() for line in screen.replace(f"{self.root}/home", HOME).splitlines())
        return "\n".join(lines).replace(str(self.root), "").strip("\n")
