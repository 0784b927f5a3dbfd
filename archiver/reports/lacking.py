"""What a grade statement lacks, in sentences for its page: nothing incomplete may look whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archiver.journal.collation import same_name
from archiver.journal.words import plural
from archiver.reports.assessment import SINGULAR, Outcome, decisive
from archiver.reports.statement import AbsenceUnit, Entry, GradeStatement
from archiver.reports.wording import listed

_STUDENTS_OF = ("студента", "студентов", "студентов")


def lacking(statement: GradeStatement, planned: Iterable[str], *, knows_leaving: bool) -> Iterator[str]:
    """Every lack of the statement; `planned` are the subjects the plan has in its terms."""
    if not statement.students:
        yield "В журнале нет ни одного студента."
    if not statement.entries:
        yield "В журнале нет ни одного предмета с результатами."
    absent = [
        name
        for name in dict.fromkeys(planned)
        if not any(same_name(name, entry.subject.name) for entry in statement.entries)
    ]
    if absent:
        yield f"Предметы учебного плана, которых нет в журнале: {listed(absent)}."
    yield from _results(statement)
    if any(not entry.teachers for entry in statement.entries):
        names = [entry.subject.name for entry in statement.entries if not entry.teachers]
        yield f"Не указан преподаватель: {listed(dict.fromkeys(names))}."
    yield from _absences(statement)
    if not knows_leaving:
        yield "Выгрузка не содержит дат зачисления и отчисления: студенты без оценок могли выбыть раньше."


def _results(statement: GradeStatement) -> Iterator[str]:
    none, unlisted, unclear, several = (list[str]() for _ in range(4))
    for entry in statement.entries:
        counts = [0, 0, 0, 0]
        for row in statement.students:
            if not statement.expects(row, entry):
                continue
            marks = row.marks.get(entry.id, ())
            outcome, _grade = decisive(marks)
            if outcome is Outcome.NONE:
                counts[0 if entry.id in row.listed else 1] += 1
            counts[2] += outcome is Outcome.UNCLEAR
            counts[3] += len(marks) > 1
        for names, count in zip((none, unlisted, unclear, several), counts, strict=True):
            if count:
                names.append(f"{label(entry, statement)} — {count}")
    if none:
        yield f"Нет итоговой оценки (число студентов): {listed(none)}."
    if unlisted:
        yield f"Студентов группы нет в списке предмета: {listed(unlisted)}."
    if unclear:
        yield f"Отметки, значение которых неизвестно: {listed(unclear)}."
    if none or unlisted or unclear:
        yield "По этим предметам и по группе в целом проценты и средний балл не посчитаны."
    if several:
        yield f"В клетке несколько отметок, посчитана последняя: {listed(several)}."


def _absences(statement: GradeStatement) -> Iterator[str]:
    if statement.unit is AbsenceUnit.LESSONS:
        yield "Часы занятий в журнале не указаны: пропуски посчитаны в занятиях."
    silent = sum(row.absences.unexcused is None for row in statement.students)
    if silent:
        yield (
            f"У {silent} {plural(silent, _STUDENTS_OF)} причина части пропусков не указана («н»): "
            "графа «без уважительной причины» у них не заполнена."
        )


def label(entry: Entry, statement: GradeStatement) -> str:
    """The entry as sentences name it: its subject, the term in a year's statement, a course work."""
    text = entry.subject.name
    if statement.annual:
        text += f", {statement.term(entry.term).name}"
    if entry.assessment.value == "course-work":
        text += f" ({SINGULAR[entry.assessment]})"
    return text
