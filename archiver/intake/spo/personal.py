"""What of people must not be looked at, and the one thing that is taken from a list of students: leaves.

Domain 3.3: «Never put passport/SNILS/parents' data in binders». A file that carries such data is named in a
note and not read; files about single students are never opened.
"""

from __future__ import annotations

import re

from archiver.intake.file_tree import FileTree
from archiver.intake.refusal import FileRefused
from archiver.intake.spo.document import read_list
from archiver.intake.spo.known import STUDENTS
from archiver.intake.spo.ledger import Ledger
from archiver.intake.spo.paths import Snapshot
from archiver.journal.codes import finding
from archiver.journal.collation import NameKey, name_key
from archiver.journal.findings import Finding, Place
from archiver.journal.model import Leave
from archiver.locale import _

_FORBIDDEN = re.compile(
    r'"(passport\w*|snils\w*|inn|insurance\w*|parents?|relatives?|birth\w*|phone\w*|mobile\w*|e?mail|address\w*)"\s*:\s*'
    r'(?!null\b|""|\[\s*\]|\{\s*\})',
    re.IGNORECASE,
)

Leaves = dict[tuple[str | None, NameKey], tuple[Leave, ...]]


def leaves_of(tree: FileTree, snapshot: Snapshot, ledger: Ledger) -> Leaves:
    """Academic leaves by group id and name, only from lists of students that carry nothing they should not.

    Such a list is not needed for a journal, so nothing in it blocks: what cannot be read is a warning.
    """
    made: Leaves = {}
    forbidden = list(snapshot.personal)
    for file in snapshot.students:
        if _carries_forbidden(tree, file):
            forbidden.append(file)
            continue
        own = Ledger()
        listed = read_list(tree, file, STUDENTS, own)
        ledger.take(own, problems=listed is not None)
        if listed is None:
            ledger.told.append(_unread(file, next(iter(own.findings())).message))
        for one in listed or ():
            if one.vacations and one.full_name:
                key = one.group, name_key(one.full_name)
                made[key] = made.get(key, ()) + tuple(
                    Leave(leave.start, leave.end, leave.order) for leave in one.vacations
                )
    forbidden += (file for file in snapshot.lists.values() if _carries_forbidden(tree, file))
    _tell(forbidden, ledger)
    return made


def _unread(file: str, why: str) -> Finding:
    message = _("Academic leaves are not known, for the list of students was not read: {why}")
    return finding("spo.leaves-unknown", message.format(why=why), place=Place(file=file))


def _tell(files: list[str], ledger: Ledger) -> None:
    if files:
        message = _(
            "{count} files carry personal data that a journal must not hold ({first} …); it was not read."
        )
        ledger.told.append(
            finding(
                "file.personal-data",
                message.format(count=len(files), first=files[0]),
                place=Place(file=files[0]),
            )
        )


def _carries_forbidden(tree: FileTree, file: str) -> bool:
    try:
        return _FORBIDDEN.search(tree.read(file).decode("utf-8", "replace")) is not None
    except FileRefused:  # whatever is wrong with the file is told where it is read
        return False
