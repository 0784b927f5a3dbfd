"""One file of a snapshot read against its model; everything found goes into the ledger."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from archiver.intake.file_tree import FileTree
from archiver.intake.json_text import Document, altered_note, parse_json
from archiver.intake.refusal import FileRefused
from archiver.intake.spo.kinds import Kinds, look_through
from archiver.intake.spo.known import PAGE, WRAPPERS, Answer
from archiver.intake.spo.ledger import Ledger
from archiver.intake.spo.no_answer import refuse_nothing, refuse_packed, refuse_page, refuse_text
from archiver.intake.spo.page_values import PageValues, of_model
from archiver.intake.spo.usual import usual_page
from archiver.journal.findings import Place

M = TypeVar("M", bound=BaseModel)
R = TypeVar("R")

_AROUND = frozenset({"total", "totalCount", "count", "studentsCount", "pageIndex", "pageSize", "pageCount"})


def read_answer(
    tree: FileTree, file: str, answer: Answer[M], ledger: Ledger, place: Place | None = None
) -> M | None:
    """The file as the answer's model; None when it is not one, and then the ledger says why (blocking).

    `place` is what more is known of where the file belongs (subject, term).
    """

    def validate(value: Any) -> M:
        ledger.saw(file, answer, look_through(value, answer.shape))
        found: M = TypeAdapter(answer.model).validate_python(value)
        return found

    return _read(tree, file, answer, validate, ledger, place or Place())


def read_page(tree: FileTree, file: str, ledger: Ledger, place: Place) -> PageValues | None:
    """The file as a page of a subject, as `read_answer` reads it; one that is written as usual, faster."""
    try:
        usual = usual_page(tree.read(file))
    except FileRefused:
        usual = None  # `read_answer` says why
    if usual is None:
        page = read_answer(tree, file, PAGE, ledger, place)
        return of_model(page) if page is not None else None
    values, kinds = usual
    ledger.saw(file, PAGE, kinds)
    return values


def read_list(tree: FileTree, file: str, answer: Answer[M], ledger: Ledger) -> tuple[M, ...] | None:
    """The file as a list of its model; one in a wrapper (`{"items": […], "total": 3}`) is taken out."""

    def validate(value: Any) -> tuple[M, ...]:
        value, around = _unwrapped(value)
        inside = look_through(value, answer.shape)
        ledger.saw(
            file,
            answer,
            Kinds(inside.used, inside.left_out | around & _AROUND, inside.unknown | around - _AROUND),
        )
        found: tuple[M, ...] = TypeAdapter(tuple[answer.model, ...]).validate_python(value)  # type: ignore[name-defined]
        return found

    return _read(tree, file, answer, validate, ledger, Place())


def _unwrapped(value: Any) -> tuple[Any, frozenset[str]]:
    """The list in its wrapper, and the wrapper's other fields."""
    if isinstance(value, dict):
        name = next((one for one in WRAPPERS if isinstance(value.get(one), list)), None)
        if name is not None:
            return value[name], frozenset(value) - {name}
    return value, frozenset()


def _read(
    tree: FileTree,
    file: str,
    answer: Answer[BaseModel],
    validate: Callable[[Any], R],
    ledger: Ledger,
    place: Place,
) -> R | None:
    try:
        data = tree.read(file)
        refuse_packed(data, file)
        refuse_page(data, file)
        document = _parsed(data, file)
        refuse_nothing(document.value, answer, file)
    except FileRefused as refused:
        told = refused.finding(file, ledger.group)
        where = replace(told.place, subject=place.subject, term=place.term)
        ledger.told.append(replace(told, place=where))
        return None
    ledger.told += altered_note(document, file, ledger.group)
    try:
        return validate(document.value)
    except ValidationError as error:
        ledger.wrong(error, answer, file, place)
        return None


def _parsed(data: bytes, file: str) -> Document:
    try:
        return parse_json(data, file)
    except FileRefused as refused:
        if refused.code == "file.broken":
            refuse_text(data, file)
        raise
