"""The output folder of `archiver year-end` as files to be deposited, with the exports they were made from."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from archiver.archive.deposit.filing import Filing
from archiver.archive.deposit.record import Candidate, Candidates, Document, Kind, Record
from archiver.archive.deposit.signatures import signed_documents
from archiver.archive.rosters import roster_of_journal
from archiver.binding.earlier_run import EarlierRun
from archiver.binding.report import GroupReport, Status, is_below
from archiver.disk.names import UniqueNames, safe_name
from archiver.errors import InputInvalid, UsageError
from archiver.intake.canonical import dump
from archiver.intake.exports import GroupExport
from archiver.intake.file_tree import FileTree
from archiver.intake.open import open_exports
from archiver.intake.refusal import FileRefused
from archiver.journal.collation import same_name
from archiver.journal.findings import Severity
from archiver.journal.model import AcademicYear, Journal
from archiver.locale import _
from archiver.remedies import Deed, Remedy
from archiver.wording.storage import reading_documents, telling
from storage.bag.layout import offence_in
from storage.keys import collision_in
from storage.source import BytesSource, FileSource, Source


@dataclass(frozen=True, slots=True)
class ExportSource(Source):
    """A file of the exports, read from them each time: a college never stands in memory whole."""

    tree: FileTree
    file: str

    def open(self) -> AbstractContextManager[BinaryIO]:
        """The bytes as they were received."""
        try:
            return io.BytesIO(self.tree.read(self.file))
        except FileRefused as refused:
            raise InputInvalid(f"{refused.message} {refused.advice}", remedy=refused.remedy) from refused

    @property
    def size(self) -> int:
        """Bytes as declared."""
        return self.tree.size(self.file)

    @property
    def name(self) -> str:
        """Its path in the exports."""
        return self.file


def find_journals(folder: Path, run: EarlierRun, exports: Path | None, filing: Filing) -> Candidates:
    """The binders that a run of year-end made in `folder`.

    Raises UsageError without exports, InputInvalid when they do not fit. The twin and the source export go
    into every bag: without them a journal could only be looked at.
    """
    if exports is None:
        raise UsageError(
            _(
                "{folder} holds binders; name the exports they were made from: --from EXPORTS. "
                "They go into the archive with them."
            ).format(folder=folder)
        )
    year, folder = run.year, folder.absolute()  # workers may stand in another folder
    opened = open_exports(exports, filing.settings, year)
    tree = opened.tree
    candidates, not_ready, waiting = [], {}, list[Path]()
    for report in run.groups.values():
        volumes = {volume["path"]: folder / volume["path"] for volume in report.volumes}
        export = next((one for one in opened.groups if same_name(one.name, report.name)), None)
        # Study periods by themselves are for the meantime: the year's file holds their pages.
        waiting += [folder / path for path in report.paths.difference(volumes) if is_below(path)]
        why = _unready(report)
        if export is None or why:
            why = why or _("the group is not in the exports {path}").format(path=exports)
            lying = {name: path for name, path in volumes.items() if path.is_file()}
            waiting += lying.values()
            not_ready[report.name] = "; ".join((why, *lying))
            continue
        size = sum(map(_size, volumes.values()))
        size += sum(tree.size(name) for name in export.files)
        read = partial(_read, folder, report, export, tree, year, filing)
        candidates.append(
            Candidate(report.name, filing.journals, year.start, size, read, tuple(volumes.values()))
        )
    return Candidates(tuple(candidates), not_ready, tuple(waiting))


def _unready(report: GroupReport) -> str:
    """Why the binder of a group cannot be deposited, as far as its report says; "" when it can be."""
    if report.status is not Status.DONE:
        return _("the journal is not bound: archiver year-end")
    if report.codes.get("term.missing") and not report.without("term.missing"):
        # Bound before the year was over: the closing day, and what is counted from it, would be wrong.
        return _("a study period is not in the binder yet: archiver year-end")
    last = report.volumes[-1] if report.volumes else {}
    if last.get("number", 1) != (last["count"] if "count" in last else last.get("number", 1)):
        # One file, closed once: what was bound of it in January waits for the rest.
        return _("the last volume of the file is not bound yet")
    return ""


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


def _read(
    folder: Path,
    report: GroupReport,
    export: GroupExport,
    tree: FileTree,
    year: AcademicYear,
    filing: Filing,
) -> Record:
    reading = export.read()
    accepted = {item["code"] for item in report.accepted}
    broken = next((one for one in reading.findings if one.code.startswith("file.")
                   and one.severity is Severity.BLOCKING and one.code not in accepted), None)  # fmt: skip
    if reading.journal is None or broken is not None:
        raise InputInvalid(
            _("the export cannot be read"), reading.findings, remedy=Remedy(Deed.CHECK_EXPORTS)
        )
    journal = reading.journal
    _same_journal(report, journal)
    with telling(), reading_documents():
        volumes: list[Document] = []
        signed: list[tuple[Document, str]] = []
        for document, path in _volumes(folder, report):
            volumes.append(document)
            signed += signed_documents(path, document.path)
        documents = [
            *volumes,
            *(document for document, _text in signed),
            _document("journal.json", BytesSource(dump(journal)), Kind.TWIN),
            *_sources(tree, export),
        ]
    file = filing.journal(
        journal.group,
        year,
        last_entry=last_entry(journal),
        sheets=report.sheets,
        volumes=len(report.volumes),
    )
    notes = [
        f"Принятое замечание {item['code']}: {item['reason']}" + (f" ({item['by']})" if item["by"] else "")
        for item in report.accepted
    ]
    renamed = [
        f"Файл выгрузки «{name}» записан как «{path}»."
        for name, path in _paths(export.files).items()
        if path != f"source/{name}"
    ]
    sheets = tuple(volume["sheets"] for volume in report.volumes)
    told = tuple(text for _document, text in signed)
    return Record(file, roster_of_journal(journal), tuple(documents), (*notes, *renamed, *told), sheets, told)


def last_entry(journal: Journal) -> dt.date:
    """The last day of the journal: of its terms or, when that is later, of its lessons (domain 2.2)."""
    terms = [term.end for term in journal.terms]
    lessons = [lesson.date for section in journal.sections for lesson in section.lessons]
    return max([*terms, *lessons])


def _same_journal(report: GroupReport, journal: Journal) -> None:
    """Refuse exports of another journal than the one that was printed."""
    printed = {
        (item.get("title"), item.get("subgroup"), item["term"])
        for one in report.volumes
        for item in one["contents"]
    }
    read = {(section.subject.name, section.subgroup, section.term) for section in journal.sections}
    if printed != read:
        raise InputInvalid(
            _(
                "the export has other subjects than the binder; make the binder again, "
                "or name the exports it was made from"
            ),
            remedy=Remedy(Deed.BIND),
        )


def _volumes(folder: Path, report: GroupReport) -> Iterator[tuple[Document, Path]]:
    for volume in report.volumes:
        name = PurePosixPath(volume["path"])
        if not is_below(volume["path"]):
            raise InputInvalid(_("report.json names a file outside its folder: {file}").format(file=name))
        document = _document(f"volumes/{name.name}", FileSource(folder / name), Kind.VOLUME)
        if document.digest.sha256 != volume["sha256"]:
            raise InputInvalid(
                _(
                    "{file} is not the file that was bound (its digest differs from report.json); "
                    "make the binder again"
                ).format(file=name),
                remedy=Remedy(Deed.BIND),
            )
        yield document, folder / name


def _sources(tree: FileTree, export: GroupExport) -> Iterator[Document]:
    for name, path in _paths(export.files).items():
        yield _document(path, ExportSource(tree, name), Kind.SOURCE)


def _paths(names: tuple[str, ...]) -> Mapping[str, str]:
    """Where the files of an export lie in the bag: under their own names when every medium can carry them."""
    own = {name: f"source/{name}" for name in names}
    if not any(map(offence_in, own.values())) and collision_in(own.values()) is None:
        return own
    unique = UniqueNames()
    made = {}
    for name in names:
        path = PurePosixPath(name)
        stem = safe_name(path.stem.replace("%", "-"), 60)
        made[name] = f"source/{unique.take(stem, suffix=safe_name('x' + path.suffix)[1:])}"
    return made


def _document(path: str, source: Source, kind: Kind) -> Document:
    return Document(path, source, kind, source.digest())
