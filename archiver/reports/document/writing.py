"""Writing reports: each paper as PDF/A, as XLSX and, where there is one, as its canonical twin.

A paper is written whole or not at all. A file that lies there with other contents is not replaced
unless asked for: it may have been signed, or corrected by hand.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from archiver.binder.file_names import joined_name
from archiver.disk.atomic import write_atomically
from archiver.disk.plain_files import open_plain
from archiver.errors import EngineFailed, OutputFailed
from archiver.locale import _
from archiver.process.workers import Crew
from archiver.reports.document.pages import set_document
from archiver.reports.document.report import Document
from archiver.reports.document.workbook import workbook
from archiver.settings.pdf_a import PdfA
from archiver.wording.causes import cause

if TYPE_CHECKING:
    from archiver.binder.joining import Joined

_ALONE = 3
"""So few papers are set by this process itself: starting others costs two seconds."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper to be made: its path in the folder without extension, and the twin that goes with it.

    Papers of a `kind` are printed together: «Форма 2».
    """

    base: str
    document: Document
    twin: bytes | None = None
    kind: str = "Бумаги"


class State(StrEnum):
    """What became of a paper."""

    WRITTEN = "written"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"
    KEPT = "kept"  # another one lies there; it was left as it is


@dataclass(frozen=True, slots=True)
class Written:
    """A paper that lies in the folder: its files, and the number of its pages."""

    base: str
    files: tuple[Path, ...]
    pages: int
    state: State
    kind: str = "Бумаги"


def write_papers(
    papers: Sequence[Paper], folder: Path, pdf_a: PdfA, *, replace: bool = False, workers: int | None = None
) -> Iterator[Written]:
    """Set the papers as `pdf_a` and write them, each reported as soon as it lies there.

    Raises OutputFailed and EngineFailed; papers that were ready before then stay.
    """
    if len(papers) <= _ALONE or (workers or os.cpu_count() or 1) == 1:
        for paper in papers:
            yield _write(paper, *_set(paper.document, pdf_a), folder, replace=replace)
        return
    try:
        with Crew(workers) as crew:
            jobs = [crew.submit(_set, paper.document, pdf_a) for paper in papers]
            for paper, job in zip(papers, jobs, strict=True):
                yield _write(paper, *job.result(), folder, replace=replace)
    except BrokenProcessPool as error:
        raise EngineFailed(
            _("A worker process was killed (out of memory?). Run again; papers that are ready are kept.")
        ) from error


def _set(document: Document, pdf_a: PdfA) -> tuple[bytes, int, bytes]:
    done = set_document(document, pdf_a)
    return done.pdf, done.pages, workbook(document)


def _write(paper: Paper, pdf: bytes, pages: int, sheet: bytes, folder: Path, *, replace: bool) -> Written:
    contents = {".pdf": pdf, ".xlsx": sheet}
    if paper.twin is not None:
        contents[".json"] = paper.twin
    return put(paper.base, contents, pages, folder, replace=replace, kind=paper.kind)


def put(
    base: str,
    contents: Mapping[str, bytes],
    pages: int,
    folder: Path,
    *,
    replace: bool,
    kind: str = "Бумаги",
) -> Written:
    """Write the files of a paper (suffix → bytes) unless others lie there; raises OutputFailed."""
    files = {folder / f"{base}{suffix}": data for suffix, data in contents.items()}
    before = {path: _read(path) for path in files}
    there = [path for path, data in before.items() if data is not None]
    differing = [path for path in there if before[path] != files[path]]
    if differing and not replace:
        return Written(base, tuple(there), pages, State.KEPT, kind)
    for path, data in files.items():
        if before[path] != data:
            write_atomically(path, data)
    made = State.UNCHANGED if len(there) == len(files) else State.WRITTEN
    state = State.REPLACED if differing else made
    return Written(base, tuple(files), pages, state, kind)


def join_papers(written: Sequence[Written], folder: Path, pdf_a: PdfA, *, duplex: bool) -> Iterator[Joined]:
    """Join the papers of each kind in the order they were written, into one file a kind, whatever lay there.

    Raises EngineFailed and OutputFailed.
    """
    from archiver.binder.joining import join

    kinds: dict[str, list[Written]] = {}
    for paper in written:
        kinds.setdefault(paper.kind, []).append(paper)
    for kind, papers in kinds.items():
        words = [tuple(paper.base.split("/")) for paper in papers]
        if len({one[0] for one in words}) == 1 and all(len(one) > 1 for one in words):
            words = [one[1:] for one in words]  # the folder that all of them lie in
        files = [next(file for file in paper.files if file.suffix == ".pdf") for paper in papers]
        yield join([*zip(words, files, strict=True)], folder / joined_name(kind), pdf_a, duplex=duplex)


def outdated(written: Sequence[Written], folder: Path) -> Iterator[Path]:
    """Files of papers joined earlier, of kinds of which a paper is another now."""
    for kind in dict.fromkeys(paper.kind for paper in written if paper.state is not State.UNCHANGED):
        path = folder / joined_name(kind)
        if path.is_file():
            yield path


def _read(path: Path) -> bytes | None:
    try:
        with open_plain(path) as file:
            return file.read()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise OutputFailed(
            _(
                "Cannot write {file}: {cause}. Free some space or choose another folder, and run again."
            ).format(file=path, cause=cause(error))
        ) from error
