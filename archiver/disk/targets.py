"""Where a command may write, and how a document goes to standard output."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Any

from archiver.cli.options.stand_in import cache_beside
from archiver.disk.claims import Taken, folder_held
from archiver.disk.unfinished import sweep
from archiver.errors import Busy, InputInvalid, OutputFailed, UsageError
from archiver.journal.findings import Finding
from archiver.locale import _
from archiver.wording.causes import cause


def writable_folder(out: Path, exports: Path | None) -> None:
    """Refuse a target that is a file, or lies among the exports (it would be read as one next time)."""
    if out.exists() and not out.is_dir():
        raise UsageError(_("{folder} is a file, not a folder. Choose a folder.").format(folder=out))
    inside = exports.resolve() if exports is not None and exports.is_dir() else None
    if inside and (out.resolve() == inside or inside in out.resolve().parents):
        raise UsageError(
            _("{folder} lies inside the exports. Choose a folder outside {exports}.").format(
                folder=out, exports=exports
            )
        )


def writable_file(target: Path, exports: Path) -> None:
    """Refuse a target that would replace a folder, an export, or a file that is no PDF."""
    if target.is_dir():
        raise UsageError(_("{file} is a folder. Name the PDF file to write.").format(file=target))
    inside = exports.resolve()
    if target.resolve() == inside or (exports.is_dir() and inside in target.resolve().parents):
        raise UsageError(
            _("{file} lies inside the exports. Choose a place outside {exports}.").format(
                file=target, exports=exports
            )
        )
    if target.exists() and target.stat().st_size and not _is_pdf(target):
        raise UsageError(
            _("{file} is there and is no PDF; it was not replaced. Choose another name.").format(file=target)
        )


def _is_pdf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(5) == b"%PDF-"


@contextlib.contextmanager
def claimed(out: Path, exports: Path | None) -> Iterator[None]:
    """Hold `out` for this run alone; a second run into it at the same time is refused.

    Nothing is left of the claim, and nothing of what the run keeps in `out` because the user has no cache.
    """
    writable_folder(out, exports)
    with ExitStack() as stack:
        try:
            stack.enter_context(folder_held(out))
        except Taken as error:
            raise Busy(
                _("Another run is writing into {folder}. Wait for it or stop it.").format(folder=out)
            ) from error
        except OSError as error:
            raise OutputFailed(
                _("Cannot write into {folder}: {cause}.").format(folder=out, cause=cause(error))
            ) from error
        sweep(out)
        stack.callback(sweep, out)  # what workers left that did not end by themselves
        stack.enter_context(cache_beside(out))
        yield


def write_document(text: str) -> None:
    """Write a finished document (JSON) to standard output."""
    sys.stdout.write(text)
    sys.stdout.flush()


def finding_json(finding: Finding) -> dict[str, Any]:
    """A finding as an object of a JSON document; the place holds what is known of it."""
    place = {key: value for key, value in asdict(finding.place).items() if value is not None}
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "advice": finding.advice,
        "group": finding.group,
        "place": place,
    }


@contextlib.contextmanager
def documented(wanted: bool, document: Callable[[Sequence[Finding]], dict[str, Any]]) -> Iterator[None]:
    """Give scripts their document, made of the problems, when the exports cannot be used at all."""
    try:
        yield
    except InputInvalid as error:
        if wanted:
            write_json(document(error.problems))
        raise


def write_json(document: dict[str, Any]) -> None:
    """Write `document` to standard output as the other documents are written."""
    write_document(json.dumps(document, ensure_ascii=False, indent=1) + "\n")
