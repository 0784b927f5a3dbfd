"""The college as canonical JSON, one file per group."""

from __future__ import annotations

from collections.abc import Iterator

from archiver.disk.names import safe_name
from archiver.journal.model import Journal
from archiver.sample.export_file import ExportFile


def group_files(position: int, journal: Journal, suffix: str = "") -> Iterator[ExportFile]:
    """The group's journal for the year, «ИС-21 2025-26.json»."""
    from archiver.intake.canonical import dump

    name = safe_name(f"{journal.group.name} {str(journal.year).replace('/', '-')}")
    yield ExportFile(f"{name}{suffix}.json", dump(journal), position, text=True)
