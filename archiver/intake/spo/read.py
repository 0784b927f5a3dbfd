"""One group of a snapshot for one academic year: all its files, all their problems."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from archiver.intake.exports import Reading
from archiver.intake.files import FileTree
from archiver.intake.spo.answers import Attestation, Entry, SubjectPage
from archiver.intake.spo.attestation import with_results
from archiver.intake.spo.document import read_answer, read_list
from archiver.intake.spo.entries import course_of, plan_of, terms_of, year_of_entry
from archiver.intake.spo.page import section_of
from archiver.intake.spo.paths import Snapshot
from archiver.journal.codes import finding
from archiver.journal.collation import NameKey, name_key
from archiver.journal.findings import Finding, Place, Severity
from archiver.journal.model import AcademicYear, Feature, Group, Journal, Leave, Section
from archiver.locale import _

_CARRIES = frozenset(Feature) - {Feature.PERIOD_GRADES}


def read_group(
    tree: FileTree,
    root: str,
    group_id: str,
    group: Group,
    year: AcademicYear | None,
    leaves: dict[NameKey, tuple[Leave, ...]],
) -> Reading:
    """The journal of the group; None only when its list of gradebooks cannot be read.

    A page that cannot be read is left out of the journal and told as blocking; its subject stays
    in the plan, so that the check for missing subjects speaks too.
    """
    snapshot = Snapshot.of(tree.names(), root)
    file = snapshot.entries[group_id]
    entries, findings = read_list(tree, file, Entry, group.name)
    if entries is None or year is None:
        return Reading(None, tuple(findings or [_no_periods(file, group.name)]))
    entries = tuple(entry for entry in entries if year_of_entry(entry) == year)
    terms, wrong = terms_of(entries, file, group.name)
    findings += wrong
    sections: list[Section] = []
    graded = False
    for entry in sorted(entries, key=lambda entry: (entry.start, entry.number)):
        pages, found = _pages(tree, snapshot, entry, group.name)
        findings += found
        results, attestation_file, found = _attestation(tree, snapshot, group_id, entry, group.name)
        findings += found
        if results is not None:
            graded = True
            pages, lost = with_results(pages, results, entry.number, attestation_file)
            findings += (_lost(attestation_file, subject, entry, group.name) for subject in lost)
        sections += (section for _id, section in pages)
    journal = Journal(
        group=replace(group, course=course_of(entries) or group.course),
        year=year,
        terms=terms,
        sections=tuple(_with_leaves(sections, leaves)),
        plan=plan_of(entries),
        format="spo",
        carries=_CARRIES | ({Feature.PERIOD_GRADES} if graded else set()),
    )
    return Reading(journal, tuple(findings))


def _pages(
    tree: FileTree, snapshot: Snapshot, entry: Entry, group: str
) -> tuple[list[tuple[str, Section]], list[Finding]]:
    files = snapshot.pages_of(entry.id)
    findings: list[Finding] = []
    pages = []
    for planned in {one.id: one for one in entry.subjects}.values():
        file = files.pop(planned.id, None)
        if file is None:
            continue
        page, found = read_answer(tree, file, SubjectPage, group)
        findings += (
            replace(one, place=replace(one.place, subject=planned.name, term=entry.number)) for one in found
        )
        if page is not None:
            pages.append((planned.id, section_of(page, planned, entry.number, file)))
    findings += (_unplanned(file, entry, group) for _subject, file in sorted(files.items()))
    return pages, findings


def _attestation(
    tree: FileTree, snapshot: Snapshot, group_id: str, entry: Entry, group: str
) -> tuple[Attestation | None, str, list[Finding]]:
    """The results of the period: by gradebook, by group and period, or by group if it says its period."""
    for key in (entry.id, f"{group_id}-{entry.number}", group_id):
        file = snapshot.attestations.get(key)
        if file is None:
            continue
        answer, findings = read_answer(tree, file, Attestation, group)
        told = entry.number if answer is None or answer.number is None else answer.number
        if key == entry.id or told == entry.number:
            return answer, file, findings
    return None, "", []


def _with_leaves(sections: Iterable[Section], leaves: dict[NameKey, tuple[Leave, ...]]) -> Iterator[Section]:
    for section in sections:
        if not leaves:
            yield section
            continue
        students = tuple(
            replace(student, leaves=leaves.get(name_key(student.full_name), ()))
            for student in section.students
        )
        yield replace(section, students=students)


def _no_periods(file: str, group: str) -> Finding:
    return Finding(
        "term.none",
        Severity.BLOCKING,
        _("File {file} names no study period.").format(file=file),
        _("Open the group's gradebook in ASU RSO, check its periods and export the file again."),
        group,
        Place(file=file),
    )


def _unplanned(file: str, entry: Entry, group: str) -> Finding:
    return Finding(
        "spo.page-without-subject",
        Severity.BLOCKING,
        _("File {file} is a page of a subject that the plan of period {number} does not name.").format(
            file=file, number=entry.number
        ),
        _("Export the gradebook's list of subjects (entries) and its pages again at the same time."),
        group,
        Place(file=file, term=entry.number),
    )


def _lost(file: str, subject: str, entry: Entry, group: str) -> Finding:
    message = _("File {file}: subject «{subject}» has results of students who are not in its list.")
    return finding(
        "mark.no-place",
        message.format(file=file, subject=subject),
        group=group,
        place=Place(file=file, subject=subject, term=entry.number),
    )
