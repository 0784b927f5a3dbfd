"""Words of the archive's forms: units, sums, periods, dates, carriers and methods in Russian."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from archiver.journal import words
from archiver.journal.words import SHEETS, Noun, figures_and_words
from retention.copies import CopyKind, Method, Proof
from retention.eligibility import Reason
from retention.steps import StepKind

UNITS = Noun(("ед. хр.", "ед. хр.", "ед. хр."), "f")
FILES = Noun(("дело", "дела", "дел"), "n")
COPIES = Noun(("экземпляр", "экземпляра", "экземпляров"), "m")
VERSIONS = Noun(("версия", "версии", "версий"), "f")
PEOPLE = Noun(("субъект", "субъекта", "субъектов"), "m")

CARRIERS: dict[CopyKind, str] = {
    CopyKind.OBJECT: "хранилище S3",
    CopyKind.DELETE_MARKER: "хранилище S3 (отметка удаления)",
    CopyKind.MEDIUM: "электронный носитель",
    CopyKind.PAPER: "бумага",
    CopyKind.REGISTER: "записи реестра",
    CopyKind.DERIVED: "рабочие файлы программы",
}
METHODS: dict[Method, str] = {
    Method.DELETED: "удаление",
    Method.OVERWRITTEN: "перезапись и удаление (средством без сертификата)",
    Method.ATTEMPTED: "удаление; перезапись на таком носителе уничтожения не доказывает",
    Method.CERTIFIED: "сертифицированное средство",
    Method.MEDIUM_DESTROYED: "уничтожение носителя",
    Method.SHREDDED: "измельчение",
    Method.BURNT: "сожжение",
    Method.PULPED: "переработка в сырьё",
    Method.ROWS_DELETED: "удаление записей",
    Method.EXPLAINED: "на учтённом месте не найдено, объяснено",
    Method.REMOVED: "удалено помимо программы, учтено по документу (не доказано)",
}
REASONS: dict[Reason, str] = {
    Reason.HELD: "уничтожение приостановлено",
    Reason.NEEDS_REVIEW: "не рассмотрено экспертной комиссией",
    Reason.NEEDS_REGIONAL_REVIEW: "не рассмотрено ЭПК",
    Reason.KEPT_BY_REVIEW: "оставлено на хранение решением комиссии",
    Reason.STATEMENT_NOT_REGISTERED: "сводная ведомость не сдана отдельным делом",
    Reason.STATEMENT_ABSENT: "сводной ведомости нет ни на одном носителе",
    Reason.STATEMENT_TOO_FEW: "экземпляров сводной ведомости меньше двух",
    Reason.STATEMENT_NOT_VERIFIED: "экземпляры сводной ведомости повреждены или не проверены",
    Reason.STATEMENT_STALE: "экземпляры сводной ведомости давно не проверялись",
    Reason.STATEMENT_NOT_READ: "экземпляры сводной ведомости не прочитаны",
    Reason.NOT_DUE: "срок хранения продлён",
    Reason.REGISTER_CHANGED: "реестр расходится с журналом событий",
    Reason.REGISTER_BEHIND: "реестр восстановлен из прежней копии",
    Reason.MEDIA_TELL_OTHERWISE: "реестр расходится с записями на носителях",
}
"""Why a file whose period is over is not in the act; any other reason is told as «иная причина»."""
STEPS: dict[StepKind, str] = {
    StepKind.DRAFTED: "составление",
    StepKind.AGREED: "согласование с экспертной комиссией",
    StepKind.REGIONALLY_AGREED: "согласование с ЭПК",
    StepKind.APPROVED: "утверждение",
    StepKind.BEGUN: "начало исполнения",
    StepKind.ACCOUNTED: "внесение в учётные документы",
    StepKind.CANCELLED: "отмена",
}


def method_of(proof: Proof) -> str:
    """How a copy was destroyed; a certified tool with its name and certificate."""
    if proof.method is not Method.CERTIFIED:
        return METHODS[proof.method]
    return proof.answer.text.partition(";")[0]


def reasons_of(reasons: Iterable[Reason]) -> str:
    """Why a file is not in an act, in words."""
    return "; ".join(dict.fromkeys(REASONS.get(one, "иная причина") for one in reasons))


def day(date: dt.date | None) -> str:
    """«12.01.2032»; a date not known is a line to write on."""
    return words.day(date) if date else ""


def moment(at: dt.datetime) -> str:
    """«12.01.2032 09:30»."""
    return f"{at:%d.%m.%Y %H:%M}"


def kilograms(grams: int | None) -> str:
    """Weight with a decimal comma: 12500 → «12,5»; not weighed is a line to write on."""
    if grams is None:
        return ""
    return f"{grams / 1000:.3f}".rstrip("0").rstrip(".").replace(".", ",")


def megabytes(size: int) -> str:
    """Bytes as «12,4» MB (decimal), as inventories state volume; never less than «0,1»."""
    return f"{max(size / 1_000_000, 0.1):.1f}".replace(".", ",")


def kilobytes(size: int) -> str:
    """Bytes as «12,4» KB (decimal), never less than «0,1»."""
    return f"{max(size / 1000, 0.1):.1f}".replace(".", ",")


def sum_of(number: int, noun: Noun) -> str:
    """«60 (шестьдесят) ед. хр.»."""
    return figures_and_words(number, noun)


def sheets(number: int) -> str:
    """«183 (сто восемьдесят три) листа»."""
    return figures_and_words(number, SHEETS)


def years_word(years: str) -> str:
    """What follows the years in «Итого … за …»: «2025 год», «2025–2026 годы»."""
    return "год" if years.isdigit() else "годы"
