"""The register's files, media and people as `retention` names them in an act and in a tombstone.

Identifiers and titles of an act outlive the file, so they are checked strings: an external id that is no
code (a group called «1 курс РЭНГМ-21(9)») is named by its digest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from archiver.register.identifiers import named_as
from archiver.register.model.disposal import Hold
from archiver.register.model.files import File
from archiver.register.model.people import Person as Registered
from archiver.register.work import Work
from retention.errors import WordRefused
from retention.evidence import EVENT
from retention.holds import DisposalHold
from retention.people import Person
from retention.period import UntilEvent
from retention.record import Closure, RecordFile
from retention.schedule import Rule
from retention.words import FileTitle, GroupName, Identifier, SeriesCode, Span


def identifier_of(file: File) -> Identifier:
    """The name of a file in acts."""
    return named_as(file.external_id, file.series, file.academic_year)


def is_named_by_digest(file: File) -> bool:
    """Whether the register knows the file by its name in an act alone, and that is a digest."""
    series, year, digest = re.escape(file.series), file.academic_year, "[0-9a-f]{16}"
    return re.fullmatch(f"{series}/{year}/{digest}", file.external_id) is not None


def named_by(labels: Mapping[str, str]) -> Identifier | None:
    """The same of the file that the labels of a bag claim; None where they claim none."""
    name, year = labels.get("Internal-Sender-Identifier", ""), labels.get("Academic-Year", "")
    try:
        return named_as(name, labels.get("Record-Series", ""), int(year)) if name else None
    except (WordRefused, ValueError):
        return None


def registered_as(work: Work, file: File) -> File | None:
    """The file in the register; one that only an act on the media told of is known by its name in the act."""
    return work.files.by_external_id(file.external_id) or work.files.by_external_id(identifier_of(file))


def files_named(work: Work, names: Iterable[str]) -> dict[str, File]:
    """The files that acts name so, as far as the register has them."""
    found, by_year = dict[str, File](), dict[int, set[str]]()
    for name in set(names):
        file = work.files.by_external_id(name)
        if file is not None:
            found[name] = file
        elif len(parts := name.split("/")) == 3 and parts[1].isdecimal():
            by_year.setdefault(int(parts[1]), set()).add(name)
    for year, wanted in by_year.items():
        for file in work.files.of_year(year):
            if (known := identifier_of(file)) in wanted:
                found[known] = file
    return found


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
