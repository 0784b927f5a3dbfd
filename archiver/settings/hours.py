"""Days, hours and loads that the journal does not hold: `[calendar]`, `[[loads]]`, `[[substitutions]]`."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from pydantic import Field

from archiver.settings.archive import Table


class LessonDuration(StrEnum):
    """The unit in which the module tells how long a lesson is; `auto` takes up to 12 for academic hours."""

    AUTO = "auto"
    MINUTES = "minutes"
    HOURS = "hours"


class CalendarSettings(Table):
    """Days off besides the official ones, which the program knows with their transfers; the unit of lessons."""

    lesson_duration: LessonDuration = Field(
        LessonDuration.AUTO,
        description="В чём модуль СПО указывает длительность занятия: hours (академические часы), minutes "
        "или auto (до 12 — часы, больше — минуты; о догадке сообщается).",
    )
    lesson_hours: int | None = Field(
        None,
        ge=1,
        le=12,
        description="Сколько академических часов длится занятие — для выгрузок, в которых часов нет (xls, xlsx, html); "
        "не указано — учёт часов по таким выгрузкам не печатается.",
        examples=[2],
    )
    practice_day_hours: int | None = Field(
        None,
        ge=1,
        le=12,
        description="Сколько часов длится день практики — для таких же выгрузок; не указано — как у занятия.",
        examples=[6],
    )
    saturdays_off: bool = Field(
        False,
        description="Суббота — выходной (пятидневная неделя); сроки подсказываются так, чтобы годились и для пяти-, и для шестидневной.",
    )
    days_off: tuple[dt.date, ...] = Field(
        (), description="Ещё нерабочие дни.", examples=[(dt.date(2026, 5, 8),)]
    )
    working_days: tuple[dt.date, ...] = Field(
        (), description="Рабочие дни вопреки календарю.", examples=[(dt.date(2025, 11, 1),)]
    )


class TeacherLoad(Table):
    """The load of a teacher in a subject of a group, by subgroup and study period where it is so divided.

    It goes before the plan of the journal, and tells the shares of teachers where the plan does not.
    """

    teacher: str = Field(description="Преподаватель: фамилия и инициалы.", examples=["Лебедев П.С."])
    group: str = Field(description="Группа.", examples=["ИС-21"])
    subject: str = Field(description="Предмет, как в журнале.", examples=["ЕН.01 Математика"])
    subgroup: str | None = Field(
        None,
        description="Подгруппа, если предмет разделён; не указана — занятия со всей группой.",
        examples=["1"],
    )
    term: int | None = Field(
        None,
        ge=1,
        le=12,
        description="Номер учебного периода, если нагрузка дана по периодам; не указан — за весь год.",
        examples=[1],
    )
    tariff: int | None = Field(
        None, ge=0, description="Часы по тарификации; не указаны — по плану журнала.", examples=[108]
    )
    change: int = Field(0, description="Изменение педнагрузки, ч: сколько снято.")
    exam_hours: int = Field(
        0,
        ge=0,
        description="Экзаменационные часы; те, что уже стоят в журнале занятиями, дважды не считаются.",
    )
    consultation_hours: int = Field(
        0, ge=0, description="Консультации, ч; те, что уже стоят в журнале занятиями, дважды не считаются."
    )


class Substitution(Table):
    """A lesson that another teacher gave; the module's journal names only the teacher of the page."""

    date: dt.date = Field(description="День замены.", examples=[dt.date(2025, 10, 21)])
    group: str = Field(description="Группа.", examples=["ИС-21"])
    subject: str = Field(
        description="Предмет, занятие по которому дал другой преподаватель.", examples=["ЕН.01 Математика"]
    )
    teacher: str = Field(description="Кто вёл занятие: фамилия и инициалы.", examples=["Фомин И.А."])
    subgroup: str | None = Field(None, description="Подгруппа, если предмет разделён.", examples=["1"])
    instead_of: str | None = Field(
        None,
        description="Кого заменял, если предмет в этот день вели двое; не указан — преподавателя страницы журнала.",
        examples=["Лебедев П.С."],
    )
    hours: int | None = Field(
        None,
        ge=1,
        le=12,
        description="Сколько часов; не указано — все часы предмета в этот день.",
        examples=[2],
    )
