"""The certificate of study: put together from statements read back from their files."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_journal import OWNER, journal

from archiver.journal.marks import marks_of_cell
from archiver.journal.model import AcademicYear
from archiver.reports.certificate.finding import SeveralStudents, find
from archiver.reports.certificate.page import Office, Particulars, certificate_report
from archiver.reports.certificate.record import study_record
from archiver.reports.certificate.values import StudyRecord
from archiver.reports.document.report import shown
from archiver.reports.statement.extract import grade_statement
from archiver.reports.statement.twin import dump, load
from archiver.reports.statement.values import GradeStatement

YOLKIN = "Ёлкин Пётр Ильич"


def from_file(term: int | None, year: int = 2025, group: str = "ИС-21") -> GradeStatement:
    """The small journal's statement, shifted to another year and group, as it is read from its file."""
    one = journal()
    years = year - 2025
    terms = tuple(
        replace(
            term,
            start=term.start.replace(year=term.start.year + years),
            end=term.end.replace(year=term.end.year + years),
        )
        for term in one.terms
    )
    shifted = replace(one, year=AcademicYear(year), terms=terms, group=replace(one.group, name=group))
    read = load(dump(grade_statement(shifted, OWNER, term=term)), "в.json")
    assert isinstance(read, GradeStatement)
    return read


def record(*statements: GradeStatement, name: str = YOLKIN) -> StudyRecord:
    return study_record(find(statements, name))


def days(found: StudyRecord) -> list[tuple[str, str]]:
    """The intervals of the studies."""
    return [(str(stay.start), str(stay.end)) for stay in found.stays]


def test_by_hand_from_both_terms() -> None:
    found = record(from_file(2), from_file(1))
    assert [
        (line.subject.name, line.hours, line.last and (line.last.term, line.last.marks[-1].text))
        for line in found.subjects
    ] == [
        ("ЕН.01 Математика", 14, (2, "5")),  # 8 and 6 hours, the last result is the second term's
        ("ОГСЭ.03 Иностранный язык", 4, (1, "5")),  # the hours of one subgroup
        ("ОГСЭ.04 Физическая культура", 4, (1, "зач")),
        ("ОП.08 Экономика организации", 2, (2, "4")),
        ("ПМ.01 Разработка модулей", None, (2, "4")),
    ]
    assert [(line.subject.name, line.hours, line.days) for line in found.practices] == [
        ("УП.01 Учебная практика", 18, 3)
    ]
    assert [(one.subject.name, one.marks[-1].text) for one in found.course_works] == [
        ("ОП.08 Экономика организации", "4")
    ]
    assert days(found) == [("2025-10-15", "2026-06-28")]
    assert found.groups == ((AcademicYear(2025), "ИС-21"),)
    # The hours of a module are those of its courses and practices: nothing is lacking.
    assert found.missing == ()
    assert found.hours == 14 + 4 + 4 + 2 + 18


def test_the_years_statement_says_the_same_once() -> None:
    both, with_year, alone = (
        record(from_file(1), from_file(2)),
        record(from_file(1), from_file(2), from_file(None)),
        record(from_file(None)),
    )
    assert both.subjects == with_year.subjects == alone.subjects
    assert with_year.course_works == both.course_works


def test_years_are_added_up_and_groups_are_listed() -> None:
    found = record(from_file(None, 2024, "ИС-11"), from_file(None, 2025, "ИС-21"), name="Абаев Иван Петрович")
    assert [group for _year, group in found.groups] == ["ИС-11", "ИС-21"]
    assert found.subjects[0].hours == 28
    assert found.practices[0].days == 6
    assert days(found) == [("2024-09-01", "2026-06-28")]


def test_a_year_without_statements_and_a_missing_grade_are_told() -> None:
    found = record(
        from_file(None, 2023, "ИС-11"), from_file(None, 2025, "ИС-31"), name="Яшина Дарья Олеговна"
    )
    missing = "\n".join(found.missing)
    assert "Нет ведомости за 1-й период 2024/25 учебного года" in missing
    assert "Нет ведомости за 2-й период 2024/25 учебного года" in missing
    # The same work is lacking in both years; each lack is told once.
    assert (
        "Нет оценки: ОП.08 Экономика организации, курсовая работа (2 семестр 2023/24; 2 семестр 2025/26)."
    ) in missing
    assert len(set(found.missing)) == len(found.missing)


def test_statements_before_the_first_one_are_missed() -> None:
    found = record(from_file(2))
    assert days(found) == [("2025-10-15", "2026-06-28")]  # he came before, whatever statements there are
    assert "Студент в группе с 15.10.2025, а ведомости есть только с 12.01.2026." in found.missing


def test_who_left_has_a_last_day() -> None:
    found = record(from_file(1), name="Петров Яков Юрьевич")
    assert found.left is not None
    assert days(found) == [("2025-09-01", "2025-11-20")]
    assert found.subjects == ()


def test_statements_that_disagree_are_both_shown() -> None:
    first, whole = from_file(1), from_file(None)
    entry = next(one for one in whole.entries if "Математика" in one.subject.name and one.term == 1)
    rows = tuple(
        replace(row, marks={**row.marks, entry.id: marks_of_cell("3")})
        if "Ёлкин" in row.student.surname
        else row
        for row in whole.students
    )
    found = record(first, replace(whole, students=rows))
    assert "Ведомости расходятся (ЕН.01 Математика, 1 семестр 2025/26): 4 и 3." in found.missing


def test_namesakes_are_never_mixed() -> None:
    with pytest.raises(SeveralStudents) as error:
        find([from_file(1), from_file(1, 2025, "ТО-11")], YOLKIN)
    assert set(error.value.groups) == {"ИС-21", "ТО-11"}
    one = from_file(1)
    doubled = replace(one, students=(*one.students, replace(one.students[1])))
    with pytest.raises(SeveralStudents):
        find([doubled], YOLKIN)


def test_a_student_who_changed_groups_is_one() -> None:
    # Петров left ИС-21 in November; in another group of that term he is the same person.
    found = find([from_file(1), from_file(2, 2025, "ТО-11"), from_file(1)], "Абаев Иван Петрович")
    assert len(found) == 3


def test_nobody_of_that_name() -> None:
    assert find([from_file(1)], "Никто Никто Никто") == ()


def test_the_page() -> None:
    report = certificate_report(
        record(from_file(None)),
        Particulars(number="17", education="аттестат"),
        Office(director="Бурлаков Юрий Александрович"),
    )
    assert report.title == "СПРАВКА ОБ ОБУЧЕНИИ"
    facts = {fact.label: fact.value for fact in report.facts}
    assert facts["Период обучения"] == "с 15.10.2025 по 28.06.2026"
    assert (facts["Дата рождения"], facts["Предыдущий документ об образовании"]) == ("", "аттестат")
    subjects, practice, works, graduation = report.tables
    cells = [[shown(cell.value) for cell in row.cells] for row in subjects.rows]
    assert cells[0] == [
        "1",
        "ЕН.01 Математика",
        "14",
        "5 (отлично)",
        "другая форма контроля, 2 семестр 2025/2026 учебного года",
    ]
    assert cells[2][3] == "зачтено"
    assert cells[4][2] == "—"
    assert cells[5] == ["Всего часов", "24", "", ""]
    assert [shown(cell.value) for cell in practice.rows[0].cells][2:4] == [
        "18 (3\N{NO-BREAK SPACE}дня)",
        "не аттестовано",
    ]
    assert [shown(cell.value) for cell in works.rows[0].cells] == [
        "1",
        "ОП.08 Экономика организации",
        "",
        "4 (хорошо)",
        "2 семестр 2025/2026 учебного года",
    ]
    assert [row.cells[1].value for row in graduation.rows] == [
        "Демонстрационный экзамен",
        "Защита дипломного проекта (работы)",
    ]
    assert report.closing[0] == "Всего часов по предметам и практике: 42."
    assert report.signatures[0].name == "Ю.А.\N{NO-BREAK SPACE}Бурлаков"


def test_a_student_who_married_is_one_with_both_names() -> None:
    second = from_file(2)
    renamed = tuple(
        replace(row, student=replace(row.student, surname="Берёзкин"))
        if row.student.surname == "Ёлкин"
        else row
        for row in second.students
    )
    later = replace(second, students=renamed)
    found = study_record(find((from_file(1), later), "Берёзкин Пётр Ильич", [YOLKIN]))
    assert (found.full_name, found.former_names) == ("Берёзкин Пётр Ильич", (YOLKIN,))
    assert found.subjects[0].hours == 14
    report = certificate_report(found, Particulars(), Office())
    assert {fact.label: fact.value for fact in report.facts}["Прежние фамилия, имя, отчество"] == YOLKIN
    # Without the earlier name the first term is missing, and that is said.
    alone = study_record(find((from_file(1), later), "Берёзкин Пётр Ильич"))
    assert alone.missing[0] == ("Студент в группе с 15.10.2025, а ведомости есть только с 12.01.2026.")
