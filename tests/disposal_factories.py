"""What the tests of retention are made of: people, a file, its copies, a decision, an act."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace

from retention.act import DestructionAct, Terms, draft
from retention.copies import Answer, Copy, CopyKind, Method, PaperHandOver, Proof
from retention.eligibility import Candidate, Decision, Statement, decide
from retention.moments import Reading
from retention.people import Person, Protocol
from retention.record import Closure, RecordFile
from retention.rows import row_of
from retention.schedule_toml import shipped
from retention.words import FileTitle, GroupName, Identifier, SeriesCode, Sha256, Span

MSK = dt.timezone(dt.timedelta(hours=4), "Самара")
AUTHOR = Person("p1", "Чарикова Юлия Львовна", "Архивариус")
DIRECTOR = Person("p2", "Громов Олег Иванович", "Директор")
EXECUTOR = Person("p3", "Лебедев Пётр Сергеевич", "Системный администратор")
CHAIR = Person("p4", "Орлова Мария Павловна", "Председатель ЭК")
SCHEDULE = shipped()
TERMS = Terms("Положение об электронном журнале, раздел 5", "г. Отрадный", "12", "Отрадненский техникум")
SAFE = Statement("ОНТ-В-17", 2, 2)


def moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=MSK)


def sha(text: str) -> Sha256:
    return Sha256(hashlib.sha256(text.encode()).hexdigest())


def make_file(number: int = 1, closed: str | None = "2026-07-05", series: str = "05-11") -> RecordFile:
    closure = Closure(dt.date.fromisoformat(closed)) if closed else None
    title = FileTitle("Журнал учебных занятий", Span(2025, 2026), GroupName(f"ИС-{20 + number}"))
    return RecordFile(Identifier(f"ОНТ-Ж-{number}"), SeriesCode(series), title, closure)


def make_copies(file: RecordFile) -> tuple[Copy, ...]:
    content = sha(file.id)

    def copy(number: int, kind: CopyKind, where: str, **more: object) -> Copy:
        return replace(
            Copy(Identifier(f"{file.id}:{number}"), file.id, kind, where, f"{file.id}.zip"), **more
        )

    return (
        copy(1, CopyKind.MEDIUM, "диск 1", digest=content),
        copy(2, CopyKind.OBJECT, "хранилище archive", digest=content),
        copy(3, CopyKind.PAPER, "стеллаж 2, короб 7", sheets=183),
    )


def judged(
    *files: RecordFile, on: str = "2032-01-12", for_act: str | None = None, **candidate: object
) -> list[Decision]:
    clock = Reading(moment(f"{on}T09:00"), moment(f"{on}T08:00"))
    given = {"statement": SAFE, **candidate}
    return [decide(Candidate(file, **given), SCHEDULE, clock, for_act=for_act) for file in files]


def make_act(count: int = 1, terms: Terms = TERMS, on: str = "2032-01-12") -> DestructionAct:
    decisions = judged(*(make_file(number) for number in range(1, count + 1)), on=on)
    rows = [
        row_of(
            one.explanation,
            make_copies(one.candidate.file),
            inventory="2025",
            unit="05-11",
            sheets=(183,),
        )
        for one in decisions
    ]
    return draft(Identifier("1-2032"), terms, rows, decisions, by=AUTHOR, at=moment(f"{on}T10:00"))


def make_approved(count: int = 1) -> DestructionAct:
    act = make_act(count)
    act = act.agree(Protocol("3", dt.date(2032, 1, 14)), CHAIR, moment("2032-01-14T12:00"))
    files = [make_file(number) for number in range(1, count + 1)]
    return act.approve(DIRECTOR, moment("2032-01-15T12:00"), judged(*files, on="2032-01-15"))


def make_executing(count: int = 1) -> DestructionAct:
    files = [make_file(number) for number in range(1, count + 1)]
    decisions = judged(*files, on="2032-01-16")
    return make_approved(count).begin(EXECUTOR, moment("2032-01-16T09:00"), decisions)


def make_proof(copy: Copy, at: str = "2032-01-16T10:00") -> Proof:
    if copy.kind is CopyKind.PAPER:
        paper = PaperHandOver(copy.sheets or 1, 900, "ООО «Вторсырьё»", "77", dt.date(2032, 1, 16))
        return Proof(copy.id, Method.PULPED, moment(at), EXECUTOR, Answer(True, "накладная"), paper=paper)
    return Proof(copy.id, Method.DELETED, moment(at), EXECUTOR, Answer(True, "404"), copy.digest)
