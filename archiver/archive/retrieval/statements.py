"""The grade statements of a student that lie in the archive."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from archiver.archive.deposit.record import Kind
from archiver.archive.retrieval.documents import FileDocuments, read_documents, refuse_unread
from archiver.counter.session import Session, use_case
from archiver.errors import UsageError
from archiver.locale import _
from archiver.permissions import Permission
from archiver.register.finding import Query
from archiver.register.model.files import File
from archiver.reports.certificate.making import scanned_statements, unread_statements
from archiver.reports.statement.files import Origin, StatementFiles, statements_of_archive

PURPOSE = "certificate"
_MOST = 200


@dataclass(frozen=True, slots=True)
class Archived:
    """The statements that were read, how each file was, and what could not be read, in words."""

    files: StatementFiles
    readings: tuple[FileDocuments, ...]
    unread: tuple[str, ...]


@use_case(Permission.CERTIFICATE_MAKE)
def archived_statements(session: Session, names: Sequence[str], *, alone: bool) -> Archived:
    """The college's statements in the archive that hold one of the names of a student.

    Raises UsageError when a name fits too many; OutputFailed when none can be read and they stand `alone`.
    """
    files: dict[int, File] = {}
    settings = session.settings
    with session.looking() as work:
        for name in names:
            found = work.find(
                Query(
                    student=name,
                    series=settings.reports.statement_index,
                    college=settings.college.short_name,
                    limit=_MOST,
                )
            )
            if found.more:
                raise UsageError(_("«{text}» fits too many names. Write more letters.").format(text=name))
            files |= {file.id: file for file in found.files}
    readings = tuple(read_documents(session, files.values(), Kind.TWIN, purpose=PURPOSE))
    if alone:
        refuse_unread(readings)
    documents = [
        (Origin(PurePosixPath(path).name, one.file.external_id, one.deposited), data)
        for one in readings
        for path, data in one.documents.items()
    ]
    unread = [one.file for one in readings if not one.documents and not one.for_eyes]
    scans = [one.file for one in readings if one.for_eyes]
    told = (*unread_statements(unread), *scanned_statements(scans))
    return Archived(statements_of_archive(documents), readings, told)
