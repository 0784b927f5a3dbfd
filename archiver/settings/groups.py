"""What an export may leave out of a group and its department: `[[groups]]` and `[[departments]]`."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field

from archiver.journal.funding import Funding
from archiver.settings.archive import Table


class DepartmentSettings(Table):
    """A department and the head who certifies its binders (regulation item 5)."""

    name: str = Field(
        description="Наименование отделения, как в АСУ РСО.", examples=["Отделение информационных технологий"]
    )
    head: str = Field(
        "",
        description="Фамилия Имя Отчество заведующего; пусто — место для записи от руки.",
        examples=["Орлова Мария Павловна"],
    )
    head_post: str = Field("Заведующий отделением", description="Должность в заверительной надписи.")
    groups: tuple[str, ...] = Field(
        (),
        description="Группы отделения — для выгрузок, в которых отделения нет.",
        examples=[("ИС-21", "ИС-22")],
    )


class GroupSettings(Table):
    """What an export of the group does not carry."""

    name: str = Field(description="Название группы, как в АСУ РСО.", examples=["ИС-21"])
    course: int | None = Field(None, ge=1, le=6, description="Курс.", examples=[2])
    speciality_code: str | None = Field(
        None, description="Код специальности, например 09.02.07.", examples=["09.02.07"]
    )
    speciality: str | None = Field(
        None,
        description="Наименование специальности.",
        examples=["Информационные системы и программирование"],
    )
    curator: str | None = Field(
        None,
        description="Классный руководитель: Фамилия Имя Отчество.",
        examples=["Соколов Андрей Петрович"],
    )
    teachers: dict[str, str] = Field(
        default_factory=dict,
        description="Преподаватели по предметам: «предмет» = «Фамилия И.О.».",
        examples=[{"МДК.01.01 Разработка модулей": "Лебедев П.С."}],
    )
    periods: tuple[Annotated[int, Field(ge=1, le=12)], ...] | None = Field(
        None,
        min_length=1,
        description=(
            "Номера учебных периодов, которые у группы есть в этом году; не указаны — все из [[periods]] "
            "(или из учебного плана модуля)."
        ),
        examples=[(1,)],
    )
    education_form: str | None = Field(
        None, description="Форма обучения: очная, очно-заочная, заочная.", examples=["очная"]
    )
    funding: Funding | None = Field(
        None,
        description="Основа обучения группы: budget (бюджет) или paid (внебюджет); не указана — неизвестна, "
        "в ведомостях остаётся место для записи от руки.",
        examples=["budget"],
    )
    paying: tuple[str, ...] = Field(
        (),
        description="Кто в бюджетной группе учится за плату: Фамилия Имя Отчество, как в журнале.",
        examples=[("Абаев Иван Петрович",)],
    )
    left: dict[str, dt.date] = Field(
        default_factory=dict,
        description="Кто выбыл, если выгрузка об этом молчит: номер в списке группы или Фамилия Имя "
        "Отчество, как в журнале, и последний день в группе. День из самой выгрузки не заменяется.",
        examples=[{"25": dt.date(2026, 2, 26)}],
    )
