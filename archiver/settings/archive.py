"""Where the register is and what acts say: `[archive]`, `[transfer]`, `[disposal]` of `archiver.toml`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Table(BaseModel):
    """A table of the file: unknown keys are refused, values are immutable."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


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
    check_paper_days: int = Field(
        1825,
        ge=30,
        le=3650,
        description="Через сколько дней проверять наличие и состояние томов на бумаге в каждом помещении.",
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
    clock_peers: tuple[str, ...] = Field(
        (),
        description="Серверы (имя или имя:порт, по TLS), с датой которых сверяются часы перед уничтожением по акту; хранилища S3 спрашиваются и без этого. Пусто — дату подтверждает и директор.",
        examples=[["gosuslugi.ru", "mail.college.ru:443"]],
    )


class TransferSettings(Table):
    """Who hands files over to the archive and who accepts them (regulation item 4; domain 2.14)."""

    hands_over_post: str = Field(
        "Системный администратор", description="Должность того, кто сдаёт дела в архив (раздел 4)."
    )
    hands_over: str = Field(
        "", description="Фамилия Имя Отчество сдающего дела; пусто — место для записи от руки."
    )
    archivist_post: str = Field(
        "Специалист отдела кадров (архив)", description="Должность того, кто принимает дела в архив."
    )
    archivist: str = Field(
        "", description="Фамилия Имя Отчество принимающего дела; пусто — место для записи от руки."
    )
    giver: str = Field("учебная часть", description="Кто сдаёт дела, в акте приёма-передачи.")
    taker: str = Field("отдел кадров (архив)", description="Кто принимает дела, в акте приёма-передачи.")
    basis: str = Field(
        "Положение об электронном журнале, раздел 4", description="Основание акта приёма-передачи."
    )


class Processor(Table):
    """Who processes personal data on behalf of the college (order 179, item 3 «б»)."""

    name: str = Field(min_length=1, description="Наименование.", examples=["ООО «Облачное хранилище»"])
    address: str = Field(min_length=1, description="Адрес.", examples=["443000, г. Самара, ул. Садовая, 1"])


class ConfirmationAct(Table):
    """An act that says how the destruction of personal data is confirmed, with its items and validity."""

    name: str = Field(
        min_length=1, description="Вид, дата, номер.", examples=["приказ Роскомнадзора от 28.10.2022 № 179"]
    )
    title: str = Field(
        "Требования к подтверждению уничтожения персональных данных",
        min_length=1,
        description="Как называется то, что им утверждено.",
    )
    act_item: str = Field("3", description="Пункт о содержании акта.")
    extract_item: str = Field("5", description="Пункт о содержании выгрузки из журнала.")
    keep_item: str = Field("8", description="Пункт о сроке хранения обоих.")
    valid_from: dt.date = Field(description="С какого дня действует.", examples=[dt.date(2023, 3, 1)])
    valid_until: dt.date | None = Field(
        None, description="До какого дня действует (в этот день уже нет).", examples=[dt.date(2029, 3, 1)]
    )

    def in_force(self, on: dt.date) -> bool:
        """Whether it is in force on a day."""
        return self.valid_from <= on and (self.valid_until is None or on < self.valid_until)


ORDER_179 = ConfirmationAct(
    name="приказ Роскомнадзора от 28.10.2022 № 179",
    valid_from=dt.date(2023, 3, 1),
    valid_until=dt.date(2029, 3, 1),
)


class ActForm(Table):
    """The form of the destruction act, from a day on."""

    form: Literal["units", "files"] = Field(
        description="units — акт о выделении к уничтожению архивных документов, графы «Номер описи», «Номер ед. хр. по описи», «Кол-во ед. хр.»; files — акт о выделении к уничтожению документов, графы «Номера описей (номенклатур)», «Индекс дела», «Кол-во дел»."
    )
    valid_from: dt.date = Field(description="С какого дня акты составляются по этой форме.")


class DisposalSettings(Table):
    """What destruction acts and the papers of Roskomnadzor order 179 say (domain 2.13, 3)."""

    basis: str = Field(
        "Положения об электронном журнале, раздел 5, и номенклатуры дел",
        min_length=1,
        description="Основание акта: продолжение слов «На основании …».",
    )
    fund_number: str = Field("", description="Номер фонда; пусто — строка для записи от руки.")
    fund_name: str = Field("", description="Название фонда; пусто — строка для записи от руки.")
    act_index: str = Field(
        "05-13", description="Индекс дела по номенклатуре, под которым акты хранятся постоянно."
    )
    act_forms: tuple[ActForm, ...] = Field(
        (ActForm(form="units", valid_from=dt.date(2015, 9, 1)),),
        min_length=1,
        description="Формы акта о выделении к уничтожению: акт печатается по той, что действовала в день его составления.",
    )
    confirmation_acts: tuple[ConfirmationAct, ...] = Field(
        (ORDER_179,),
        description="Акты, по которым подтверждается уничтожение персональных данных: на документах стоит тот, что действует в день уничтожения, а если такого нет — никакой.",
    )
    acquisition_source: bool = Field(
        False,
        description="Колледж — источник комплектования государственного архива: акт согласует ещё и ЭПК.",
    )
    regional_authority: str = Field(
        "",
        description="Архивное учреждение, чья ЭПК согласует акты.",
        examples=["ЭПК архивной службы области"],
    )
    address: str = Field(
        "", description="Адрес колледжа: без него акт об уничтожении персональных данных не составить."
    )
    system: str = Field(
        "Архив электронных журналов",
        min_length=1,
        description="Название информационной системы персональных данных, которую ведёт эта программа.",
    )
    categories: tuple[str, ...] = Field(
        ("фамилия, имя, отчество", "группа и курс обучения", "отметки и пропуски занятий"),
        min_length=1,
        description="Перечень категорий уничтожаемых персональных данных.",
    )
    processors: tuple[Processor, ...] = Field(
        (), description="Кто обрабатывает персональные данные по поручению: хозяин хранилища S3."
    )
