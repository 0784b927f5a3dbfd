"""Entries of a register for tests: small, and right unless a test spoils them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from archiver.register.model.disposal import ActRow, DestructionAct
from archiver.register.model.files import File, Roster
from archiver.register.model.media import Medium, MediumKind
from archiver.register.model.packages import Bag, BagContent, Copy
from archiver.register.model.paper import PaperCopy
from archiver.register.work import Work

MOMENT = dt.datetime(2026, 7, 1, 9, 0, tzinfo=dt.UTC)
STUDENTS = ("Ёлкин Пётр Ильич", "Абаев Иван Петрович", "Майорова Анна Сергеевна")
ROSTER = Roster.of(STUDENTS, ("МДК.01.01 Разработка модулей", "Физика"), ("Лебедев П.С.",))


def medium(number: int = 1, **fields: Any) -> Medium:
    values: dict[str, Any] = {
        "inventory_number": f"Н-{number}",
        "kind": MediumKind.DISK,
        "identity": f"identity-{number}",
        "address": f"/mnt/{number}",
        "site": f"площадка {number}",
        "registered_on": dt.date(2026, 6, 1),
    }
    return Medium(**values | fields)


def file(number: int = 1, **fields: Any) -> File:
    values: dict[str, Any] = {
        "external_id": f"05-11/2025/{number}",
        "series": "journal",
        "index": "05-11",
        "title": f"Журнал учебных занятий группы ИС-2{number}",
        "academic_year": 2025,
        "registered_at": MOMENT,
        "group": f"ИС-2{number}",
        "closed_on": dt.date(2026, 7, 5),
        "years": 5,
        "keep_until": dt.date(2031, 12, 31),
        "sheets": 120,
    }
    return File(**values | fields)


def bag(of_file: File, number: int = 1, **fields: Any) -> Bag:
    values: dict[str, Any] = {
        "file_id": of_file.id,
        "external_id": f"{of_file.external_id}/bag-{number}",
        "digest": f"{number:02x}" * 32,
        "size": 1000,
        "files": 2,
        "bagged_on": dt.date(2026, 7, 1),
    }
    return Bag(**values | fields)


def contents(format_: str | None = "fmt/477") -> tuple[BagContent, ...]:
    return tuple(
        BagContent(path=path, size=500, sha256="ab" * 32, sha512="cd" * 64, kind=kind, format=format_)
        for path, kind in (("data/volume-1.pdf", "volume"), ("data/journal.json", "twin"))
    )


def deposited(
    work: Work, number: int, media: tuple[Medium, ...], **fields: Any
) -> tuple[File, Bag, list[Copy]]:
    """A file in a bag with a registered copy on each medium."""
    added = work.files.add(file(number, **fields), ROSTER)
    packed = work.bags.add(bag(added), contents())
    copies = [
        work.copies.register(work.copies.begin(packed, one.id, packed.external_id), "fadvise")
        for one in media
    ]
    return added, packed, copies


def paper(of_file: File, volume: int = 1, **fields: Any) -> PaperCopy:
    values: dict[str, Any] = {
        "file_id": of_file.id,
        "volume": volume,
        "volumes": 1,
        "sheets": 120,
        "site": "архив",
        "registered_at": MOMENT,
        "shelf": "3",
    }
    return PaperCopy(**values | fields)


def act(number: str = "1/2032", **fields: Any) -> DestructionAct:
    values: dict[str, Any] = {
        "number": number,
        "drawn_on": dt.date(2032, 2, 1),
        "author": "",
        "basis": "Положение об электронном журнале, раздел 5",
        "digest": "",
    }
    return DestructionAct(**values | fields)


def act_row(of_file: File, position: int = 1) -> ActRow:
    return ActRow(
        position=position,
        file_id=of_file.id,
        index=of_file.index,
        title=of_file.title,
        years="2025/26",
        inventory="номенклатура 2025",
        count=1,
        sheets=of_file.sheets,
        period="5 лет",
        mandate="раздел 5",
        closed_on=dt.date(2026, 7, 5),
        keep_until=dt.date(2031, 12, 31),
        copies=("Н-1", "Н-2"),
    )
