"""Where a run may write: what the user names for it is no export, and nothing of another kind."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from archiver.errors import UsageError
from archiver.locale import _

_FILES = frozenset({".pdf", ".xlsx", ".xls", ".json", ".csv", ".zip", ".html", ".txt", ".docx", ".ics"})
"""Endings that people give to files, never to folders."""
_HEADS = {".pdf": b"%PDF-", ".xlsx": b"PK"}
"""How what is written begins, by the ending of its name."""


def refuse_file(out: Path) -> None:
    """Raises UsageError for a place of several files that is a file, or is called as one."""
    if out.exists() and not out.is_dir():
        raise UsageError(_("{folder} is a file, not a folder. Choose a folder.").format(folder=out))
    if out.suffix.lower() in _FILES:
        raise UsageError(
            _("{folder} is called like a file, and several files are written. Choose a folder.").format(
                folder=out
            )
        )


def refuse_folder(target: Path, endings: Sequence[str], *, slash: bool = False) -> None:
    """Raises UsageError for what is to be a file and is a folder, or is called as no file of `endings`.

    A `slash` behind the name says that it is a folder, though none lies there.
    """
    named = _(" or ").join(endings)
    if target.is_dir() or slash:
        raise UsageError(
            _("{file} is a folder, and one file is written. Name the file too, ending in {endings}.").format(
                file=target, endings=named
            )
        )
    if target.suffix.lower() not in endings:
        raise UsageError(
            _("{file}: what is written is {endings}. Let the name of the file end so.").format(
                file=target, endings=named
            )
        )


def writable_folder(out: Path, exports: Path | None) -> None:
    """Refuse a target that is a file, or lies among the exports (it would be read as one next time)."""
    refuse_file(out)
    if exports is not None and exports.is_dir() and _is_within(out, exports):
        raise UsageError(
            _("{folder} lies inside the exports. Choose a folder outside {exports}.").format(
                folder=out, exports=exports
            )
        )


def writable_file(target: Path, exports: Path | None = None, endings: Sequence[str] = (".pdf",)) -> None:
    """Refuse a target that would replace a folder, an export, or a file of another kind than it is called."""
    refuse_folder(target, endings)
    if exports is not None:
        _refuse_among(target, exports)
    kind = target.suffix.lower()
    if not _may_become(target, _HEADS[kind]):
        raise UsageError(
            _("{file} is there and is no {kind}; it was not replaced. Choose another name.").format(
                file=target, kind=kind.strip(".").upper()
            )
        )


def writable_calendar(target: Path) -> None:
    """Refuse a target that would replace a file that is no calendar (iCalendar)."""
    if not _may_become(target, b"BEGIN:VCALENDAR"):
        raise UsageError(
            _("{file} is there and is no calendar; it was not replaced. Choose another name.").format(
                file=target
            )
        )


def _refuse_among(target: Path, exports: Path) -> None:
    if target.resolve() == exports.resolve() or (exports.is_dir() and _is_within(target, exports)):
        raise UsageError(
            _("{file} lies inside the exports. Choose a place outside {exports}.").format(
                file=target, exports=exports
            )
        )


def _is_within(target: Path, exports: Path) -> bool:
    return target.resolve().is_relative_to(exports.resolve())


def _may_become(target: Path, head: bytes) -> bool:
    """Whether nothing lies there, nothing was written into it, or what begins with `head`."""
    if not target.exists() or not target.stat().st_size:
        return True
    with target.open("rb") as file:
        return file.read(len(head)) == head
