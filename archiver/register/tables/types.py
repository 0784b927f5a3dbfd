"""Column types that turn into the model's values on both databases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict
from enum import StrEnum
from typing import Any, Generic, TypeVar

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from archiver.register.model.checks import Fault

E = TypeVar("E", bound=StrEnum)


class Moment(TypeDecorator[dt.datetime]):
    """A moment in UTC; SQLite has no zones and keeps it naive."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002
        """Refuse a moment without a zone: nobody would know what it means."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(dt.UTC)

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002
        """Give the moment back in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


class Word(TypeDecorator[E], Generic[E]):
    """A word of a closed list, kept as text."""

    impl = sa.String
    cache_ok = True

    def __init__(self, words: type[E]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: E | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """The text of the word."""
        return None if value is None else self.words(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> E | None:  # noqa: ARG002
        """The word of the text."""
        return None if value is None else self.words(value)


class Words(TypeDecorator[tuple[str, ...]]):
    """A list of texts, or of words of a closed list."""

    impl = sa.JSON
    cache_ok = True

    def __init__(self, words: type[StrEnum] | None = None) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: Sequence[str] | None, dialect: Dialect) -> list[str] | None:  # noqa: ARG002
        """The list as JSON takes it."""
        return None if value is None else [str(item) for item in value]

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[str, ...] | None:  # noqa: ARG002
        """The list as a tuple."""
        if value is None:
            return None
        return tuple(value) if self.words is None else tuple(self.words(item) for item in value)


class Faults(TypeDecorator[tuple[Fault, ...]]):
    """The faults that a fixity check named."""

    impl = sa.JSON
    cache_ok = True

    def process_bind_param(self, value: Sequence[Fault] | None, dialect: Dialect) -> Any:  # noqa: ARG002
        """As a list of objects."""
        return None if value is None else [asdict(fault) for fault in value]

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[Fault, ...] | None:  # noqa: ARG002
        """As values."""
        return None if value is None else tuple(Fault(**item) for item in value)


class Digest(TypeDecorator[str]):
    """A digest: hexadecimal in the program, half as long in the database."""

    impl = sa.LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:  # noqa: ARG002
        """The bytes of the hexadecimal text."""
        return None if value is None else bytes.fromhex(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """The text of the bytes."""
        return None if value is None else bytes(value).hex()


def key_text() -> sa.types.TypeEngine[str]:
    """Text compared letter by letter, so that an index serves «begins with» on both databases."""
    return sa.String().with_variant(sa.String(collation="C"), "postgresql")
