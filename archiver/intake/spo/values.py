"""How the module writes single values, and the shapes one value is seen in (docs/module-answers.md)."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field

from archiver.journal.words import surname_first
from archiver.locale import _


def _identifier(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, (int, str)) or value == "":
        raise ValueError(_("an identifier is expected"))
    return str(value)


def _word(value: object) -> object:
    """A word of a vocabulary; a number in its place («5») is kept as text."""
    return str(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value


def mapping(value: object) -> object:
    """An object; the module's serialiser writes an empty one as null or as an empty list."""
    return {} if value is None or value == [] else value


def items(value: object) -> object:
    """A list; an empty one is seen as null."""
    return [] if value is None else value


Id = Annotated[str, BeforeValidator(_identifier)]
Word = Annotated[str, BeforeValidator(_word)]
Duration = Annotated[float, Field(ge=0, le=24 * 60, strict=True)]


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
    if value is None or isinstance(value, (dict, NameAnswer)):
        return value
    raise ValueError(_("a name is expected, as a text or as an object"))


Teacher = Annotated[NameAnswer | None, BeforeValidator(_teacher)]
"""A teacher: the page of a subject is seen with a text («Фамилия И.О.»), the results with an object."""


class MarkAnswer(AnswerModel):
    """One mark; without a `value` it is owed when it is required, else there is none."""

    value: Word | None = None
    required: Any = Field(None, alias="isRequired")

    @property
    def owed(self) -> bool:
        """Whether it is a mark still to be given: the module's screens show «•»."""
        return not self.value and self.required is True


def _mark(value: object) -> object:
    if isinstance(value, (str, int, float)) and not isinstance(value, bool):
        return {"value": value}
    return value


Marks = Annotated[dict[str, Annotated[MarkAnswer | None, BeforeValidator(_mark)]], BeforeValidator(mapping)]
"""Marks by task or by student, each an object, a text or a number."""
