"""pydantic's errors in the words of the person who wrote the file: the key, what is wrong, what to write."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Callable, Sequence
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from archiver.locale import _
from archiver.settings.rules import Problem, entry
from archiver.settings.tables import Settings

Location = Sequence[int | str]


def problems_of(error: ValidationError) -> tuple[Problem, ...]:
    """One problem per error of the document, in its order."""
    return tuple(
        Problem(key_text(details["loc"]), _message(details)) for details in error.errors(include_url=False)
    )


def key_text(location: Location) -> str:
    """A location as the file's reader sees it: `printing.order`, «departments, entry 2, head»."""
    text, inside = "", "."
    for part in location:
        if isinstance(part, int):
            text, inside = entry(text, part + 1), ", "
        else:
            text, inside = (f"{text}{inside}{part}" if text else part), "."
    return text


def _message(details: ErrorDetails) -> str:
    kind, location = details["type"], details["loc"]
    if kind == "extra_forbidden":
        return _unknown_key(location)
    say = _KINDS.get(kind)
    context = details.get("ctx", {})
    text = say(context) if say else _("this value is not possible.")
    if kind != "missing":
        text += " " + _("Now: {value}.").format(value=_value_text(details["input"]))
    field = field_at(location)
    if field is not None and field.description:
        text += f" ({field.description})"
    return text


_KINDS: dict[str, Callable[[dict[str, Any]], str]] = {
    "missing": lambda _ctx: _("this key is required; add it."),
    "string_type": lambda _ctx: _("a text in quotes is needed."),
    "int_type": lambda _ctx: _("a whole number is needed, without quotes."),
    "int_parsing": lambda _ctx: _("a whole number is needed, without quotes."),
    "int_from_float": lambda _ctx: _("a whole number is needed, without quotes."),
    "float_type": lambda _ctx: _("a number is needed, without quotes."),
    "float_parsing": lambda _ctx: _("a number is needed, without quotes."),
    "bool_type": lambda _ctx: _("true or false is needed, without quotes."),
    "bool_parsing": lambda _ctx: _("true or false is needed, without quotes."),
    "path_type": lambda _ctx: _("a text in quotes is needed."),
    "tuple_type": lambda _ctx: _("a list in square brackets is needed; tables of a list begin with [[…]]."),
    "dict_type": lambda _ctx: _("a table of the form {example} is needed.").format(example='{ "…" = "…" }'),
    "model_type": lambda _ctx: _("a table is needed: its name in brackets, its keys below."),
    "greater_than_equal": lambda ctx: _("the least possible value is {limit}.").format(limit=ctx["ge"]),
    "less_than_equal": lambda ctx: _("the greatest possible value is {limit}.").format(limit=ctx["le"]),
    "string_too_short": lambda ctx: _("at least {count} characters are needed.").format(
        count=ctx["min_length"]
    ),
    "string_pattern_mismatch": lambda _ctx: _("it is written in another form."),
    "enum": lambda ctx: _("one of these is possible: {values}.").format(
        values=str(ctx["expected"]).replace(" or ", ", ")
    ),
}


def _value_text(value: object) -> str:
    if isinstance(value, (dt.date, dt.time)):
        return value.isoformat()
    text = {True: "true", False: "false"}[value] if isinstance(value, bool) else repr(value)
    return text if len(text) <= 60 else text[:59] + "…"


def _unknown_key(location: Location) -> str:
    model = model_at(location[:-1])
    known = list(model.model_fields) if model else []
    close = difflib.get_close_matches(str(location[-1]), known, n=1)
    if close:
        return _("there is no such key; perhaps {key}?").format(key=close[0])
    return _("there is no such key; possible are: {keys}.").format(keys=", ".join(known))


def field_at(location: Location) -> FieldInfo | None:
    """The field of the settings at `location`, None inside lists and dictionaries of plain values."""
    if not location or not isinstance(location[-1], str):
        return None
    model = model_at(location[:-1])
    return model.model_fields.get(location[-1]) if model else None


def model_at(location: Location) -> type[BaseModel] | None:
    """The table of the settings at `location`, None when there is no table."""
    model: type[BaseModel] | None = Settings
    for part in location:
        if model is None:
            return None
        if isinstance(part, int):
            continue
        field = model.model_fields.get(part)
        model = field and table_of(field.annotation)
    return model


def table_of(annotation: Any) -> type[BaseModel] | None:
    """The model a field holds, alone or in a tuple; None for plain values."""
    for kind in (annotation, *get_args(annotation)):
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return kind
    return None
