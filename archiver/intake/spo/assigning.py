"""Results sheets of students given to their groups: the address names a student, so the content decides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from archiver.intake.file_tree import FileTree
from archiver.intake.spo.answers import Attestation, Entry
from archiver.intake.spo.ledger import Ledger
from archiver.intake.spo.paths import Snapshot
from archiver.intake.spo.sheets import student_sheet
from archiver.journal.codes import finding
from archiver.journal.collation import NameKey, name_key
from archiver.journal.findings import Place
from archiver.journal.subjects import split_subgroup, without_index
from archiver.locale import _

Plans = Mapping[str, Sequence[Entry]]
"""The gradebooks of every group."""


def sheets_of_groups(
    tree: FileTree, snapshot: Snapshot, plans: Plans, ledger: Ledger
) -> dict[str, tuple[str, ...]]:
    """The files by group id; a file of nobody is told.

    A sheet belongs to the one group whose plan has its subjects under their numbers and names. An older way
    to save sheets named them after the gradebook or the group: then the names alone are enough.
    """
    plan_keys = {group: _keys(entries) for group, entries in plans.items()}
    owners = _owners_by_key(plans)
    found: dict[str, list[str]] = {}
    for key, file in sorted(snapshot.results_of_students.items()):
        sheet = student_sheet(tree, file, None)
        named_after = owners.get(key.partition("-")[0]) if key not in owners else owners[key]
        if sheet.answer is None:
            if named_after is None:
                ledger.take(sheet.ledger)
            else:
                found.setdefault(named_after, []).append(file)
            continue
        group = _owner(sheet.answer, plan_keys, named_after)
        if group is not None:
            found.setdefault(group, []).append(file)
        elif _has_marks(sheet.answer):
            ledger.take(sheet.ledger)
            message = _("File {file}: results of a group that the snapshot does not have were left out.")
            ledger.told.append(
                finding("spo.results-unknown", message.format(file=file), place=Place(file=file))
            )
        else:
            ledger.take(sheet.ledger)
    return {group: tuple(files) for group, files in found.items()}


def _owners_by_key(plans: Plans) -> dict[str, str]:
    owners = {entry.id: group for group, entries in plans.items() for entry in entries}
    return {**owners, **{group: group for group in plans}}


def _keys(entries: Sequence[Entry]) -> tuple[set[tuple[str, NameKey]], set[NameKey]]:
    numbered = {(one.id, _name(one.name)) for entry in entries for one in entry.subjects}
    return numbered, {name for _id, name in numbered}


def _owner(
    answer: Attestation,
    plans: Mapping[str, tuple[set[tuple[str, NameKey]], set[NameKey]]],
    named_after: str | None,
) -> str | None:
    subjects = (*answer.subjects, *answer.modules, *answer.course_works)
    numbered = {(one.id or "", _name(one.name)) for one in subjects}
    names = {name for _id, name in numbered}
    scores = {group: len(numbered & own) for group, (own, _names) in plans.items()}
    best = max(scores.values(), default=0)
    owners = [group for group, score in scores.items() if score == best]
    if best and len(owners) == 1:
        return owners[0]
    if named_after is not None and (not names or not plans[named_after][1] or names & plans[named_after][1]):
        return named_after
    alike = [group for group, (_numbered, own) in plans.items() if names & own]
    return alike[0] if len(alike) == 1 else None


def _name(text: str) -> NameKey:
    return name_key(without_index(split_subgroup(text)[0]))


def _has_marks(answer: Attestation) -> bool:
    return any(
        mark is not None and mark.value
        for one in (*answer.subjects, *answer.modules, *answer.course_works)
        for mark in one.marks.values()
    )
