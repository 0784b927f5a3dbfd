"""`archiver.toml`: where it is looked for, and whose word it is.

One's own file is looked for in this order: the path asked for, $ARCHIVER_CONFIG, the current folder. Without
one, a file among the exports gives names, periods and the look of pages, and nothing else. Without any file
the defaults hold. Files are never mixed.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archiver.errors import ConfigInvalid
from archiver.journal.findings import Finding
from archiver.locale import _
from archiver.settings.file_plan import journal_series, statement_series
from archiver.settings.reading import read_settings
from archiver.settings.received import Received, findings_of, read_received
from archiver.settings.tables import FILE_NAME, Settings

VARIABLE = "ARCHIVER_CONFIG"

__all__ = ["VARIABLE", "LoadedSettings", "Received", "load_settings", "read_received", "read_settings"]


@dataclass(frozen=True, slots=True)
class LoadedSettings:
    """The settings in force and the file they come from; `path` None when the defaults hold.

    `received`: the file came with the exports, and `findings` say what of it is used and what is not.
    """

    settings: Settings
    path: Path | None
    received: bool = False
    findings: tuple[Finding, ...] = ()

    @property
    def source(self) -> str:
        """Where the settings come from, in a line."""
        if self.path is None:
            return _("Settings: no file, the defaults hold.")
        text = (
            _("Settings: {file}, which came with the exports.") if self.received else _("Settings: {file}.")
        )
        return text.format(file=self.path.absolute())

    def as_json(self) -> dict[str, Any]:
        """Where the settings come from, in documents for scripts."""
        return {
            "file": None if self.path is None else str(self.path.absolute()),
            "from_exports": self.received,
        }


def load_settings(
    explicit: Path | None,
    exports: Path | None = None,
    *,
    reading: Callable[[Path], Received] = read_received,
) -> LoadedSettings:
    """The settings for a command: from `explicit`, else from where a file is looked for.

    `reading` reads the file that came with `exports`; commands do that apart. Raises ConfigInvalid when a
    file that was named is not there, or when one's own file, or the schedule it names, is wrong.
    """
    own = _own(explicit, exports)
    if own is not None:
        settings = read_settings(own)
        _check_series(settings)
        return LoadedSettings(settings, own)
    file = _among(exports)
    if file is None:
        return LoadedSettings(Settings(), None)
    received = reading(file)
    try:
        _check_series(received.settings)
    except ConfigInvalid as error:
        received = Received(Settings(), problem=error.message)
    findings = findings_of(received, file.name)
    if not received.used:
        return LoadedSettings(Settings(), None, findings=findings)
    return LoadedSettings(received.settings, file, received=True, findings=findings)


def _check_series(settings: Settings) -> None:
    """What covers say of periods must be known before the first one is printed; ConfigInvalid."""
    journal_series(settings)
    statement_series(settings)


def _own(explicit: Path | None, exports: Path | None) -> Path | None:
    """One's own file, None when there is none. Raises ConfigInvalid when one that was named is not there."""
    if explicit is not None:
        return _existing(explicit, _("There is no settings file {file}. Check the path after --config."))
    named = os.environ.get(VARIABLE)
    if named:
        return _existing(
            Path(named), _("There is no settings file {file}, which the variable ARCHIVER_CONFIG names.")
        )
    here = Path(FILE_NAME)
    return here if here.is_file() and not _is_within(exports) else None


def _existing(path: Path, message: str) -> Path:
    try:
        if path.is_file():
            return path
    except (OSError, ValueError):  # no name that a file could have
        pass
    raise ConfigInvalid(message.format(file=path))


def _is_within(exports: Path | None) -> bool:
    """Whether the current folder is among the exports: going there makes nobody the author of it."""
    try:
        here = Path.cwd().resolve()
        return exports is not None and exports.is_dir() and here.is_relative_to(exports.resolve())
    except (OSError, ValueError):
        return False


def _among(exports: Path | None) -> Path | None:
    """The settings file that came with the exports: in their folder, or in the current one inside of it."""
    if exports is None:
        return None
    folders = [Path(), exports] if _is_within(exports) else [exports]
    for folder in folders:
        try:
            mode = (folder / FILE_NAME).lstat().st_mode
        except (OSError, ValueError):  # no such file, no folder, no name that could be one
            continue
        if not stat.S_ISDIR(mode):
            return folder / FILE_NAME
    return None
