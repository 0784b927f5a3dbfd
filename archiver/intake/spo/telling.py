"""What is told of a group's gradebooks, pages and results, each in one sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from archiver.intake.spo.answers import Entry
from archiver.intake.spo.page_values import PageLesson
from archiver.journal.codes import finding
from archiver.journal.findings import Finding, Place
from archiver.locale import _, ngettext

_NAMED = 5


def no_periods(file: str, group: str) -> Finding:
    """A list of gradebooks that is empty."""
    message = _("File {file} names no study period.")
    return finding("term.none", message.format(file=file), group=group, place=Place(file=file))


def term_open(entry: Entry, file: str, group: str) -> Finding:
    """A period that the module still holds open."""
    message = _("Period {number} is still open in the module: teachers may change what was exported.")
    return finding(
        "term.open",
        message.format(number=entry.number),
        group=group,
        place=Place(file=file, term=entry.number),
    )


def unplanned(files: Sequence[str], entry: Entry, group: str) -> Finding:
    """Pages that the gradebook's list of subjects does not have: nothing else tells whose they are."""
    message = ngettext(
        "{count} page ({first}) is of no subject that the plan of period {number} names.",
        "{count} pages ({first} …) are of no subject that the plan of period {number} names.",
        len(files),
    ).format(count=len(files), first=files[0], number=entry.number)
    return finding(
        "spo.page-without-subject", message, group=group, place=Place(file=files[0], term=entry.number)
    )


def pages_missing(file: str, subjects: Sequence[str], entry: Entry, group: str) -> Finding:
    """Subjects with results whose pages (the first is `file`) were not exported: they have no lessons."""
    message = ngettext(
        "Period {number}: {count} subject has results, but not its page: {subjects} (no {file}).",
        "Period {number}: {count} subjects have results, but not their pages: {subjects} (no {file} …).",
        len(subjects),
    ).format(number=entry.number, count=len(subjects), subjects=_some(subjects), file=file)
    place = Place(file=file, subject=subjects[0] if len(subjects) == 1 else None, term=entry.number)
    return finding("spo.page-missing", message, group=group, place=place)


def lessons_repeated(lessons: Sequence[PageLesson], file: str, place: Place, group: str) -> Finding:
    """Lessons that stand on the page more than once under one number."""
    days = sorted({lesson.date for lesson in lessons})
    shown = ", ".join(f"{day:%d.%m.%Y}" for day in days[:_NAMED]) + (" …" if len(days) > _NAMED else "")
    message = ngettext(
        "«{subject}», period {term}: {count} lesson stands on the page again under its number ({days}).",
        "«{subject}», period {term}: {count} lessons stand on the page again under their numbers ({days}).",
        len(lessons),
    ).format(subject=place.subject, term=place.term, count=len(lessons), days=shown)
    where = Place(file=file, subject=place.subject, term=place.term)
    return finding("spo.lesson-twice", message, group=group, place=where)


def tasks_unprinted(counts: Mapping[str, int], group: str) -> Finding:
    """Topics and conditions of tasks, by file, that stand in no column of the printed page."""
    total = sum(counts.values())
    message = ngettext(
        "{count} topic or condition of a task in class is not printed ({files} files, the first is {file}): "
        "the page has the lesson's topic and its homework.",
        "{count} topics and conditions of tasks in class are not printed ({files} files, the first is "
        "{file}): the page has the lesson's topic and its homework.",
        total,
    ).format(count=total, files=len(counts), file=min(counts))
    return finding("spo.tasks-not-printed", message, group=group, place=Place(file=min(counts)))


def lost(subject: str, file: str, entry: Entry, group: str) -> Finding:
    """Results of students whom no page of the subject has."""
    message = _("File {file}: subject «{subject}» has results of students who are not in its list.")
    return finding(
        "mark.no-place",
        message.format(file=file, subject=subject),
        group=group,
        place=Place(file=file, subject=subject, term=entry.number),
    )


def results_twice(subject: str, file: str, entry: Entry, group: str) -> Finding:
    """A subject that is in a sheet twice and not with the same results."""
    message = _("File {file}: subject «{subject}» is there more than once, with results that differ.")
    return finding(
        "spo.results-differ",
        message.format(file=file, subject=subject),
        group=group,
        place=Place(file=file, subject=subject, term=entry.number),
    )


def results_nowhere(file: str, subjects: Sequence[str], group: str) -> Finding:
    """Results that belong to no period, or to several."""
    message = ngettext(
        "File {file}: results of {count} subject belong to no one period of the gradebooks: {subjects}.",
        "File {file}: results of {count} subjects belong to no one period of the gradebooks: {subjects}.",
        len(subjects),
    ).format(file=file, count=len(subjects), subjects=_some(subjects))
    return finding("spo.results-nowhere", message, group=group, place=Place(file=file))


def sheet_of_no_period(file: str, number: int | None, group: str) -> Finding:
    """A sheet of a period that the group's gradebooks do not have."""
    message = _(
        "File {file}: the gradebooks have no period {number} of the year that it tells; it was not used."
    )
    return finding(
        "spo.results-nowhere",
        message.format(file=file, number=number),
        group=group,
        place=Place(file=file, term=number),
    )


def owed(count: int, file: str, entry: Entry, group: str) -> Finding:
    """Results that are required and not given."""
    message = ngettext(
        "File {file}: {count} required result of period {number} is not given yet.",
        "File {file}: {count} required results of period {number} are not given yet.",
        count,
    ).format(file=file, count=count, number=entry.number)
    return finding("mark.owed", message, group=group, place=Place(file=file, term=entry.number))


def _some(subjects: Sequence[str]) -> str:
    return ", ".join(f"«{one}»" for one in subjects[:_NAMED]) + (" …" if len(subjects) > _NAMED else "")
