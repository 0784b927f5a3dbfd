"""Passwords: argon2id, asked for without echo or read from a private file; never in words of a command."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

from archiver.causes import cause
from archiver.errors import Refused, UsageError
from archiver.locale import _

SHORTEST = 10
_LONGEST_FILE = 4096


def hashed(password: str, *, login: str) -> str:
    """The argon2id hash of a new password; Refused when it is too easy to guess."""
    from argon2 import PasswordHasher

    if len(password) < SHORTEST:
        raise Refused(_("A password needs {count} characters at least.").format(count=SHORTEST))
    if login.casefold() in password.casefold() or len(set(password)) < SHORTEST // 2:
        raise Refused(
            _("This password is too easy to guess. Take several words that do not belong together.")
        )
    return PasswordHasher().hash(password)


def matches(hash_: str, password: str) -> bool:
    """Whether `password` is the one of the hash."""
    from argon2 import PasswordHasher
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return PasswordHasher().verify(hash_, password)
    except (VerificationError, InvalidHashError):
        return False


def read_password(file: Path | None, ask: Callable[[str], str], login: str) -> str:
    """The password of `login`: the first line of `file` (/dev/fd/3 too, «-» standard input), or asked for."""
    if file is None:
        return ask(_("Password of {login}").format(login=login))
    try:
        text = _first_line(file)
    except OSError as error:
        raise UsageError(
            _("The password cannot be read from {file}: {cause}.").format(file=file, cause=cause(error))
        ) from error
    except UnicodeDecodeError as error:
        raise UsageError(_("{file}: the password must be text in UTF-8.").format(file=file)) from error
    return text


def _first_line(file: Path) -> str:
    if str(file) == "-":
        return sys.stdin.readline(_LONGEST_FILE).rstrip("\r\n")
    with file.open("rb") as opened:
        status = os.fstat(opened.fileno())
        if os.name != "nt" and stat.S_ISREG(status.st_mode) and status.st_mode & 0o077:
            raise Refused(
                _("{file} can be read by others; make it private first: chmod 600 {file}.").format(file=file)
            )
        return opened.readline(_LONGEST_FILE).decode("utf-8").rstrip("\r\n")
