"""A file that is not read, with the reason; becomes a finding with the file's place."""

from __future__ import annotations

from archiver.journal.findings import Finding, Place, Severity
from archiver.remedies import Remedy


class FileRefused(Exception):
    """One file of the exports cannot be used; texts are in the user's language.

    `code` is one of file.too-large, file.empty, file.broken, file.encoding, file.encrypted,
    file.unreadable, file.name, file.missing, file.nested-archive, file.unknown-format.
    """

    def __init__(
        self,
        code: str,
        message: str,
        advice: str,
        place: Place | None = None,
        *,
        remedy: Remedy | None = None,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.advice = advice
        self.place = place or Place()
        self.remedy = remedy

    def __reduce__(self) -> tuple[object, ...]:
        told = (self.code, self.message, self.advice, self.place)
        return FileRefused, told, {"remedy": self.remedy}

    def finding(self, file: str | None = None, group: str | None = None) -> Finding:
        """The refusal as a blocking finding about `file` (relative to the exports) of `group`."""
        place = Place(
            file=file or self.place.file, sheet=self.place.sheet, cell=self.place.cell, path=self.place.path
        )
        return Finding(self.code, Severity.BLOCKING, self.message, self.advice, group, place, self.remedy)
