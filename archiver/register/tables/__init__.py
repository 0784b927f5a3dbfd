"""The tables, column by column as the values of `archiver.register.model` (ADR 0013)."""

from archiver.register.tables import (
    bags,
    console,
    disposal,
    files,
    media,
    paper,
    people,
    prints,
    schedule,
    trail,
    turns,
    year,
)
from archiver.register.tables.base import METADATA

__all__ = [
    "METADATA",
    "bags",
    "console",
    "disposal",
    "files",
    "media",
    "paper",
    "people",
    "prints",
    "schedule",
    "trail",
    "turns",
    "year",
]
