"""What the commissions decided of files whose series they must look at: destroy, or keep («ЭПК», review).

A decision is kept as an event of the file: it is never changed, and the trail seals it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from archiver.archive.disposal.acts import clock_of
from archiver.archive.disposal.clock import confirm
from archiver.counter.session import Session, use_case
from archiver.errors import UsageError
from archiver.locale import _
from archiver.permissions import Permission
from archiver.register.model.files import File
from archiver.register.work import Work
from archiver.remedies import Deed, Remedy
from retention.eligibility import Appraisal
from retention.frozen import freeze, thaw

APPRAISED = "file.appraised"


@use_case(Permission.ACT_APPRAISE)
def appraise(session: Session, names: Sequence[str], appraisal: Appraisal) -> tuple[File, ...]:
    """Enter a decision on files, named by their external ids; all of them or none.

    Raises UsageError for an unknown file and for a protocol without a number or of the future.
    """
    with session.changing() as work:
        clock = clock_of(session, work)
        clock.check()
        confirm(work, clock)
        if not appraisal.protocol.complete or appraisal.protocol.on > clock.today:
            raise UsageError(_("Name the number of the protocol, and a date of the sitting that has been."))
        files = tuple(_file(work, name) for name in dict.fromkeys(names))
        for file in files:
            work.trail.note(APPRAISED, f"file:{file.id}", appraisal=json.loads(freeze(appraisal)))
        return files


def appraisals_of(work: Work, file: File) -> tuple[Appraisal, ...]:
    """Every decision on a file, in order."""
    return tuple(
        thaw(Appraisal, json.dumps(json.loads(event.detail)["appraisal"]))
        for event in work.trail.events(object_=f"file:{file.id}", action=APPRAISED)
    )


def _file(work: Work, name: str) -> File:
    file = work.files.by_external_id(name)
    if file is None:
        raise UsageError(
            _("There is no file {id} in the register.").format(id=name), remedy=Remedy(Deed.LIST_DUE)
        )
    return file
