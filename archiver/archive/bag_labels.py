"""What bag-info.txt says of a file of the archive, and reading it back when the register is lost.

The bag is the only thing that is on a medium in 25 years, so everything the register knows of a file
without its names stands in it: labels of RFC 8493 where there are such, our own otherwise.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterable, Sequence

from archiver.journal.normal_form import normalized
from archiver.register.model.files import File
from archiver.register.model.trail import Head

Pairs = tuple[tuple[str, str], ...]

SOFTWARE = "Bag-Software-Agent"
AUDIT_HEAD = "Audit-Head"
BAG = "External-Identifier"
STATEMENT_DOCUMENT = "Statement-Document"
"""Of a journal made elsewhere: the document by which its grade statement lies outside this archive."""
KEEP_UNTIL, CLOSED_ON = "Keep-Until", "Closed-On"
PERMANENT = "permanent"
"""What stands for the last day of a file that is kept for ever."""


def labels_of(
    file: File,
    *,
    bag: str,
    bagged_on: dt.date,
    organisation: str,
    address: str = "",
    statement_document: str = "",
) -> Pairs:
    """The labels of a bag of `file` whose id is `bag`; empty ones are left out."""
    years = "" if file.years is None else str(file.years)
    pairs = (
        ("Source-Organization", organisation or file.college),
        ("Organization-Address", address),
        ("External-Description", file.title),
        (BAG, bag),
        ("Internal-Sender-Identifier", file.external_id),
        ("Bagging-Date", bagged_on.isoformat()),
        ("Record-Series", file.series),
        ("Record-Index", file.index),
        ("Record-Title", file.title),
        ("Academic-Year", str(file.academic_year)),
        ("College", file.college),
        ("Department", file.department),
        ("Group", file.group),
        ("Opened-On", _day(file.opened_on)),
        (CLOSED_ON, _day(file.closed_on)),
        ("Retention-Years", years),
        (KEEP_UNTIL, _day(file.keep_until) or PERMANENT),
        ("Destruction-Year", str(file.destruction_year or "")),
        ("Mandate", file.mandate),
        (STATEMENT_DOCUMENT, statement_document),
        ("Appraisal", "yes" if file.appraisal else ""),
        ("Sheets", str(file.sheets)),
        ("Volumes", str(file.volumes)),
    )
    return tuple((label, text) for label, value in pairs if (text := one_line(value)))


def with_head(pairs: Iterable[tuple[str, str]], head: Head, software: str) -> Pairs:
    """The labels with the event of the audit trail that began the deposit: an anchor outside the register."""
    return (*pairs, (AUDIT_HEAD, f"{head.sequence} {head.digest}"), (SOFTWARE, software))


def head_of(pairs: Sequence[tuple[str, str]]) -> Head | None:
    """The head of the audit trail that a bag carries; None when it tells none."""
    sequence, _space, digest = dict(pairs).get(AUDIT_HEAD, "").partition(" ")
    return Head(int(sequence), digest) if sequence.isdecimal() and digest else None


def lacking_of(pairs: Iterable[tuple[str, str]]) -> str:
    """The label that every bag of ours was written with and this one has not; "" where none is lacking.

    Each release has written the last day of a file, and with a dated one the day of its closing.
    """
    told = dict(pairs)
    if KEEP_UNTIL not in told:
        return KEEP_UNTIL
    return CLOSED_ON if told[KEEP_UNTIL] != PERMANENT and CLOSED_ON not in told else ""


def file_of(pairs: Sequence[tuple[str, str]], registered_at: dt.datetime) -> File:
    """The file a bag of ours tells of; raises ValueError or KeyError when it is none of ours."""
    told = dict(pairs)
    if lacking := lacking_of(pairs):
        raise KeyError(lacking)
    until = told[KEEP_UNTIL]
    years = told.get("Retention-Years")
    return File(
        external_id=told["Internal-Sender-Identifier"],
        series=told["Record-Series"],
        index=told["Record-Index"],
        title=told["Record-Title"],
        academic_year=int(told["Academic-Year"]),
        registered_at=registered_at,
        college=told.get("College", ""),
        department=told.get("Department", ""),
        group=told.get("Group", ""),
        opened_on=_read_day(told.get("Opened-On")),
        closed_on=_read_day(told.get(CLOSED_ON)),
        years=int(years) if years else None,
        mandate=told.get("Mandate", ""),
        keep_until=None if until == PERMANENT else dt.date.fromisoformat(until),
        appraisal=told.get("Appraisal") == "yes",
        sheets=int(told.get("Sheets", "0")),
        volumes=int(told.get("Volumes", "1")),
    )


def one_line(text: str) -> str:
    """`text` as a label's value may be: NFC, no control characters, single spaces."""
    shown = "".join(" " if unicodedata.category(letter).startswith("C") else letter for letter in text)
    return " ".join(normalized("NFC", shown).split())


def _day(day: dt.date | None) -> str:
    return "" if day is None else day.isoformat()


def _read_day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
