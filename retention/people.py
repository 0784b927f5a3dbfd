"""Who acts: people of the register, told apart by their identifier."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """An officer: `id` is unique in the register, `name` «Фамилия Имя Отчество», `post` as in signatures."""

    id: str
    name: str
    post: str


@dataclass(frozen=True, slots=True)
class Protocol:
    """A protocol of a commission: its number and date."""

    number: str
    on: dt.date

    @property
    def complete(self) -> bool:
        """Whether there is a number to be quoted."""
        return bool(self.number.strip())
