"""Findings of one code and group are one line, as long as one line can tell them."""

from __future__ import annotations

import pytest

from archiver.journal.briefs import brief
from archiver.journal.codes import CODES, finding
from archiver.journal.facts import Fact, facts
from archiver.journal.findings import Finding, Place, Severity


def on_page(subject: str, body: str, code: str = "grade.final-missing", group: str = "ИС-21") -> Finding:
    page = f"«{subject}», 2 семестр"
    place = Place(subject=subject, term=2, file="ИС-21.xls")
    return finding(code, f"{page}: {body}", group=group, place=place)


def told(fact: Fact, room: int = 90) -> str:
    return fact.told(room)


def test_the_same_on_many_pages_is_told_once_with_the_pages() -> None:
    body = "нет итоговой оценки у 1 студента (№ 28)."
    (one,) = facts(on_page(name, body) for name in ("ПМ.01 Модуль", "УП.01 Учебная практика", "Физика"))
    assert told(one) == "нет итоговой оценки у 1 студента (№ 28): ПМ.01, УП.01, Физика"
    assert (one.code, one.group, len(one.findings)) == ("grade.final-missing", "ИС-21", 3)


def test_different_findings_of_a_code_are_told_by_its_title() -> None:
    (one,) = facts([on_page("Физика", "у 1 студента (№ 1)."), on_page("Химия", "у 2 студентов (№ 1, 2).")])
    assert told(one) == f"{CODES['grade.final-missing'].title}: Физика, Химия"


def test_as_many_places_are_named_as_there_is_room_for() -> None:
    (one,) = facts(on_page(f"ОП.{number:02} Предмет", "то же самое.") for number in range(1, 13))
    assert told(one, 36) == "то же самое: ОП.01, ОП.02 и ещё 10"
    assert told(one, 10) == "то же самое: ОП.01 и ещё 11"  # one at least


def test_a_single_finding_is_told_whole_and_its_page_once() -> None:
    (one,) = facts([on_page("Физика", "занятия вне периода: 01.06.2026.")])
    assert told(one, 10) == "«Физика», 2 семестр: занятия вне периода: 01.06.2026"


def test_a_file_is_named_where_the_message_does_not() -> None:
    at = finding("file.empty", "Файл пуст.", place=Place(file="папка/а.xls"))
    named = finding("file.empty", "Файл папка/а.xls пуст.", place=Place(file="папка/а.xls"))
    assert [told(fact) for one in (at, named) for fact in facts([one])] == [
        "а.xls: Файл пуст",
        "Файл папка/а.xls пуст",
    ]


@pytest.mark.parametrize(("count", "lines"), [(1, 1), (3, 3), (4, 1)])
def test_students_have_a_line_each_while_they_are_few(count: int, lines: int) -> None:
    found = facts(
        finding("student.no-finals", f"№ {number}: ни одной итоговой за 2 семестр — выбыл?", group="ИС-21")
        for number in range(1, count + 1)
    )
    assert len(found) == lines
    if lines == 1 < count:
        assert told(found[0]) == "Студент без единой итоговой за период: № 1, № 2, № 3, № 4"


def test_groups_are_kept_together_and_the_heaviest_comes_first() -> None:
    given = [
        finding("student.left", "№ 3: выбыл.", group="ИС-21"),
        on_page("Физика", "нет.", group="ТО-11"),
        on_page("Физика", "нет.", group="ИС-21"),
        finding("student.twice", "дважды.", group="ИС-21"),
    ]
    assert [(one.group, one.code) for one in facts(given)] == [
        ("ИС-21", "student.twice"),
        ("ИС-21", "grade.final-missing"),
        ("ИС-21", "student.left"),
        ("ТО-11", "grade.final-missing"),
    ]


def test_the_same_code_of_two_weights_is_two_facts() -> None:
    note = Finding("term.missing", Severity.NOTE, "Нет.", "Совет", "ИС-21")
    blocking = Finding("term.missing", Severity.BLOCKING, "Нет.", "Совет", "ИС-21")
    assert [one.severity for one in facts([note, blocking])] == [Severity.BLOCKING, Severity.NOTE]


def test_what_to_do_has_a_few_words_for_every_code() -> None:
    briefs = {code: brief(code, entry.advice) for code, entry in CODES.items()}
    assert max(map(len, briefs.values())) <= 40
    assert all(briefs.values())
    assert not {code for code, told in briefs.items() if told.endswith(("archiver", "ASU"))}
    assert not {code for code, told in briefs.items() if code.startswith("hours.") and told.endswith("…")}
    assert brief("no.such-code", "Короткий совет; и ещё слова.") == "Короткий совет"
    assert brief("no.such-code", "слово " * 20).endswith("сло…")
