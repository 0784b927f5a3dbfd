"""What a certificate of study says: journals made by hand, the right figure told in each test."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import replace

import openpyxl
import pytest
from printed_report import Printed
from small_journal import OWNER

from archiver.journal.marks import marks_of_cell
from archiver.journal.model import AcademicYear, Leave, Section, Student, SubjectKind, Term
from archiver.reports.certificate.making import Certificate, certificate_of, certificate_papers, lacking
from archiver.reports.certificate.page import Particulars
from archiver.reports.document.workbook import workbook
from archiver.reports.document.writing import Paper
from archiver.reports.statement.extract import grade_statement
from archiver.reports.statement.files import Origin, StatementFiles
from archiver.reports.statement.twin import dump, load
from archiver.reports.statement.values import GradeStatement
from archiver.settings.tables import Settings
from factories import TERMS, column, make_journal, make_lesson, make_section, make_student

ABAEV, YOLKIN = make_student(1), make_student(2)
NAME = ABAEV.full_name


def page(
    subject: str,
    term: int,
    hours: int | None,
    marks: Sequence[str] | None,
    *,
    title: str = "Экз.",
    students: Sequence[Student] = (ABAEV, YOLKIN),
    **more: object,
) -> Section:
    """A page with so many planned hours; `marks` of its students, None for a term without a result column.

    Without planned hours its lesson tells none either.
    """
    columns = () if marks is None else (column(title),)
    return make_section(
        subject,
        term,
        students=tuple(students),
        lessons=(make_lesson(1, TERMS[term - 1].start + dt.timedelta(7), hours=hours and 2),),
        marks={},
        planned_hours=hours,
        period_columns=columns,
        period_marks={
            (student.id, title): marks_of_cell(text, result=True)
            for student, text in zip(students, marks or (), strict=False)
            if text
        },
        **more,
    )


def statements(*sections: Section, year: int = 2025, group: str = "ИС-21") -> tuple[GradeStatement, ...]:
    """Statements of both terms and of the year, read back from their files."""
    later = year - 2025
    terms: tuple[Term, ...] = tuple(
        replace(
            one,
            start=one.start.replace(year=one.start.year + later),
            end=one.end.replace(year=one.end.year + later),
        )
        for one in TERMS
    )
    made = make_journal(sections=sections, terms=terms, year=AcademicYear(year))
    made = replace(made, group=replace(made.group, name=group))
    read = [load(dump(grade_statement(made, OWNER, term=term)), "в.json") for term in (1, 2, None)]
    return tuple(one for one in read if isinstance(one, GradeStatement))


def certificate(*found: GradeStatement, name: str = NAME, **given: object) -> Certificate:
    origins = tuple(Origin(f"{number}.json") for number in range(1, len(found) + 1))
    return certificate_of(StatementFiles(found, (), origins), name, Particulars(**given))  # type: ignore[arg-type]


def papers(made: Certificate, **settings: object) -> tuple[Paper, ...]:
    return tuple(certificate_papers(made, Settings.model_validate(settings)))


def rows(paper: Paper) -> list[list[str]]:
    book = openpyxl.load_workbook(io.BytesIO(workbook(paper.document)))
    lines = (row for sheet in book for row in sheet.iter_rows(values_only=True))
    return [[str(value) for value in row if value is not None] for row in lines if any(row)]


def text(paper: Paper) -> str:
    return "\n".join(" ".join(row) for row in rows(paper)).replace("\N{NO-BREAK SPACE}", " ")


def line(paper: Paper, subject: str) -> list[str]:
    return next(row for row in rows(paper) if len(row) > 1 and row[1] == subject)


def test_hours_of_a_term_without_a_mark_count() -> None:
    # 34 hours in the first term, which ends without a mark, and 70 in the second with an exam: 104.
    found = statements(page("Физика", 1, 34, None), page("Физика", 2, 70, ("5", "4")))
    made = certificate(*found)
    (paper,) = papers(made)  # nothing is lacking: no covering sheet
    assert line(paper, "Физика") == [
        "1",
        "Физика",
        "104",
        "5 (отлично)",
        "экзамен, 2 семестр 2025/2026 учебного года",
    ]
    assert [row for row in rows(paper) if row[0] == "Всего часов"] == [["Всего часов", "104"]]
    # A column that is empty for the student is a lack, and the hours count all the same.
    found = statements(page("Физика", 1, 34, ("", "3")), page("Физика", 2, 70, ("5", "4")))
    made = certificate(*found)
    assert line(papers(made)[0], "Физика")[2] == "104"
    assert made.record.missing == ("Нет оценки: Физика (1 семестр 2025/26).",)


def test_hours_of_a_term_that_the_student_did_not_end_do_not_count() -> None:
    gone = make_student(1, left=dt.date(2026, 3, 1))
    people = (gone, YOLKIN)
    found = statements(
        page("Физика", 1, 34, ("4", "4"), students=people), page("Физика", 2, 70, ("", "4"), students=people)
    )
    assert line(papers(certificate(*found))[0], "Физика")[2:4] == ["34", "4 (хорошо)"]


def test_hours_are_those_of_the_own_subgroup() -> None:
    # 34 hours in the first subgroup, 36 in the second.
    found = statements(
        page("Английский", 1, 34, ("5",), students=(ABAEV,), subgroup="1"),
        page("Английский", 1, 36, ("4",), students=(YOLKIN,), subgroup="2"),
    )
    assert line(papers(certificate(*found))[0], "Английский")[2] == "34"
    assert line(papers(certificate(*found, name=YOLKIN.full_name))[0], "Английский")[2] == "36"


def test_leaving_and_coming_back_are_intervals() -> None:
    # Two list entries, as the module gives them: till 20 October, and from 24 November on.
    before = make_student(1, left=dt.date(2025, 10, 20))
    after = replace(make_student(1, enrolled=dt.date(2025, 11, 24)), id="s77", number=9)
    people = (before, YOLKIN, after)
    found = statements(
        page("Физика", 1, 34, ("", "3", "5"), students=people),
        page("Физика", 2, 70, ("4", "4"), students=(after, YOLKIN)),
    )
    paper = papers(certificate(*found))[0]
    assert "Период обучения: с 01.09.2025 по 20.10.2025; с 24.11.2025 по 28.06.2026" in text(paper)
    assert line(paper, "Физика")[2:4] == ["104", "4 (хорошо)"]


def test_statements_of_the_first_version_have_a_row_for_each_stay() -> None:
    first = statements(page("Физика", 1, 34, ("4", "3")))[0]
    row = first.students[0]
    stays = (
        replace(row, student=replace(row.student, left=dt.date(2025, 10, 20))),
        replace(row, student=replace(row.student, enrolled=dt.date(2025, 11, 24))),
    )
    made = certificate(replace(first, students=(*stays, *first.students[1:])))
    assert [str(stay.start) for stay in made.record.stays] == ["2025-09-01", "2025-11-24"]


def test_years_without_a_break_are_one_interval_and_leave_is_told() -> None:
    leave = Leave(dt.date(2026, 2, 1), dt.date(2027, 1, 31), "приказ № 15-у")
    away = (make_student(1, leaves=(leave,)), YOLKIN)
    found = (
        *statements(page("Физика", 1, 34, ("4", "3")), year=2024, group="ИС-11"),
        *statements(page("Физика", 1, 30, ("5", "3"), students=away)),
    )
    said = text(papers(certificate(*found))[0])
    assert "Период обучения: с 01.09.2024 по 28.06.2026\n" in said
    assert "Академический отпуск: с 01.02.2026 по 31.01.2027 (приказ № 15-у)" in said
    assert "Группа: ИС-11 (2024/2025 учебный год); ИС-21 (2025/2026 учебный год)" in said


def test_course_works_have_their_term_and_graduation_its_lines() -> None:
    exam = page("ГИА Государственный экзамен", 2, None, ("5", "4"))
    found = statements(
        page("Физика", 1, 34, ("5", "4")),
        page("Экономика", 2, 20, ("4", "4"), title="КР"),
        replace(exam, subject=replace(exam.subject, kind=SubjectKind.STATE_EXAM)),
    )
    paper = papers(certificate(*found))[0]
    when = "2 семестр 2025/2026 учебного года"
    assert ["1", "Экономика", "4 (хорошо)", when] in rows(paper)
    assert line(paper, "ГИА Государственный экзамен")[2:] == [when, "5 (отлично)"]
    by_hand = text(papers(certificate(*found[:1]))[0])
    assert "Демонстрационный экзамен" in by_hand and "Защита дипломного проекта (работы)" in by_hand
    still = text(papers(certificate(*found[:1], unfinished=False))[0])
    assert "СПРАВКА О ПЕРИОДЕ ОБУЧЕНИЯ" in still
    assert "Демонстрационный" not in still and "отчисл" not in still.casefold()


def test_who_left_before_the_last_term_ended_has_no_lines_of_graduation_to_fill_in() -> None:
    # Абаев left on 30 January with a result of the first term: no state exam was near. Ёлкин left on 26 June
    # with the results of both terms: whether he failed the state exam the office knows.
    gone = make_student(1, left=dt.date(2026, 1, 30))
    failed = make_student(2, left=dt.date(2026, 6, 26))
    found = statements(
        page("Физика", 1, 34, ("5", "4"), students=(gone, failed)),
        page("Физика", 2, 30, ("", "3"), students=(gone, failed)),
    )
    assert "Государственная итоговая" not in text(papers(certificate(*found))[0])
    other = text(papers(certificate(*found, name=failed.full_name))[0])
    assert "Государственная итоговая" in other


def test_why_the_student_left_and_who_made_the_paper_out() -> None:
    gone = make_student(1, left=dt.date(2026, 1, 30))
    found = statements(page("Физика", 1, 34, ("5", "4"), students=(gone, YOLKIN)))
    given = {"leaving_order": "№ 7-у от 30.01.2026", "leaving_reason": "по собственному желанию"}
    office = {"secretary": "Орлова Мария Павловна", "secretary_phone": "2-35-35"}
    paper = papers(certificate(*found, **given), reports=office)[0]
    said = text(paper)
    for wanted in (
        "Дата отчисления: 30.01.2026",
        "Приказ об отчислении: № 7-у от 30.01.2026",
        "Причина отчисления: по собственному желанию",
    ):
        assert wanted in said
    (report,) = paper.document.reports
    assert report.imprint == "Исполнитель: Орлова Мария Павловна, тел. 2-35-35"
    other = papers(certificate(*found, made_by="Котова А.И."), reports=office)[0]
    assert other.document.reports[0].imprint.startswith("Исполнитель: Котова А.И.")


def test_a_student_without_results_gets_a_paper_that_says_so() -> None:
    gone = make_student(1, left=dt.date(2025, 10, 20))
    found = statements(page("Физика", 1, 34, ("", "4"), students=(gone, YOLKIN)))
    made = certificate(*found)
    (paper,) = papers(made)
    assert "Результатов промежуточной аттестации за период обучения нет." in text(paper)
    assert "Период обучения: с 01.09.2025 по 20.10.2025" in text(paper)
    assert "Физика" not in text(paper) and "Всего часов" not in text(paper)
    assert made.record.missing == ()


@pytest.mark.parametrize(
    ("mark", "word"),
    [
        ("зач", "зачтено"),
        ("✓", "зачтено"),
        ("незач", "не зачтено"),
        ("н/зач", "не зачтено"),
        ("н/а", "не аттестовано"),
        ("н/я", "неявка"),
        ("осв", "освобождение"),
        ("неуд.", "2 (неудовлетворительно)"),
        ("отл", "5 (отлично)"),
        ("н/а, 4", "4 (хорошо)"),
    ],
)
def test_results_stand_in_words(mark: str, word: str) -> None:
    found = statements(page("Физика", 1, 34, (mark, "4"), title="Зачёт"))
    assert line(papers(certificate(*found))[0], "Физика")[3] == word


def test_a_retake_written_behind_the_mark_since_contradicts_nothing() -> None:
    # The statement of the term was made before the retake, that of the year after it.
    before = statements(page("Физика", 1, 34, ("н/а", "4")))[0]
    after = statements(page("Физика", 1, 34, ("н/а, 4", "4")))[2]
    for found in ((before, after), (after, before)):
        made = certificate(*found)
        assert line(papers(made)[0], "Физика")[3] == "4 (хорошо)"
        assert made.record.missing == ()


def test_each_lack_is_told_once_on_the_screen_and_the_covering_sheet_and_not_to_the_student() -> None:
    found = statements(
        page("Физика", 1, 34, ("", "3")),
        page("Химия", 1, None, ("5", "3")),
        page("Биология", 1, 10, ("4/5", "3")),
    )
    first, *others = found
    changed = {entry.id: marks_of_cell("3") for entry in first.entries if entry.subject.name == "Химия"}
    rows_of = tuple(replace(row, marks={**row.marks, **changed}) for row in first.students)
    made = certificate(replace(first, students=rows_of), *others)
    lacks = (
        "Нет оценки: Физика (1 семестр 2025/26).",
        "Отметка непонятна (Биология, 1 семестр 2025/26): 4/5.",
        "Ведомости расходятся (Химия, 1 семестр 2025/26): 3 и 5.",
        "Часы не указаны: Химия (1 семестр 2025/26).",
    )
    assert sorted(made.record.missing) == sorted(lacks)
    assert sorted(one.message for one in lacking(made)) == sorted(lacks)
    paper, covering = papers(made)
    assert covering.base.startswith("Сопроводительный лист")
    for lack in lacks:
        assert text(covering).count(lack) == 1
    said = text(paper)
    for word in ("Нет оценки", "непонятна", "расходятся", "не указаны", "не хватает", "4/5"):
        assert word not in said
    # What is not certain stays a blank to be filled in by hand.
    assert line(paper, "Химия") == ["3", "Химия", "экзамен, 1 семестр 2025/2026 учебного года"]
    assert ["Всего часов"] in rows(paper)


def test_no_word_of_the_program_is_on_either_paper() -> None:
    found = statements(page("Физика", 1, None, ("", "3")), page("Химия", 2, None, ("", "3")))
    for paper in papers(certificate(*found)):
        said = (text(paper) + Printed(*paper.document.reports).text).casefold()
        for word in ("archiver", "toml", "[[", "--", "json", "twin", "None"):
            assert word not in said, word
