"""Forms filled in as a college would, with any number of rows and names as long as they come."""

from __future__ import annotations

import datetime as dt
import io
import re

from pypdf import PdfReader

from archiver.papers.certification import CertificationForm, Feature
from archiver.papers.cover import CoverForm
from archiver.papers.destruction import (
    CopyLine,
    DestructionForm,
    DestructionRow,
    Regional,
)
from archiver.papers.execution import Done, ExecutionForm, ProofLine
from archiver.papers.forms import NO_PROTOCOL, NOBODY, Organisation, Protocol, Signer
from archiver.papers.inventory import (
    DocumentRegister,
    DocumentRow,
    ElectronicRow,
    InventoryForm,
    InventoryRow,
)
from archiver.papers.personal import LogLine, PersonalForm, personal_form
from archiver.papers.plan import PlanForm, plan_row
from archiver.papers.presence import PresenceForm, PresenceRow
from archiver.papers.transfer import TransferForm, TransferRow
from archiver.press.engine import Typeset
from archiver.settings.archive import ConfirmationAct
from retention.evidence import Carrier, DataHandler, Evidence
from retention.people import Person
from retention.schedule_toml import shipped
from retention.tally import Tally
from retention.words import Identifier

COLLEGE = Organisation(
    "ГБПОУ «Отрадненский нефтяной техникум»", "Министерство образования Самарской области", "г. Отрадный"
)
DIRECTOR = Signer("Директор", "О.И. Громов")
ARCHIVIST = Signer("Архивариус", "Ю.Л. Чарикова")
LONG = "Государственное автономное профессиональное образовательное учреждение области " * 3
DIGEST = "0123456789abcdef" * 4


def text(done: Typeset) -> str:
    pages = PdfReader(io.BytesIO(done.pdf)).pages
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))


def lines(done: Typeset) -> str:
    """The text line by line as it stands, pages apart."""
    pages = (page.extract_text() for page in PdfReader(io.BytesIO(done.pdf)).pages)
    return "\n\n".join("\n".join(line.strip() for line in page.splitlines()) for page in pages) + "\n"


def destruction(
    count: int = 1, *, done: bool = False, regional: bool = False, college: Organisation = COLLEGE
) -> DestructionForm:
    rows = tuple(
        DestructionRow(
            f"Журнал учебных занятий группы ИС-{n}",
            "2025–2026",
            "номенклатура 2025 г.",
            "05-11",
            1 + n % 2,
            "5 лет, Положение, раздел 5",
        )
        for n in range(1, count + 1)
    )
    copies = tuple(
        CopyLine(n, "электронный носитель", "Н-3", f"ИС-{n}.zip", DIGEST) for n in range(1, count + 1)
    )
    return DestructionForm(
        college,
        DIRECTOR,
        "1-2032",
        "12.01.2032",
        "Положения об электронном журнале, раздел 5",
        rows,
        "2025–2026",
        DIGEST,
        "ab" * 32,
        "12",
        "Отрадненский нефтяной техникум",
        "15.01.2032" if done else "",
        ARCHIVIST,
        Protocol("3", "14.01.2032") if done else NO_PROTOCOL,
        Regional("архивной службы области", Protocol("8", "02.11.2031"), Protocol("45", "16.01.2032"))
        if regional
        else None,
        () if regional or not done else (Protocol("3", "14.01.2032"),),
        copies,
    )


def execution(count: int = 1, *, done: bool = True, versions: str = "") -> ExecutionForm:
    proofs = tuple(
        ProofLine(
            n, f"ИС-{n}.zip", "Н-3", "удаление", "16.01.2032 10:00", "П.С. Лебедев", DIGEST, "404 Not Found",
            versions, DIGEST if versions else "",
        )
        for n in range(1, count + 1)
    )  # fmt: skip
    return ExecutionForm(
        COLLEGE,
        "1-2032",
        "12.01.2032",
        DIGEST,
        3,
        "ab" * 32,
        Done("12,5", "ООО «Вторсырьё»", "77", "16.01.2032", "удаление", ARCHIVIST, "16.01.2032")
        if done
        else Done(),
        ARCHIVIST if done else NOBODY,
        "20.01.2032" if done else "",
        proofs,
        0 if done else 2,
        tally=Tally(electronic=count),
    )


def inventory_form(count: int = 1, *, electronic: bool = False) -> InventoryForm:
    paper = tuple(
        InventoryRow("05-12", f"Сводная ведомость группы ИС-{n}", "01.09.2025–30.06.2026", 20 + n, "25 лет")
        for n in range(count)
    )
    bits = tuple(
        ElectronicRow(
            "05-12", f"Ведомость группы ИС-{n}", "2025–2026", "25 лет", 1_500_000, "Н-3; x.zip", DIGEST
        )
        for n in range(count)
    )
    subject = "дел временного (свыше 10 лет) хранения за 2026 год"
    return InventoryForm(
        COLLEGE,
        DIRECTOR,
        "3",
        f"электронных {subject}" if electronic else subject,
        bits if electronic else paper,
        compiler=ARCHIVIST,
        registers=tuple(
            DocumentRegister(number, row.title, (DocumentRow("data/журнал ИС.pdf", 1_234_567, DIGEST),) * 2)
            for number, row in enumerate(bits, 1)
        )
        if electronic
        else (),
    )


def transfer_form(count: int = 1) -> TransferForm:
    rows = tuple(TransferRow(f"Журнал группы ИС-{n}", 1, 2, 183, "Н-3") for n in range(count))
    return TransferForm(
        COLLEGE, DIRECTOR, "7", "03.07.2026", "положение", "05.07.2026", "учебная часть", "архив", rows
    )


def presence_form() -> PresenceForm:
    return PresenceForm(
        COLLEGE, DIRECTOR, "2", "01.09.2031", "Корпус 1, архив", 61, 58, 1, 2, 1, 1,
        (("реставрации", 0), ("переплёта или подшивки", 1)),
        (
            PresenceRow("ОНТ/05-11/2025-26/ИС-21, том 2 из 2", "Корпус 1, архив, 3", "не обнаружен"),
            PresenceRow("ОНТ/05-11/2025-26/ИС-22", "Корпус 1, подвал", "стоит не на своём месте"),
        ),
        checkers=(ARCHIVIST,),
    )  # fmt: skip


def plan_form() -> PlanForm:
    rules = shipped().rules(dt.date(2026, 1, 1))
    rows = tuple(plan_row(rule, 60, carried=1, remark="ведётся в электронном виде") for rule in rules)
    return PlanForm(COLLEGE, DIRECTOR, "2026 год", "2026 году", rows, compiler=ARCHIVIST)


def cover_form(college: Organisation = COLLEGE, title: str = "Сводная ведомость группы ИС-21") -> CoverForm:
    return CoverForm(
        college,
        "Отделение ИТ",
        "05-12",
        title,
        "01.09.2025–30.06.2026",
        21,
        "25 лет",
        "Положение",
        "Том 1 из 2",
    )


def certification_form() -> CertificationForm:
    return CertificationForm(
        "05-12",
        "Сводная ведомость группы ИС-21",
        183,
        185,
        2,
        "Том 1 из 2",
        "5а",
        "7, 8, 9",
        (Feature("Лист 12 склеен", "12"),),
        ARCHIVIST,
    )


LATER_ORDER = ConfirmationAct(
    name="приказ Роскомнадзора от 01.02.2029 № 12",
    act_item="4",
    extract_item="6",
    keep_item="9",
    valid_from=dt.date(2029, 3, 1),
)


def evidence(count: int = 2) -> Evidence:
    return Evidence(
        Identifier("ПДн-1-2032"),
        DataHandler(COLLEGE.name, "446300, г. Отрадный"),
        tuple(f"Длинноватая Александра Константиновна {n}" for n in range(count)),
        ("фамилия, имя, отчество", "оценки"),
        "истёк срок хранения",
        paper=True,
        electronic=True,
        systems=("АСУ РСО, модуль СПО",),
        carriers=(Carrier("Журнал группы ИС-21, том 1", 183),),
    )


def personal(count: int = 2, *, done: bool = True) -> PersonalForm:
    whole = evidence(count)
    if done:
        people = (Person("p3", "Лебедев Пётр Сергеевич", "Системный администратор"),)
        whole = whole.completed(method="удаление", destroyers=people, destroyed_on=dt.date(2032, 1, 16))
    events = (LogLine("1041", "16.01.2032 10:00", "Удаление ОНТ-Ж-1:1", "П.С. Лебедев", "удалён"),)
    return personal_form(
        whole, director=DIRECTOR, on="16.01.2032", keeper=ARCHIVIST, events=events,
        law=LATER_ORDER, kept="3 года с даты уничтожения персональных данных",
    )  # fmt: skip
