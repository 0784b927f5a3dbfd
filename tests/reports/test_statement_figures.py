"""Figures of a statement where somebody came, left or has no mark: hand-made journals, counted by hand."""

from __future__ import annotations

import datetime as dt
import io
import re
from dataclasses import replace
from decimal import Decimal

import pytest
from openpyxl import load_workbook
from printed_report import Printed
from small_journal import OWNER

from archiver.journal.codes import CODES, finding
from archiver.journal.marks import marks_of_cell
from archiver.journal.model import Journal, Leave, Lesson, Section, Student
from archiver.journal.subjects import subject
from archiver.reports.document.journals import doubts
from archiver.reports.document.report import Document, Report, shown
from archiver.reports.document.workbook import workbook
from archiver.reports.statement.by_subject import subject_reports
from archiver.reports.statement.extract import grade_statement
from archiver.reports.statement.page import StatementPaper, statement_report
from archiver.reports.statement.tally import tally_entry, tally_group, tally_sheet, tally_student
from archiver.reports.statement.twin import dump, load
from archiver.reports.statement.values import Absences, AbsenceUnit, GradeStatement
from factories import column, make_journal, make_student

PAPER = StatementPaper(mandate="п. 5 положения об электронном журнале")
FIRST, SECOND = dt.date(2025, 9, 2), dt.date(2026, 2, 3)


def page(
    name: str,
    term: int,
    students: tuple[Student, ...],
    grades: str,
    *,
    title: str = "Экз.",
    lessons: tuple[Lesson, ...] | None = None,
    absent: dict[tuple[int, str], str] | None = None,
    teacher: str | None = "Орлова Ольга Олеговна",
) -> Section:
    """A page: `grades` of the students in their order, by spaces, «.» for none."""
    texts = grades.split()
    days = lessons or (Lesson(f"{name}-{term}", FIRST if term == 1 else SECOND, 2, "Тема"),)
    return Section(
        subject(name),
        term,
        None,
        teacher,
        students,
        days,
        {(f"s{number}", lesson): marks_of_cell(text) for (number, lesson), text in (absent or {}).items()},
        (column(title),),
        {
            (student.id, title): marks_of_cell(text, result=True)
            for student, text in zip(students, texts, strict=True)
            if text != "."
        },
        2,
        f"{name} {term}",
    )


def journal(*sections: Section) -> Journal:
    return make_journal(sections=sections, plan=())


def rows_of(report: Report) -> dict[str, list[str]]:
    """The rows of totals by their labels: what stands in each column behind the names."""
    return {
        shown(row.cells[0].value): [shown(cell.value) for cell in row.cells[1:]]
        for row in report.tables[0].rows
        if row.cells[0].span == 2
    }


def students(**changed: Student) -> tuple[Student, ...]:
    return tuple(changed.get(f"s{number}", make_student(number)) for number in range(1, 6))


GONE = students(s3=make_student(3, left=dt.date(2026, 3, 1)))


def left_in_march() -> Journal:
    """Петров (№ 3) left on 01.03.2026, after the exam of the first term and before that of the second."""
    return journal(page("Физика", 1, GONE, "5 4 2 3 4"), page("Физика", 2, GONE, "5 4 . 3 4"))


def test_the_groups_average_is_one_figure_wherever_it_is_printed() -> None:
    year = grade_statement(left_in_march(), OWNER)
    # All that is printed: 5 4 2 3 4 and 5 4 3 4, 34 points in 9 grades; without Петров it would be 32 in 8.
    assert tally_sheet(year).average == tally_group(year).average == Decimal("3.78")
    report = statement_report(year, PAPER)
    assert rows_of(report)["Средний балл"][-3] == "3,78"
    assert any("средний балл группы: 3,78." in line for line in report.closing)
    # Four are there at the end, none of them has a debt.
    assert "Студентов на 28.06.2026: 4. Успевают: 4 (100,0 %)" in report.closing[0].replace(
        "\N{NO-BREAK SPACE}", " "
    )


def test_a_student_who_left_keeps_grades_that_rows_and_columns_count_alike() -> None:
    # Петров sat the exam and left before the term ended: the grade is printed, so it is counted.
    gone = students(s3=make_student(3, left=dt.date(2025, 12, 20)))
    term = grade_statement(journal(page("Физика", 1, gone, "5 4 2 3 4")), OWNER, term=1)
    row = term.students[2]
    assert not term.expects(row, term.entries[0])
    tally = tally_student(term, row)
    assert (tally.twos, tally.graded, tally.average) == (1, 1, Decimal("2.00"))
    column_ = tally_entry(term, term.entries[0])
    # 5 4 2 3 4: 18 points of five, one fails, three have 4 or 5
    assert (column_.every, column_.average, column_.success, column_.quality) == (
        5,
        Decimal("3.60"),
        Decimal("80.0"),
        Decimal("60.0"),
    )
    sheet = tally_sheet(term)
    assert sheet == column_
    remarks = statement_report(term, PAPER).remarks
    assert "Выставленная оценка входит в подсчёты и тогда, когда студент до конца периода выбыл." in remarks
    assert "3. Петров\N{NO-BREAK SPACE}Я.Ю.: в группе по 20.12.2025." in remarks


def test_who_left_without_a_grade_is_counted_nowhere() -> None:
    gone = students(s3=make_student(3, left=dt.date(2025, 12, 20)))
    term = grade_statement(journal(page("Физика", 1, gone, "5 4 . 3 4")), OWNER, term=1)
    assert tally_entry(term, term.entries[0]).every == 4
    assert (tally_group(term).present, tally_group(term).succeeding) == (4, 4)


NEW = students(s5=make_student(5, enrolled=dt.date(2025, 12, 1)))


def test_one_newcomer_without_marks_does_not_blank_the_groups_shares() -> None:
    term = grade_statement(
        journal(page("Физика", 1, NEW, "5 4 3 2 ."), page("Химия", 1, NEW, "5 5 4 3 .")), OWNER, term=1
    )
    physics = tally_entry(term, term.entries[0])
    # of 5 4 3 2: three pass, two have 4 or 5, 14 points of four
    assert (physics.success, physics.quality, physics.average) == (
        Decimal("75.0"),
        Decimal("50.0"),
        Decimal("3.50"),
    )
    assert (physics.missing, physics.aside, physics.every) == (0, 1, 5)
    group = tally_group(term)
    # 1 and 2 have only 4 and 5, 3 has a 3, 4 has a debt; № 5 is in no share: 3 of 4, 2 of 4
    assert (group.present, group.counted, group.succeeding, group.good, group.aside) == (5, 4, 3, 2, (5,))
    assert (group.success, group.quality) == (Decimal("75.0"), Decimal("50.0"))
    # 14 points and 17, eight grades
    assert group.average == Decimal("3.88")
    report = statement_report(term, PAPER)
    assert "Успевают (без учёта № 5): 3 (75,0 %)" in report.closing[0].replace("\N{NO-BREAK SPACE}", " ")
    assert report.missing == (
        "Пришли в течение периода и оценок не имеют, подсчёты сделаны без учёта: 1 семестр — № 5.",
    )
    assert rows_of(report)["Нет оценки"][:2] == ["1", "1"]
    (physics_page, _chemistry) = subject_reports(term, PAPER)
    assert physics_page.missing == ("Пришли в течение периода и оценок не имеют, посчитано без учёта № 5.",)


@pytest.mark.parametrize(
    ("student", "why"),
    [
        (make_student(5), "was there from the first day"),
        (make_student(5, enrolled=dt.date(2025, 9, 1)), "came on the first day"),
    ],
)
def test_a_student_of_the_group_without_marks_does_blank_them(student: Student, why: str) -> None:
    term = grade_statement(journal(page("Физика", 1, students(s5=student), "5 4 3 2 .")), OWNER, term=1)
    assert tally_group(term).succeeding is None and tally_group(term).average is None, why
    assert "Нет итоговой оценки (число студентов): Физика — 1." in term.missing


def test_a_newcomer_with_a_mark_has_to_have_the_others() -> None:
    sections = page("Физика", 1, NEW, "5 4 3 2 4"), page("Химия", 1, NEW, "5 5 4 3 .")
    term = grade_statement(journal(*sections), OWNER, term=1)
    assert [tally_entry(term, entry).missing for entry in term.entries] == [0, 1]
    assert tally_group(term).succeeding is None


def test_who_is_back_from_leave_without_marks_is_a_newcomer() -> None:
    back = make_student(5, leaves=(Leave(dt.date(2025, 3, 1), dt.date(2025, 11, 30)),))
    term = grade_statement(journal(page("Физика", 1, students(s5=back), "5 4 3 2 .")), OWNER, term=1)
    assert tally_group(term).aside == (5,)


def test_of_the_year_only_the_term_the_newcomer_lacks_is_left_aside() -> None:
    year = grade_statement(
        journal(page("Физика", 1, NEW, "5 4 3 3 ."), page("Физика", 2, NEW, "5 4 3 3 4")), OWNER
    )
    assert [(tally_entry(year, entry).aside, tally_entry(year, entry).missing) for entry in year.entries] == [
        (1, 0),
        (0, 0),
    ]
    # № 5 has a grade in the year, so he is counted among the five
    assert (tally_group(year).counted, tally_group(year).succeeding) == (5, 5)
    assert any(line.endswith("1 семестр — № 5.") for line in year.missing)


def test_one_counts_as_unsatisfactory_and_is_printed_as_it_is() -> None:
    term = grade_statement(journal(page("Физика", 1, students(), "1 4 2 3 4")), OWNER, term=1)
    tally = tally_entry(term, term.entries[0])
    # «1» is no grade of the scale but «неудовлетворительно»: two fail, 2 + 4 + 2 + 3 + 4 = 15 points of five
    assert (tally.twos, tally.debts, tally.success, tally.average) == (2, 2, Decimal("60.0"), Decimal("3.00"))
    report = statement_report(term, PAPER)
    assert shown(report.tables[0].rows[0].cells[2].value) == "1"
    assert tally_student(term, term.students[0]).twos == 1


def test_a_lesson_without_hours_leaves_the_others_in_hours() -> None:
    lessons = (Lesson("a", FIRST, 2, "Тема"), Lesson("b", dt.date(2025, 9, 9), None, "Тема"))
    absent = {(1, "a"): "нп", (1, "b"): "уп", (2, "a"): "н", (3, "b"): "нп"}
    term = grade_statement(
        journal(page("Физика", 1, students(), "5 4 3 3 4", lessons=lessons, absent=absent)), OWNER, term=1
    )
    assert term.unit is AbsenceUnit.HOURS
    assert [row.absences for row in term.students] == [
        Absences(2, 2, 1),
        Absences(2, None, 0),
        Absences(0, 0, 1),
        Absences(0, 0, 0),
        Absences(0, 0, 0),
    ]
    assert (
        "Часы части занятий в журнале не указаны; пропуски этих занятий в часы не вошли (число занятий): "
        "№ 1 (1); № 3 (1)."
    ) in term.missing
    read = load(dump(term), "в.json")
    assert isinstance(read, GradeStatement)
    assert read.students[0].absences == Absences(2, 2, 1)


def test_the_sums_stand_in_a_row_of_their_own() -> None:
    absent = {(1, "Физика-1"): "нп", (2, "Физика-1"): "уп"}
    sections = (
        page("Физика", 1, students(), "5 4 н/а 2 4", absent=absent),
        page("Химия", 1, students(), "зач зач зач незач осв", title="Зач."),
    )
    rows = rows_of(statement_report(grade_statement(journal(*sections), OWNER, term=1), PAPER))
    # five students in each; one 5, two 4, no 3, one 2, one «н/а»; 2 + 2 hours missed, 2 without reason
    assert rows["Всего"] == ["5", "5", "1", "2", "0", "1", "1", "", "4", "2"]
    assert rows["«5»"] == ["1", "", *[""] * 8]
    # 5 + 4 + 2 + 4 = 15 points of four grades
    assert rows["Средний балл"][-3] == "3,75"


def module() -> Journal:
    """ПМ.01 of a course, two practices and the exam; the practice goes by days of six hours."""
    days = tuple(
        Lesson(f"d{number}", dt.date(2025, 12, number), 6, "Практика") for number in (15, 16, 17, 18)
    )
    orlova, krylov = "Орлова Ольга Олеговна", "Крылов Кирилл Ильич"
    exam = page("ПМ.01 Разработка модулей", 1, students(), "5 4 3 3 4", teacher=krylov)
    return journal(
        page("МДК.01.01 Базы данных", 1, students(), "5 4 3 3 4", teacher=orlova),
        page(
            "УП.01.01 Учебная практика", 1, students(), "5 5 4 4 4", teacher=krylov, lessons=days, title="ДЗ"
        ),
        replace(exam, lessons=(), planned_hours=None),
    )


def test_sheets_by_subject_have_their_own_title_teachers_and_days_of_practice() -> None:
    course, exam, practice, whole = subject_reports(grade_statement(module(), OWNER, term=1), PAPER)
    assert course.title == "ВЕДОМОСТЬ УСПЕВАЕМОСТИ ПО МЕЖДИСЦИПЛИНАРНОМУ КУРСУ"
    assert (practice.title, practice.subtitle[0]) == (
        "ВЕДОМОСТЬ УСПЕВАЕМОСТИ ПО УЧЕБНОЙ ПРАКТИКЕ",
        "УП.01.01 Учебная практика",
    )
    facts = {fact.label: fact.value for fact in practice.facts}
    assert (facts["Руководитель практики"], facts["Дней практики"], facts["Часы"]) == (
        "Крылов Кирилл Ильич",
        "4",
        "по плану 2, дано 24",
    )
    assert [one.title for one in exam.tables[0].columns[2:]] == [
        "1 семестр: экзамен по модулю (квалификационный)"
    ]
    assert whole.title == "СВОДНАЯ ВЕДОМОСТЬ ПО ПРОФЕССИОНАЛЬНОМУ МОДУЛЮ"
    parts = {fact.label: fact.value.replace("\N{NO-BREAK SPACE}", " ") for fact in whole.facts}
    assert parts["МДК.01.01 Базы данных, 1 семестр"] == "Орлова О.О.; экзамен; часов по плану 2, дано 2"
    assert parts["УП.01.01 Учебная практика, 1 семестр"] == (
        "Крылов К.И.; дифференцированный зачёт; часов по плану 2, дано 24; дней практики 4"
    )
    assert parts["ПМ.01 Разработка модулей, 1 семестр"] == (
        "Крылов К.И.; экзамен по модулю (квалификационный)"
    )
    assert [one.name.replace("\N{NO-BREAK SPACE}", " ") for one in whole.signatures] == [
        "О.О. Орлова",
        "К.И. Крылов",
        "Ю.Л. Чарикова",
    ]


def test_the_foot_of_a_sheet_by_subject_is_whole_and_names_the_subject() -> None:
    name = "МДК.01.01 Разработка, внедрение и сопровождение информационных систем предприятий"
    made = grade_statement(journal(page(name, 1, students(), "5 4 3 3 4")), OWNER, term=1)
    (report,) = subject_reports(made, PAPER)
    foot = (
        f"Дело № 05-12. Ведомость успеваемости: {name}, группа ИС-21, 1 семестр 2025/2026 учебного года. "
        "Хранить 25 лет (п. 5 положения об электронном журнале)"
    )
    assert report.imprint == foot
    assert foot in texts_of(Document("Ведомость", (report,)))
    printed = Printed(report)
    assert foot.replace(" ", "") in printed.text.replace(" ", "")
    lines = [word for word in printed.words() if word.top > 284]
    # The lowest line ends within the sheet, and no line runs into the number of the sheet.
    assert max(word.top for word in lines) < 295
    number = next(word for word in lines if word.text.startswith("лист"))
    assert all(word.left < number.left for word in lines if word is not number)


def test_the_years_statement_has_room_for_the_order_of_transfer() -> None:
    year = statement_report(grade_statement(left_in_march(), OWNER), PAPER)
    assert [line.split(" от ")[0].split(" (№")[0] for line in year.closing[1:]] == [
        "Приказ о переводе на следующий курс (о выпуске)",
        "Не переведены, переведены условно",
    ]
    term = statement_report(grade_statement(left_in_march(), OWNER, term=1), PAPER)
    assert not any("Приказ" in line for line in term.closing)


OF_THE_PROGRAM = re.compile(
    r"archiver|toml|\[\[|json|html|\bпрограмм(?:а|ы|е|у|ой)\b|выгру[зж]|файл|--\w|снимк", re.IGNORECASE
)
"""Words of the program: the programme of a college is no such word."""


def texts_of(document: Document) -> str:
    book = load_workbook(io.BytesIO(workbook(document)))
    cells = [
        str(cell)
        for sheet in book.worksheets
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if cell is not None
    ]
    return " ".join([*cells, *(str(sheet.oddFooter.left.text) for sheet in book.worksheets)])


def test_no_word_of_the_program_stands_on_a_paper_that_is_signed() -> None:
    lessons = (Lesson("a", FIRST, 2, "Тема"), Lesson("b", dt.date(2025, 9, 9), None, "Тема"))
    spoiled = journal(
        page("Физика", 1, NEW, "5 4 ?! 2 .", lessons=lessons, absent={(1, "b"): "н"}, teacher=None),
        page("ОП.02 Химия", 1, NEW, ". . . . .", title="Непонятно"),
        *module().sections,
    )
    made = replace(spoiled, carries=frozenset())
    for term in (1, None):
        statement = grade_statement(made, OWNER, term=term)
        reports = (statement_report(statement, PAPER), *subject_reports(statement, PAPER))
        document = Document("Ведомости", reports)
        for text in (Printed(*reports).text, texts_of(document)):
            assert not OF_THE_PROGRAM.findall(text)


def test_what_is_wrong_with_files_is_told_on_paper_without_a_word_of_files() -> None:
    """Every code that blocks: a group with it may still be read and printed, and its papers tell of it."""
    told = {
        code: doubts([finding(code, "…")]) for code, one in CODES.items() if one.severity.value == "blocking"
    }
    assert not [(code, line) for code, (line,) in told.items() if OF_THE_PROGRAM.search(line)]
    assert told["student.twice"] == ("Проверка журнала нашла ошибку: Студент записан в списке дважды.",)
    assert told["page.contradiction"] == told["file.broken"]


def test_who_is_on_leave_at_the_end_of_the_period_is_told_beside_those_present() -> None:
    # Five on the list; № 4 is on leave since 1 October: four are present at the end of the term.
    resting = students(s4=make_student(4, leaves=(Leave(dt.date(2025, 10, 1)),)))
    term = grade_statement(journal(page("Физика", 1, resting, "5 4 4 . 4")), OWNER, term=1)
    assert (
        statement_report(term, PAPER)
        .closing[0]
        .startswith("Студентов на 28.12.2025: 4 и ещё 1 в академическом отпуске. Успевают: 4 ")
    )
