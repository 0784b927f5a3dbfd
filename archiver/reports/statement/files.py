"""Reading grade statements from their files, wherever they lie."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

from archiver.errors import InputInvalid
from archiver.intake.file_tree import FileTree
from archiver.intake.quarantine import QuarantinedTree, each_apart
from archiver.intake.refusal import FileRefused
from archiver.intake.tree.opening import open_tree
from archiver.journal.findings import Finding
from archiver.locale import _
from archiver.remedies import Deed, Remedy
from archiver.reports.statement.twin import is_statement, load
from archiver.reports.statement.values import GradeStatement
from archiver.settings.tables import Limits
from archiver.wording.causes import cause


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a statement was read: the name of its file; of one in the archive which file it belongs to.

    `file` is the identifier of the archive's file («дело»), `deposited` the day its bag was made.
    """

    document: str
    file: str = ""
    deposited: dt.date | None = None

    @property
    def name(self) -> str:
        """How messages call it."""
        return f"{self.file}: {self.document}" if self.file else self.document


@dataclass(frozen=True, slots=True)
class StatementFiles:
    """The statements that were read, where each was, and what is wrong with those that could not be."""

    statements: tuple[GradeStatement, ...]
    problems: tuple[Finding, ...]
    origins: tuple[Origin, ...] = ()

    def joined(self, other: StatementFiles) -> StatementFiles:
        """Both together; a statement that is in both counts once."""
        pairs = zip(other.statements, other.origins, strict=True)
        more = [(one, origin) for one, origin in pairs if one not in self.statements]
        return StatementFiles(
            (*self.statements, *(one for one, _origin in more)),
            (*self.problems, *other.problems),
            (*self.origins, *(origin for _one, origin in more)),
        )


def read_statements(places: Iterable[Path], limits: Limits) -> StatementFiles:
    """Every statement in files, folders and zip archives; copies of the same one count once.

    Files of other kinds in a folder are passed over; a file named by itself must be a statement.
    Raises InputInvalid when a place is not there or there is no statement in any.
    """
    found = _Found({}, [])
    problems = found.problems
    for place in places:
        try:
            tree = QuarantinedTree(open_tree(place, limits))
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
        wanted = [name for name in names if alone or name.lower().endswith(".json")]
        for name, read in each_apart(partial(_read, alone), tree, wanted, limits):
            if isinstance(read, FileRefused):
                problems.append(read.finding(name, None))
            elif read is not None:
                found.take(*read, Origin(PurePosixPath(name).name))
    if not found.statements:
        raise InputInvalid(
            _("There are no grade statements there."), tuple(problems), remedy=Remedy(Deed.TAKE_STATEMENTS)
        )
    return found.done()


def statements_of_archive(documents: Iterable[tuple[Origin, bytes]]) -> StatementFiles:
    """The statements among documents of the archive."""
    found = _Found({}, [])
    for origin, data in documents:
        found.take(*_loaded(data, origin.name), origin)
    return found.done()


_Read = tuple[bytes, GradeStatement | tuple[Finding, ...]]
"""The digest of a file, and its statement or what is wrong with it."""


def _read(alone: bool, tree: FileTree, name: str) -> _Read | None:
    """The statement in a file; None for a file of another kind, which only one named alone must not be."""
    data = tree.read(name)
    return _loaded(data, name) if alone or is_statement(data) else None


def _loaded(data: bytes, name: str) -> _Read:
    read = load(data, name)
    return hashlib.sha256(data).digest(), read if isinstance(read, GradeStatement) else tuple(read)


@dataclass(frozen=True, slots=True)
class _Found:
    """What has been read so far; the same bytes count once."""

    statements: dict[bytes, tuple[GradeStatement, Origin]]
    problems: list[Finding]

    def take(self, digest: bytes, read: GradeStatement | tuple[Finding, ...], origin: Origin) -> None:
        if isinstance(read, GradeStatement):
            self.statements.setdefault(digest, (read, origin))
        else:
            self.problems.extend(read)

    def done(self) -> StatementFiles:
        pairs = self.statements.values()
        return StatementFiles(
            tuple(one for one, _origin in pairs),
            tuple(self.problems),
            tuple(origin for _one, origin in pairs),
        )
