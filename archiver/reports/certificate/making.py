"""Making a certificate of study from statement files, wherever they lie."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from archiver.counter.asked import groups_like
from archiver.disk.names import safe_name
from archiver.errors import InputInvalid, UsageError
from archiver.intake.file_tree import FileTree
from archiver.intake.quarantine import QuarantinedTree, each_apart
from archiver.intake.refusal import FileRefused
from archiver.intake.tree.opening import open_tree
from archiver.journal.as_typed import fitting, several
from archiver.journal.collation import sort_key
from archiver.journal.findings import Finding
from archiver.journal.model import AcademicYear
from archiver.locale import _
from archiver.register.model.files import File
from archiver.remedies import Deed, Remedy
from archiver.reports.certificate.page import Particulars, certificate_report
from archiver.reports.certificate.values import SeveralStudents, find, study_record
from archiver.reports.document.report import Document
from archiver.reports.document.writing import Paper
from archiver.reports.statement.twin import is_statement, load
from archiver.reports.statement.values import GradeStatement
from archiver.settings.tables import Limits, Settings
from archiver.wording.causes import cause


@dataclass(frozen=True, slots=True)
class StatementFiles:
    """The statements that were read, and what is wrong with those that could not be."""

    statements: tuple[GradeStatement, ...]
    problems: tuple[Finding, ...]

    def joined(self, other: StatementFiles) -> StatementFiles:
        """Both together; a statement that is in both counts once."""
        more = tuple(one for one in other.statements if one not in self.statements)
        return StatementFiles((*self.statements, *more), (*self.problems, *other.problems))


def read_statements(places: Iterable[Path], limits: Limits) -> StatementFiles:
    """Every statement in files, folders and zip archives; copies of the same one count once.

    Files of other kinds in a folder are passed over; a file named by itself must be a statement.
    Raises InputInvalid when a place is not there or there is no statement in any.
    """
    found = _Found({}, [])
    problems = found.problems
    for place in places:
        try:
            tree = QuarantinedTree(open_tree(place, limits))
            names = tree.names()
        except FileRefused as refused:
            problems.append(refused.finding(place.name, None))
            continue
        except OSError as error:
            raise InputInvalid(
                _("Cannot read {file}: {cause}.").format(file=place, cause=cause(error))
            ) from error
        problems += tree.problems
        alone = place.is_file() and len(names) == 1
        wanted = [name for name in names if alone or name.lower().endswith(".json")]
        for name, read in each_apart(partial(_read, alone), tree, wanted, limits):
            if isinstance(read, FileRefused):
                problems.append(read.finding(name, None))
            elif read is not None:
                found.take(*read)
    if not found.statements:
        raise InputInvalid(
            _("There are no grade statements there."), tuple(problems), remedy=Remedy(Deed.TAKE_STATEMENTS)
        )
    return found.done()


def statements_of_archive(documents: Iterable[tuple[str, bytes]]) -> StatementFiles:
    """The statements among documents of the archive, each with the name it is known by."""
    found = _Found({}, [])
    for name, data in documents:
        found.take(*_loaded(data, name))
    return found.done()


_Read = tuple[bytes, GradeStatement | tuple[Finding, ...]]
"""The digest of a file, and its statement or what is wrong with it."""


def _read(alone: bool, tree: FileTree, name: str) -> _Read | None:
    """The statement in a file; None for a file of another kind, which only one named alone must not be."""
    data = tree.read(name)
    return _loaded(data, name) if alone or is_statement(data) else None


def _loaded(data: bytes, name: str) -> _Read:
    read = load(data, name)
    return hashlib.sha256(data).digest(), read if isinstance(read, GradeStatement) else tuple(read)


@dataclass(frozen=True, slots=True)
class _Found:
    """What has been read so far; the same bytes count once."""

    statements: dict[bytes, GradeStatement]
    problems: list[Finding]

    def take(self, digest: bytes, read: GradeStatement | tuple[Finding, ...]) -> None:
        if isinstance(read, GradeStatement):
            self.statements.setdefault(digest, read)
        else:
            self.problems.extend(read)

    def done(self) -> StatementFiles:
        return StatementFiles(tuple(self.statements.values()), tuple(self.problems))


def unread_statements(files: Iterable[File]) -> Iterator[str]:
    """What a certificate says of statements that are in the archive and could not be read."""
    for file in files:
        yield (
            f"Ведомости группы {file.group} за {AcademicYear(file.academic_year)} учебный год есть в архиве, "
            "но ни одна их копия не прочитана: этих оценок в справке может не быть."
        )


def certificate_paper(
    statements: Sequence[GradeStatement],
    full_name: str,
    particulars: Particulars,
    settings: Settings,
    *,
    groups: Sequence[str] = (),
    missing: Sequence[str] = (),
    formerly: Sequence[str] = (),
) -> Paper:
    """The certificate of a student; UsageError when nobody or several are called so.

    `formerly` are names the student bore before; `groups` are the groups to look in, every one of them
    without any; `missing` is said on the page before what the statements themselves lack.
    """
    chosen = _of_groups(statements, groups)
    try:
        seen = find(chosen, _whole_name(chosen, full_name), formerly)
    except SeveralStudents as several:
        raise UsageError(
            _(
                "Several students have that name (groups {groups}). Choose with --group; namesakes in one "
                "group cannot be told apart by statements, write their certificate by hand."
            ).format(groups=", ".join(several.groups))
        ) from several
    if not seen:
        raise UsageError(_nobody(sorted({one.group.name for one in chosen}, key=sort_key)))
    record = study_record(seen)
    record = replace(record, missing=(*missing, *record.missing))
    report = certificate_report(
        record,
        particulars,
        director_post=settings.reports.director_post,
        director=settings.reports.director,
        college=settings.college.name,
    )
    name = safe_name(f"Справка {record.full_name}")
    return Paper(name, Document(f"{report.title.capitalize()}: {record.full_name}", (report,)))


def _of_groups(statements: Sequence[GradeStatement], groups: Sequence[str]) -> Sequence[GradeStatement]:
    if not groups:
        return statements
    there = [one.group.name for one in statements]
    missing = _("There is no group {group} in the statements. There are: {groups}.")
    wanted = {found for group in groups for found in groups_like(group, there, missing)}
    return [one for one in statements if one.group.name in wanted]


def _whole_name(statements: Sequence[GradeStatement], typed: str) -> str:
    """The student's name as it stands in the statements; UsageError, which names nobody, for several.

    What nobody is called stays as it was typed.
    """
    names = {row.student.full_name: one.group.name for one in statements for row in one.students}
    found = fitting(typed, names)
    if several(found):
        raise UsageError(
            _(
                "That name fits several students (groups {groups}). "
                "Give surname, name and patronymic as they stand in the statement."
            ).format(groups=", ".join(sorted({names[name] for name in found}, key=sort_key)))
        )
    return found[0] if found else typed


def _nobody(groups: Sequence[str]) -> str:
    """That the name is not there; `groups` are those whose statements were looked through."""
    if not groups:
        return _(
            "Nobody of that name is in the statements of the archive. "
            "Give surname, name and patronymic as they stand in the statement."
        )
    return _(
        "Nobody of that name is in the statements (groups {groups}). "
        "Give surname, name and patronymic as they stand in the statement."
    ).format(groups=", ".join(groups))
