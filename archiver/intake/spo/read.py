"""One group of a snapshot for one academic year: all its files, all their problems."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from archiver.intake.exports import Reading
from archiver.intake.file_tree import FileTree
from archiver.intake.spo.answers import Entry, ScheduleSubject
from archiver.intake.spo.attestation import with_results
from archiver.intake.spo.choosing import Chosen, chosen
from archiver.intake.spo.document import read_list, read_page
from archiver.intake.spo.durations import Durations
from archiver.intake.spo.entries import course_of, plan_of, terms_of, year_of_entry
from archiver.intake.spo.known import ENTRIES
from archiver.intake.spo.ledger import Ledger
from archiver.intake.spo.page import repeated_lessons, section_of, unprinted_tasks
from archiver.intake.spo.page_values import PageValues
from archiver.intake.spo.paths import Snapshot
from archiver.intake.spo.remarks import count_of, remarks_finding
from archiver.intake.spo.sheets import Sheet, entry_of, parted, staff_sheet, student_sheet
from archiver.intake.spo.strange_words import strange_words
from archiver.intake.spo.telling import (
    lessons_repeated,
    lost,
    no_periods,
    owed,
    pages_missing,
    results_nowhere,
    results_twice,
    sheet_of_no_period,
    tasks_unprinted,
    term_open,
    unplanned,
)
from archiver.journal.collation import NameKey, name_key
from archiver.journal.findings import Finding, Place
from archiver.journal.model import AcademicYear, Department, Feature, Group, Journal, Leave, Section
from archiver.settings.hours import LessonDuration

_CARRIES = frozenset(Feature) - {Feature.PERIOD_GRADES}


@dataclass(frozen=True, slots=True)
class GroupFiles:
    """A group of the snapshot under `root`: what is read of it and what other files tell of it.

    `sheets` are results sheets asked for by students of the group; `told` findings about its name.
    """

    root: str
    id: str
    group: Group
    year: AcademicYear | None
    leaves: Mapping[NameKey, tuple[Leave, ...]] = field(default_factory=dict)
    departments: Mapping[NameKey, Department] = field(default_factory=dict)
    sheets: tuple[str, ...] = ()
    duration: LessonDuration = LessonDuration.AUTO
    told: tuple[Finding, ...] = ()


def read_group(tree: FileTree, files: GroupFiles) -> Reading:
    """The journal of the group; None only when its list of gradebooks cannot be read.

    A page that cannot be read is left out of the journal and told as blocking; its subject stays
    in the plan, so that the check for missing subjects speaks too.
    """
    return _Group(tree, files).read()


class _Group:
    """The work on one group; everything found goes into the ledger."""

    def __init__(self, tree: FileTree, files: GroupFiles) -> None:
        self.tree, self.files = tree, files
        self.name = files.group.name
        self.snapshot = Snapshot.of(tree.names(), files.root)
        self.ledger = Ledger(self.name, [*files.told])
        self.durations = Durations(files.duration)
        self.unprinted: dict[str, int] = {}  # texts of tasks by file

    def read(self) -> Reading:
        file = self.snapshot.entries[self.files.id]
        every = read_list(self.tree, file, ENTRIES, self.ledger)
        year = self.files.year
        if every is None or year is None:
            if every is not None:
                self.ledger.told.append(no_periods(file, self.name))
            return Reading(None, tuple(self.ledger.findings()), self.ledger.account())
        entries = tuple(entry for entry in every if year_of_entry(entry) == year)
        terms, wrong = terms_of(entries, file, self.name)
        self.ledger.told += wrong
        results = self._results(every, entries)
        sections: list[Section] = []
        for entry in sorted(entries, key=lambda entry: (entry.start, entry.number)):
            sections += self._term(entry, file, results.get(entry.id))
        self.ledger.told += self.durations.findings(self.name)
        if self.unprinted:
            self.ledger.told.append(tasks_unprinted(self.unprinted, self.name))
        journal = Journal(
            group=self._group(entries, results),
            year=year,
            terms=terms,
            sections=tuple(_with_leaves(sections, self.files.leaves)),
            plan=plan_of(entries),
            format="spo",
            carries=_CARRIES | ({Feature.PERIOD_GRADES} if results else set()),
        )
        self.ledger.told += strange_words(journal)
        return Reading(journal, tuple(self.ledger.findings()), self.ledger.account())

    def _group(self, entries: Iterable[Entry], results: Mapping[str, Chosen]) -> Group:
        """With the course of the year, and the department of the results where no list tells it."""
        group = replace(self.files.group, course=course_of(entries) or self.files.group.course)
        told = {one.answer.department for one in results.values() if one.answer.department}
        if group.department is not None or len(told) != 1:
            return group
        name = told.pop() or ""
        return replace(group, department=self.files.departments.get(name_key(name), Department(name)))

    def _term(self, entry: Entry, file: str, results: Chosen | None) -> Iterator[Section]:
        if entry.active is True:
            self.ledger.told.append(term_open(entry, file, self.name))
        pages, absent = self._pages(entry, file)
        if results is not None:
            self.ledger.told += results.findings
            laid = with_results(pages, results.answer, entry.number, results.file, absent)
            pages = laid.sections
            tell = (results.file, entry, self.name)
            self.ledger.told += (lost(subject, *tell) for subject in dict.fromkeys(laid.lost))
            self.ledger.told += (results_twice(subject, *tell) for subject in dict.fromkeys(laid.twice))
            pageless = {one.id: one.name for one in laid.pageless}
            if pageless:
                first = self.snapshot.page_address(entry.id, next(iter(pageless)))
                self.ledger.told.append(pages_missing(first, [*pageless.values()], entry, self.name))
            if laid.owed:
                self.ledger.told.append(owed(laid.owed, *tell))
        yield from (section for _id, section in pages)

    def _pages(
        self, entry: Entry, entries_file: str
    ) -> tuple[list[tuple[str, Section]], list[ScheduleSubject]]:
        """The pages of the term with their subjects' ids, and the subjects whose page was not exported."""
        files = self.snapshot.pages_of(entry.id)
        pages, absent = [], []
        for planned in {one.id: one for one in entry.subjects}.values():
            file = files.pop(planned.id, None)
            place = Place(subject=planned.name, term=entry.number)
            told = [(entries_file, "scheduleSubjects[].remarks", count_of(planned.remarks))]
            if file is None:
                absent.append(planned)
            elif (page := read_page(self.tree, file, self.ledger, place)) is not None:
                pages.append((planned.id, section_of(page, planned, entry.number, file, self.durations)))
                self._look_at_lessons(page, place, file)
                told.append((file, "remarks", count_of(page.remarks)))
            for where, kind, count in told:
                if count:
                    self.ledger.reported(where, kind)
                    self.ledger.told.append(remarks_finding(where, kind, count, place, self.name))
        if files:
            self.ledger.told.append(unplanned(sorted(files.values()), entry, self.name))
        return pages, absent

    def _look_at_lessons(self, page: PageValues, place: Place, file: str) -> None:
        if repeated := repeated_lessons(page):
            self.ledger.told.append(lessons_repeated(repeated, file, place, self.name))
        if count := unprinted_tasks(page):
            self.unprinted[file] = count

    def _results(self, every: Sequence[Entry], entries: Sequence[Entry]) -> dict[str, Chosen]:
        """The results of each of the year's gradebooks."""
        found: dict[str, list[Sheet]] = {}
        own = {entry.id for entry in entries}
        for sheet in self._sheets():
            for key, part in self._placed(sheet, every, own):
                if key in own:
                    found.setdefault(key, []).append(part)
        made = {entry.id: chosen(found.get(entry.id, ()), entry, self.name) for entry in entries}
        return {key: one for key, one in made.items() if one is not None}

    def _placed(self, sheet: Sheet, every: Sequence[Entry], own: set[str]) -> Iterator[tuple[str, Sheet]]:
        """The sheet, or its parts, by gradebook; what it tells is entered if it is not of another year."""
        entry = entry_of(sheet, every)
        if not sheet.whole_study:
            if entry is None or entry.id in own:
                self.ledger.take(sheet.ledger)
            if entry is not None:
                yield entry.id, sheet
            elif not sheet.empty:
                self.ledger.told.append(sheet_of_no_period(sheet.file, sheet.number, self.name))
            return
        parts, nowhere = parted(sheet, every)
        if sheet.answer is None or nowhere or own & parts.keys():
            self.ledger.take(sheet.ledger)
        if nowhere:
            self.ledger.told.append(results_nowhere(sheet.file, nowhere, self.name))
        yield from parts.items()

    def _sheets(self) -> Iterator[Sheet]:
        for file in self.snapshot.results.get(self.files.id, ()):
            yield staff_sheet(self.tree, file, self.name)
        for name in self.files.sheets:
            yield student_sheet(self.tree, name, self.name)


def _with_leaves(
    sections: Iterable[Section], leaves: Mapping[NameKey, tuple[Leave, ...]]
) -> Iterator[Section]:
    for section in sections:
        if not leaves:
            yield section
            continue
        students = tuple(
            replace(student, leaves=leaves.get(name_key(student.full_name), ()))
            for student in section.students
        )
        yield replace(section, students=students)
