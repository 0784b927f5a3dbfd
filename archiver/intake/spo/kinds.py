"""Kinds of fields: `lessons[].tasks[].condition` whatever the lesson and the task.

What a model reads is what counts as used, so the account cannot say more than the reader does. Keys that are
data (ids of students and tasks) are `*`; a key that does not look like a field's name is never shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, get_args, get_origin

from pydantic import AliasChoices, BaseModel
from pydantic.fields import FieldInfo

FIELD_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,40}")
_MANY = 12
"""More strange keys than this in one object are data, not fields."""


@dataclass(slots=True)
class Shape:
    """What is known of a value: its fields, what its other keys and its list items hold.

    An empty shape is a single value, or one whose inside is nobody's business here.
    """

    fields: dict[str, Shape] = field(default_factory=dict)
    keyed: Shape | None = None
    items: Shape | None = None
    left_out: bool = False

    @property
    def opaque(self) -> bool:
        """Whether nothing inside is looked at."""
        return not self.fields and self.keyed is None and self.items is None


@dataclass(frozen=True, slots=True)
class Kinds:
    """The kinds of one document: read, known and left out, and not known."""

    used: frozenset[str]
    left_out: frozenset[str]
    unknown: frozenset[str]


def shape_of(model: type[BaseModel], left_out: Iterable[str] = ()) -> Shape:
    """The shape that `model` reads, with the kinds (dotted) that are known and left out."""
    made = _of_model(model)
    for kind in left_out:
        place = made
        *parents, name = kind.split(".")
        for part in parents:
            place = _step(place, part)
        place.fields[name.removesuffix("[]")] = Shape(left_out=True)
    return made


def _step(place: Shape, part: str) -> Shape:
    name, listed, _rest = part.partition("[]")
    found = place.keyed if name == "*" else place.fields[name]
    found = found.items if found is not None and listed else found
    if found is None:
        raise KeyError(part)
    return found


def kinds_of(shape: Shape, prefix: str = "") -> Iterator[tuple[str, bool]]:
    """Every kind the shape knows, and whether it is left out; for the documentation."""
    for name, inner in shape.fields.items():
        yield f"{prefix}{name}", inner.left_out
        yield from _inside(inner, f"{prefix}{name}")


def _inside(shape: Shape, prefix: str) -> Iterator[tuple[str, bool]]:
    if shape.fields:
        yield from kinds_of(shape, f"{prefix}.")
    if shape.keyed is not None:
        yield from _inside(shape.keyed, f"{prefix}.*")
    if shape.items is not None and shape.items is not shape.keyed:
        yield from _inside(shape.items, f"{prefix}[]")


def look_through(value: Any, shape: Shape) -> Kinds:
    """The kinds of fields that stand in `value`, a document of the module."""
    # Keys are gathered place by place and told apart afterwards: a page has tens of thousands of them.
    places: _Places = {}
    _gather(value, shape, "", places)
    used: set[str] = set()
    left_out: set[str] = set()
    unknown: set[str] = set()
    for path, (known, keys) in places.items():
        dot = f"{path}." if path else ""
        for key in keys & known.fields.keys():
            (left_out if known.fields[key].left_out else used).add(dot + key)
        others = keys - known.fields.keys()
        if known.keyed is not None:
            strange = {key for key in others if known.fields and FIELD_NAME.fullmatch(key)}
            used.update([f"{dot}*"] if others - strange else [])
        else:
            strange = others
        if len(strange) > _MANY:
            unknown.add(f"{dot}*")
        else:
            unknown.update(dot + (key if FIELD_NAME.fullmatch(key) else "*") for key in strange)
    return Kinds(frozenset(used), frozenset(left_out), frozenset(unknown))


_Places = dict[str, tuple[Shape, set[str]]]
"""The keys of all objects at a place, with the shape they should have."""


def _gather(value: Any, shape: Shape, path: str, places: _Places) -> None:
    if isinstance(value, list):
        inner, below = shape.items or shape, f"{path}[]" if path else ""
        for item in value:
            if isinstance(item, (dict, list)):
                _gather(item, inner, below, places)
    elif isinstance(value, dict) and not shape.opaque:
        known = places.get(path)
        if known is None:
            known = places[path] = shape, set()
        known[1].update(value)
        for key, inner in shape.fields.items():
            if key in value and not inner.opaque:
                _gather(value[key], inner, f"{path}.{key}" if path else key, places)
        if shape.keyed is not None and not shape.keyed.opaque:
            below = f"{path}.*"
            for key, one in value.items():
                if isinstance(one, (dict, list)) and key not in shape.fields:
                    _gather(one, shape.keyed, below, places)


def kind_of(location: Iterable[str | int], shape: Shape) -> str:
    """The kind of the field at a place of a document, as pydantic names it."""
    text, here = "", shape
    for part in location:
        if isinstance(part, int):
            text, here = f"{text}[]", here.items or Shape()
            continue
        known = here.fields.get(part)
        name = part if known is not None or (here.keyed is None and FIELD_NAME.fullmatch(part)) else "*"
        text = f"{text}.{name}" if text else name
        here = known or here.keyed or Shape()
    return text


@cache
def _fields_of(model: type[BaseModel]) -> tuple[tuple[tuple[str, ...], FieldInfo], ...]:
    return tuple((_names(name, info), info) for name, info in model.model_fields.items())


def _names(name: str, info: FieldInfo) -> tuple[str, ...]:
    if isinstance(info.validation_alias, AliasChoices):
        return tuple(one for one in info.validation_alias.choices if isinstance(one, str))
    return (str(info.validation_alias or info.alias or name),)


def _of_model(model: type[BaseModel]) -> Shape:
    made = Shape()
    for names, info in _fields_of(model):
        shape = _of_type(info.annotation)
        if isinstance(info.json_schema_extra, dict) and "also" in info.json_schema_extra and shape.items:
            shape = Shape(dict(shape.items.fields), shape.items, shape.items)
        made.fields.update(dict.fromkeys(names, shape))
    return made


def _of_type(annotation: Any) -> Shape:
    """Of a union the part that has an inside; scalars and Any have none."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _of_model(annotation)
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is tuple:
        return Shape(items=_of_type(inner[0]))
    if origin is dict:
        return Shape(keyed=_of_type(inner[1]))
    shapes = [_of_type(one) for one in inner]
    return next((one for one in shapes if not one.opaque), Shape())
