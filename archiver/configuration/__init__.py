"""`archiver.toml`: where it is looked for, how it is read, and what is wrong in it, all at once.

Looked for in this order: the path asked for, $ARCHIVER_CONFIG, the current folder, the folder of
the exports. Without a file the defaults hold.
"""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from archiver.causes import cause
from archiver.configuration.rules import Problem, rule_problems
from archiver.configuration.words import problems_of
from archiver.errors import ConfigInvalid
from archiver.file_plan import journal_series, statement_series
from archiver.locale import _, ngettext
from archiver.settings import FILE_NAME, Settings

VARIABLE = "ARCHIVER_CONFIG"


@dataclass(frozen=True, slots=True)
class LoadedSettings:
    """The settings in force and the file they come from; `path` None when the defaults hold."""

    settings: Settings
    path: Path | None


def load_settings(explicit: Path | None, exports: Path | None = None) -> LoadedSettings:
    """The settings for a command: from `explicit`, else from where a file is looked for.

    Raises ConfigInvalid when a file that was named is not there, or when the file found, or the schedule
    it names, is wrong.
    """
    path = find_settings(explicit, exports)
    settings = Settings() if path is None else read_settings(path)
    # What covers say of periods must be known before the first one is printed.
    journal_series(settings)
    statement_series(settings)
    return LoadedSettings(settings, path)


def find_settings(explicit: Path | None, exports: Path | None = None) -> Path | None:
    """The settings file a command would use, None when there is none.

    Raises ConfigInvalid when a file that was named is not there.
    """
    if explicit is not None:
        return _existing(explicit, _("There is no settings file {file}. Check the path after --config."))
    named = os.environ.get(VARIABLE)
    if named:
        return _existing(
            Path(named), _("There is no settings file {file}, which the variable ARCHIVER_CONFIG names.")
        )
    places = [Path(FILE_NAME)]
    if exports is not None and exports.is_dir():
        places.append(exports / FILE_NAME)
    return next((place for place in places if place.is_file()), None)


def _existing(path: Path, message: str) -> Path:
    if not path.is_file():
        raise ConfigInvalid(message.format(file=path))
    return path


def read_settings(path: Path) -> Settings:
    """Read and check one file; ConfigInvalid names every problem with its key."""
    document = _parse(path)
    try:
        settings = Settings.model_validate(document)
    except ValidationError as error:
        raise _invalid(path, problems_of(error)) from None
    problems = rule_problems(settings)
    if problems:
        raise _invalid(path, problems)
    return _with_folders_of(path, settings)


def _parse(path: Path) -> dict[str, Any]:
    try:
        # Windows Notepad begins UTF-8 files with a byte order mark.
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise ConfigInvalid(
            _("Cannot read {file}: {cause}.").format(file=path, cause=cause(error))
        ) from error
    except UnicodeDecodeError:
        raise ConfigInvalid(
            _("{file} is not in UTF-8. Open it in an editor and save it in the encoding UTF-8.").format(
                file=path
            )
        ) from None
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ConfigInvalid(_broken(path, str(error))) from None


def _broken(path: Path, message: str) -> str:
    if "overwrite" in message or "twice" in message:
        advice = _("The same key or table is written twice: keep one.")
    else:
        advice = _(
            'Write texts in quotes, one setting a line: key = "value"; “archiver config init” makes a sample.'
        )
    place = re.search(r"\(at line (\d+), column (\d+)\)", message)
    if place:
        return _("{file}, line {line}, column {column}: this cannot be read. {advice}").format(
            file=path, line=place[1], column=place[2], advice=advice
        )
    # At the end of the document: mostly a quote or a bracket that is never closed.
    return _("{file} cannot be read to its end: is a quote or a bracket not closed? {advice}").format(
        file=path, advice=advice
    )


def _invalid(path: Path, problems: tuple[Problem, ...]) -> ConfigInvalid:
    head = ngettext("{count} error in {file}:", "{count} errors in {file}:", len(problems)).format(
        count=len(problems), file=path
    )
    return ConfigInvalid("\n".join([head, *(f"  {problem.key}: {problem.message}" for problem in problems)]))


def _with_folders_of(path: Path, settings: Settings) -> Settings:
    """Relative folders count from the file, so that it means the same from wherever it is used."""
    home, cache, archive = path.resolve().parent, settings.cache, settings.archive
    if cache.folder is not None:
        cache = cache.model_copy(update={"folder": home / cache.folder.expanduser()})
    if archive.schedule is not None:
        archive = archive.model_copy(update={"schedule": home / archive.schedule.expanduser()})
    return settings.model_copy(update={"cache": cache, "archive": archive})
