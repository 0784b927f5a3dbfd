"""What was found as a list that is read to its end: a line a fact, under the name of its group.

How many, where and what to do stand in the line; every single finding is told by `render.print_findings`.
"""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TextIO

import click

from archiver.cli.telling.render import literal
from archiver.journal.facts import Fact, facts
from archiver.journal.findings import Finding, Severity
from archiver.locale import _

SIGNS = {Severity.BLOCKING: "!!", Severity.WARNING: "!", Severity.NOTE: "·"}
_COLOURS = {Severity.BLOCKING: "red", Severity.WARNING: "yellow", Severity.NOTE: None}
_WIDEST, _NARROWEST = 120, 60
"""Characters of a line: wider ones are not read, narrower ones hold nothing."""
_CODE = 20
_INDENT = 6


def print_facts(
    findings: Iterable[Finding], *, notes: bool = False, headed: bool = True, file: TextIO | None = None
) -> None:
    """Print the facts to `file` (stdout by default), those of no group first; `notes` only when wanted.

    `headed`: under the name of each group.
    """
    stream = file or sys.stdout
    given = tuple(findings)
    shown = facts(one for one in given if notes or one.severity is not Severity.NOTE)
    width = shutil.get_terminal_size((_WIDEST, 24)).columns if stream.isatty() else _WIDEST
    for line in _lines(shown, max(_NARROWEST, min(width, _WIDEST)), headed=headed):
        click.echo(line, file=stream)


def _lines(shown: Iterable[Fact], width: int, *, headed: bool) -> Iterator[str]:
    ordered = sorted(shown, key=lambda fact: fact.group is not None)
    for group, of_group in groupby(ordered, key=lambda fact: fact.group):
        if headed:
            yield click.style(literal(group) if group else _("Of no group"), bold=True)
        for fact in of_group:
            yield from _line(fact, width)


def _line(fact: Fact, width: int) -> Iterator[str]:
    count = f" ×{len(fact.findings)}" if len(fact.findings) > 1 else ""
    sign, code = SIGNS[fact.severity].ljust(2), f"{fact.code}{count}".ljust(_CODE)
    todo = f"→ {literal(fact.brief)}"
    room = width - len(sign) - len(code) - 3 - len(todo) - 1
    text = literal(fact.told(room))
    styled = click.style(sign, fg=_COLOURS[fact.severity], bold=fact.severity is Severity.BLOCKING)
    head = f"{styled} {click.style(code, dim=True)}"
    if len(text) <= room:
        yield f"{head}  {text} {todo}"
        return
    # What does not fit is told on, not cut: the message is all there is of it.
    first, *more = textwrap.wrap(
        text,
        width - _INDENT,
        initial_indent=" " * (len(sign) + len(code) + 3 - _INDENT),
        break_on_hyphens=False,
    )
    yield f"{head}  {first.strip()}"
    tail = " ".join(more)
    for line in textwrap.wrap(f"{tail} {todo}".strip(), width - _INDENT, break_on_hyphens=False):
        yield " " * _INDENT + line
