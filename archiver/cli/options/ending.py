"""How the commands that make something of exports end, in one place (ADR 0039).

Their code answers a script's question: is everything made that was asked for? Warnings are told in words and
in JSON, and are a failure only to who says so (`--strict`). The commands that look after the archive ask
another question, whether somebody must act, and answer it themselves.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NoReturn

import click

from archiver.errors import ExitCode
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.journal.findings import Finding

strict_option = click.option("--strict", is_flag=True, help=_("End with 3 for warnings too."))


def end(
    findings: Iterable[Finding] = (), *, unmade: bool = False, lacking: bool = False, strict: bool = False
) -> NoReturn:
    """End a command: 3 when something blocks or is `unmade`, 0 otherwise.

    `lacking`: what was made has blanks, which weighs as a warning. `strict` makes warnings weigh as much as
    what blocks.
    """
    from archiver.journal.findings import Severity

    weights = {one.severity for one in findings}
    grave = unmade or Severity.BLOCKING in weights
    doubtful = lacking or Severity.WARNING in weights
    code = ExitCode.FINDINGS if grave or (strict and doubtful) else ExitCode.DONE
    click.get_current_context().exit(code)
