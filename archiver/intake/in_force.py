"""Reading exports by the settings in force."""

from __future__ import annotations

import dataclasses
from functools import partial
from pathlib import Path

from archiver.disk.memory import Memory
from archiver.errors import InputInvalid
from archiver.intake.exports import Exports
from archiver.intake.open import open_exports
from archiver.intake.quarantine import apart
from archiver.intake.refusal import FileRefused
from archiver.journal.model import AcademicYear
from archiver.locale import _
from archiver.settings.loading import LoadedSettings, Received, load_settings, read_received
from archiver.settings.tables import Limits, Settings


def settings_for(config: Path | None, exports: Path | None) -> LoadedSettings:
    """The settings for work on `exports`, as `load_settings`; a file that came with them is read apart."""
    return load_settings(config, exports, reading=read_apart)


def read_apart(path: Path, limits: Limits | None = None) -> Received:
    """`read_received`, done in a child that gets so much memory and time as an export does.

    Limits that the file itself sets never hold: what came with exports sets none.
    """
    try:
        return apart(partial(read_received, path.absolute()), limits or Limits())
    except FileRefused:
        text = _("Reading {file} takes more memory or time than a settings file may.")
        return Received(Settings(), problem=text.format(file=path))


def opened_exports(
    exports: Path, loaded: LoadedSettings, year: AcademicYear | None, memory: Memory | None = None
) -> Exports:
    """The exports, and among their findings what is to be told of settings that came with them.

    With a `memory` as `open_exports`. Raises InputInvalid as `open_exports` does.
    """
    try:
        found = open_exports(exports, loaded.settings, year, memory)
    except InputInvalid as error:
        raise InputInvalid(error.message, (*loaded.findings, *error.problems), remedy=error.remedy) from error
    return dataclasses.replace(found, findings=(*loaded.findings, *found.findings))
