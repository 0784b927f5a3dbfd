"""Binders and statements made before the program, or elsewhere: a finished PDF becomes a file like any other.

There is no export to ask, so what a journal would tell is told by who deposits it: the group, the year, the
names, where the grade statement is. What can be seen of the PDF is looked at; that it is the journal of that
group nobody can see.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from archiver.archive.deposit.filing import Filing
from archiver.archive.deposit.names_list import names_of
from archiver.archive.deposit.pdf_check import claim_in_words, look_at
from archiver.archive.deposit.record import Candidate, Candidates, Document, Kind, Record
from archiver.archive.deposit.signatures import signed_documents
from archiver.archive.rosters import NAMES, names_document
from archiver.binding.college import college_periods
from archiver.disk.names import UniqueNames, safe_name
from archiver.errors import InputInvalid, UsageError
from archiver.journal.collation import same_name
from archiver.journal.model import AcademicYear, Department, Group
from archiver.locale import _
from archiver.register.model.files import File, Roster
from archiver.settings.tables import Settings
from archiver.wording.causes import cause
from archiver.wording.storage import reading_documents, telling
from storage.source import BytesSource, FileSource

_MADE_OUTSIDE = "Сдано готовым: изготовлено вне программы, машиночитаемого вида нет."


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyFile:
    """What is brought: PDFs of the volumes in their order, PDFs of the statement, the list of names.

    `year` is the calendar year the academic year begins in. `sheets` are those of each volume, () for as many
    as it has pages. `document` says where the statement lies when it is not brought but is kept elsewhere.
    """

    group: str
    year: int
    names: Path
    volumes: tuple[Path, ...] = ()
    statements: tuple[Path, ...] = ()
    document: str = ""
    sheets: tuple[int, ...] = ()

    def check(self, today: dt.date) -> None:
        """Refuse what contradicts itself; raises UsageError."""
        if not self.group.strip():
            raise UsageError(_("Name the group of the binder."))
        if not self.volumes and not self.statements:
            raise UsageError(_("Name the finished binder or its statement."))
        if self.statements and self.document:
            raise UsageError(_("The statement is either brought or lies elsewhere, not both."))
        if self.document and not self.volumes:
            raise UsageError(_("Where the statement lies is said of a journal, and no journal is brought."))
        if self.sheets and len(self.sheets) != len(self.volumes):
            raise UsageError(_("Count the sheets of every volume, in the same order, or of none."))
        if self.year > today.year:
            raise UsageError(
                _("The academic year {year} has not begun.").format(year=AcademicYear(self.year))
            )


def digests_of(paths: Sequence[Path]) -> dict[str, Path]:
    """The PDFs by SHA-256. Raises UsageError for one brought twice, InputInvalid for an unreadable one."""
    found: dict[str, Path] = {}
    for path in paths:
        try:
            with telling(), reading_documents():
                digest = FileSource(path).digest().sha256
        except OSError as error:
            raise InputInvalid(
                _("Cannot read {file}: {cause}.").format(file=path, cause=cause(error))
            ) from error
        if digest in found:
            raise UsageError(
                _("{one} and {other} are the same file.").format(one=found[digest].name, other=path.name)
            )
        found[digest] = path
    return found


def find_ready(ready: ReadyFile, filing: Filing) -> Candidates:
    """The journal and the statement of what is brought; raises UsageError for a day of closing too early."""
    ready.check(filing.today)
    last = _last_day(filing.settings, AcademicYear(ready.year))
    if filing.closed_on is not None and filing.closed_on < last:
        raise UsageError(
            _(
                "The year of the group ended on {last}: the file cannot be closed on {day}, its period would "
                "end too early."
            ).format(last=f"{last:%d.%m.%Y}", day=f"{filing.closed_on:%d.%m.%Y}")
        )
    candidates = []
    for paths, series, read in (
        (ready.volumes, filing.journals, _read_journal),
        (ready.statements, filing.all_statements, _read_statements),
    ):
        if paths:
            absolute = tuple(path.absolute() for path in paths)  # workers may stand in another folder
            size = sum(path.stat().st_size for path in absolute if path.is_file())
            reading = partial(read, ready, absolute, filing, last)
            candidates.append(Candidate(ready.group, series, ready.year, size, reading, absolute))
    return Candidates(tuple(candidates))


def _last_day(settings: Settings, year: AcademicYear) -> dt.date:
    """The last day of the college's last study period of that year: nothing later is known of."""
    return max(term.end for term in college_periods(settings, year))


def _read_journal(ready: ReadyFile, paths: tuple[Path, ...], filing: Filing, last: dt.date) -> Record:
    volumes = _documents(paths, "volumes", Kind.VOLUME)
    sheets = ready.sheets or tuple(one.pages for one in volumes)
    file = filing.journal(
        _group(ready.group, filing.settings),
        AcademicYear(ready.year),
        last_entry=last,
        sheets=sum(sheets),
        volumes=len(paths),
    )
    where = (f"Сводная ведомость: {ready.document}.",) if ready.document else ()
    told = [text for one in volumes for text in one.told]
    if not ready.sheets:
        told.append(_("sheets were counted by pages; if they are printed on both sides, give the sheets"))
    if not ready.statements and not ready.document:
        told.append(
            _("brought without its statement: while the archive has none of it, it cannot be destroyed")
        )
    return _record(ready, filing, file, volumes, sheets, tuple(told), where)


def _read_statements(ready: ReadyFile, paths: tuple[Path, ...], filing: Filing, last: dt.date) -> Record:
    printed = _documents(paths, "statements", Kind.STATEMENT)
    file = filing.statements(
        _group(ready.group, filing.settings),
        AcademicYear(ready.year),
        last_entry=last,
        sheets=sum(one.pages for one in printed),
    )
    told = tuple(text for one in printed for text in one.told)
    return _record(ready, filing, file, printed, (), told, ())


@dataclass(frozen=True, slots=True)
class _Brought:
    """A PDF as it goes into the bag, with its signatures and what is to be told of it."""

    documents: tuple[Document, ...]
    pages: int
    told: tuple[str, ...]


def _documents(paths: Sequence[Path], folder: str, kind: Kind) -> tuple[_Brought, ...]:
    unique = UniqueNames()
    return tuple(_brought(path, folder, kind, unique) for path in paths)


def _brought(path: Path, folder: str, kind: Kind, unique: UniqueNames) -> _Brought:
    seen = look_at(path)
    place = f"{folder}/{unique.take(safe_name(path.stem.replace('%', '-'), 60), suffix='.pdf')}"
    with telling(), reading_documents():
        source = FileSource(path)
        document = Document(place, source, kind, source.digest())
        signed = signed_documents(path, place)
    texts = (claim_in_words(path.name, seen), *(text for _document, text in signed))
    return _Brought((document, *(one for one, _text in signed)), seen.pages, texts)


def _record(
    ready: ReadyFile,
    filing: Filing,
    file: File,
    brought: Sequence[_Brought],
    sheets: tuple[int, ...],
    told: tuple[str, ...],
    notes: tuple[str, ...],
) -> Record:
    names = names_of(ready.names, filing.settings.limits)
    listed = BytesSource(names_document(names))
    documents = (
        *(document for one in brought for document in one.documents),
        Document(NAMES, listed, Kind.NAMES, listed.digest()),
    )
    return Record(
        file,
        Roster.of(names),
        documents,
        (_MADE_OUTSIDE, *notes, *(text for one in brought for text in one.told)),
        sheets,
        told,
        ready.document if file.index == filing.journals else "",
    )


def _group(name: str, settings: Settings) -> Group:
    """The group, in its department of the settings."""
    own = next(
        (one for one in settings.departments if any(same_name(name, group) for group in one.groups)), None
    )
    return Group(name, department=None if own is None else Department(own.name))
