"""What a grade statement lacks, in sentences for its page: nothing incomplete may look whole."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from archiver.journal.collation import same_name
from archiver.journal.outcomes import Outcome
from archiver.journal.words import plural
from archiver.reports.document.wording import every
from archiver.reports.statement.tally import tally_of
from archiver.reports.statement.values import AbsenceUnit, Entry, GradeStatement, StatementStudent, label

_STUDENTS_OF = ("студента", "студентов", "студентов")
_NO_SHARES = "По этим предметам и по группе в целом проценты и средний балл не посчитаны."


def lacking(
    statement: GradeStatement,
    planned: Iterable[str],
    doubts: Iterable[str],
    *,
    unproven: Iterable[frozenset[str]] = (),
    knows_leaving: bool,
) -> Iterator[str]:
    """Every lack of the statement; `planned` are the subjects the plan has in its terms.

    `doubts` are the sentences about results that the journal tells in more than one way, `unproven` the
    students whose names are the same and of whom nobody can tell whether they are one person.
    """
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
        yield f"Предметы учебного плана, которых нет в журнале: {every(absent)}."
    yield from _results(statement)
    pairs = [
        "№ " + " и ".join(str(row.student.number) for row in statement.students if row.student.id in ids)
        for ids in unproven
        if len(ids) > 1
    ]
    if pairs:
        yield f"Две записи с одним именем в списке, один ли это студент, неизвестно: {every(pairs)}."
    yield from doubts
    if any(not entry.teachers for entry in statement.entries):
        names = [entry.subject.name for entry in statement.entries if not entry.teachers]
        yield f"Не указан преподаватель: {every(dict.fromkeys(names))}."
    yield from _absences(statement)
    if not knows_leaving:
        yield "Журнал не содержит дат зачисления и отчисления: студенты без оценок могли выбыть раньше."


def of_results(statement: GradeStatement) -> tuple[str, ...]:
    """What is lacking for a paper that has the results alone: no absences, no shares of the group."""
    foreign = {_NO_SHARES, *_absences(statement)}
    return tuple(line for line in statement.missing if line not in foreign)


def _results(statement: GradeStatement) -> Iterator[str]:
    found = defaultdict[str, list[str]](list)
    for entry in statement.entries:
        counts = Counter(_lack(statement, row, entry) for row in statement.students)
        for lack, count in counts.items():
            found[lack].append(f"{label(entry, statement)} — {count}")
    if found["none"]:
        yield f"Нет итоговой оценки (число студентов): {every(found['none'])}."
    if found["unlisted"]:
        yield f"Студентов группы нет в списке предмета: {every(found['unlisted'])}."
    if found["unclear"]:
        yield f"Отметки, значение которых неизвестно: {every(found['unclear'])}."
    lost = found["none"] or found["unlisted"] or found["unclear"]
    if lost or any(row.contradicted for row in statement.students):
        yield _NO_SHARES
    yield from _newcomers(statement)
    if found["several"]:
        yield f"В клетке несколько отметок, посчитана последняя: {every(found['several'])}."


_LACKING = {Outcome.NONE, Outcome.UNCLEAR}


def _newcomers(statement: GradeStatement) -> Iterator[str]:
    """Those who came within a period and have no result of it: by the period, and by their numbers."""
    found = defaultdict[int | None, list[str]](list)
    for row in statement.students:
        terms = (entry.term for entry in statement.entries if tally_of(statement, row, entry).aside)
        for term in dict.fromkeys(terms):
            found[term].append(str(row.student.number))
    order = sorted(found, key=lambda term: (term is None, term or 0))
    spans = [
        f"{'год' if term is None else statement.term(term).name} — № {', '.join(found[term])}"
        for term in order
    ]
    if spans:
        yield f"Пришли в течение периода и оценок не имеют, подсчёты сделаны без учёта: {every(spans)}."


def _lack(statement: GradeStatement, row: StatementStudent, entry: Entry) -> str:
    """What is to be said of a student's result: nothing of a sound one, nor here of a contradiction."""
    outcome, _grade = statement.outcome(row, entry)
    if outcome in _LACKING and (not statement.expects(row, entry) or statement.newcomer(row, entry)):
        return ""
    if outcome is Outcome.NONE:
        return "none" if entry.id in row.listed else "unlisted"
    if outcome is Outcome.UNCLEAR:
        return "" if entry.id in row.contradicted else "unclear"
    return "several" if len(row.marks[entry.id]) > 1 else ""


def _absences(statement: GradeStatement) -> Iterator[str]:
    if statement.unit is AbsenceUnit.LESSONS:
        yield "Часы занятий в журнале не указаны: пропуски посчитаны в занятиях."
    untimed = [
        f"№ {row.student.number} ({row.absences.untimed})"
        for row in statement.students
        if row.absences.untimed
    ]
    if untimed:
        yield (
            "Часы части занятий в журнале не указаны; пропуски этих занятий в часы не вошли "
            f"(число занятий): {every(untimed)}."
        )
    silent = sum(row.absences.unexcused is None for row in statement.students)
    if silent:
        yield (
            f"У {silent} {plural(silent, _STUDENTS_OF)} причина части пропусков не указана («н»): "
            "графа «без уважительной причины» осталась пустой."
        )
