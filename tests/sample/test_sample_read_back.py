"""Samples read by the program's own readers say what the fictional college is."""

from dataclasses import replace
from pathlib import Path

import pytest
from faults_found import FOUND_AS

from archiver.intake.canonical import load
from archiver.intake.spo import spo_groups
from archiver.intake.spo.words import RESULT_KINDS
from archiver.intake.tree.opening import open_tree
from archiver.journal.checks import check
from archiver.journal.findings import Severity
from archiver.journal.model import Journal, MarkKind, PeriodColumn, PlannedSubject, Section
from archiver.sample.college import College, make_college
from archiver.sample.college_files import college_files
from archiver.sample.spo_words import examination
from archiver.sample.target_folder import write_sample
from archiver.settings.tables import Limits

_LAST = ("ProfessionalModule", "CourseWork")  # lists of their own, after the subjects


def write(college: College, form: str, folder: Path) -> Path:
    write_sample(folder, college_files(college, form))
    return folder


def read_spo(folder: Path) -> list[tuple[Journal, list[str]]]:
    snapshot = spo_groups(open_tree(folder, Limits()), "services/")
    assert snapshot.findings == ()
    found = []
    for group in snapshot.groups:
        reading = group.read()
        assert reading.journal is not None
        told = (*reading.findings, *check(reading.journal))
        found.append((reading.journal, [one.code for one in told if one.severity is not Severity.NOTE]))
    return found


def as_module_tells(journal: Journal) -> Journal:
    """What the module can tell of a journal: no exemptions, one result a term, subgroups in the plan."""
    sections = [section_as_module_tells(section) for section in journal.sections]
    plan = [
        PlannedSubject(
            one.name + (f" ({section.subgroup} подгруппа)" if section.subgroup else ""), one.term, one.hours
        )
        for one in journal.plan
        for section in sections
        if (section.subject.name, section.term) == (one.name, one.term)
    ]
    group = replace(journal.group, speciality=None)
    return replace(journal, group=group, sections=tuple(sections), plan=tuple(plan), format="spo")


def section_as_module_tells(section: Section) -> Section:
    marks = {
        key: kept
        for key, cell in section.marks.items()
        if (kept := tuple(mark for mark in cell if mark.kind is not MarkKind.EXEMPT))
    }
    kinds = {column.id: examination(column, section) for column in section.period_columns}
    told = sorted((kind for kind in kinds.values() if kind), key=lambda kind: kind in _LAST)
    titles = {"Exam": "Экз.", "ProfessionalModule": "Экз.", "DifferentiatedTest": "ДЗ", "Test": "З"}
    titles |= {"CourseWork": "КР", "Other": "Итог"}
    return replace(
        section,
        marks=marks,
        period_columns=tuple(
            PeriodColumn(f"result-{kind}", titles[kind], RESULT_KINDS[kind]) for kind in told
        ),
        period_marks={
            (student, f"result-{kinds[column]}"): cell
            for (student, column), cell in section.period_marks.items()
            if kinds[column]
        },
    )


def test_canonical_files_are_the_journals() -> None:
    college = make_college(3, 9)
    files = [file for batch in college_files(college, "json") for file in batch if file.group is not None]
    assert tuple(load(file.data) for file in files) == college.journals


def test_a_snapshot_of_the_module_is_the_journals(tmp_path: Path) -> None:
    college = make_college(4, 9)
    read = read_spo(write(college, "spo", tmp_path))
    assert len(read) == 4
    for (journal, findings), made in zip(read, college.journals, strict=True):
        sections = tuple(replace(section, source=None) for section in journal.sections)
        assert replace(journal, sections=sections) == as_module_tells(made)
        assert findings == []


@pytest.mark.parametrize(("fault", "code"), FOUND_AS)
def test_a_fault_survives_the_way_through_a_snapshot(tmp_path: Path, fault: str, code: str) -> None:
    ((_journal, findings),) = read_spo(write(make_college(1, 2, faults=[fault]), "spo", tmp_path))
    assert findings == [code]
