"""Disposal holds (приостановление уничтожения): placed by a document, lifted one by one by a document.

The register's hold blocks every path to destruction; in buckets it is a legal hold besides (projection).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from archiver.acting.who import Acting
from archiver.custody.projection import Told, project
from archiver.errors import Refused
from archiver.locale import _
from archiver.permissions import Permission
from archiver.register.model.disposal import Hold
from archiver.register.model.files import File, FileState
from archiver.register.register import Register
from archiver.register.work import Work
from archiver.settings_of_archive import ArchiveSettings


@dataclass(frozen=True, slots=True)
class Placed:
    """The holds that were placed, the files that had one by the same document, and what buckets said."""

    holds: tuple[Hold, ...]
    already: tuple[File, ...]
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Lifted:
    """The holds that were lifted, and what buckets said."""

    holds: tuple[Hold, ...]
    told: tuple[Told, ...]


def place(
    register: Register,
    acting: Acting,
    settings: ArchiveSettings,
    files: Sequence[File],
    document: str,
    reason: str = "",
) -> Placed:
    """Put a hold on each of `files`, on all of them or on none, and then a legal hold on them in buckets.

    A second call with the same document changes nothing in the register. A bucket that cannot be reached is
    told of and stays due (`syncing`). Raises Refused without the right, a document, or for a file that is
    destroyed.
    """
    acting.require(Permission.HOLD_PLACE)
    placed, already = [], []
    with register.transaction(by=acting.login) as work:
        for file in files:
            if work.files.get(file.id).state is FileState.DESTROYED:
                raise Refused(_("The file {id} is destroyed.").format(id=file.external_id))
            if any(hold.document == document.strip() for hold in work.holds.of_file(file.id)):
                already.append(file)
            else:
                placed.append(work.holds.place(file.id, document, reason.strip()))
    told = project(register, settings, by=acting.login, files=[file.id for file in files])
    return Placed(tuple(placed), tuple(already), told)


def lift(
    register: Register, acting: Acting, settings: ArchiveSettings, numbers: Sequence[int], document: str
) -> Lifted:
    """Lift the holds of these numbers by a document, all of them or none; the last one also in buckets.

    A bucket that cannot be reached is told of and stays due. Raises Refused without the right or a document,
    for an unknown number, and for one lifted before.
    """
    acting.require(Permission.HOLD_LIFT)
    with register.transaction(by=acting.login) as work:
        lifted = tuple(
            work.holds.lift(_numbered(work, number), document) for number in dict.fromkeys(numbers)
        )
    told = project(register, settings, by=acting.login, files={hold.file_id for hold in lifted})
    return Lifted(lifted, told)


def _numbered(work: Work, number: int) -> Hold:
    try:
        return work.holds.get(number)
    except LookupError:
        raise Refused(
            _("There is no hold number {number}: archiver hold list.").format(number=number)
        ) from None
