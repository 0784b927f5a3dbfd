"""One file of a snapshot read against its model: the value, or every problem it has."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from archiver.intake.files import FileTree
from archiver.intake.json_problems import problems_of
from archiver.intake.json_text import altered_note, parse_json
from archiver.intake.refusal import FileRefused
from archiver.journal.findings import Finding

T = TypeVar("T", bound=BaseModel)
_LISTS = ("items", "entries", "data")


def read_answer(
    tree: FileTree, file: str, model: type[T], group: str | None = None
) -> tuple[T | None, list[Finding]]:
    """The file as `model`; None with at least one blocking finding when it is not one."""
    return _read(tree, file, TypeAdapter(model).validate_python, group)


def read_list(
    tree: FileTree, file: str, model: type[T], group: str | None = None
) -> tuple[tuple[T, ...] | None, list[Finding]]:
    """The file as a list of `model`; a list wrapped into `{"items": […]}` is unwrapped."""
    validate = TypeAdapter(tuple[model, ...]).validate_python  # type: ignore[valid-type]

    def unwrapped(value: Any) -> tuple[T, ...]:
        if isinstance(value, dict):
            value = next((value[key] for key in _LISTS if isinstance(value.get(key), list)), value)
        found: tuple[T, ...] = validate(value)
        return found

    return _read(tree, file, unwrapped, group)


R = TypeVar("R")


def _read(
    tree: FileTree, file: str, validate: Callable[[Any], R], group: str | None
) -> tuple[R | None, list[Finding]]:
    try:
        document = parse_json(tree.read(file), file)
    except FileRefused as refused:
        return None, [refused.finding(file, group)]
    notes = list(altered_note(document, file, group))
    try:
        return validate(document.value), notes
    except ValidationError as error:
        return None, [*problems_of(error, file, group), *notes]
