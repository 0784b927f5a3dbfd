import datetime as dt
from dataclasses import replace

import pytest
from spoiled import codes, only

from archiver.journal.findings import Severity
from archiver.journal.model import Feature, Journal, Leave, Section, Student
from factories import TERMS, make_journal, make_section, make_student, make_students

NAMESAKE = replace(make_student(1), id="s6", number=6)


def with_students(*students: Student, **overrides: object) -> Journal:
    return make_journal(sections=(make_section(students=students),), **overrides)


def everywhere(student: Student) -> tuple[Section, ...]:
    """Two subjects in two terms, each with `student` on the list."""
    students = (*make_students(4), student)
    return tuple(
        make_section(name, term, students=students) for term in (1, 2) for name in ("Право", "Физика")
    )


def test_one_id_twice_blocks() -> None:
    found = only(with_students(*make_students(), make_student(3, number=6)), "student.twice")
    assert found.severity is Severity.BLOCKING
    assert "№ 3, 6" in found.message


def test_one_line_twice_is_one_finding() -> None:
    only(with_students(*make_students(), make_student(3)), "student.twice")
    same_number = replace(NAMESAKE, number=1)
    only(with_students(*make_students(), same_number, format="xls"), "student.twice")


def test_one_number_twice_blocks() -> None:
    found = only(with_students(*make_students(4), make_student(5, number=2)), "student.twice")
    assert "№ 2" in found.message


def test_namesakes_whom_the_source_tells_apart_are_a_warning() -> None:
    journal = with_students(*make_students(), NAMESAKE)
    assert codes(journal) == ["student.namesake"]
    assert only(journal, "student.namesake").severity is Severity.WARNING


@pytest.mark.parametrize("form", ["xls", "xlsx", "html"])
def test_namesakes_of_a_printed_report_block(form: str) -> None:
    """The report has no ids: nothing tells a namesake from a student entered twice."""
    assert codes(with_students(*make_students(), NAMESAKE, format=form)) == ["student.twice"]


def test_who_left_and_came_back_is_not_there_twice() -> None:
    left = make_student(1, left=dt.date(2025, 10, 1))
    back = replace(NAMESAKE, enrolled=dt.date(2025, 11, 1))
    both = {**make_section().marks}
    section = make_section(students=(left, *make_students()[1:], back), marks=both)
    found = codes(make_journal(sections=(section,), format="xls"))
    assert "student.returned" in found
    assert not {"student.twice", "student.namesake"} & set(found)
    overlapping = replace(back, enrolled=left.left)
    section = replace(section, students=(left, *make_students()[1:], overlapping))
    assert "student.twice" in codes(make_journal(sections=(section,), format="xls"))


def test_who_came_back_under_a_new_number_is_told_once_for_all_pages() -> None:
    left, back = make_student(1, left=dt.date(2025, 10, 1)), replace(NAMESAKE, enrolled=dt.date(2025, 11, 1))
    sections = tuple(
        make_section(name, students=(left, *make_students()[1:], back), marks={}) for name in ("А", "Б")
    )
    found = only(make_journal(sections=sections), "student.returned")
    assert found.severity is Severity.NOTE
    assert "№ 1 и № 6" in found.message
    assert "student.namesake" not in codes(make_journal(sections=sections))


def test_two_entries_that_overlap_and_sat_in_no_lesson_together_are_a_finding() -> None:
    section = make_section(students=(*make_students(), NAMESAKE), marks=make_section().marks)
    found = only(make_journal(sections=(section,)), "student.two-entries")
    assert found.severity is Severity.WARNING
    assert "№ 1 и № 6" in found.message
    assert "student.namesake" not in codes(make_journal(sections=(section,)))


def test_the_name_is_the_same_whatever_its_yo_and_case() -> None:
    twin = make_student(6, surname="ЕЛКИН", name="Петр", patronymic="Ильич")
    assert "student.namesake" in codes(with_students(*make_students(), twin))


def test_the_same_double_on_many_pages_is_one_finding() -> None:
    sections = tuple(make_section(name, students=(*make_students(), NAMESAKE)) for name in ("А", "Б", "В"))
    found = only(make_journal(sections=sections), "student.namesake")
    assert found.place.subject == "А"
    assert "2" in found.message.split("6")[1]


def test_students_are_not_named_in_findings() -> None:
    journal = make_journal(sections=everywhere(make_student(5, left=dt.date(2025, 10, 1))), format="xls")
    twice = with_students(*make_students(), NAMESAKE, format="xls")
    messages = [found.message for found in (only(journal, "student.left"), only(twice, "student.twice"))]
    assert not any(student.surname in message for message in messages for student in make_students())


def test_who_left_is_one_note() -> None:
    journal = make_journal(sections=everywhere(make_student(5, left=dt.date(2026, 3, 1))))
    found = only(journal, "student.left")
    assert found.severity is Severity.NOTE
    assert "01.03.2026" in found.message and "№ 5" in found.message


@pytest.mark.parametrize("left", [None, TERMS[1].end, TERMS[0].start - dt.timedelta(1)])
def test_who_stays_to_the_end_or_was_gone_before_is_no_note(left: dt.date | None) -> None:
    journal = make_journal(sections=everywhere(make_student(5, left=left)))
    assert "student.left" not in codes(journal)


def test_leave_is_one_note() -> None:
    leave = Leave(dt.date(2026, 2, 1), dt.date(2026, 2, 20), "приказ № 1")
    found = only(make_journal(sections=everywhere(make_student(5, leaves=(leave,)))), "student.leave")
    assert found.severity is Severity.NOTE
    assert "01.02.2026" in found.message and "20.02.2026" in found.message


def test_leave_of_other_years_is_not_told() -> None:
    leave = Leave(dt.date(2024, 2, 1), dt.date(2024, 8, 20))
    assert codes(make_journal(sections=everywhere(make_student(5, leaves=(leave,))))) == []


def test_movements_are_told_where_only_the_settings_know_them() -> None:
    carries = frozenset(Feature) - {Feature.ENROLMENT}
    journal = make_journal(sections=everywhere(make_student(5, left=dt.date(2026, 6, 1))), carries=carries)
    assert "student.left" in codes(journal)


def test_a_subgroup_does_not_hide_the_number_on_the_whole_list() -> None:
    gone = make_student(5, left=dt.date(2025, 10, 1))
    sections = (
        make_section("Английский язык", subgroup="1", students=(replace(gone, number=1),)),
        make_section("Физика", students=(*make_students(4), gone)),
    )
    assert "№ 5" in only(make_journal(sections=sections), "student.left").message
