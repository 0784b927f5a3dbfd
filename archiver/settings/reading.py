"""One `archiver.toml` read and checked: all that is wrong in it told at once, in the reader's words."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from archiver.disk.plain_files import read_plain, refuse_impossible
from archiver.errors import ConfigInvalid
from archiver.locale import _, ngettext
from archiver.remedies import Deed, Remedy
from archiver.settings.problems import problems_of
from archiver.settings.rules import Problem, rule_problems
from archiver.settings.tables import Settings
from archiver.wording.causes import cause

MOST_BYTES = 2**20
"""A college's file takes some kilobytes; reading one that is much larger takes memory without end."""

_ENDLESS_KEY = re.compile(r"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){16}""")
"""A dotted key, or the name of a table, of so many parts: the reader keeps every beginning of it, which takes
the square of its length in memory (40 KB ask for 1.6 GB). The settings have two."""


def read_settings(path: Path) -> Settings:
    """Read and check one's own file; ConfigInvalid names every problem with its key."""
    return _with_folders_of(path, checked(path, document_of(path)))


def document_of(path: Path) -> dict[str, Any]:
    """The tables of a file, unchecked. Raises ConfigInvalid for what is no TOML, or above one megabyte."""
    try:
        # Windows Notepad begins UTF-8 files with a byte order mark.
        text = read_plain(path, MOST_BYTES).decode("utf-8-sig")
        if _ENDLESS_KEY.search(text):
            raise _senseless(path)
        return tomllib.loads(text)
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
    except (RecursionError, MemoryError):
        raise _senseless(path) from None
    except ValueError as error:  # TOMLDecodeError, and a number of more digits than Python reads
        raise ConfigInvalid(_broken(path, str(error)), remedy=Remedy(Deed.MAKE_SETTINGS)) from None


def checked(path: Path, document: dict[str, Any]) -> Settings:
    """The settings that the tables of `path` make; ConfigInvalid names every problem with its key."""
    try:
        settings = Settings.model_validate(document)
        problems = rule_problems(settings)
    except ValidationError as error:
        problems = _problems(path, error)
    except (RecursionError, MemoryError):
        raise _senseless(path) from None
    if problems:
        raise _invalid(path, problems)
    return settings


def _problems(path: Path, error: ValidationError) -> tuple[Problem, ...]:
    try:
        return problems_of(error)
    except (RecursionError, MemoryError):  # a message quotes the value
        raise _senseless(path) from None


def _senseless(path: Path) -> ConfigInvalid:
    return ConfigInvalid(
        _("{file} is nested or filled beyond all sense, and was not read. Take the sample.").format(
            file=path
        ),
        remedy=Remedy(Deed.MAKE_SETTINGS),
    )


def _broken(path: Path, message: str) -> str:
    if "overwrite" in message or "twice" in message:
        advice = _("The same key or table is written twice: keep one.")
    else:
        advice = _('Write texts in quotes, one setting a line: key = "value".')
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
    cache, archive = settings.cache, settings.archive
    if cache.folder is not None:
        cache = cache.model_copy(update={"folder": _counted(path, "cache.folder", cache.folder)})
    if archive.schedule is not None:
        schedule = _counted(path, "archive.schedule", archive.schedule)
        archive = archive.model_copy(update={"schedule": schedule})
    return settings.model_copy(update={"cache": cache, "archive": archive})


def _counted(path: Path, key: str, given: Path) -> Path:
    try:
        place = path.resolve().parent / given.expanduser()
        refuse_impossible(place)
    except RuntimeError:  # «~» of nobody
        raise _invalid(
            path, (Problem(key, _("there is no user folder {path}").format(path=given)),)
        ) from None
    except OSError as error:
        raise _invalid(path, (Problem(key, cause(error)),)) from None
    return place
