"""The register's files, media and people as `retention` names them in an act and in a tombstone.

Identifiers and titles of an act outlive the file, so they are checked strings: an external id that is no
code (a group called «1 курс РЭНГМ-21(9)») is named by its digest.
"""

from __future__ import annotations

import hashlib

from archiver.register.model.disposal import Hold
from archiver.register.model.files import File
from archiver.register.model.people import Person as Registered
from retention.errors import WordRefused
from retention.evidence import EVENT
from retention.holds import DisposalHold
from retention.people import Person
from retention.period import UntilEvent
from retention.record import Closure, RecordFile
from retention.schedule import Rule
from retention.words import FileTitle, GroupName, Identifier, SeriesCode, Span


def identifier_of(file: File) -> Identifier:
    """The external id where it is a code; otherwise series, year and its digest. The same after a rebuild."""
    try:
        return Identifier(file.external_id)
    except WordRefused:
        digest = hashlib.sha256(file.external_id.encode()).hexdigest()[:16]
        return Identifier(f"{file.series}/{file.academic_year}/{digest}")


def title_of(file: File, rule: Rule) -> FileTitle:
    """The title of the series, the group where its name can stand in an act for ever, the years."""
    years = Span(file.academic_year, file.academic_year + 1)
    try:
        group = GroupName(file.group) if file.group else None
    except WordRefused:
        group = None
    return FileTitle(rule.series.title, years, group)


def record_of(file: File, rule: Rule, closure: Closure | None = None) -> RecordFile:
    """The file as retention sees it; evidence of a destruction was closed by that destruction.

    `closure` brings its late corrections (`closing.closure_of`); without it the last day alone counts.
    """
    if closure is None and file.closed_on is not None:
        closure = Closure(file.closed_on)
    period = rule.series.period
    by_destruction = isinstance(period, UntilEvent) and period.event == EVENT
    event_on = file.closed_on if by_destruction else None
    return RecordFile(identifier_of(file), SeriesCode(file.series), title_of(file, rule), closure, event_on)


def person_of(person: Registered) -> Person:
    """A person of the register; the login tells people apart, as in events."""
    return Person(person.login, person.name, person.post)


def hold_of(hold: Hold, file: Identifier) -> DisposalHold:
    """An active hold of the register."""
    author = Person(hold.author, hold.author, "")
    return DisposalHold(Identifier(f"hold-{hold.id}"), file, hold.document, author, hold.placed_at)
