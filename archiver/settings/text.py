"""Settings written as TOML with every field and its description, all from the model itself.

Used twice: `config init` writes a file to fill in, `config show` prints what is in force. A line
`#key = …` (no space) is a setting that can be switched on by deleting the sign.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from enum import Enum
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from archiver.disk.atomic import write_atomically
from archiver.errors import UsageError
from archiver.locale import _
from archiver.settings.problems import table_of
from archiver.settings.tables import Settings


def write_template(file: Path, settings: Settings | None = None, *, replace: bool = False) -> Path:
    """Write every setting into `file`, the defaults unless some are given.

    Raises UsageError where a file is, unless to `replace`.
    """
    if file.exists() and not replace:
        raise UsageError(
            _("{file} is there already. Choose another name, or add --force to replace it.").format(file=file)
        )
    write_atomically(file, settings_text(settings or Settings()).encode())
    return file


def settings_text(settings: Settings) -> str:
    """The whole document: keys of the root first, as TOML wants, then every table.

    What is None or empty stands commented out with its example, so the text reads back as `settings`.
    """
    fields = Settings.model_fields
    plain = [name for name in fields if table_of(fields[name].annotation) is None]
    title = _("Settings of archiver. All keys may be left out; what stands here are the values in force.")
    lines = [f"# {title}"]
    for name in plain:
        lines += ["", *_key(name, fields[name], getattr(settings, name))]
    for name in fields:
        if name in plain:
            continue
        value = getattr(settings, name)
        lines += ["", "", f"# {fields[name].description}"]
        lines += _table(name, value) if isinstance(value, BaseModel) else _entries(name, fields[name], value)
    return "\n".join(lines) + "\n"


def _table(name: str, table: BaseModel) -> Iterator[str]:
    yield f"[{name}]"
    for key, field in type(table).model_fields.items():
        yield from _key(key, field, getattr(table, key))


def _entries(name: str, field: FieldInfo, entries: tuple[BaseModel, ...]) -> Iterator[str]:
    if not entries:
        model = table_of(field.annotation)
        if model is None:
            raise TypeError(f"{name} holds no tables")
        yield f"#[[{name}]]"
        for key, inner in model.model_fields.items():
            yield from _example(key, inner)
    for number, entry in enumerate(entries):
        if number:
            yield ""
        yield f"[[{name}]]"
        for key, inner in type(entry).model_fields.items():
            yield from _key(key, inner, getattr(entry, key), describe=number == 0)


def _key(name: str, field: FieldInfo, value: object, *, describe: bool = True) -> Iterator[str]:
    if value is None or value in ((), {}):
        yield from _example(name, field, describe=describe)
        return
    if describe and field.description:
        yield f"# {field.description}"
    yield f"{name} = {toml_value(value)}"


def _example(name: str, field: FieldInfo, *, describe: bool = True) -> Iterator[str]:
    if describe and field.description:
        yield f"# {field.description}"
    value = field.examples[0] if field.examples else field.get_default(call_default_factory=True)
    yield f"#{name} = {toml_value(value)}"


def toml_value(value: Any) -> str:
    """A value as TOML writes it on one line."""
    if isinstance(value, Enum):
        return toml_value(value.value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, (str, Path)):
        # TOML's basic string is JSON's, save that DEL must be escaped too.
        return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, BaseModel):
        # A key that is not set has no value in TOML: it is left out, and read back as None.
        pairs = ", ".join(f"{key} = {toml_value(item)}" for key, item in value if item is not None)
        return f"{{ {pairs} }}"
    if isinstance(value, Mapping):
        pairs = ", ".join(f"{toml_value(key)} = {toml_value(item)}" for key, item in value.items())
        return f"{{ {pairs} }}"
    return f"[{', '.join(toml_value(item) for item in value)}]"
