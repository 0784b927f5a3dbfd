"""Reading exports by the settings in force, and saying whose they are."""

from __future__ import annotations

import dataclasses
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archiver.locale import _

if TYPE_CHECKING:
    from archiver.intake.exports import Exports
    from archiver.journal.model import AcademicYear
    from archiver.settings.loading import LoadedSettings, Received
    from archiver.settings.tables import Limits


def settings_for(config: Path | None, exports: Path | None) -> LoadedSettings:
    """The settings for work on `exports`, as `load_settings`; a file that came with them is read apart."""
    from archiver.settings.loading import load_settings

    return load_settings(config, exports, reading=read_apart)


def read_apart(path: Path, limits: Limits | None = None) -> Received:
    """`read_received`, done in a child that gets so much memory and time as an export does.

    Limits that the file itself sets never hold: what came with exports sets none.
    """
    from archiver.intake.quarantine import apart
    from archiver.intake.refusal import FileRefused
    from archiver.settings.loading import Received, read_received
    from archiver.settings.tables import Limits, Settings

    try:
        return apart(partial(read_received, path.absolute()), limits or Limits())
    except FileRefused:
        text = _("Reading {file} takes more memory or time than a settings file may.")
        return Received(Settings(), problem=text.format(file=path))


def opened_exports(
    exports: Path, loaded: LoadedSettings, year: AcademicYear | None, *, quiet: bool = False
) -> Exports:
    """The exports, and among their findings what is to be told of settings that came with them.

    Says on stderr which settings are in force, unless `quiet` because a document will say it.
    Raises InputInvalid as `open_exports` does.
    """
    from archiver.errors import InputInvalid
    from archiver.intake.open import open_exports

    try:
        found = open_exports(exports, loaded.settings, year)
    except InputInvalid as error:
        raise InputInvalid(error.message, (*loaded.findings, *error.problems), remedy=error.remedy) from error
    if not quiet:
        click.echo(source_text(loaded), err=True)
    return dataclasses.replace(found, findings=(*loaded.findings, *found.findings))


def source_text(loaded: LoadedSettings) -> str:
    """Where the settings come from, in a line."""
    from archiver.cli.telling.render import literal

    if loaded.path is None:
        return _("Settings: no file, the defaults hold.")
    text = _("Settings: {file}, which came with the exports.") if loaded.received else _("Settings: {file}.")
    return text.format(file=literal(str(loaded.path.absolute())))


def tell_settings(loaded: LoadedSettings) -> None:
    """Say on stderr which settings are in force, where no list of findings tells of those that came along."""
    click.echo(source_text(loaded), err=True)
    tell_received(loaded)


def tell_received(loaded: LoadedSettings) -> None:
    """Say on stderr what of settings that came with exports is used."""
    from archiver.cli.telling.render import print_findings

    print_findings(loaded.findings, file=sys.stderr)
