"""Where a run may write: what the user names for it is no export, and nothing of another kind."""

from __future__ import annotations

from pathlib import Path

from archiver.errors import UsageError
from archiver.locale import _


def writable_folder(out: Path, exports: Path | None) -> None:
    """Refuse a target that is a file, or lies among the exports (it would be read as one next time)."""
    if out.exists() and not out.is_dir():
        raise UsageError(_("{folder} is a file, not a folder. Choose a folder.").format(folder=out))
    if exports is not None and exports.is_dir() and _is_within(out, exports):
        raise UsageError(
            _("{folder} lies inside the exports. Choose a folder outside {exports}.").format(
                folder=out, exports=exports
            )
        )


def writable_file(target: Path, exports: Path) -> None:
    """Refuse a target that would replace a folder, an export, or a file that is no PDF."""
    if target.is_dir():
        raise UsageError(_("{file} is a folder. Name the PDF file to write.").format(file=target))
    _refuse_among(target, exports)
    if not _may_become(target, b"%PDF-"):
        raise UsageError(
            _("{file} is there and is no PDF; it was not replaced. Choose another name.").format(file=target)
        )


def writable_workbook(target: Path, exports: Path) -> None:
    """Refuse a target that would replace a folder, an export, or a file that is no workbook (a zip)."""
    if target.is_dir():
        raise UsageError(_("{file} is a folder. Name the workbook to write.").format(file=target))
    _refuse_among(target, exports)
    if not _may_become(target, b"PK"):
        raise UsageError(
            _("{file} is there and is no workbook; it was not replaced. Choose another name.").format(
                file=target
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
