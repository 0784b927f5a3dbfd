"""How the module writes single values, and the shapes one value is seen in (docs/module-answers.md)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Self

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from archiver.journal.words import surname_first
from archiver.locale import _

_IS_NUMBER = re.compile(r"id$|\Aid|Id", re.ASCII)
"""Names of fields that hold the number of something (`taskId`)."""


def _identifier(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, (int, str)) or value == "":
        raise ValueError(_("an identifier is expected"))
    return str(value)


def _word(value: object) -> object:
    """A word of a vocabulary; a number in its place («5») is kept as text."""
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value


def _digits(value: object) -> object:
    """A number that is written as a text («1») or as a decimal without a part («1.0»)."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return int(value) if isinstance(value, str) and re.fullmatch(r"[0-9]{1,9}", value.strip()) else value


_FLAGS = {"true": True, "1": True, "false": False, "0": False, "": False, "none": False}
"""Yes and no, however they are written."""


def mapping(value: object) -> object:
    """An object; the module's serialiser writes an empty one as null or as an empty list."""
    return {} if value is None or value == [] else value


def items(value: object) -> object:
    """A list; an empty one is seen as null."""
    return [] if value is None else value


Id = Annotated[str, BeforeValidator(_identifier)]
Word = Annotated[str, BeforeValidator(_word)]
Whole = Annotated[int, Field(strict=True), BeforeValidator(_digits)]
Figure = Annotated[float, Field(strict=True), BeforeValidator(_digits)]
Duration = Annotated[Figure, Field(ge=0, le=24 * 60)]


class AnswerModel(BaseModel):
    """A part of an answer: what is not named here never blocks, and is accounted for by its name alone."""

    model_config = ConfigDict(extra="ignore", frozen=True, str_strip_whitespace=True)


class NameAnswer(AnswerModel):
    """The name of a person."""

    last_name: str | None = Field(None, alias="lastName")
    first_name: str | None = Field(None, alias="firstName")
    middle_name: str | None = Field(None, alias="middleName")
    whole: str | None = Field(None, validation_alias=AliasChoices("fullName", "name"))

    @property
    def full_name(self) -> str:
        """«Фамилия Имя Отчество», what is missing left out."""
        parts = " ".join(part for part in (self.last_name, self.first_name, self.middle_name) if part)
        return parts or self.whole or ""

    @property
    def short_name(self) -> str | None:
        """«Фамилия И.О.», as the module's own screens shorten a name; a whole text stays as it is written."""
        if not self.last_name:
            return self.full_name or None
        return surname_first(self.full_name).replace("\N{NO-BREAK SPACE}", " ")


class PersonAnswer(NameAnswer):
    """A person that other answers name by number."""

    id: Id | None = None


def _teacher(value: object) -> object:
    if isinstance(value, str):
        return {"fullName": value}
    if isinstance(value, list):
        names = [NameAnswer.model_validate(_teacher(one)).short_name for one in value if one is not None]
        return {"fullName": ", ".join(dict.fromkeys(name for name in names if name))}
    if value is None or isinstance(value, (dict, NameAnswer)):
        return value
    raise ValueError(_("a name is expected, as a text or as an object"))


Teacher = Annotated[NameAnswer | None, BeforeValidator(_teacher)]
"""A teacher: the page of a subject is seen with a text («Фамилия И.О.»), the results with an object.

Several in a list are named one after another.
"""


def refuse_moved(others: Mapping[str, object], missing: str, holds: Callable[[object], bool]) -> None:
    """Raise ValueError when `missing` is not there and a field that is not known may stand in its place.

    Fields beyond those that are known never block; but marks under a new name would be lost on paper.
    """
    strange = sorted(name for name, one in others.items() if not _IS_NUMBER.search(name) and holds(one))
    if strange:
        message = _("field {field} is missing, and what is there is not known")
        raise ValueError(message.format(field=missing))


def has_inside(value: object) -> bool:
    """Whether it is an object or a list with something in it."""
    return isinstance(value, (dict, list)) and bool(value)


def _is_told(value: object) -> bool:
    """Whether the value says something: a yes or no is a property of a mark and no mark."""
    return not isinstance(value, bool) and value not in (None, "", 0) and value not in ([], {})


class MarkAnswer(AnswerModel):
    """One mark; without a `value` it is owed when it is required, else there is none."""

    model_config = ConfigDict(extra="allow")

    value: Word | None = None
    required: Any = Field(None, alias="isRequired")

    @property
    def owed(self) -> bool:
        """Whether it is a mark still to be given: the module's screens show «•»."""
        return not self.value and self._is_required is True

    @property
    def _is_required(self) -> bool | None:
        """Yes or no; None where it is written in another way."""
        return _FLAGS.get(str(self.required).casefold())

    @model_validator(mode="after")
    def _sure_to_be_none(self) -> Self:
        """Without a `value` the rest decides: it may be owed, or stand in a field that is not known."""
        if not self.value and self._is_required is None:
            raise ValueError(_("without a mark “isRequired” must be true or false"))
        if "value" not in self.model_fields_set and not self._is_required:
            refuse_moved(self.model_extra or {}, "value", _is_told)
        return self


def _mark(value: object) -> object:
    if isinstance(value, (str, int, float)) and not isinstance(value, bool):
        return {"value": value}
    return value


Marks = Annotated[dict[str, Annotated[MarkAnswer | None, BeforeValidator(_mark)]], BeforeValidator(mapping)]
"""Marks by task or by student, each an object, a text or a number."""
