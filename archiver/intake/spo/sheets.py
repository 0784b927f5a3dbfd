"""Results sheets («Ведомость успеваемости») of a group: which there are, of which period, and which is used.

Staff ask for a period as of a day (the full address) or for the whole study (the short one); a student's
account can ask only by the student's number, and is answered with marks of that student.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from archiver.intake.file_tree import FileTree
from archiver.intake.spo.answers import Attestation, AttestationSubject, Entry, ScheduleSubject
from archiver.intake.spo.document import read_answer
from archiver.intake.spo.entries import year_of_entry
from archiver.intake.spo.known import RESULTS, RESULTS_OF_STUDENT, RESULTS_SHORT
from archiver.intake.spo.ledger import Ledger
from archiver.intake.spo.paths import ResultsFile
from archiver.journal.collation import name_key
from archiver.journal.findings import Place
from archiver.journal.marks import module_rating

_FIRST_YEAR = 1990
_LISTS = ("subjects", "modules", "course_works")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A results sheet: its file, what it answers (None when it cannot be read) and what finding it told.

    `number` and `kind` of the period are the answer's, else the address's; None for the whole study.
    """

    file: str
    answer: Attestation | None
    ledger: Ledger
    staff: bool
    kind: str | None = None
    number: int | None = None
    date: dt.date | None = None

    @property
    def whole_study(self) -> bool:
        """Whether it may hold results of several periods: it was asked for without any, or tells none."""
        return self.number is None or (self.staff and self.date is None)

    @property
    def empty(self) -> bool:
        """Whether no student has a mark in it."""
        return self.answer is None or not any(True for _key, _value in marks_of(self.answer))


def staff_sheet(tree: FileTree, file: ResultsFile, group: str | None) -> Sheet:
    """A sheet asked for by staff."""
    ledger = Ledger(group)
    answer = read_answer(
        tree, file.name, RESULTS if file.date else RESULTS_SHORT, ledger, Place(term=file.number)
    )
    kind = (answer.kind if answer else None) or file.kind
    # The number in an address of one period is what was asked; the short form is asked without any.
    number = file.number if file.number is not None else (answer.number if answer else None)
    return Sheet(file.name, answer, ledger, staff=True, kind=kind, number=number, date=file.date)


def student_sheet(tree: FileTree, file: str, group: str | None) -> Sheet:
    """A sheet asked for by a student's account."""
    ledger = Ledger(group)
    answer = read_answer(tree, file, RESULTS_OF_STUDENT, ledger)
    return Sheet(
        file,
        answer,
        ledger,
        staff=False,
        kind=answer.kind if answer else None,
        number=answer.number if answer else None,
    )


def entry_of(sheet: Sheet, entries: Sequence[Entry]) -> Entry | None:
    """The gradebook the sheet is of: by period, then by the year told, then by the day it was asked for."""
    same = [one for one in entries if one.number == sheet.number and _kinds_agree(one.kind, sheet.kind)]
    year = sheet.answer.year if sheet.answer else None
    if year is not None and year >= _FIRST_YEAR:
        same = [one for one in same if year_of_entry(one).start == year]
    elif sheet.date is not None:
        begun = [one for one in same if one.start <= sheet.date]
        same = sorted(begun, key=lambda one: one.start)[-1:]
    return same[0] if len(same) == 1 else None


def _kinds_agree(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other


def parted(sheet: Sheet, entries: Sequence[Entry]) -> tuple[dict[str, Sheet], tuple[str, ...]]:
    """A sheet of the whole study by gradebook: a result goes to the only plan that has its number or name.

    Returned beside it: names of what no plan has, or several have.
    """
    if sheet.answer is None:
        return {}, ()
    placed: dict[str, dict[str, list[AttestationSubject]]] = {}
    lost = []
    told = entry_of(sheet, entries)
    for name in _LISTS:
        for one in getattr(sheet.answer, name):
            entry = _only_plan(one, sheet.answer, entries, told)
            if entry is not None:
                lists = placed.setdefault(entry.id, {name: [] for name in _LISTS})
                lists[name].append(one)
            elif any(mark is not None and mark.value for mark in one.marks.values()):
                lost.append(one.name)
    sheets = {
        key: replace(sheet, answer=sheet.answer.model_copy(update={k: tuple(v) for k, v in lists.items()}))
        for key, lists in placed.items()
    }
    return sheets, tuple(dict.fromkeys(lost))


def _only_plan(
    one: AttestationSubject, answer: Attestation, entries: Sequence[Entry], told: Entry | None
) -> Entry | None:
    """The one plan that has the result; of several the told one's, if the sheet has it only once."""
    key = name_key(one.name)
    every = [other for name in _LISTS for other in getattr(answer, name)]
    for found, alike in (
        (_plans(entries, lambda subject: subject.id == one.id), [x for x in every if x.id == one.id]),
        (
            _plans(entries, lambda subject: name_key(subject.name) == key),
            [x for x in every if name_key(x.name) == key],
        ),
    ):
        if len(found) == 1:
            return found[0]
        if found:
            return told if told in found and len(alike) == 1 else None
    return told


def _plans(entries: Sequence[Entry], has: Callable[[ScheduleSubject], bool]) -> list[Entry]:
    return [entry for entry in entries if any(has(subject) for subject in entry.subjects)]


def marks_of(answer: Attestation) -> Iterator[tuple[tuple[str, object, str], str]]:
    """Every mark of the sheet: list, subject and student, and the mark as it prints."""
    for name in _LISTS:
        for one in getattr(answer, name):
            subject = one.id or name_key(one.name)
            for student, mark in one.marks.items():
                if mark is not None and mark.value:
                    yield (name, subject, student), module_rating(mark.value).text


def merged(answers: Iterable[Attestation]) -> Attestation | None:
    """Sheets of single students as one; of two marks for one student the first stays."""
    whole: Attestation | None = None
    for answer in answers:
        whole = answer if whole is None else _both(whole, answer)
    return whole


def _both(one: Attestation, other: Attestation) -> Attestation:
    people = {person.id: person for person in (*other.students, *one.students)}
    update: dict[str, object] = {"students": tuple(people.values())}
    for name in _LISTS:
        found: dict[object, AttestationSubject] = {}
        for subject in (*getattr(one, name), *getattr(other, name)):
            key = subject.id or name_key(subject.name), subject.examination
            known = found.get(key)
            found[key] = (
                subject if known is None else known.model_copy(update={"marks": _first_marks(known, subject)})
            )
        update[name] = tuple(found.values())
    return one.model_copy(update=update)


def _first_marks(one: AttestationSubject, other: AttestationSubject) -> dict[str, object]:
    given = {student: mark for student, mark in one.marks.items() if mark is not None and mark.value}
    return {**one.marks, **other.marks, **given}
