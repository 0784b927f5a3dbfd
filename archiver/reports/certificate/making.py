"""Making a certificate of study from grade statements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from archiver.counter.asked import groups_like
from archiver.disk.names import safe_name
from archiver.errors import UsageError
from archiver.journal.as_typed import fitting, several
from archiver.journal.codes import finding
from archiver.journal.collation import sort_key
from archiver.journal.findings import Finding
from archiver.journal.model import AcademicYear
from archiver.locale import _
from archiver.register.model.files import File
from archiver.remedies import Deed, Remedy
from archiver.reports.certificate.covering import covering_report
from archiver.reports.certificate.finding import SeveralStudents, find
from archiver.reports.certificate.page import Office, Particulars, certificate_report, certificate_title
from archiver.reports.certificate.record import study_record
from archiver.reports.certificate.sources import sources_of
from archiver.reports.certificate.values import StudyRecord
from archiver.reports.document.report import Document
from archiver.reports.document.writing import Paper
from archiver.reports.statement.files import StatementFiles
from archiver.reports.statement.values import GradeStatement
from archiver.settings.tables import Settings


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a certificate is made of: the student's record, what the office adds to it, and its `sources`.

    Those are sentences on where the statements came from.
    """

    record: StudyRecord
    given: Particulars
    sources: tuple[str, ...] = ()


def unread_statements(files: Iterable[File]) -> Iterator[str]:
    """What a certificate says of statements that are in the archive and could not be read."""
    for file in files:
        yield (
            f"Ведомости группы {file.group} за {AcademicYear(file.academic_year)} учебный год есть в архиве, "
            "но ни одна их копия не прочитана: этих оценок в справке может не быть."
        )


def scanned_statements(files: Iterable[File]) -> Iterator[str]:
    """What a certificate says of statements that are in the archive as pictures of paper."""
    for file in files:
        yield (
            f"Ведомости группы {file.group} за {AcademicYear(file.academic_year)} учебный год сданы в архив "
            "в виде скана или распечатки: этих оценок в справке нет, их вписывают по ведомости."
        )


def certificate_of(
    read: StatementFiles,
    full_name: str,
    particulars: Particulars,
    *,
    groups: Sequence[str] = (),
    missing: Sequence[str] = (),
    formerly: Sequence[str] = (),
) -> Certificate:
    """The certificate of a student; UsageError when nobody or several are called so.

    `formerly` are names the student bore before; `groups` are the groups to look in, every one of them
    without any; `missing` is told before what the statements themselves lack.
    """
    chosen = _of_groups(read.statements, groups)
    try:
        seen = find(chosen, _whole_name(chosen, full_name), formerly)
    except SeveralStudents as several:
        raise UsageError(
            _(
                "Several students have that name (groups {groups}). Namesakes in one group cannot be told "
                "apart by statements, write their certificate by hand."
            ).format(groups=", ".join(several.groups)),
            remedy=Remedy(Deed.CHOOSE_GROUP),
        ) from several
    if not seen:
        raise UsageError(_nobody(sorted({one.group.name for one in chosen}, key=sort_key)))
    record = study_record(seen)
    told = [
        (one, origin)
        for one, origin in zip(read.statements, read.origins, strict=True)
        if any(row.statement is one for row in seen)
    ]
    return Certificate(
        replace(record, missing=(*missing, *record.missing)), particulars, tuple(sources_of(told))
    )


def certificate_papers(made: Certificate, settings: Settings) -> Iterator[Paper]:
    """The student's paper, and the covering sheet for the office where the statements lack something."""
    record, given = made.record, made.given
    office = Office(
        college=settings.college.name,
        director_post=settings.reports.director_post,
        director=settings.reports.director,
        made_by=given.made_by or settings.reports.secretary,
        phone=settings.reports.secretary_phone,
    )
    title = f"{certificate_title(given).capitalize()}: {record.full_name}"
    name = safe_name(f"Справка {record.full_name}")
    report = certificate_report(record, given, office, made.sources)
    yield Paper(name, Document(title, (report,)), kind="Справки")
    if record.missing:
        yield Paper(
            safe_name(f"Сопроводительный лист {record.full_name}"),
            Document(f"Сопроводительный лист: {record.full_name}", (covering_report(record, given, office),)),
            kind="Сопроводительные листы",
        )


def lacking(made: Certificate) -> Iterator[Finding]:
    """What the statements lack, for the screen; no name of a student is in it."""
    for text in made.record.missing:
        yield finding("certificate.lacking", text)


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
