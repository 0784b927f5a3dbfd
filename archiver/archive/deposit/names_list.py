"""The list of students somebody brings with a finished binder: a text or a sheet, one person a line.

A binder made elsewhere has no twin to take the names from, and without names it would not be found by a
student, nor could the papers of order 179 be filled in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from archiver.disk.plain_files import read_plain
from archiver.errors import InputInvalid
from archiver.intake.detect import Format
from archiver.intake.refusal import FileRefused
from archiver.intake.text import clean_text
from archiver.journal.letters import folded
from archiver.journal.normal_form import normalized
from archiver.locale import _
from archiver.settings.tables import Limits
from archiver.wording.causes import cause

_LARGEST = 8 << 20
_SHEETS = {".xlsx": Format.XLSX, ".xls": Format.BIFF_XLS, ".ods": Format.ODS}
_NUMBER = re.compile(r"^\s*\d+\s*[.):;,]?\s+|^\s*\d+\s*$")
_NAME = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]*)*(?:\s+[^\W\d_]+(?:[-'’.][^\W\d_]*)*)+")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]*)*")
_HEADINGS = frozenset(
    {
        "фио",
        "ф и о",
        "фамилия",
        "имя",
        "отчество",
        "студент",
        "студенты",
        "обучающийся",
        "обучающиеся",
        "список",
    }
)


def names_of(path: Path, limits: Limits) -> tuple[str, ...]:
    """The names in their order, each once. Raises InputInvalid: unreadable, no names, a line that is no name.

    Lines are told by their numbers only: what stands in them may be a name after all.
    """
    try:
        data = read_plain(path, _LARGEST)
    except OSError as error:
        raise InputInvalid(_("Cannot read {file}: {cause}.").format(file=path, cause=cause(error))) from error
    kind = _SHEETS.get(path.suffix.lower())
    rows = _of_sheet(path.name, data, kind, limits) if kind else _of_text(path.name, data)
    found, strange = [], []
    for number, cells in enumerate(rows, 1):
        name = _name(cells)
        if name:
            found.append(name)
        elif not _says_nothing(cells):
            strange.append(number)
    if strange:
        shown = ", ".join(map(str, strange[:10])) + (", …" if len(strange) > 10 else "")
        raise InputInvalid(
            _(
                "{file}: these lines hold no surname with a name: {lines}. One student a line, nothing else."
            ).format(file=path.name, lines=shown)
        )
    if not found:
        raise InputInvalid(_("{file} holds no names of students.").format(file=path.name))
    return tuple(dict.fromkeys(found))


def _of_text(name: str, data: bytes) -> Iterator[tuple[str, ...]]:
    for encoding in ("utf-8-sig", "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "cp1251"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return (tuple(re.split(r"[\t;]", line)) for line in text.splitlines())
    raise InputInvalid(_("{file} is no text: save it as UTF-8.").format(file=name))


def _of_sheet(name: str, data: bytes, kind: Format, limits: Limits) -> Iterator[tuple[str, ...]]:
    from archiver.intake.report.sheets.biff_xlsx import read_workbook

    try:
        sheets = read_workbook(name, data, kind, limits)
    except FileRefused as refused:
        raise InputInvalid(f"{refused.message} {refused.advice}", remedy=refused.remedy) from refused
    return iter(sheets.grids[0].rows if sheets.grids else ())


def _name(cells: Iterable[str]) -> str:
    """«Ёлкин Пётр Ильич» out of one cell, or out of cells beside one another; "" when it is none."""
    said = [_NUMBER.sub("", clean_text(cell)[0]).strip() for cell in cells]
    texts = [" ".join(normalized("NFC", text).split()) for text in said if text]
    if not texts or _heading(texts):
        return ""
    if _NAME.fullmatch(texts[0]):
        return texts[0]
    parts = texts[:3]
    return " ".join(parts) if len(parts) > 1 and all(map(_WORD.fullmatch, parts)) else ""


def _says_nothing(cells: Iterable[str]) -> bool:
    """Whether the row is empty, or the heading of a column."""
    texts = [_NUMBER.sub("", cell).strip() for cell in cells]
    texts = [text for text in texts if text]
    return not texts or _heading(texts)


def _heading(texts: Iterable[str]) -> bool:
    words = [" ".join(re.findall(r"\w+", folded(text))) for text in texts]
    return any(word in _HEADINGS or word.startswith(("фамилия ", "список ")) for word in words)
