"""What a group was called in an academic year.

The list of groups says what it is called today, its gradebooks what it was called then; groups that have
finished are on no list, and only their gradebooks name them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from archiver.intake.spo.answers import Entry
from archiver.journal.codes import finding
from archiver.journal.collation import same_name
from archiver.journal.findings import Finding, Place
from archiver.journal.model import AcademicYear
from archiver.locale import _

_TERM = re.compile(
    r"[\s,;:(\-–—]*(?:\d{1,2}|[IVX]{1,4})(?:\s*[-‑]?\s*(?:й|ый|ой))?\s*(?:семестр|триместр|курс)\b.*",
    re.I | re.S,
)
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class YearName:
    """The name of a group in a year, and a finding when it is not the list's."""

    name: str
    finding: Finding | None = None


def name_of_year(
    listed: str, entries: Iterable[Entry], year: AcademicYear | None, file: str, *, on_list: bool = True
) -> YearName:
    """The name by the year's gradebooks; the list's where they tell none, or tell it with more words."""
    told = told_names(entries)
    if not told or any(_holds(one, listed) for one in told):
        return YearName(listed)
    name = told[-1]
    if not on_list:
        return YearName(name)
    message = _(
        "Group {listed} of the list was called {name} in the gradebooks of {year}; it is called so here."
    )
    return YearName(
        name,
        finding(
            "group.renamed",
            message.format(listed=listed, name=name, year=year),
            group=name,
            place=Place(file=file),
        ),
    )


def told_names(entries: Iterable[Entry]) -> Sequence[str]:
    """The names in gradebooks in order, each once: «ИС-21, 1 семестр» is «ИС-21», «1 семестр» none."""
    ordered = sorted(entries, key=lambda entry: entry.start)
    names = (_TERM.sub("", entry.name).strip() for entry in ordered if isinstance(entry.name, str))
    return [*dict.fromkeys(name for name in names if _LETTER.search(name))]


def _holds(told: str, listed: str) -> bool:
    """Whether the gradebook's name is the list's, or has it among other words («Журнал группы ИС-21»)."""
    if same_name(told, listed):
        return True
    return re.search(rf"(?<![\w-]){re.escape(listed)}(?![\w-])", told, re.I) is not None
