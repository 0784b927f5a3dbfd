"""Disposal holds (приостановление уничтожения): placed by a document, lifted one by one by a document.

The register's hold blocks every path to destruction; in buckets it is a legal hold besides (projection).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from archiver.acting.who import Acting
from archiver.errors import Refused
from archiver.locale import _
from archiver.permissions import Permission
from archiver.register.model.disposal import Hold
from archiver.register.model.files import File, FileState
from archiver.register.register import Register
from archiver.register.work import Work


@dataclass(frozen=True, slots=True)
class Placed:
    """The holds that were placed, and the files that had one by the same document."""

    holds: tuple[Hold, ...]
    already: tuple[File, ...]


def place(
    register: Register, acting: Acting, files: Sequence[File], document: str, reason: str = ""
) -> Placed:
    """Put a hold on each of `files`: on all of them or on none.

    A second call with the same document changes nothing. Raises Refused without the right, a document, or
    for a file that is destroyed.
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
    return Placed(tuple(placed), tuple(already))


def lift(register: Register, acting: Acting, numbers: Sequence[int], document: str) -> tuple[Hold, ...]:
    """Lift the holds of these numbers by a document: all of them or none.

    Raises Refused without the right or a document, for an unknown number, and for one lifted before.
    """
    acting.require(Permission.HOLD_LIFT)
    with register.transaction(by=acting.login) as work:
        return tuple(work.holds.lift(_numbered(work, number), document) for number in dict.fromkeys(numbers))


def _numbered(work: Work, number: int) -> Hold:
    try:
        return work.holds.get(number)
    except LookupError:
        raise Refused(
            _("There is no hold number {number}: archiver hold list.").format(number=number)
        ) from None
