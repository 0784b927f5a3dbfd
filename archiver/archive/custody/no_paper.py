"""Files that have no paper: stated by a person with the reason, so that no act passes them over.

The statement is an event of the file, never changed; volumes that are registered afterwards count for more.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from archiver.archive.custody.volumes import FilesOfPaper, files_of_paper
from archiver.counter.session import Session, use_case
from archiver.errors import Refused, UsageError
from archiver.locale import _
from archiver.permissions import Permission
from archiver.register.model.files import File
from archiver.register.work import Work

NO_PAPER = "paper.none"


@use_case(Permission.PAPER_KEEP)
def none(session: Session, asked: FilesOfPaper, reason: str) -> tuple[File, ...]:
    """State of files that none of their volumes is on paper; those that have registered volumes are left out.

    Raises UsageError without a reason, and Refused where all of them have paper.
    """
    with session.changing() as work:
        found = files_of_paper(session, work, asked)
        without = [file for file in found if not work.paper.of_file(file.id)]
        if not without:
            raise Refused(_("All these files have volumes on paper in the register."))
        return state(work, without, reason)


def state(work: Work, files: Sequence[File], reason: str) -> tuple[File, ...]:
    """Note it of these files, in the unit of work of who states it; UsageError without a reason."""
    if not reason.strip():
        raise UsageError(_("Say why there is no paper."))
    for file in files:
        work.trail.note(NO_PAPER, f"file:{file.id}", reason=reason.strip())
    return tuple(files)


def reason_of(work: Work, file: File) -> str:
    """Why the file has no paper, as last stated; "" where nobody stated it."""
    told = ""
    for event in work.trail.events(object_=f"file:{file.id}", action=NO_PAPER):
        told = str(json.loads(event.detail)["reason"])
    return told
