"""Making a certificate of study from statement files, wherever they lie."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from archiver.causes import cause
from archiver.errors import InputInvalid, UsageError
from archiver.filenames import safe_name
from archiver.intake.files import FileRefused, open_tree
from archiver.journal.collation import same_name, sort_key
from archiver.journal.findings import Finding
from archiver.locale import _
from archiver.reporting.papers import Paper
from archiver.reports.certificate import SeveralStudents, find, study_record
from archiver.reports.certificate_report import Particulars, certificate_report
from archiver.reports.report import Document
from archiver.reports.statement import GradeStatement
from archiver.reports.statement_json import is_statement, load
from archiver.settings import Limits, Settings


@dataclass(frozen=True, slots=True)
class StatementFiles:
    """The statements that were read, and what is wrong with those that could not be."""

    statements: tuple[GradeStatement, ...]
    problems: tuple[Finding, ...]


def read_statements(places: Iterable[Path], limits: Limits) -> StatementFiles:
    """Every statement in files, folders and zip archives; copies of the same one count once.

    Files of other kinds in a folder are passed over; a file named by itself must be a statement.
    Raises InputInvalid when a place is not there or there is no statement in any.
    """
    found: dict[bytes, GradeStatement] = {}
    problems: list[Finding] = []
    for place in places:
        try:
            tree = open_tree(place, limits)
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
        for name in names:
            if not alone and not name.lower().endswith(".json"):
                continue
            try:
                data = tree.read(name)
            except FileRefused as refused:
                problems.append(refused.finding(name, None))
                continue
            if data in found or not (alone or is_statement(data)):
                continue
            read = load(data, name)
            if isinstance(read, GradeStatement):
                found[data] = read
            else:
                problems += read
    if not found:
        raise InputInvalid(
            _("There are no grade statements there. Take the .json files that “archiver statement” writes."),
            tuple(problems),
        )
    return StatementFiles(tuple(found.values()), tuple(problems))


def certificate_paper(
    statements: Sequence[GradeStatement],
    full_name: str,
    particulars: Particulars,
    settings: Settings,
    *,
    groups: Sequence[str] = (),
) -> Paper:
    """The certificate of a student; UsageError when nobody or several are called so.

    `groups` are the groups to look in, every one of them without any.
    """
    chosen = [
        one for one in statements if not groups or any(same_name(one.group.name, group) for group in groups)
    ]
    try:
        seen = find(chosen, full_name)
    except SeveralStudents as several:
        raise UsageError(
            _(
                "Several students have that name (groups {groups}). Choose with --group; namesakes in one "
                "group cannot be told apart by statements, write their certificate by hand."
            ).format(groups=", ".join(several.groups))
        ) from several
    if not seen:
        groups_there = sorted({one.group.name for one in chosen}, key=sort_key)
        raise UsageError(
            _(
                "Nobody of that name is in the statements (groups {groups}). "
                "Give surname, name and patronymic as they stand in the statement."
            ).format(groups=", ".join(groups_there) or "—")
        )
    record = study_record(seen)
    report = certificate_report(
        record,
        particulars,
        director_post=settings.reports.director_post,
        director=settings.reports.director,
        college=settings.college.name,
    )
    name = safe_name(f"Справка {record.full_name}")
    return Paper(name, Document(f"{report.title.capitalize()}: {record.full_name}", (report,)))
