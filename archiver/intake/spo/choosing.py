"""Of several results sheets of one period the one to print from, and what the others say differently."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archiver.intake.spo.answers import Attestation, Entry
from archiver.intake.spo.sheets import Sheet, marks_of, merged
from archiver.journal.codes import finding
from archiver.journal.findings import Finding, Place
from archiver.locale import ngettext

_NAMED = 3


@dataclass(frozen=True, slots=True)
class Chosen:
    """The results of a period, the file they are from, and what is to be told of the choice."""

    answer: Attestation
    file: str
    findings: tuple[Finding, ...] = ()


def chosen(sheets: Sequence[Sheet], entry: Entry, group: str) -> Chosen | None:
    """The sheet to print from: of staff before students, of the latest day, with marks before empty.

    Sheets of students are one sheet together, since each holds marks of its student alone.
    """
    readable = [one for one in sheets if one.answer is not None]
    if not readable:
        return None
    staff = sorted((one for one in readable if one.staff), key=_rank, reverse=True)
    students = sorted((one for one in readable if not one.staff), key=lambda one: one.file)
    answer = staff[0].answer if staff else merged(one.answer for one in students if one.answer)
    if answer is None:
        return None
    used = staff[0] if staff else students[0]
    others = [*staff[1:], *students] if staff else students
    findings = []
    if staff and others:
        findings.append(_source(used, others, entry, group))
    findings += _differences(answer, used, others, entry, group)
    return Chosen(answer, used.file, tuple(findings))


def _rank(sheet: Sheet) -> tuple[bool, bool, str]:
    return not sheet.empty, sheet.date is not None, sheet.date.isoformat() if sheet.date else ""


def _source(used: Sheet, others: Sequence[Sheet], entry: Entry, group: str) -> Finding:
    files = ", ".join(one.file for one in others[:_NAMED]) + (" …" if len(others) > _NAMED else "")
    message = ngettext(
        "Results of period {number} are taken from {file}; {count} other file was left aside: {others}.",
        "Results of period {number} are taken from {file}; {count} other files were left aside: {others}.",
        len(others),
    )
    return finding(
        "spo.results-source",
        message.format(number=entry.number, file=used.file, count=len(others), others=files),
        group=group,
        place=Place(file=used.file, term=entry.number),
    )


def _differences(
    answer: Attestation, used: Sheet, others: Sequence[Sheet], entry: Entry, group: str
) -> Iterator[Finding]:
    """A later sheet may have changed a mark; of sheets without a day nobody can say which is right."""
    taken = dict(marks_of(answer))
    names = {one.id: one.name for one in (*answer.subjects, *answer.modules, *answer.course_works)}
    for other in others:
        if other.answer is None:
            continue
        later = used.date is not None and other.date is not None
        subjects = {
            key[1]: names.get(str(key[1]), "")
            for key, value in marks_of(other.answer)
            if taken.get(key) != value
        }
        if not subjects:
            continue
        shown = ", ".join(f"«{one}»" for one in [*filter(None, subjects.values())][:_NAMED])
        message = ngettext(
            "File {other}: results of {count} subject differ from {file}, which is used: {subjects}.",
            "File {other}: results of {count} subjects differ from {file}, which is used: {subjects}.",
            len(subjects),
        )
        yield finding(
            "spo.results-changed" if later else "spo.results-differ",
            message.format(other=other.file, count=len(subjects), file=used.file, subjects=shown or "…"),
            group=group,
            place=Place(file=other.file, term=entry.number),
        )
