"""Writes obligations as an iCalendar file (RFC 5545), so that any office calendar shows them."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_FOLD = 75
"""Octets of a content line, the line break not counted (RFC 5545, 3.1)."""
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One all-day entry: `key` is its lasting identity, `day` its date, the texts are for people.

    `remind_days` before it an alarm is given (0: none); what is `done` needs none.
    """

    key: str
    day: dt.date
    summary: str
    description: str = ""
    category: str = ""
    remind_days: int = 0
    done: bool = False


def write(entries: Iterable[Entry], *, stamp: dt.datetime, name: str, domain: str) -> str:
    """The calendar as text with CRLF line ends, to be written as UTF-8.

    `stamp` (with a time zone) is when it was made; `name` is shown by calendars, `domain` makes the
    identifiers unique. The same entries and stamp give the same text.
    """
    made = stamp.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//college-archiver//retention//RU",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    for entry in entries:
        lines += _event(entry, made, domain)
    lines.append("END:VCALENDAR")
    return "".join(f"{piece}\r\n" for line in lines for piece in _folded(line))


def _event(entry: Entry, made: str, domain: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{hashlib.sha256(entry.key.encode()).hexdigest()[:32]}@{domain}"
    yield f"DTSTAMP:{made}"
    yield f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{entry.day + dt.timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(entry.summary)}"
    if entry.description:
        yield f"DESCRIPTION:{_text(entry.description)}"
    if entry.category:
        yield f"CATEGORIES:{_text(entry.category)}"
    yield "TRANSP:TRANSPARENT"
    yield "STATUS:CONFIRMED"
    if entry.remind_days and not entry.done:
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"DESCRIPTION:{_text(entry.summary)}"
        yield f"TRIGGER:-P{entry.remind_days}D"
        yield "END:VALARM"
    yield "END:VEVENT"


def _text(text: str) -> str:
    """A TEXT value: backslash, semicolon, comma and line breaks escaped, other controls left out (3.3.11)."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for plain in ("\\", ";", ","):
        text = text.replace(plain, f"\\{plain}")
    return _CONTROL.sub("", text).replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """`line` in pieces of at most 75 octets, none of which cuts a character in two."""
    piece, size = "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > _FOLD:
            yield piece
            piece, size = " ", 1
        piece += letter
        size += octets
    yield piece
