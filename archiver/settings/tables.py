"""What differs between colleges: `archiver.toml` as one model, every field described.

The descriptions are what `archiver config show` prints, so they are in the user's language and
say what happens when a field is left out. Nothing in here is read at import.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from pathlib import Path

from pydantic import Field

from archiver.settings.archive import ArchiveSettings, DisposalSettings, TransferSettings
from archiver.settings.archive import Table as _Table
from archiver.settings.console import ConsoleSettings
from archiver.settings.groups import DepartmentSettings, GroupSettings
from archiver.settings.hours import CalendarSettings, Substitution, TeacherLoad
from archiver.settings.pdf_a import PdfA
from archiver.settings.scholarships import CommissionSettings, ScholarshipRule

FILE_NAME = "archiver.toml"


class Orientation(StrEnum):
    """How the A4 sheet lies."""

    LANDSCAPE = "landscape"
    PORTRAIT = "portrait"


class SubjectOrder(StrEnum):
    """Regulation item 5, «в алфавитном порядке»; domain rule: the displayed name by default."""

    NAME = "name"
    NAME_WITHOUT_INDEX = "name-without-index"


class College(_Table):
    """The organisation as its papers name it."""

    name: str = Field(
        "",
        description="Полное наименование организации; пусто — на обложке остаётся строка для записи от руки.",
    )
    short_name: str = Field(
        "", description="Краткое наименование: в колонтитуле страниц и в идентификаторе тома."
    )
    authority: str = Field("", description="Вышестоящая организация (первая строка обложки).")
    city: str = Field("", description="Место составления документов.")


class Officers(_Table):
    """Who signs besides the head of the department (regulation, section 4)."""

    compiler_post: str = Field(
        "Диспетчер АСУ РСО",
        description="Должность того, кто составил опись; пусто — строка для записи от руки.",
    )
    compiler: str = Field(
        "", description="Фамилия Имя Отчество составителя описи; пусто — место для записи от руки."
    )


MOST_PERIODS = 4
"""Of a year: quarters at the shortest."""


class Period(_Table):
    """A study period; days are «MM-DD» so that they serve every year."""

    number: int = Field(ge=1, le=MOST_PERIODS, description="Номер периода.")
    name: str = Field(description="Название, например «1 семестр».")
    start: str = Field(pattern=r"^\d\d-\d\d$", description="Первый день, месяц-день: 09-01.")
    end: str = Field(pattern=r"^\d\d-\d\d$", description="Последний день, месяц-день: 12-31.")


class Topics(StrEnum):
    """Where pages of topics are printed."""

    AUTO = "auto"
    ALWAYS = "always"


class Binding(StrEnum):
    """How the study periods of a year lie in its file (дело)."""

    ONE_FILE = "one-file"
    BY_TERM = "by-term"


class Printing(_Table):
    """Paper, margins, order and volumes."""

    orientation: Orientation = Field(
        Orientation.LANDSCAPE, description="Ориентация листа А4: landscape или portrait."
    )
    duplex: bool = Field(
        False, description="Двусторонняя печать: зеркальные поля, листов вдвое меньше, чем страниц."
    )
    lessons_per_page: int | None = Field(
        None,
        ge=1,
        le=60,
        description="Количество занятий на странице, не больше (раздел 5 положения); без него — 25, а где "
        "столбцы помещаются в полную величину, и больше.",
        examples=[25],
    )
    topics: Topics = Field(
        Topics.AUTO,
        description="Страницы тем: auto — где выгрузка что-нибудь говорит о занятиях; always — везде, пустые "
        "заполняются от руки.",
    )
    binding_margin_mm: float = Field(25.0, ge=20, le=40, description="Поле подшивки, мм.")
    order: SubjectOrder = Field(
        SubjectOrder.NAME,
        description="Порядок предметов: name — по названию с индексом, name-without-index — без индекса.",
    )
    max_sheets: int = Field(250, ge=10, le=1000, description="Наибольшее число листов в томе.")
    binding: Binding = Field(
        Binding.ONE_FILE,
        description="Как сшивается год: one-file — все листы группы вместе, предметы по алфавиту; by-term — у каждого "
        "учебного периода свои тома одного дела, оно сдаётся после последнего.",
    )
    pdf_a: PdfA = Field(
        PdfA.A2B,
        description="Архивный формат томов и всех бумаг: 2b — PDF/A-2b, 1b — PDF/A-1b, если его требует архив.",
    )


class Records(_Table):
    """What the cover says of the file plan and of retention (domain 2.8, 2.12)."""

    journal_index: str = Field(
        "05-11",
        description="Индекс журналов по номенклатуре; срок и основание — в перечне (archive.schedule).",
    )
    system: str = Field(
        "АСУ РСО, модуль СПО", description="Название информационной системы в заверительной надписи."
    )


class Checks(_Table):
    """Thresholds of the checks before print."""

    min_grades: int = Field(
        3, ge=0, le=20, description="Сколько оценок должно быть у студента за период (положение, раздел 4)."
    )


class PaperSize(StrEnum):
    """The sheet of a grade statement; `auto` takes A3 when the columns do not fit on A4."""

    AUTO = "auto"
    A4 = "a4"
    A3 = "a3"


class Reports(_Table):
    """The papers besides the journal: who signs them, on what sheet, for how long they are kept."""

    statement_index: str = Field(
        "05-12",
        description="Индекс сводных ведомостей по номенклатуре; срок и основание — в перечне (archive.schedule).",
    )
    statement_margin_mm: float = Field(
        30.0, ge=30, le=40, description="Поле подшивки ведомости, мм: хранится свыше 10 лет, не меньше 30."
    )
    statement_paper: PaperSize = Field(
        PaperSize.AUTO, description="Лист ведомости: a4, a3 или auto (A3, если предметы не помещаются на A4)."
    )
    director_post: str = Field("Директор", description="Должность в справке об обучении.")
    director: str = Field("", description="Фамилия Имя Отчество директора; пусто — место для записи от руки.")
    deputy_post: str = Field(
        "Заместитель директора по учебной работе", description="Должность подписывающего ведомости."
    )
    deputy: str = Field(
        "", description="Фамилия Имя Отчество заместителя директора; пусто — место для записи от руки."
    )
    secretary_post: str = Field("Секретарь учебной части", description="Должность составителя ведомостей.")
    secretary: str = Field(
        "", description="Фамилия Имя Отчество секретаря; пусто — место для записи от руки."
    )
    secretary_phone: str = Field(
        "", description="Телефон исполнителя в справках; пусто — место для записи от руки."
    )
    due_days: int = Field(
        5, ge=0, le=60, description="Сколько календарных дней после периода даётся на печать (раздел 5)."
    )
    no_scholarship: str = Field(
        "нет", description="Что печатается в ведомости на стипендию, если ни одно правило не выполнено."
    )
    holiday_percent: float = Field(
        5.0, ge=0, le=50, description="Форма № 3: сколько процентов тарификации снимается за праздники."
    )
    good_grades: int = Field(
        5, ge=1, le=20, description="Сколько оценок за период желательно: «не менее 3–5» (раздел 4)."
    )


class Limits(_Table):
    """How much an export may ask of the computer: what exceeds it is refused, and stops nothing but its group."""

    max_file_mb: int = Field(64, ge=1, le=4096, description="Файл больше этого размера (МБ) не читается.")
    max_unpacked_mb: int = Field(2048, ge=1, le=65536, description="Предел распакованного объёма архива, МБ.")
    reading_mb: int = Field(
        768, ge=64, le=65536, description="Сколько памяти (МБ) может занять чтение одного файла."
    )
    reading_seconds: int = Field(
        20,
        ge=1,
        le=3600,
        description="Сколько секунд процессора может занять одно чтение файла; за запуск файл читается не раз: "
        "сначала узнать группу, потом взять её журнал.",
    )
    group_seconds: int = Field(
        120, ge=1, le=36000, description="Сколько секунд процессора может занять одно чтение группы."
    )


class Cache(_Table):
    """Where finished parts are kept, and how long."""

    folder: Path | None = Field(
        None,
        description="Папка готовых частей, считая от папки этого файла; не указана — в служебной папке пользователя.",
        examples=["части"],
    )
    keep_days: int = Field(
        30, ge=0, le=3650, description="Сколько дней хранить неиспользуемые части; в них есть фамилии."
    )


class Accepted(_Table):
    """A blocking finding that the college takes upon itself; the reason is kept in the report."""

    group: str = Field(description="Название группы.", examples=["ИС-21"])
    code: str = Field(description="Код замечания, например student.twice.", examples=["student.twice"])
    reason: str = Field(
        min_length=3,
        description="Причина, по которой замечание принято.",
        examples=["Однофамильцы, сверено по приказу"],
    )
    by: str = Field(
        "", description="Кто принял: должность, фамилия.", examples=["Заведующий отделением Орлова М.П."]
    )


class Settings(_Table):
    """The whole of `archiver.toml`."""

    academic_year: str | None = Field(
        None,
        pattern=r"^\d{4}/\d{2}$",
        description="Учебный год выгрузок, в которых года нет: 2025/26.",
        examples=["2025/26"],
    )
    college: College = Field(default_factory=College, description="Организация.")
    officers: Officers = Field(default_factory=Officers, description="Должностные лица.")
    departments: tuple[DepartmentSettings, ...] = Field((), description="Отделения и заведующие.")
    groups: tuple[GroupSettings, ...] = Field((), description="Сведения о группах, которых нет в выгрузке.")
    periods: tuple[Period, ...] = Field(
        (
            Period(number=1, name="1 семестр", start="09-01", end="12-31"),
            Period(number=2, name="2 семестр", start="01-01", end="06-30"),
        ),
        description="Учебные периоды — для выгрузок, в которых дат периода нет.",
    )
    printing: Printing = Field(default_factory=Printing, description="Печать.")
    records: Records = Field(default_factory=Records, description="Номенклатура дел и сроки хранения.")
    checks: Checks = Field(default_factory=Checks, description="Проверки перед печатью.")
    reports: Reports = Field(default_factory=Reports, description="Ведомости и другие формы.")
    calendar: CalendarSettings = Field(
        default_factory=CalendarSettings, description="Нерабочие дни сверх официальных."
    )
    scholarships: tuple[ScholarshipRule, ...] = Field(
        (ScholarshipRule(name="академическая"),),
        description="Виды стипендии по порядку: назначается первая, чьи условия выполнены.",
    )
    commission: CommissionSettings = Field(
        default_factory=CommissionSettings, description="Стипендиальная комиссия: по какому акту, кто решает."
    )
    loads: tuple[TeacherLoad, ...] = Field((), description="Формы № 2 и 3: чего о нагрузке нет в журнале.")
    substitutions: tuple[Substitution, ...] = Field(
        (), description="Формы № 2 и 3: замены — занятия, которые дал не преподаватель страницы."
    )
    limits: Limits = Field(default_factory=Limits, description="Пределы входных файлов.")
    cache: Cache = Field(default_factory=Cache, description="Кэш готовых частей.")
    archive: ArchiveSettings = Field(
        default_factory=ArchiveSettings, description="Архив: реестр, копии, проверки."
    )
    transfer: TransferSettings = Field(
        default_factory=TransferSettings, description="Сдача дел в архив: кто сдаёт, кто принимает."
    )
    disposal: DisposalSettings = Field(
        default_factory=DisposalSettings, description="Уничтожение дел: что говорят акты."
    )
    console: ConsoleSettings = Field(default_factory=ConsoleSettings, description="Консоль для сотрудников.")
    accepted: tuple[Accepted, ...] = Field((), description="Принятые блокирующие замечания.")


def period_dates(period: Period, year_start: int) -> tuple[dt.date, dt.date]:
    """First and last day of `period` in the academic year beginning in `year_start`.

    Months from September on lie in the first calendar year, the others in the second.
    """

    def day(text: str) -> dt.date:
        month, number = map(int, text.split("-"))
        return dt.date(year_start if month >= 9 else year_start + 1, month, number)

    return day(period.start), day(period.end)
