"""The options --as and --password-file of commands that need to know who acts."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archiver.errors import UsageError
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.acting.who import Acting, Claim
    from archiver.register.register import Register


def acting_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options to a command; it is given them as one value, `claim`."""

    @click.option(
        "--as",
        "as_login",
        default="",
        metavar=_("LOGIN"),
        help=_("Act as this person of the register; their password is asked for."),
    )
    @click.option(
        "--password-file",
        type=click.Path(path_type=Path),
        help=_(
            "For scripts: read the password, where one is asked, from this file or descriptor (/dev/fd/3, -)."
        ),
    )
    @functools.wraps(command)
    def with_claim(*arguments: Any, as_login: str, password_file: Path | None, **options: Any) -> Any:
        from archiver.acting.who import Claim

        return command(*arguments, claim=Claim(as_login, password_file), **options)

    return with_claim


def identified(register: Register, claim: Claim) -> Acting:
    """Who acts: the operating-system user, or somebody whose password is given; raises Refused."""
    from archiver.acting.who import identify

    return identify(register, claim, ask_password)


def ask_password(question: str) -> str:
    """Ask on the terminal without echo; UsageError where there is none."""
    if not sys.stdin.isatty():
        raise UsageError(_("There is no terminal to ask for the password; give it with --password-file."))
    answer: str = click.prompt(question, hide_input=True, err=True)
    return answer
