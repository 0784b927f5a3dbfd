"""An act names the paper of each file: its registered volumes, or the stated reason why there are none."""

from __future__ import annotations

from collections.abc import Sequence

from archiver.archive.custody.naming import titles_of
from archiver.archive.custody.no_paper import reason_of, state
from archiver.errors import Refused
from archiver.locale import ngettext
from archiver.register.model.files import File
from archiver.register.work import Work
from archiver.remedies import Deed, Remedy

_AT_ONCE = 500


def paper_told(work: Work, files: Sequence[File], no_paper: str) -> dict[int, str]:
    """Why files have no paper, by their ids; those with registered volumes are left out.

    `no_paper` is stated of those of which nothing is known; without it Refused names them by their titles.
    """
    reasons, unknown = dict[int, str](), list[File]()
    for first in range(0, len(files), _AT_ONCE):
        some = files[first : first + _AT_ONCE]
        volumes = work.paper.of_files([file.id for file in some])
        for file in some:
            if file.id in volumes:
                continue
            reason = reason_of(work, file)
            if reason:
                reasons[file.id] = reason
            else:
                unknown.append(file)
    if unknown and not no_paper.strip():
        raise Refused(
            ngettext(
                "Nobody has told of the paper of {count} file: {files}.",
                "Nobody has told of the paper of {count} files: {files}.",
                len(unknown),
            ).format(count=len(unknown), files=titles_of(unknown)),
            remedy=Remedy(Deed.TELL_PAPER),
        )
    for file in state(work, unknown, no_paper) if unknown else ():
        reasons[file.id] = no_paper.strip()
    return reasons
