"""Where the archive keeps its register and how: the table `[archive]` of `archiver.toml`."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field

from archiver.settings.table import Table


class ArchiveSettings(Table):
    """Where the register of the archive is, how many copies it asks for and how often media are checked."""

    register_url: str = Field(
        "",
        description="База реестра; пусто — файл SQLite в служебной папке пользователя. Пароль PostgreSQL пишите не сюда, а в ~/.pgpass.",
        examples=["postgresql+psycopg://archiver@localhost/archive"],
    )
    schedule: Path | None = Field(
        None,
        description="Перечень сроков хранения колледжа (TOML), считая от папки этого файла; не указан — поставляемый: archiver retention schedule show --toml.",
        examples=["сроки.toml"],
    )
    copies: int = Field(
        2,
        ge=2,
        le=9,
        description="Сколько копий каждого дела должно быть на разных носителях, не меньше двух.",
    )
    check_disk_days: int = Field(
        365, ge=1, le=1825, description="Через сколько дней проверять диск; не реже раза в 5 лет."
    )
    check_usb_days: int = Field(
        180, ge=1, le=1825, description="Через сколько дней проверять внешний USB-носитель."
    )
    check_optical_days: int = Field(
        365, ge=1, le=1825, description="Через сколько дней проверять оптический диск."
    )
    bucket_region: str = Field("us-east-1", description="Регион хранилищ S3.")
    bucket_lock: Literal["GOVERNANCE", "COMPLIANCE"] = Field(
        "GOVERNANCE",
        description="Запрет удаления в хранилище S3 до конца срока: GOVERNANCE (снимается по решению суда) или COMPLIANCE (не снимается никем).",
    )
    bucket_checksum: Literal["auto", "required"] = Field(
        "auto",
        description="Контрольные суммы при отправке в S3: auto или required (сервер обязан подтверждать SHA-256).",
    )
    check_bucket_days: int = Field(
        90, ge=1, le=1825, description="Через сколько дней проверять хранилище S3."
    )
    check_directory_days: int = Field(
        90, ge=1, le=1825, description="Через сколько дней проверять папку на сервере."
    )
