"""Files under `services/` that nothing is read of: each is named, whatever it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archiver.intake.spo.paths import Snapshot
from archiver.journal.codes import finding
from archiver.journal.findings import Finding, Place
from archiver.locale import _, ngettext

_NAMED = 5


def strangers(snapshot: Snapshot) -> Iterator[Finding]:
    """Addresses that two files answer (blocking), that are not known, and that are known and not needed."""
    message = _("File {file} answers an address that another file answers too.")
    for file in snapshot.doubled:
        yield finding("spo.file-twice", message.format(file=file), place=Place(file=file))
    if snapshot.unknown:
        told = ngettext(
            "{count} file of the snapshot answers an address that is not known and was not read: {files}.",
            "{count} files of the snapshot answer addresses that are not known and were not read: {files}.",
            len(snapshot.unknown),
        )
        yield _files("source.file-unknown", told, snapshot.unknown)
    if snapshot.not_read:
        told = ngettext(
            "{count} file of the snapshot is not needed for a journal and was not read: {files}.",
            "{count} files of the snapshot are not needed for a journal and were not read: {files}.",
            len(snapshot.not_read),
        )
        yield _files("file.ignored", told, snapshot.not_read)


def _files(code: str, message: str, files: Sequence[str]) -> Finding:
    shown = ", ".join(files[:_NAMED]) + (" …" if len(files) > _NAMED else "")
    return finding(code, message.format(count=len(files), files=shown), place=Place(file=files[0]))
