"""How a command comes to the counter: whose it is (--as, --password-file) and by which settings."""

from __future__ import annotations

import contextlib
import datetime as dt
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archiver.cli.options.collected import collected
from archiver.cli.options.options import DAY, config_option, exports_config_option
from archiver.errors import UsageError
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.counter.session import Caller, Session
    from archiver.settings.tables import Settings


@dataclass(frozen=True, slots=True)
class Door:
    """What a command was given of who acts; `wall_day` was read off a calendar."""

    config: Path | None = None
    as_login: str = ""
    password_file: Path | None = None
    wall_day: dt.date | None = None

    def caller(self, settings: Settings | None = None) -> Caller:
        """Who stands here, by `settings` or by those of --config; raises ConfigInvalid."""
        from archiver.counter.session import Caller
        from archiver.people.who import Claim

        if settings is None:
            from archiver.settings.loading import load_settings

            settings = load_settings(self.config).settings
        claim = Claim(self.as_login, self.password_file)
        return Caller(settings, claim, ask_password, self.wall_day, _tell_refused)

    def not_needed(self) -> None:
        """Raises UsageError when somebody is named though nobody is asked who acts."""
        if self.as_login or self.password_file is not None:
            raise UsageError(
                _("Nobody is asked who acts where the archive is not: leave --as and --password-file away.")
            )

    @contextlib.contextmanager
    def open(self, settings: Settings | None = None, *, create: bool = False) -> Iterator[Session]:
        """The caller's session; `create`: a missing register is made.

        Raises ConfigInvalid, RegisterFailed and Refused.
        """
        with self.caller(settings).session(create=create) as session:
            yield session


_who = (
    click.option(
        "--as",
        "as_login",
        default="",
        metavar=_("LOGIN"),
        help=_("Act as this person of the register; their password is asked for."),
    ),
    click.option(
        "--password-file",
        type=click.Path(path_type=Path),
        help=_(
            "For scripts: read the password, where one is asked, from this file or descriptor (/dev/fd/3, -)."
        ),
    ),
)
session_options = collected("door", Door, *_who, config_option)
"""Add --as, --password-file and --config; the command is given them as one value, `door`."""

exports_session_options = collected("door", Door, *_who, exports_config_option)
"""As `session_options`, for commands whose settings may travel with the exports."""

dated_session_options = collected(
    "door",
    Door,
    *_who,
    config_option,
    click.option(
        "--today",
        "wall_day",
        type=DAY,
        help=_("The date on a calendar on the wall, when the program asks whether the clock is right."),
    ),
)
"""As `session_options`, with --today for what asks whether the clock is right."""


def _tell_refused(message: str) -> None:
    """What was done is done; that a medium does not know of it has to be seen, and changes no exit code."""
    click.echo(_("A medium was not told of what was done now: {message}").format(message=message), err=True)


def ask_password(question: str) -> str:
    """Ask on the terminal without echo; UsageError where there is none."""
    if not sys.stdin.isatty():
        raise UsageError(_("There is no terminal to ask for the password; give it with --password-file."))
    answer: str = click.prompt(question, hide_input=True, err=True)
    return answer


def ask_new_password(file: Path | None, login: str) -> str:
    """A new password, typed twice, or read from `file`."""
    from archiver.people.passwords import read_password

    first = read_password(
        file, lambda _asked: ask_password(_("New password of {login}").format(login=login)), login
    )
    if file is None and ask_password(_("Once more")) != first:
        raise UsageError(_("The two passwords differ; nothing was changed."))
    return first
