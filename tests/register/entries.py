"""Entries of a register for tests: small, and right unless a test spoils them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from archiver.register.model.files import File, Roster
from archiver.register.model.media import Medium, MediumKind
from archiver.register.model.packages import Bag, BagContent, Copy
from archiver.register.model.paper import PaperCopy
from archiver.register.work import Work
from retention.act import DestructionAct, Terms, content_digest
from retention.copies import Copy as HeldCopy
from retention.people import Person
from retention.period import Years
from retention.rows import ActRow
from retention.steps import Step, StepKind
from retention.words import FileTitle, GroupName, Identifier, SeriesCode, Span

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


PERSON = Person("orlova", "Орлова Мария Павловна", "Архивариус")
DIRECTOR = Person("director", "Громов Олег Иванович", "Директор")
DRAWN = dt.datetime(2032, 2, 1, 12, 0, tzinfo=dt.UTC)


def act_row(of_file: File, position: int = 1, copies: tuple[HeldCopy, ...] = ()) -> ActRow:
    return ActRow(
        file=Identifier(of_file.external_id),
        series=SeriesCode(of_file.index),
        title=FileTitle("Журнал учебных занятий", Span(2025, 2026), GroupName(of_file.group)),
        inventory="номенклатура 2025",
        unit=of_file.index,
        sheets=(of_file.sheets,),
        period=Years(5),
        mandate="раздел 5",
        article="",
        schedule_version=1,
        eligible_from=dt.date(2032, 1, 1),
        personal_data=True,
        copies=copies,
        number=position,
    )


TERMS = Terms("Положения об электронном журнале")


def act(number: str, *rows: ActRow) -> DestructionAct:
    """A draft; whether its files may go at all is not asked here."""
    number_ = Identifier(number)
    step = Step(StepKind.DRAFTED, PERSON, DRAWN, content_digest(number_, TERMS, rows, PERSON, DRAWN))
    return DestructionAct(number_, TERMS, rows, (step.sealed(None),))


def stepped(drafted: DestructionAct, *kinds: StepKind, by: Person = PERSON) -> DestructionAct:
    """The act some steps on, without its rules: the register is not who keeps them."""
    for kind in kinds:
        last = drafted.steps[-1]
        step = Step(kind, by, last.at + dt.timedelta(hours=1), drafted.digest, reason="опыт")
        drafted = replace(drafted, steps=(*drafted.steps, step.sealed(last.seal)))
    return drafted


def drafted(work: Work, number: str, *of_files: File) -> DestructionAct:
    """A draft of these files, in the register."""
    made = act(number, *(act_row(one, place) for place, one in enumerate(of_files, 1)))
    work.acts.add(made, {Identifier(one.external_id): one.id for one in of_files})
    return made
