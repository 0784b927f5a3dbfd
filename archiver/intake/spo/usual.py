"""A subject's page decoded in one step, where it is written as the module usually does.

A college's year is thousands of pages, and reading each by the models of `answers` is most of the work of a
year's end. So a page is first tried here: every field typed, nothing unknown, no key twice, no letter that
paper has not. Where anything is in doubt there is no usual page, and the models read it and say what is
wrong: nothing is decided here and nothing told. Both ways give equal values and accounts, as a test holds.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import chain
from typing import Any

import msgspec
from msgspec import UNSET, Struct, UnsetType
from pydantic import TypeAdapter, ValidationError

from archiver.intake.iso_dates import module_date
from archiver.intake.json_text import is_suspect
from archiver.intake.spo.kinds import FIELD_NAME, Kinds, Shape
from archiver.intake.spo.known import PAGE
from archiver.intake.spo.page_values import PageLesson, PageLine, PageStudent, PageTask, PageValues
from archiver.intake.spo.usual_page import AROUND, UsualLesson, UsualLine, UsualPage, UsualStudent
from archiver.intake.spo.values import NameAnswer, Teacher

_KEY = b'":'
_PAGE = msgspec.json.Decoder(UsualPage)
_ANY = msgspec.json.Decoder()
_TEACHER: TypeAdapter[NameAnswer | None] = TypeAdapter(Teacher)


class _DoubtError(Exception):
    """The page is not written as usual."""


def usual_page(data: bytes) -> tuple[PageValues, Kinds] | None:
    """The page with the kinds of its fields; None where it must be read by its model."""
    if not _is_plain(data):
        return None
    try:
        page = _PAGE.decode(data)
        # A key that is given twice is not in what is written again.
        if msgspec.json.encode(page).count(_KEY) != data.count(_KEY):
            return None
        kinds = _kinds(page)
        _look_at_words(page)
        settled = _settled(page)
    except (msgspec.MsgspecError, ValidationError, ValueError, RecursionError, _DoubtError):
        return None
    return settled, kinds


def _is_plain(data: bytes) -> bool:
    """Whether keys can be counted by their colons, and every text is fit for paper."""
    if any(sign in data for sign in AROUND) or (b"+" in data and data.isascii()):
        return False
    try:
        text = (msgspec.json.encode(_ANY.decode(data)) if b"\\" in data else data).decode()
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return False
    return not is_suspect(text)


def _kinds(page: UsualPage) -> Kinds:
    used: set[str] = set()
    left_out: set[str] = set()
    _gather([page], PAGE.shape, "", used, left_out)
    return Kinds(frozenset(used), frozenset(left_out), frozenset())


def _gather(objects: Sequence[Any], shape: Shape, dot: str, used: set[str], left_out: set[str]) -> None:
    """Enter the fields that stand in any of the objects, all of one class, and in what is in them."""
    of_class: type[Struct] = type(objects[0])
    for name, attribute in _fields(of_class):
        known = shape.fields[name]
        written = (one for one in (getattr(item, attribute) for item in objects) if one is not UNSET)
        first = next(written, UNSET)
        if first is UNSET:
            continue
        (left_out if known.left_out else used).add(dot + name)
        if not known.opaque:
            _look_inside([first, *written], known, dot + name, used, left_out)


def _look_inside(values: Sequence[Any], shape: Shape, path: str, used: set[str], left_out: set[str]) -> None:
    for kind in {type(one) for one in values}:
        own = [one for one in values if type(one) is kind and one]
        if not own:
            continue
        if kind is list and shape.items is not None:
            if inside := list(chain.from_iterable(own)):
                _gather(inside, shape.items, f"{path}[].", used, left_out)
        elif kind is dict:
            _look_at_keys(own, shape, path, used, left_out)
        elif issubclass(kind, Struct):
            _gather(own, shape, f"{path}.", used, left_out)


def _look_at_keys(
    values: Sequence[dict[str, Any]], shape: Shape, path: str, used: set[str], left_out: set[str]
) -> None:
    """Keys that are data, or fields of an object that no class stands for (a teacher)."""
    keys = set().union(*values)
    if shape.keyed is None:
        if not keys <= shape.fields.keys():
            raise _DoubtError
        for key in keys:
            (left_out if shape.fields[key].left_out else used).add(f"{path}.{key}")
        return
    if any(key != key.strip() or (shape.fields and FIELD_NAME.fullmatch(key)) for key in keys):
        raise _DoubtError
    used.add(f"{path}.*")
    inside = [one for value in values for one in value.values() if isinstance(one, Struct)]
    if inside:
        _gather(inside, shape.keyed, f"{path}.*.", used, left_out)


@cache
def _fields(kind: type[Struct]) -> tuple[tuple[str, str], ...]:
    """The names of a class's fields, in the document and in Python."""
    return tuple((one.encode_name, one.name) for one in msgspec.structs.fields(kind))


def _look_at_words(page: UsualPage) -> None:
    """Marks are by far the most of a page, and are left as they are written: then no blanks may be around."""
    cells = [cell for lesson in page.lessons for cell in (lesson.mark_sets or {}).values() if cell]
    words = {cell.absent for cell in cells}
    words |= {mark.word for cell in cells for mark in (cell.given or {}).values() if mark}
    if any(word != word.strip() for word in words if word):
        raise _DoubtError


def _settled(page: UsualPage) -> PageValues:
    """Values as the models have them: numbers as texts, days as dates, texts without blanks around.

    Raises ValueError for a day that is none, _DoubtError for what a model would refuse or look at closely.
    """
    if page.lessons and all(lesson.mark_sets is UNSET for lesson in page.lessons):
        raise _DoubtError
    topics = (page.programme.topics or ()) if page.programme else ()
    return PageValues(
        [_lesson(one) for one in page.lessons],
        [_student(one) for one in page.students],
        [_line(line) for topic in topics for line in topic.lessons or ()],
        _TEACHER.validate_python(None if page.teacher is UNSET else page.teacher),
        None,
    )


def _student(student: UsualStudent) -> PageStudent:
    last_name = student.last_name.strip()
    if not last_name:
        raise _DoubtError
    return PageStudent(
        _id(student.id),
        None if student.number is UNSET else student.number,
        _day(student.enrolled),
        _day(student.left),
        last_name,
        _text(student.first_name),
        _text(student.middle_name),
    )


def _lesson(lesson: UsualLesson) -> PageLesson:
    return PageLesson(
        _id(lesson.id),
        _module_day(lesson.date),
        _text(lesson.kind),
        None if lesson.duration is UNSET else lesson.duration,
        [
            PageTask(_id(one.id), _text(one.kind), _text(one.topic), _text(one.condition))
            for one in lesson.tasks or ()
        ],
        lesson.mark_sets or {},
        [_line_by_id(key, line) for key, line in (lesson.planned or {}).items()],
    )


def _line_by_id(key: str, line: UsualLine | int | None) -> PageLine:
    """A line of the programme that a lesson was given by; under its id there may be only a number."""
    if not isinstance(line, UsualLine):
        return PageLine(key, None, None)
    made = _line(line)
    return PageLine(key, made.kind, made.name) if line.id is UNSET else made


def _line(line: UsualLine) -> PageLine:
    told = line.id is not UNSET and line.id is not None
    return PageLine(_id(line.id) if told else None, _text(line.kind), _text(line.name))


def _id(value: int | str | UnsetType | None) -> str:
    if isinstance(value, str) and value != value.strip():
        raise _DoubtError
    return str(value)


def _text(value: str | UnsetType | None) -> str | None:
    return value.strip() if value else None


def _day(value: str | UnsetType | None) -> dt.date | None:
    return None if value is UNSET or value is None else _module_day(value)


@lru_cache(maxsize=1_000)
def _module_day(value: str) -> dt.date:
    """`module_date`, remembered: a page has a few days and each many times."""
    return module_date(value)
