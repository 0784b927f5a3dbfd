"""Saying whose the settings in force are."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archiver.cli.telling.render import literal, print_findings

if TYPE_CHECKING:
    from archiver.disk.memory import Memory
    from archiver.intake.exports import Exports
    from archiver.journal.model import AcademicYear
    from archiver.settings.loading import LoadedSettings


def opened_exports(
    exports: Path,
    loaded: LoadedSettings,
    year: AcademicYear | None,
    *,
    quiet: bool = False,
    memory: Memory | None = None,
) -> Exports:
    """As `intake.in_force.opened_exports`; `quiet` where a document will say which settings are in force."""
    from archiver.intake.in_force import opened_exports as read

    found = read(exports, loaded, year, memory)
    if not quiet:
        _tell_source(loaded)
    return found


def tell_settings(loaded: LoadedSettings) -> None:
    """Say on stderr which settings are in force, where no list of findings tells of those that came along."""
    _tell_source(loaded)
    tell_received(loaded)


def tell_received(loaded: LoadedSettings) -> None:
    """Say on stderr what of settings that came with exports is used."""
    print_findings(loaded.findings, file=sys.stderr)


def _tell_source(loaded: LoadedSettings) -> None:
    click.echo(literal(loaded.source), err=True)
