"""The canonical twin of a grade statement as models: docs/grade-statement.schema.json comes from here.

Read in 25 years by people who have nothing but the file, so it explains itself (`about`), uses
whole words, and keeps every mark as it was printed beside what it means.
"""

from __future__ import annotations

import json
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt

from archiver.intake.iso_dates import PlainDate
from archiver.journal.funding import Funding
from archiver.journal.model import MarkKind, SubjectKind, TermKind
from archiver.reports.statement.assessment import Assessment
from archiver.reports.statement.values import AbsenceUnit

MARKER = "college-archiver/grade-statement"
VERSION = 2
READABLE = (1, 2)
"""What is read: the first version has nothing that this one lacks (see docs/grade-statement.md)."""

ABOUT = (
    "Сводная ведомость успеваемости учебной группы, изъятая из электронного журнала; хранится 25 лет.",
    "entries — графы ведомости: предмет и вид аттестации (exam — экзамен, differentiated-test — "
    "дифференцированный зачёт, test — зачёт, other — другая форма контроля, course-work — курсовая работа, "
    "module — профессиональный модуль, year — годовая оценка, final — итоговая за год); title — столбец "
    "журнала, откуда взяты оценки; term — период, у граф за год его нет; hours_planned и hours_given — "
    "академические часы.",
    "students[].marks — оценки по номеру графы, как в журнале; последняя в списке — окончательная. "
    "students[].sources — столбец журнала, если он иной, чем у графы; students[].contradicted — графы, где "
    "столбцы или страницы журнала противоречат друг другу: какая оценка верна, неизвестно. "
    "kind: grade — оценка, credit — зачёт, not-assessed — не аттестован, exempt — освобождён, "
    "absence — отметка о пропуске, owed — обязательная, не выставлена, unknown — значение неизвестно.",
    "students[].absences — пропуски в академических часах (hours) или занятиях (lessons), см. absence_unit; "
    "unexcused — без уважительной причины, нет значения — причины в журнале не указаны; untimed — пропущено "
    "занятий, часы которых в журнале не указаны: в часы они не вошли.",
    "missing — чего не хватало в журнале, когда ведомость была составлена.",
)

Count = Annotated[StrictInt, Field(ge=0, le=10**6)]


class _Object(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class OrganisationObject(_Object):
    """Организация и отделение."""

    name: str = ""
    short_name: str = ""
    department: str = ""
    head: str = Field("", description="Заведующий отделением: Фамилия Имя Отчество.")
    head_post: str = ""


class GroupObject(_Object):
    """Учебная группа."""

    name: str = Field(min_length=1)
    course: StrictInt | None = None
    speciality_code: str | None = None
    speciality: str | None = None
    curator: str | None = Field(None, description="Классный руководитель.")
    education_form: str | None = None
    funding: Funding | None = Field(None, description="Основа обучения группы: budget, paid (внебюджет).")


class TermObject(_Object):
    """Учебный период; обе даты включительно."""

    number: StrictInt
    name: str
    start: PlainDate
    end: PlainDate
    kind: TermKind = TermKind.SEMESTER


class EntryObject(_Object):
    """Графа: предмет, вид аттестации, период."""

    id: str = Field(min_length=1, description="Номер графы, на него ссылаются оценки.")
    subject: str = Field(min_length=1, description="Название предмета с индексом, как в журнале.")
    code: str | None = Field(None, description="Индекс: МДК.01.02.")
    subject_kind: SubjectKind = SubjectKind.SUBJECT
    assessment: Assessment
    term: StrictInt | None = Field(None, description="Номер периода; нет — графа за год.")
    title: str = Field("", description="Столбец журнала, откуда взяты оценки: «Экз.», «1 сем.».")
    teachers: tuple[str, ...] = ()
    hours_planned: Count | None = None
    hours_given: Count | None = None
    days: Count | None = Field(None, description="Дней практики.")


class MarkObject(_Object):
    """Оценка: как напечатана и что значит; source — как в выгрузке, если напечатана иначе."""

    text: str
    kind: MarkKind
    source: str | None = None
    before: str | None = Field(None, description="Что стоит между этой отметкой и предыдущей.")


class LeaveObject(_Object):
    """Академический отпуск; обе даты включительно."""

    start: PlainDate
    end: PlainDate | None = None
    order: str | None = None


class AwayObject(_Object):
    """Дни между отчислением и восстановлением; обе даты включительно."""

    start: PlainDate
    end: PlainDate


class HoursObject(_Object):
    """Часы студента по графе: его подгруппы."""

    planned: Count | None = None
    given: Count | None = None
    days: Count | None = Field(None, description="Дней практики.")


class AbsencesObject(_Object):
    """Пропуски за период."""

    total: Count | None = None
    unexcused: Count | None = None
    untimed: Count = Field(
        0, description="Пропущено занятий, часы которых в журнале не указаны: в часы они не вошли."
    )


class StudentObject(_Object):
    """Строка ведомости."""

    number: StrictInt
    surname: str
    name: str = ""
    patronymic: str = ""
    enrolled: PlainDate | None = Field(None, description="Первый день в группе, если не с начала.")
    left: PlainDate | None = Field(None, description="Последний день в группе.")
    leaves: tuple[LeaveObject, ...] = ()
    funding: Funding | None = Field(
        None, description="Основа обучения, если студент учится не так, как группа: budget, paid (внебюджет)."
    )
    away: tuple[AwayObject, ...] = Field((), description="Когда студента не было в группе: выбыл и вернулся.")
    marks: dict[str, tuple[MarkObject, ...]] = Field(default_factory=dict)
    not_listed: tuple[str, ...] = Field((), description="Графы, в списках которых студента не было.")
    sources: dict[str, str] = Field(
        default_factory=dict,
        description="Столбец журнала, откуда взята оценка, по номеру графы; если он иной, чем у графы.",
    )
    contradicted: tuple[str, ...] = Field(
        (), description="Графы, где столбцы или страницы журнала противоречат друг другу: результата нет."
    )
    hours: dict[str, HoursObject] = Field(
        default_factory=dict,
        description="Часы по номеру графы, если у подгруппы студента они не те, что указаны у графы.",
    )
    absences: AbsencesObject = AbsencesObject()


class StatementFile(_Object):
    """Сводная ведомость успеваемости."""

    format: Literal["college-archiver/grade-statement"] = "college-archiver/grade-statement"
    version: Literal[1, 2] = 2
    about: tuple[str, ...] = Field(ABOUT, description="Пояснение для читателя файла.")
    organisation: OrganisationObject = OrganisationObject()
    group: GroupObject
    year: str = Field(pattern=r"^\d{4}/\d{2}$", description="Учебный год: 2025/26.")
    annual: StrictBool = Field(description="За год (true) или за один период (false).")
    terms: tuple[TermObject, ...] = Field(min_length=1)
    absence_unit: AbsenceUnit = AbsenceUnit.HOURS
    entries: tuple[EntryObject, ...] = ()
    students: tuple[StudentObject, ...] = ()
    missing: tuple[str, ...] = ()
    made_from: str = Field("", description="Вид выгрузки, из которой составлена.")
    made_by: str = Field("", description="Программа и её версия.")


def json_schema() -> bytes:
    """docs/grade-statement.schema.json as it must be: JSON Schema 2020-12 of the current version."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{MARKER.replace('/', ':')}:{VERSION}",
        **StatementFile.model_json_schema(),
    }
    return (json.dumps(schema, ensure_ascii=False, indent=2) + "\n").encode()
