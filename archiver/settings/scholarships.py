"""What each kind of scholarship asks for, and who decides: `[[scholarships]]` and `[commission]`."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from archiver.settings.archive import Table


class ScholarshipRule(Table):
    """One kind of scholarship; the first rule that holds decides."""

    name: str = Field(
        min_length=1, description="Что печатается в графе «Решение».", examples=["академическая"]
    )
    lowest_grade: int = Field(4, ge=2, le=5, description="Наименьшая оценка, с которой она назначается.")
    least_average: float = Field(0.0, ge=0, le=5, description="Наименьший средний балл; 0 — не важен.")
    most_debts: int = Field(
        0, ge=0, le=30, description="Наибольшее число задолженностей, считая прежние периоды."
    )
    for_paying: bool = Field(
        False,
        description="Назначается и тем, кто учится за плату: не государственная академическая, а, например, "
        "именная стипендия организации.",
    )


class Retakes(StrEnum):
    """What a result passed only at a retake does to the proposal; the acts are silent (domain 1.3)."""

    COMMISSION = "commission"
    ALLOWED = "allowed"
    REFUSED = "refused"


class CommissionSettings(Table):
    """By which act scholarships are assigned, and who decides (domain 1.3, 6.4)."""

    basis: str = Field(
        "постановление Правительства Самарской области от 16.12.2013 № 764",
        description="Правовое основание в ведомости на стипендию: акт региона, а если колледж содержит "
        "федеральный бюджет — приказ Минобрнауки России от 27.12.2016 № 1663; пусто — место для записи от "
        "руки.",
    )
    retakes: Retakes = Field(
        Retakes.COMMISSION,
        description="Если экзамен или зачёт пересдан: commission — стипендия предлагается с пометкой, что "
        "решает комиссия; allowed — предлагается; refused — не предлагается.",
    )
    chair_post: str = Field("Председатель комиссии", description="Кто возглавляет стипендиальную комиссию.")
    chair: str = Field("", description="Фамилия Имя Отчество председателя; пусто — место для записи от руки.")
    secretary: str = Field("", description="Секретарь комиссии; пусто — место для записи от руки.")
    members: tuple[str, ...] = Field(
        (),
        description="Члены комиссии; не указаны — три места для записи от руки.",
        examples=[("Орлова Мария Павловна", "Соколов Андрей Петрович")],
    )
