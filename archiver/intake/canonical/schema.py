"""The canonical file as models: what docs/journal.schema.json is generated from.

Kept apart from `archiver.journal.model`, so that the values may change without changing a format
that lies in archives for years. Descriptions are for the people who write such files.
"""

from __future__ import annotations

import json
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictInt

from archiver.intake.detect import CANONICAL_MARKER
from archiver.intake.iso_dates import PlainDate
from archiver.journal.funding import Funding
from archiver.journal.model import Feature, MarkKind, SubjectKind, TermKind
from archiver.journal.results import ResultKind

VERSION = 1

TermNumber = Annotated[StrictInt, Field(ge=-(10**6), le=10**6)]
Hours = Annotated[StrictInt, Field(ge=0, description="Академические часы.")]


class _Object(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DepartmentObject(_Object):
    """Отделение и заведующий, который заверяет том."""

    name: str
    head: str | None = Field(None, description="Фамилия Имя Отчество.")
    head_post: str | None = Field(None, description="Должность.")


class GroupObject(_Object):
    """Учебная группа."""

    name: str = Field(description="Название, как на странице журнала.")
    course: Annotated[StrictInt, Field(ge=0)] | None = None
    speciality_code: str | None = Field(None, description="Например 09.02.07.")
    speciality: str | None = None
    department: DepartmentObject | None = None
    curator: str | None = Field(None, description="Классный руководитель.")
    education_form: str | None = None
    funding: Funding | None = Field(None, description="Основа обучения группы: budget, paid (внебюджет).")


class TermObject(_Object):
    """Учебный период; обе даты включительно."""

    number: TermNumber
    name: str
    start: PlainDate
    end: PlainDate
    kind: TermKind = TermKind.SEMESTER


class PlannedObject(_Object):
    """Предмет учебного плана в периоде."""

    name: str
    term: TermNumber
    hours: Hours | None = None


class SubjectObject(_Object):
    """Предмет, как он называется на странице, вместе с индексом."""

    name: str
    code: str | None = Field(None, description="Индекс: МДК.01.02.")
    kind: SubjectKind = SubjectKind.SUBJECT


class LeaveObject(_Object):
    """Академический отпуск; обе даты включительно."""

    start: PlainDate
    end: PlainDate | None = None
    order: str | None = Field(None, description="Приказ: номер и дата.")


class StudentObject(_Object):
    """Студент списка страницы; id связывает с ним отметки этой страницы."""

    id: str
    number: StrictInt
    surname: str
    name: str = ""
    patronymic: str = ""
    enrolled: PlainDate | None = None
    left: PlainDate | None = None
    leaves: tuple[LeaveObject, ...] = ()
    funding: Funding | None = Field(
        None, description="Основа обучения, если студент учится не так, как группа: budget, paid (внебюджет)."
    )


class LessonObject(_Object):
    """Занятие: один столбец страницы."""

    id: str
    date: PlainDate
    hours: Hours | None = None
    topic: str | None = None
    homework: str | None = None
    kind: str | None = None


class MarkObject(_Object):
    """Одна оценка или отметка клетки; source — как в источнике, если иначе, чем text."""

    text: str
    kind: MarkKind
    source: str | None = None
    task: str | None = Field(None, description="Вид работы: КР, ЛЗ …")
    before: str | None = Field(
        None, description="Что в клетке источника стоит между этой отметкой и предыдущей: «;» в «4;5»."
    )


class CellObject(_Object):
    """Непустая клетка на пересечении студента и занятия (или столбца периода)."""

    student: str
    column: str = Field(description="id занятия или столбца периода.")
    marks: tuple[MarkObject, ...] = Field(min_length=1)


class ColumnObject(_Object):
    """Столбец после занятий: «1 сем.», «Экз.» …"""

    id: str
    title: str
    kind: ResultKind | None = Field(
        None, description="Что в столбце: экзамен, оценка за период, пропуски; без него читается из названия."
    )
    final: bool = Field(
        False, strict=True, description="Прежних версий: оценка за период, если название непонятно."
    )


class SectionObject(_Object):
    """Предмет, подгруппа и период: то, что подшивается вместе."""

    subject: SubjectObject
    term: TermNumber
    subgroup: str | None = None
    teacher: str | None = None
    planned_hours: Hours | None = None
    source: str | None = Field(None, description="Файл исходной выгрузки.")
    students: tuple[StudentObject, ...] = ()
    lessons: tuple[LessonObject, ...] = ()
    marks: tuple[CellObject, ...] = ()
    period_columns: tuple[ColumnObject, ...] = ()
    period_marks: tuple[CellObject, ...] = ()


class SourceObject(_Object):
    """Из какого формата прочитано и что этот формат умеет передать."""

    format: str
    carries: tuple[Feature, ...] = ()


class JournalFile(_Object):
    """Журнал группы за учебный год: канонический формат."""

    format: Literal["college-archiver/journal"] = Field(description="Признак формата.")
    version: Literal[1] = Field(description="Версия формата.")
    year: str = Field(pattern=r"^[0-9]{4}/[0-9]{2}$", description="Учебный год: 2025/26.")
    source: SourceObject
    group: GroupObject
    terms: tuple[TermObject, ...]
    plan: tuple[PlannedObject, ...] = ()
    sections: tuple[SectionObject, ...]


def json_schema() -> bytes:
    """docs/journal.schema.json as it must be: JSON Schema 2020-12 of the current version."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{CANONICAL_MARKER.replace('/', ':')}:{VERSION}",
        **JournalFile.model_json_schema(),
    }
    return (json.dumps(schema, ensure_ascii=False, indent=2) + "\n").encode()
