"""The forms of the destruction act: a title and the columns that belong to it, never those of another.

Two are in use (domain 1.3, 2.13): the newer one speaks of archival documents and counts storage units by
their inventory; the older one speaks of documents and counts files by the file plan. Which is used from which
day is a setting (`disposal.act_forms`); an act keeps the name of the form it was drawn up in (ADR 0048).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from archiver.journal.words import Noun
from archiver.papers.wording import FILES, UNITS
from archiver.settings.archive import ActForm


@dataclass(frozen=True, slots=True)
class Layout:
    """What of the page differs: the title, columns 2–8, what the sums count."""

    about: str
    columns: tuple[str, ...]
    counted: Noun


UNITS_OF_INVENTORY = Layout(
    "о выделении к уничтожению архивных документов, не подлежащих хранению",
    (
        "Заголовок дела (групповой заголовок документов)",
        "Годы",
        "Номер описи",
        "Номер ед. хр. по описи",
        "Кол-во ед. хр.",
        "Сроки хранения и номера статей по перечню",
        "Примечание",
    ),
    UNITS,
)
FILES_OF_PLAN = Layout(
    "о выделении к уничтожению документов, не подлежащих хранению",
    (
        "Заголовок дела или групповой заголовок дел",
        "Дата дела или крайние даты дел",
        "Номера описей (номенклатур) за годы",
        "Индекс дела (тома, части) по номенклатуре или № дела по описи",
        "Кол-во дел (томов, частей)",
        "Сроки хранения дела (тома, части) и номера статей по перечню",
        "Примечание",
    ),
    FILES,
)
LAYOUTS = {"units": UNITS_OF_INVENTORY, "files": FILES_OF_PLAN}
"""By the name in the settings."""


def form_on(forms: Sequence[ActForm], on: dt.date) -> str:
    """The name of the form in force on a day: the last that is in force by then, else the first there is."""
    by_day = sorted(forms, key=lambda one: one.valid_from)
    return next((one.form for one in reversed(by_day) if one.valid_from <= on), by_day[0].form)


def layout_of(name: str) -> Layout:
    """The form an act was drawn up in; acts of earlier releases kept no name and counted storage units."""
    return LAYOUTS.get(name, UNITS_OF_INVENTORY)
