"""Findings on the screen: a table on a terminal, one line each in a pipe or a log.

Texts of findings quote the exports, and an export may hold anything, so control characters and
direction overrides are shown as escapes and never reach the terminal.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TextIO

from archiver.cli.telling.remedies import with_advice
from archiver.journal.findings import Finding, Place, Severity
from archiver.locale import _

_ORDER = {Severity.BLOCKING: 0, Severity.WARNING: 1, Severity.NOTE: 2}
_STYLE = {Severity.BLOCKING: "bold red", Severity.WARNING: "yellow", Severity.NOTE: "dim"}

_LONGEST = 200
"""Characters of a name that are shown; the whole of it is in the JSON."""


def severity_text(severity: Severity) -> str:
    """How a severity is called on the screen."""
    return {
        Severity.BLOCKING: _("BLOCKS"),
        Severity.WARNING: _("WARNING"),
        Severity.NOTE: _("NOTE"),
    }[severity]


def literal(text: str) -> str:
    r"""The text on one line, with what a terminal would obey written out (`\x1b`)."""
    if text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


def literally(told: Callable[[str], None], *, wanted: bool = True) -> Callable[[str], None]:
    """`told`, given each line as `literal`; where it is not `wanted`, nothing is told."""
    return (lambda text: told(literal(text))) if wanted else (lambda _text: None)


def _shown(character: str) -> str:
    if character in "\n\t\r":
        return " "
    if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") and character != "\u00ad":
        return character.encode("unicode_escape").decode("ascii")
    return character


def _brief(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def place_text(place: Place) -> str:
    """Where it is, the office's words first: «Химия, подгруппа 1, период 2 — а.xls, лист «1», ячейка B12».

    Empty when nothing is known.
    """
    office = [
        place.subject and _brief(place.subject),
        place.subgroup and _("subgroup {name}").format(name=_brief(place.subgroup)),
        place.term is not None and _("term {number}").format(number=place.term),
    ]
    source = [
        place.file,
        place.sheet and _("sheet “{name}”").format(name=place.sheet),
        place.cell and _("cell {address}").format(address=place.cell),
        place.path,
    ]
    halves = (", ".join(part for part in half if part) for half in (office, source))
    return literal(" — ".join(half for half in halves if half))


def print_findings(findings: Sequence[Finding], *, file: TextIO | None = None) -> None:
    """Print findings to `file` (stdout by default), blocking ones first, else in the order given."""
    stream = file or sys.stdout
    ordered = sorted(findings, key=lambda finding: _ORDER[finding.severity])
    if not ordered:
        return
    if stream.isatty():
        _table(ordered, stream)
        return
    for finding in ordered:
        print(_line(finding), file=stream)


def _untold(finding: Finding) -> Place:
    """The place without what the message says itself: messages of pages begin with their names."""
    place = finding.place
    if place.subject and place.subject in finding.message:
        place = replace(place, subject=None, subgroup=None, term=None)
    if place.file and place.file in finding.message:
        place = replace(place, file=None)
    return place


def _line(finding: Finding) -> str:
    place = place_text(_untold(finding))
    head = [severity_text(finding.severity), literal(_brief(finding.group or "—")), finding.code]
    text = f"{place}: {literal(finding.message)}" if place else literal(finding.message)
    advice = f" → {literal(with_advice(finding.advice, finding.remedy))}" if finding.advice else ""
    return "  ".join([*head, text]) + advice


def _table(findings: Sequence[Finding], stream: TextIO) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, show_lines=False, pad_edge=False)
    table.add_column("", no_wrap=True)
    table.add_column(_("Group"), overflow="fold")
    table.add_column(_("Place"), overflow="fold", ratio=2)
    table.add_column(_("What is wrong and what to do"), overflow="fold", ratio=5)
    for finding in findings:
        text = Text(literal(finding.message))
        if finding.advice:
            advice = with_advice(finding.advice, finding.remedy)
            text.append(f"\n→ {literal(advice)}", style="italic")
        text.append(f"\n{finding.code}", style="dim")
        table.add_row(
            Text(severity_text(finding.severity), style=_STYLE[finding.severity]),
            Text(literal(_brief(finding.group or "—"))),
            Text(place_text(_untold(finding))),
            text,
        )
    Console(file=stream, highlight=False).print(table)
