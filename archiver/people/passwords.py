"""Passwords: argon2id, asked for without echo or read from a private file; never in words of a command."""

from __future__ import annotations

import errno
import functools
import os
import secrets
import stat
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from archiver.errors import Refused, UsageError
from archiver.locale import _
from archiver.wording.causes import cause

SHORTEST = 10
_LONGEST_FILE = 4096
PATIENCE = 60.0
"""Seconds that a pipe or a terminal may take to give a password."""
_PAUSE = 0.05
AT_ONCE = 4
"""So many hashes are computed at once at most: each takes 64 MiB, and strangers decide how many are asked."""
_computing = threading.BoundedSemaphore(AT_ONCE)


def hashed(password: str, *, login: str) -> str:
    """The argon2id hash of a new password; Refused when it is too easy to guess."""
    from argon2 import PasswordHasher

    if len(password) < SHORTEST:
        raise Refused(_("A password needs {count} characters at least.").format(count=SHORTEST))
    if login.casefold() in password.casefold() or len(set(password)) < SHORTEST // 2:
        raise Refused(
            _("This password is too easy to guess. Take several words that do not belong together.")
        )
    with _computing:
        return PasswordHasher().hash(password)


@functools.cache
def nobodys_hash() -> str:
    """A hash of this run that no password is right for: trying it takes as long as trying somebody's."""
    from argon2 import PasswordHasher

    with _computing:
        return PasswordHasher().hash(secrets.token_hex())


def matches(hash_: str, password: str) -> bool:
    """Whether `password` is the one of the hash."""
    from argon2 import PasswordHasher
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        with _computing:
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
    handle = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
    try:
        mode = os.fstat(handle).st_mode
        if stat.S_ISREG(mode) and mode & 0o077:
            raise Refused(
                _("{file} can be read by others; make it private first: chmod 600 {file}.").format(file=file)
            )
        line, _end, _rest = _awaited(handle, stat.S_ISFIFO(mode)).partition(b"\n")
    finally:
        os.close(handle)
    return line.decode("utf-8").rstrip("\r")


def _awaited(handle: int, is_pipe: bool) -> bytes:
    """What comes up to the end of a line; a pipe is waited for, its writer may not be there yet.

    Raises TimeoutError when nobody writes into it: a script without a terminal would wait for ever.
    """
    told, until = b"", time.monotonic() + PATIENCE
    while b"\n" not in told and len(told) < _LONGEST_FILE:
        try:
            some = os.read(handle, _LONGEST_FILE - len(told))
        except BlockingIOError:
            some = None
        if some:
            told += some
        elif some is not None and (told or not is_pipe):
            break
        elif time.monotonic() > until:
            raise TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT))
        else:
            time.sleep(_PAUSE)
    return told
