"""What the program says when it stops, and the exit code scripts rely on.

    ArchiverError
    ├── UsageError          2  the command was called with words it does not know
    ├── InputInvalid        4  the exports (or a file named on the command line) cannot be used
    ├── ConfigInvalid       5  archiver.toml is missing, unreadable or wrong
    ├── OutputFailed        6  the result could not be written (full disk, no permission)
    ├── EngineFailed        7  the press could not typeset or assemble a page
    ├── RegisterFailed      8  the register of the archive cannot be opened, read or written
    ├── Refused             9  a rule of the archive forbids it; nothing was changed
    └── Busy               10  another run is at it: to be tried again when that has finished
    │   └── TurnLost       10  this run was stopped for so long that its turn has ended
    └── ModuleFailed       11  the module of the journals did not answer, or refused the account

Every message says what is wrong and where; it or its remedy says what to do. Nothing else reaches the user.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archiver.journal.findings import Finding
    from archiver.remedies import Remedy


class ExitCode(IntEnum):
    """Exit codes of `archiver`: a documented contract (docs/exit-codes.md is made from this)."""

    DONE = 0
    INTERNAL = 1
    USAGE = 2
    FINDINGS = 3
    INPUT_INVALID = 4
    CONFIG_INVALID = 5
    OUTPUT_FAILED = 6
    ENGINE_FAILED = 7
    REGISTER_FAILED = 8
    REFUSED = 9
    BUSY = 10
    MODULE_FAILED = 11
    INTERRUPTED = 130


class ArchiverError(Exception):
    """A refusal with a message for the user; `exit_code` is what the process ends with.

    `remedy` is what to do about it where the message does not say so itself: a door tells it in its own way.
    """

    exit_code = ExitCode.INTERNAL

    def __init__(self, message: str, *, remedy: Remedy | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


class UsageError(ArchiverError):
    """The command line asks for something that cannot be (an unknown year, a bad date)."""

    exit_code = ExitCode.USAGE


class InputInvalid(ArchiverError):
    """Exports that cannot be used; `problems` names every one of them with its place."""

    exit_code = ExitCode.INPUT_INVALID

    def __init__(
        self, message: str, problems: tuple[Finding, ...] = (), *, remedy: Remedy | None = None
    ) -> None:
        super().__init__(message, remedy=remedy)
        self.problems = problems


class ConfigInvalid(ArchiverError):
    """archiver.toml cannot be used."""

    exit_code = ExitCode.CONFIG_INVALID


class OutputFailed(ArchiverError):
    """The result could not be written; what was there before is unchanged."""

    exit_code = ExitCode.OUTPUT_FAILED


class EngineFailed(ArchiverError):
    """The press or the binder could not make a page."""

    exit_code = ExitCode.ENGINE_FAILED


class RegisterFailed(ArchiverError):
    """The register cannot be opened, read or written; what it held is unchanged."""

    exit_code = ExitCode.REGISTER_FAILED


class Refused(ArchiverError):
    """A rule of the archive forbids what was asked (a hold, a medium of another year); nothing changed."""

    exit_code = ExitCode.REFUSED


class Busy(ArchiverError):
    """Another run does what only one may do at a time; nothing changed, and the same call does it later."""

    exit_code = ExitCode.BUSY


class TurnLost(Busy):
    """The turn of this run has ended before its work: it may change nothing more. What it did stays."""


class ModuleFailed(ArchiverError):
    """The module of the journals did not answer, or refused the account; what was taken from it stays."""

    exit_code = ExitCode.MODULE_FAILED


class OutputLost(Exception):
    """Standard output cannot be written (`archiver check … | head`, a full disk): OUTPUT_FAILED.

    `error` is why; when the reader has gone (EPIPE) there is nobody to tell.
    """

    def __init__(self, error: OSError) -> None:
        super().__init__(error)
        self.error = error
