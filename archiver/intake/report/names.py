"""What the name of an export tells: group, year, term, interval, subgroup.

The report itself names no group (domain 4.2), so offices put it into the file's name: «ИС-21
2025-26.xls», «ИС-21_1 семестр.xlsx», «Журнал ИС-21 Математика 01.09.2025-28.12.2025.html»; or the
files of a group lie in a folder of its name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from archiver.intake.report.sheets.written_dates import Interval, find_interval, find_year
from archiver.journal.collation import name_key
from archiver.journal.model import AcademicYear
from archiver.journal.normal_form import normalized

_INTERVAL = re.compile(r"\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})\D{1,4}\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})")
_YEAR = re.compile(r"(?<!\d)\d{4}\s*[-–—_‑.]\s*(?:\d{4}|\d{2})(?!\d)(?:\s*(?:уч(?:ебный)?\.?\s*)?год)?")
_TERM = re.compile(
    r"(?<![^\W_])(?:([1-4])|(IV|I{1,3}))[\s_.-]*(?:й|ый|ой)?[\s_.-]*(?:сем(?:естр\w*)?|триместр\w*|полугодие)(?![^\W_])"
    r"|(?<![^\W_])(?:семестр|триместр|полугодие)[\s_№]*([1-4])(?!\d)",
    re.IGNORECASE,
)
_SUBGROUP = re.compile(
    r"[(\s_,]*(?<![^\W_])(\d)[\s_-]*(?:я|ая)?[\s_-]*(?:подгруппа|подгр\.?|п[-/_]?гр?)(?![^\W_])\)?"
    r"|[(\s_,]*(?<![^\W_])(?:подгруппа|подгр\.?|п[-/_]?гр?)[\s_№]*(\d)\)?",
    re.IGNORECASE,
)
_COPY = re.compile(r"\s*(?:\(\d{1,3}\)|[-–—]\s*копия)\s*$", re.IGNORECASE)
_NAMED = re.compile(r"(?<![^\W_])групп[аы][\s_:№]+([^\s_]+)", re.IGNORECASE)
# Letters and a number: «ИС-21», «ИСП-9-21», «1ИС-21», «21-ИС», «Ис21к», «П-21/1» is «П-21-1» in a name.
_CODE = re.compile(
    r"(?<![^\W_])(?:\d{1,3}-?)?[^\W\d_]{1,6}(?:-?[^\W\d_]{1,4})?[- ]?\d{1,4}(?:[-.]\d{1,4})*"
    r"(?:-?[^\W\d_]{1,2})?(?![^\W_])"
    r"|(?<![^\W_])\d{1,4}-?[А-ЯЁA-Z]{1,6}(?![^\W_])"
)
_INDEX = re.compile(r"(?<![^\W_])[А-ЯЁ]{2,5}(?:\.[А-ЯЁ]{1,3})?(?:\.\d+)+(?![^\W_])")
# Words of offices and of Windows that look like a code when a number follows: «Лист1», «Журнал 2».
_ORDINARY = re.compile(
    r"(?<![^\W_])(?:лист|книга|отч[её]т|журнал|копия|файл|новый|папка|отдел|корпус|распечатка"
    r"|sheet|book|report|journal|export|file|list|table)\d*(?![^\W_])",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]+")
_PLAIN = re.compile(r"\d{1,4}[^\W\d_]?")
_ABBREVIATION = 3  # «Исп-21» may be a folder of a group, «Химия-2» may not
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))


@dataclass(frozen=True, slots=True)
class NameFacts:
    """What a path tells; None for what it does not. `folder` says that the group is a folder's name."""

    group: str | None = None
    year: AcademicYear | None = None
    term: int | None = None
    interval: Interval | None = None
    subgroup: str | None = None
    folder: bool = False


def group_key(name: str) -> object:
    """Equal for spellings of one group: «ИС-21», «ис–21», «ИС 21»."""
    return name_key(re.sub(r"[\s_-]+", "-", name.translate(_DASHES).strip()))


def facts(path: str, known: Iterable[str] = ()) -> NameFacts:
    """The facts of a relative path. `known` are groups of archiver.toml, sought before any pattern."""
    *folders, name = normalized("NFC", path).split("/")
    stem = _COPY.sub("", re.sub(r"\.[A-Za-z]{2,5}$", "", name))
    names = tuple(known)
    parts = [stem, *reversed(folders)]
    group, folder = _group(stem, folders, names)
    return NameFacts(
        group,
        next(filter(None, (find_year(_without_interval(part)) for part in parts)), None),
        next(filter(None, map(_term, parts)), None),
        next(filter(None, map(find_interval, parts)), None),
        _subgroup(stem),
        folder,
    )


def _without_interval(text: str) -> str:
    return _INTERVAL.sub(" ", text).replace("_", "-")


def _term(text: str) -> int | None:
    found = _TERM.search(_without_interval(text).replace("-", " "))
    if not found:
        return None
    return _ROMAN[found[2].casefold()] if found[2] else int(found[1] or found[3])


def _subgroup(text: str) -> str | None:
    found = _SUBGROUP.search(text)
    return (found[1] or found[2]) if found else None


def _group(stem: str, folders: list[str], known: tuple[str, ...]) -> tuple[str | None, bool]:
    """The group and whether a folder names it. A folder that is nothing but a group's name comes first."""
    by_key = {group_key(name): name for name in reversed(known)}
    for folder in reversed(folders):
        if group_key(folder) in by_key:
            return by_key[group_key(folder)], True
        if _is_code(folder):
            return folder.translate(_DASHES).strip(), True
    for part, is_folder in ((stem, False), *((folder, True) for folder in reversed(folders))):
        found = _known(part, known) or _code(part)
        if found:
            return found, is_folder
    return None, False


def _known(text: str, known: tuple[str, ...]) -> str | None:
    """The longest of the known names that stands in the text as whole words."""
    folded = re.sub(r"[\s_-]+", "-", text.translate(_DASHES).casefold())
    for name in sorted(known, key=len, reverse=True):
        wanted = re.sub(r"[\s_-]+", "-", name.translate(_DASHES).casefold().strip())
        if wanted and re.search(rf"(?<![^\W_]){re.escape(wanted)}(?![^\W_])", folded):
            return name
    return None


def _is_code(text: str) -> bool:
    plain = text.translate(_DASHES).strip()
    if (
        not _CODE.fullmatch(plain)
        or _YEAR.fullmatch(plain)
        or _INDEX.fullmatch(plain)
        or _ORDINARY.search(plain)
    ):
        return False
    return len(max(_LETTERS.findall(plain), key=len, default="")) <= _ABBREVIATION or plain == plain.upper()


def _code(stem: str) -> str | None:
    text = _rest(stem)
    named = _NAMED.search(text)
    if named:
        return named[1].strip(".,;")
    candidates = [found[0].strip(" -.") for found in _CODE.finditer(text)]
    if candidates:
        # Codes are written in capitals; «Химия-2» and the like give way to them.
        return next((one for one in candidates if one == one.upper()), candidates[0])
    words = text.split()
    plain = [word for word in words if _PLAIN.fullmatch(word)]
    return plain[0] if plain and words[0] == plain[0] else None


def _rest(stem: str) -> str:
    """The name without interval, year, term, subgroup and indices of subjects."""
    text = stem.translate(_DASHES)
    for pattern in (_INTERVAL, _YEAR, _SUBGROUP):
        text = pattern.sub(" ", text)
    text = text.replace("_", " ")
    for pattern in (_TERM, _ORDINARY, _INDEX):
        text = pattern.sub(" ", text)
    return " ".join(text.split())
