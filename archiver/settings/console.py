"""Where the console is reached: `[console]` of `archiver.toml`."""

from __future__ import annotations

from pydantic import Field

from archiver.settings.archive import Table


class ConsoleSettings(Table):
    """The office console."""

    address: str = Field(
        "",
        description="Адрес консоли для сотрудников, если она стоит за прокси-сервером: https://… с путём, если он есть. Пусто — адрес, на котором её запустили.",
        examples=["https://archive.college.ru/journals"],
    )
