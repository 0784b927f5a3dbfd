"""Folders of `archiver statement` as files to be deposited: one a group and academic year.

A statement is a twin (.json) with its PDF and XLSX beside it. Statements are kept for 25 years, the journal
for 5: the export of the journal does not go into their bag, it would be kept five times too long.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from archiver.archive.deposit.filing import Filing
from archiver.archive.deposit.record import Candidate, Candidates, Document, Kind, Record
from archiver.archive.deposit.signatures import signed_documents
from archiver.archive.rosters import roster_of_statements
from archiver.disk.plain_files import open_plain, read_plain
from archiver.errors import InputInvalid
from archiver.journal.collation import name_key, sort_key
from archiver.locale import _
from archiver.remedies import Deed, Remedy
from archiver.wording.causes import cause
from archiver.wording.storage import reading_documents, telling
from storage.source import FileSource

_PRINTED = (".pdf", ".xlsx")
_LARGEST = 64 * 2**20
_KINDS = {".json": Kind.TWIN, ".pdf": Kind.STATEMENT, ".xlsx": Kind.STATEMENT}


@dataclass(frozen=True, slots=True)
class _Twin:
    """A statement file: whose it is, as far as the whole run needs it."""

    path: Path
    group: str
    year: int


def find_statements(folder: Path, filing: Filing) -> Candidates:
    """The groups whose statements lie in `folder`, at any depth; raises InputInvalid for a spoilt one."""
    twins = list(_twins(folder))
    groups: dict[object, list[_Twin]] = {}
    for twin in twins:
        groups.setdefault((name_key(twin.group), twin.year), []).append(twin)
    owners: dict[Path, set[tuple[str, int]]] = {}
    for twin in twins:
        owners.setdefault(twin.path.parent, set()).add((twin.group, twin.year))
    shared = {folder for folder, own in owners.items() if len(own) > 1}
    candidates = []
    for same in sorted(groups.values(), key=lambda group: (sort_key(group[0].group), group[0].year)):
        files = _files(same, shared)
        size = sum(path.stat().st_size for path in files)
        read = partial(_read, same, files, filing)
        candidates.append(Candidate(same[0].group, filing.all_statements, same[0].year, size, read, files))
    return Candidates(tuple(candidates))


def _twins(folder: Path) -> Iterator[_Twin]:
    from archiver.reports.statement.twin import is_statement, load
    from archiver.reports.statement.values import GradeStatement

    for path in sorted(folder.absolute().rglob("*.json")):  # workers may stand in another folder
        if not path.is_file():
            continue
        try:
            with open_plain(path) as file:
                if not is_statement(file.read(4096)):
                    continue
            data = read_plain(path, _LARGEST)
        except OSError as error:
            raise InputInvalid(
                _("Cannot read {file}: {cause}.").format(file=path, cause=cause(error))
            ) from error
        read = load(data, path.name)
        if not isinstance(read, GradeStatement):
            raise InputInvalid(_("{file} is a spoilt grade statement.").format(file=path), read)
        yield _Twin(path, read.group.name, read.year.start)


def _files(twins: Iterable[_Twin], shared: set[Path]) -> tuple[Path, ...]:
    """The twins, what is printed of each, and the statements by subject in folders below theirs."""
    found: set[Path] = set()
    for twin in twins:
        found.add(twin.path)
        found |= {path for path in map(twin.path.with_suffix, _PRINTED) if path.is_file()}
        if twin.path.parent not in shared:
            below = (path for suffix in _PRINTED for path in twin.path.parent.glob(f"*/*{suffix}"))
            found |= {path for path in below if path.is_file() and not any(path.parent.glob("*.json"))}
    return tuple(sorted(found))


def _read(twins: Iterable[_Twin], files: tuple[Path, ...], filing: Filing) -> Record:
    from archiver.reports.statement.twin import load
    from archiver.reports.statement.values import GradeStatement

    statements = []
    for twin in twins:
        read = load(read_plain(twin.path, _LARGEST), twin.path.name)
        if not isinstance(read, GradeStatement):
            raise InputInvalid(_("{file} is a spoilt grade statement.").format(file=twin.path), read)
        if not twin.path.with_suffix(".pdf").is_file():
            raise InputInvalid(
                _("{file} has no PDF beside it; make the statements again").format(file=twin.path.name),
                remedy=Remedy(Deed.MAKE_STATEMENTS),
            )
        statements.append(read)
    first = statements[0]
    base = min((path.parent for path in files), key=lambda path: len(path.parts))
    with telling(), reading_documents():
        documents = tuple(
            Document(f"statements/{_below(path, base)}", source, _KINDS[path.suffix], source.digest())
            for path in files
            for source in [FileSource(path)]
        )
        signed = [
            one
            for path, document in zip(files, documents, strict=True)
            if path.suffix == ".pdf"
            for one in signed_documents(path, document.path)
        ]
    file = filing.statements(
        first.group,
        first.year,
        last_entry=max(term.end for statement in statements for term in statement.terms),
        sheets=sum(_pages(path) for path in files if path.suffix == ".pdf"),
    )
    if not file.department and first.organisation.department:
        file = replace(file, department=first.organisation.department)
    told = tuple(text for _document, text in signed)
    documents += tuple(document for document, _text in signed)
    return Record(file, roster_of_statements(statements), documents, told, told=told)


def _below(path: Path, base: Path) -> str:
    return (path.relative_to(base) if path.is_relative_to(base) else Path(path.name)).as_posix()


def _pages(path: Path) -> int:
    from archiver.binder.read_pdf import DAMAGE, open_pdf

    try:
        return len(open_pdf(path).pages)
    except (OSError, *DAMAGE) as error:
        raise InputInvalid(_("{file} is no whole PDF.").format(file=path.name)) from error
