"""Slots: what each place for data does with a text too long for it, as `press/slots.toml` tells.

The file stands beside the style sheet, so that whoever designs the page decides it; `section.css` names it,
and so a change of it makes forms and parts anew, like any other change of the template.
"""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

import templates
from archiver.errors import EngineFailed
from archiver.locale import _

FILE = "press/slots.toml"

_KNOWN_KEYS = ConfigDict(extra="forbid")
_Points = Annotated[float, Field(strict=True, ge=3, le=24)]
_Count = Annotated[int, Field(strict=True, ge=1)]
_LETTERS = 300


@dataclass(frozen=True, slots=True)
class Slot:
    """A place whose size is the style sheet's: a longer text takes lines, at most `lines` of them.

    Here as in the others, a text of more than `letters` characters is not printed at all.
    """

    __pydantic_config__ = _KNOWN_KEYS

    lines: _Count | None = None
    letters: _Count = _LETTERS


@dataclass(frozen=True, slots=True)
class Sized:
    """A place whose size is chosen, in points: from `size` down to `shrink_to`."""

    __pydantic_config__ = _KNOWN_KEYS

    size: _Points
    shrink_to: _Points

    def __post_init__(self) -> None:
        _descending(size=self.size, shrink_to=self.shrink_to)

    @property
    def limits(self) -> tuple[float, float]:
        """The smallest size and the largest."""
        return self.shrink_to, self.size


@dataclass(frozen=True, slots=True)
class Spoken(Sized):
    """A place that is set smaller, and otherwise says less."""

    letters: _Count = _LETTERS


@dataclass(frozen=True, slots=True)
class Shrinking(Sized):
    """A place that is set smaller first, and then takes lines."""

    lines: _Count | None = None
    letters: _Count = _LETTERS


@dataclass(frozen=True, slots=True)
class Wrapping(Sized):
    """A place that takes lines after that, and is set smaller still in them, down to `wrapped_to`."""

    wrapped_to: _Points
    lines: _Count | None = None
    letters: _Count = _LETTERS

    def __post_init__(self) -> None:
        _descending(size=self.size, shrink_to=self.shrink_to, wrapped_to=self.wrapped_to)


def _descending(**sizes: float) -> None:
    if list(sizes.values()) != sorted(sizes.values(), reverse=True):
        raise ValueError(" >= ".join(f"{name} ({size:g})" for name, size in sizes.items()))


@dataclass(frozen=True, slots=True)
class Slots:
    """The places of a section's pages."""

    __pydantic_config__ = _KNOWN_KEYS

    subject: Slot
    group: Slot
    term: Slot
    name: Shrinking
    mark: Wrapping
    leave: Spoken
    day: Sized
    period: Slot
    list: Sized
    kind: Slot
    topic: Slot
    homework: Slot


@functools.cache
def slots() -> Slots:
    """The places as the file tells them. Raises EngineFailed for a file that cannot be followed."""
    return slots_from(templates.asset(FILE))


def slots_from(content: bytes) -> Slots:
    """The places as `content` tells them; raises EngineFailed, which names the table and the key."""
    try:
        told: dict[str, Any] = tomllib.loads(content.decode("utf-8"))
        return TypeAdapter(Slots).validate_python(told)
    except ValidationError as error:
        cause = "; ".join(_offence(one) for one in error.errors(include_url=False))
    except ValueError as error:  # not UTF-8, or not TOML
        cause = str(error)
    raise EngineFailed(
        _(
            "The template's file {file} cannot be followed: {cause}. Put it right, or install archiver anew."
        ).format(file=FILE, cause=cause)
    )


def _offence(details: ErrorDetails) -> str:
    key = f"[{'.'.join(map(str, details['loc']))}]"
    match details["type"]:
        case "missing":
            return _("{key} is missing").format(key=key)
        case "unexpected_keyword_argument":
            return _("{key} is unknown").format(key=key)
        case "value_error":
            return f"{key} {details['ctx']['error']}"
    return _("{key} cannot be {value}").format(key=key, value=details["input"])
