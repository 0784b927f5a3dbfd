"""What a JSON document has wrong, told in the user's words: every problem at once, each with its path."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from archiver.intake.json_text import json_path
from archiver.intake.text import clean_text
from archiver.journal.findings import Finding, Place, Severity
from archiver.locale import _

MAX_PER_FILE = 50


def problems_of(error: ValidationError, file: str, group: str | None = None) -> Iterator[Finding]:
    """One blocking finding `file.value` per wrong value; after fifty, one that counts the rest."""
    details = [*_telling(error.errors(include_url=False, include_context=True))]
    for detail in details[:MAX_PER_FILE]:
        path = json_path(detail["loc"]) or "$"
        yield _finding(
            _("File {file}, {path}: {problem}.").format(file=file, path=path, problem=problem(detail)),
            file,
            path,
            group,
        )
    if len(details) > MAX_PER_FILE:
        message = _("File {file}: {count} more values are wrong.")
        yield _finding(message.format(file=file, count=len(details) - MAX_PER_FILE), file, None, group)


def _telling(details: Iterable[ErrorDetails]) -> Iterator[ErrorDetails]:
    """Without lists that are too short only because what is wrong in them was taken out."""
    listed = list(details)
    short = {detail["loc"] for detail in listed if detail["type"] == "too_short"}
    emptied = {
        place
        for detail in listed
        if short
        for length in range(len(detail["loc"]))
        if (place := detail["loc"][:length]) in short
    }
    for detail in listed:
        if detail["type"] != "too_short" or detail["loc"] not in emptied:
            yield detail


def _finding(message: str, file: str, path: str | None, group: str | None) -> Finding:
    advice = _(
        "Take the file as the program wrote it, or write it again by the same command; what has to stand in "
        "it is told in docs/journal-format.md and docs/grade-statement.md."
    )
    return Finding("file.value", Severity.BLOCKING, message, advice, group, Place(file=file, path=path))


def problem(detail: ErrorDetails, tell: Callable[[object], str] | None = None) -> str:
    """What is wrong with one value, as a part of a sentence; `tell` says how the value itself is named."""
    kind = detail["type"]
    if kind == "missing":
        return _("the value is missing")
    if kind == "extra_forbidden":
        return _("this key is not known")
    value = (tell or shown)(detail["input"])
    if kind == "value_error":
        return f"{detail['ctx']['error']} ({value})" if "ctx" in detail else value
    expected = _expected(kind)
    if expected:
        return _("{expected} is expected, not {value}").format(expected=expected, value=value)
    return _("value {value} is not acceptable").format(value=value)


def _expected(kind: str) -> str | None:
    families = {
        "string": _("a text"),
        "int": _("a whole number"),
        "float": _("a number"),
        "bool": _("true or false"),
        "list": _("a list"),
        "tuple": _("a list"),
        "dict": _("an object"),
        "model": _("an object"),
        "date": _("a date YYYY-MM-DD"),
        "enum": _("a word of the vocabulary"),
        "literal": _("a word of the vocabulary"),
    }
    family, _separator, _rest = kind.partition("_")
    told = kind.endswith(("_type", "_parsing", "enum", "_error"))
    return families.get(family) if told else None


def shown(value: object) -> str:
    """The value as JSON writes it, short; containers by what they are, since they may hold names."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)[:24]
    if isinstance(value, str):
        text = clean_text(value)[0]
        return f"«{text[:40]}…»" if len(text) > 40 else f"«{text}»"
    return _("an object") if isinstance(value, dict) else _("a list")
