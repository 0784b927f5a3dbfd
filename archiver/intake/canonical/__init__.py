"""Canonical JSON: the format every other is read into, one file per group and academic year."""

from archiver.intake.canonical.convert import from_journal, to_journal
from archiver.intake.canonical.read import Head, head_of, load, read_canonical
from archiver.intake.canonical.schema import VERSION, JournalFile, json_schema
from archiver.intake.canonical.write import dump, file_name, write_canonical

__all__ = [
    "VERSION",
    "Head",
    "JournalFile",
    "dump",
    "file_name",
    "from_journal",
    "head_of",
    "json_schema",
    "load",
    "read_canonical",
    "to_journal",
    "write_canonical",
]
