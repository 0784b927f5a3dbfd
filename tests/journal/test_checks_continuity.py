"""From one study period to the next: who and what is there once and not twice is named."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from spoiled import codes, only

from archiver.journal.checks import check
from archiver.journal.findings import Severity
from archiver.journal.model import Feature, Journal, Section, Term
from factories import TERMS, make_journal, make_section, make_student, make_students

NO_PLAN = frozenset(Feature) - {Feature.PLAN}
SUBJECTS = ("Алгебра", "Биология", "Физика")


def journal(*sections: Section, **more: object) -> Journal:
    return make_journal(**{"sections": sections, "plan": (), "carries": NO_PLAN} | more)


def of(*numbers: int, term: int = 1, name: str = "Физика", subgroup: str | None = None) -> Section:
    return make_section(name, term, subgroup=subgroup, students=tuple(make_student(one) for one in numbers))


def told(one: Journal) -> list[str]:
    return [code for code in codes(one) if code.endswith(".one-term")]


def test_a_student_who_is_there_in_the_first_term_only() -> None:
    found = only(journal(of(1, 2, 3), of(1, 3, term=2)), "student.one-term")
    assert found.severity is Severity.WARNING
    assert "№ 2 " in found.message
    assert found.place.term == 1
    assert "Ёлкин" not in found.message


def test_a_student_who_is_there_in_the_second_term_only() -> None:
    found = only(journal(of(1, 2), of(1, 2, 4, 5, term=2)), "student.one-term")
    assert "№ 4, 5" in found.message
    assert found.place.term == 2


def test_one_line_for_each_direction() -> None:
    assert told(journal(of(1, 2), of(1, 3, term=2))) == ["student.one-term"] * 2


def test_a_list_of_any_subject_is_enough() -> None:
    one = journal(of(1, 2, 3), of(1, 2, 3, name="Химия"), of(1, 2, term=2), of(3, term=2, name="Химия"))
    assert told(one) == []


def test_the_number_is_that_of_the_whole_list() -> None:
    half = replace(of(3, subgroup="1"), students=(make_student(3, number=1),))
    found = only(journal(half, of(1, 2, 3, name="Химия"), of(1, 2, term=2)), "student.one-term")
    assert "№ 3" in found.message


def test_dates_of_the_student_explain_it() -> None:
    gone = make_student(2, left=dt.date(2025, 12, 20))
    first = replace(of(1, 2), students=(make_student(1), gone))
    assert told(journal(first, of(1, term=2))) == []
    late = make_student(3, enrolled=dt.date(2026, 1, 12))
    second = replace(of(1, term=2), students=(make_student(1), late))
    assert told(journal(of(1), second)) == []
    stayed = replace(gone, left=dt.date(2026, 4, 1))
    assert told(journal(replace(first, students=(make_student(1), stayed)), of(1, term=2))) == [
        "student.one-term"
    ]


def test_a_new_surname_is_a_new_student_unless_the_module_knows_better() -> None:
    married = replace(of(1, 4, term=2), students=(make_student(1), make_student(4, surname="Сидорова")))
    assert len(told(journal(of(1, 4), married, format="xls"))) == 2
    assert told(journal(of(1, 4), married, format="spo")) == []


def test_one_of_two_namesakes_is_missed() -> None:
    twin = make_student(1, id="s9", number=9)
    both = replace(of(1, 2), students=(*make_students(2), twin))
    assert told(journal(both, of(1, 2, term=2))) == ["student.one-term"]


def test_a_subject_that_is_there_once_is_a_note() -> None:
    pages = [make_section(name, term) for term in (1, 2) for name in SUBJECTS]
    one = journal(*pages, make_section("История", 1), make_section("Право", 2))
    over, begun = (item for item in check(one) if item.code == "subject.one-term")
    assert {over.severity, begun.severity} == {Severity.NOTE}
    assert "История" in over.message and over.place.term == 1
    assert "Право" in begun.message and begun.place.term == 2


def test_most_subjects_at_once_are_a_warning() -> None:
    pages = [make_section(name) for name in SUBJECTS]
    found = only(journal(*pages, make_section("Физика", 2)), "subject.one-term")
    assert found.severity is Severity.WARNING
    assert "Алгебра, Биология" in found.message


def test_a_lost_subgroup_is_named() -> None:
    pages = [make_section("Химия", 1, subgroup=one) for one in ("1", "2")]
    found = only(journal(*pages, make_section("Химия", 2, subgroup="1")), "subject.one-term")
    assert found.message.rstrip(".").endswith("2")
    assert told(journal(*pages, make_section("Химия", 2))) == []  # no subgroups any more


def test_the_plan_knows_better_which_subjects_there_are() -> None:
    sections = (make_section("Физика"), make_section("Физика", 2), make_section("Химия", 2))
    assert told(make_journal(sections=sections)) == []


def test_three_terms_are_compared_in_a_row() -> None:
    starts = (dt.date(2025, 9, 1), dt.date(2025, 12, 1), dt.date(2026, 3, 1))
    terms = tuple(
        Term(number, f"{number} триместр", start, start + dt.timedelta(days=80))
        for number, start in enumerate(starts, 1)
    )
    pages = (of(1, 2), replace(of(1, 2), term=2), replace(of(1), term=3))
    found = only(journal(*pages, terms=terms), "student.one-term")
    assert "2 триместр" in found.message and "3 триместр" in found.message
    # A term without pages has nothing to compare with.
    assert told(journal(pages[0], pages[2], terms=terms)) == ["student.one-term"]


def test_one_term_alone_is_silent() -> None:
    assert told(journal(of(1, 2), terms=TERMS)) == []
