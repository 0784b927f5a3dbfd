"""Remarks of the inspector («Замечания по ведению журнала»): counted, for their shape is not known."""

from __future__ import annotations

from archiver.journal.codes import finding
from archiver.journal.findings import Finding, Place
from archiver.locale import ngettext


def count_of(remarks: object) -> int:
    """How many remarks there are, whatever they look like."""
    if isinstance(remarks, (list, dict)):
        return len(remarks)
    return 1 if remarks else 0


def remarks_finding(file: str, kind: str, count: int, place: Place, group: str) -> Finding:
    """That the module has remarks which no page prints; none of their words is quoted."""
    message = ngettext(
        "File {file}: {count} remark on keeping the journal of «{subject}» (field {field}) is not printed.",
        "File {file}: {count} remarks on keeping the journal of «{subject}» (field {field}) are not printed.",
        count,
    ).format(file=file, count=count, subject=place.subject, field=kind)
    where = Place(file=file, path=kind, subject=place.subject, term=place.term)
    return finding("spo.remarks", message, group=group, place=where)
