"""Fields of a TOML table, read one by one: a wrong one is noted with its place, reading goes on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from retention.words import SeriesCode


@dataclass(frozen=True, slots=True)
class Problem:
    """One error: where («series 2 (05-12): period»), a stable word for what is wrong, its detail."""

    place: str
    fault: str
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {self.fault}" + (f" ({self.detail})" if self.detail else "")


class Fields:
    """One table at `place`; what is wrong goes to `problems`, and the reader gets None."""

    def __init__(self, place: str, table: Mapping[str, object], problems: list[Problem]) -> None:
        self._place, self._table, self._problems = place, table, problems

    def say(self, key: str, fault: str, detail: str = "") -> None:
        """Note an error of one key."""
        self._problems.append(Problem(f"{self._place}: {key}", fault, detail))

    def only(self, known: set[str]) -> None:
        """Note every key that means nothing here."""
        for key in sorted(self._table.keys() - known):
            self.say(key, "unknown-key")

    def text(self, key: str) -> str | None:
        """A text that is not empty."""
        value = self._table.get(key)
        if isinstance(value, str) and value.strip():
            return value.strip()
        self.say(key, "text-needed")
        return None

    def optional_text(self, key: str) -> str | None:
        """A text, "" where the key is left out."""
        return self.text(key) if key in self._table else ""

    def code(self, key: str) -> SeriesCode | None:
        """The index of a series."""
        text = self.text(key)
        if text is None or SeriesCode.pattern.fullmatch(text):
            return None if text is None else SeriesCode(text)
        self.say(key, "code-form")
        return None

    def day(self, key: str) -> dt.date | None:
        """A date without time."""
        value = self._table.get(key)
        if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
            return value
        self.say(key, "date-needed")
        return None

    def whole(self, key: str, least: int, most: int) -> int | None:
        """A whole number from `least` to `most`."""
        value = self._table.get(key)
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        self.say(key, "number-needed", f"{least}–{most}")
        return None

    def flag(self, key: str, *, default: bool) -> bool:
        """True or false; `default` where the key is left out or wrong."""
        value = self._table.get(key, default)
        if isinstance(value, bool):
            return value
        self.say(key, "flag-needed")
        return default
