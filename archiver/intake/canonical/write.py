"""Writing canonical JSON: the same journal is always the same bytes, and people can read them."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import Any

from archiver.disk.atomic import write_atomically
from archiver.disk.names import safe_name
from archiver.intake.canonical.convert import from_journal, mark_values
from archiver.journal.model import Cells, Journal, Mark

_LINE = 100
_INDENT = "  "


def dump(journal: Journal) -> bytes:
    """The journal as UTF-8 JSON; `load` gives the same journal back.

    Keys in the schema's order, cells by student and column, values left out where they are the
    default; objects that fit stand on one line. Raises ValueError for values the format cannot hold.
    """
    return (_laid_out(from_journal(journal, _Cells), "") + "\n").encode()


def file_name(journal: Journal) -> str:
    """«ИС-21 2025-26.json»: group and year as a safe name."""
    return safe_name(f"{journal.group.name} {str(journal.year).replace('/', '-')}") + ".json"


def write_canonical(journal: Journal, folder: Path) -> Path:
    """Write the journal into `folder` whole or not at all; writing it again replaces it.

    A file of another group whose name folds to the same one is kept: « (2)» is put behind ours.
    Raises OutputFailed.
    """
    data = dump(journal)
    path = _own_path(journal, folder)
    write_atomically(path, data)
    return path


def _own_path(journal: Journal, folder: Path) -> Path:
    base = Path(file_name(journal))
    taken = {entry.name.casefold(): entry for entry in folder.iterdir()} if folder.is_dir() else {}
    name, count = base.name, 1
    while (other := taken.get(name.casefold())) is not None and not _is_of(other, journal):
        count += 1
        name = f"{base.stem} ({count}){base.suffix}"
    return taken.get(name.casefold(), folder / name)


def _is_of(path: Path, journal: Journal) -> bool:
    """Whether the file at `path` is an earlier writing of the same group and year (or broken)."""
    try:
        value = json.loads(path.read_bytes())
        return bool((value["group"]["name"], value["year"]) == (journal.group.name, str(journal.year)))
    except (OSError, ValueError, RecursionError):
        return path.name == file_name(journal)
    except (TypeError, KeyError, LookupError):
        return False


@dataclass(frozen=True, slots=True)
class _Cells:
    """Cells that are laid out from the journal's own values: nothing is made of them in between."""

    cells: Cells


def _laid_out(value: Any, indent: str) -> str:
    """JSON with whatever fits into a line on one line, so that a mark or a lesson is a line."""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, _Cells):
        return _put("[]", list(_cells(value.cells, indent + _INDENT)), indent)
    if not isinstance(value, (dict, list)) or not value:
        return json.dumps(value)
    deeper = indent + _INDENT
    if isinstance(value, dict):
        items = [f"{_text(key)}: {_laid_out(item, deeper)}" for key, item in value.items()]
        return _put("{}", items, indent)
    return _put("[]", [_laid_out(item, deeper) for item in value], indent)


def _put(brackets: str, items: list[str], indent: str) -> str:
    line = ", ".join(items)
    opening, closing = brackets[0], brackets[1]
    if len(indent) + len(line) + 4 <= _LINE and "\n" not in line:
        return opening + line + closing
    deeper = indent + _INDENT
    return opening + "\n" + deeper + f",\n{deeper}".join(items) + "\n" + indent + closing


def _cells(cells: Cells, indent: str) -> Iterator[str]:
    """Each cell laid out as `cell_values` would be; few lists of marks differ."""
    deeper = indent + _INDENT
    known: dict[tuple[Mark, ...], str] = {}
    for (student, column), found in sorted(cells.items(), key=itemgetter(0)):
        if not found:
            continue
        marks = tuple(found)
        text = known.get(marks)
        if text is None:
            text = known[marks] = _laid_out(mark_values(marks), deeper)
        line = f'"student": {_text(student)}, "column": {_text(column)}, "marks": {text}'
        if len(indent) + len(line) + 4 <= _LINE and "\n" not in line:
            yield f"{{{line}}}"
        else:
            yield (
                f'{{\n{deeper}"student": {_text(student)},\n{deeper}"column": {_text(column)},\n'
                f'{deeper}"marks": {text}\n{indent}}}'
            )


_text = functools.lru_cache(maxsize=10_000)(json.JSONEncoder(ensure_ascii=False).encode)
"""A text as JSON. A journal says the same few words a hundred thousand times."""
