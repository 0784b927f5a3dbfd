"""Disposal holds (приостановление уничтожения): placed by a document, lifted one by one by a document.

The register's hold blocks every path to destruction; in buckets it is a legal hold besides (projection).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from archiver.archive.custody.naming import file_named, files_of
from archiver.archive.custody.projection import Projected, project
from archiver.counter.session import Session, use_case
from archiver.errors import Refused, UsageError
from archiver.locale import _
from archiver.permissions import Permission
from archiver.register.model.disposal import Hold
from archiver.register.model.files import File, FileState
from archiver.register.work import Work
from archiver.remedies import Deed, Remedy


@dataclass(frozen=True, slots=True)
class Meant:
    """Files by their ids or by groups that have one file, and all files of a group, of a year or of all."""

    names: tuple[str, ...] = ()
    group: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """The files meant, the holds placed on those that had none by the document, and what buckets said."""

    files: tuple[File, ...]
    holds: tuple[Hold, ...]
    told: tuple[Projected, ...]


@dataclass(frozen=True, slots=True)
class Lifted:
    """The holds that were lifted, the files with the holds that are left on them, what buckets said."""

    holds: tuple[Hold, ...]
    left: tuple[tuple[File, tuple[Hold, ...]], ...]
    told: tuple[Projected, ...]


@use_case(Permission.HOLD_PLACE)
def place(session: Session, meant: Meant, document: str, reason: str = "") -> Placed:
    """Put a hold on each file meant, on all of them or on none, and then a legal hold on them in buckets.

    A second call with the same document changes nothing in the register. A bucket that cannot be reached is
    told of and stays due (`syncing`). Raises UsageError when nothing is named, Refused without the right, a
    document, for an unknown file and for one that is destroyed.
    """
    placed = []
    with session.changing() as work:
        files = _meant(session, work, meant)
        for file in files:
            if file.state is FileState.DESTROYED:
                raise Refused(_("The file {id} is destroyed.").format(id=file.external_id))
            if not any(hold.document == document.strip() for hold in work.holds.of_file(file.id)):
                placed.append(work.holds.place(file.id, document, reason.strip()))
    told = project(
        session.register, session.settings.archive, by=session.by, files=[file.id for file in files]
    )
    return Placed(files, tuple(placed), told)


@use_case(Permission.HOLD_LIFT)
def lift(session: Session, numbers: Sequence[int], document: str) -> Lifted:
    """Lift the holds of these numbers by a document, all of them or none; the last one also in buckets.

    A bucket that cannot be reached is told of and stays due. Raises Refused without the right or a document,
    for an unknown number, and for one lifted before.
    """
    with session.changing() as work:
        lifted = tuple(
            work.holds.lift(_numbered(work, number), document) for number in dict.fromkeys(numbers)
        )
        ids = sorted({hold.file_id for hold in lifted})
        left = tuple((work.files.get(id_), tuple(work.holds.of_file(id_))) for id_ in ids)
    return Lifted(lifted, left, project(session.register, session.settings.archive, by=session.by, files=ids))


@use_case(Permission.ARCHIVE_LOOK)
def holds(session: Session, meant: Meant, *, lifted: bool = False) -> tuple[tuple[Hold, str], ...]:
    """The holds in force, of the files meant or of all, each with its file's id; with `lifted` those too."""
    with session.looking() as work:
        if meant.names or meant.group:
            files = _meant(session, work, meant)
            found = [one for file in files for one in work.holds.of_file(file.id, active=not lifted)]
        else:
            found = list(work.holds.all() if lifted else work.holds.active())
        return tuple((one, work.files.get(one.file_id).external_id) for one in found)


def _meant(session: Session, work: Work, meant: Meant) -> tuple[File, ...]:
    if not meant.names and not meant.group:
        raise UsageError(_("Nothing says which files."), remedy=Remedy(Deed.NAME_FILES_OR_GROUP))
    if meant.year is not None and not meant.group:
        raise UsageError(
            _("A year narrows down the files of a group, and no group is named."),
            remedy=Remedy(Deed.NAME_FILES_OR_GROUP),
        )
    college = session.settings.college.short_name
    files = [file_named(work, name, college=college) for name in meant.names]
    if meant.group:
        files += files_of(work, meant.group, meant.year, college=college)
    return tuple({file.id: file for file in files}.values())


def _numbered(work: Work, number: int) -> Hold:
    try:
        return work.holds.get(number)
    except LookupError:
        raise Refused(
            _("There is no hold number {number}.").format(number=number), remedy=Remedy(Deed.LIST_HOLDS)
        ) from None
