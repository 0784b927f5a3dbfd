"""The list for scholarships: decisions by rule, and none where a result is lacking."""

from __future__ import annotations

from decimal import Decimal

import pytest
from small_journal import OWNER, journal

from archiver.reports.document.report import shown
from archiver.reports.scholarship.values import Rule, proposals, scholarship_report
from archiver.reports.statement.extract import grade_statement

ACADEMIC = (Rule("академическая"),)


def decisions(term: int, rules: tuple[Rule, ...] = ACADEMIC) -> list[str]:
    return [one.decision for one in proposals(grade_statement(journal(), OWNER, term=term), rules, "нет")]


def test_the_usual_rule_by_hand() -> None:
    # 5 4 зач 5; н/а; left; 3 and незач; 3 after н/а
    assert decisions(1) == ["академическая", "нет", "не в группе", "нет", "нет"]
    # 5 5 4 5; 5 4 4 4; on leave; a course work is lacking
    assert decisions(2) == ["академическая", "академическая", "академ. отпуск", "не определено"]


@pytest.mark.parametrize(
    ("rules", "wanted"),
    [
        ((Rule("повышенная", 5), *ACADEMIC), ["академическая", "нет", "не в группе", "нет", "нет"]),
        ((Rule("мягкая", 3),), ["мягкая", "нет", "не в группе", "нет", "мягкая"]),
        ((Rule("с долгом", 4, most_debts=1),), ["с долгом", "с долгом", "не в группе", "нет", "нет"]),
        ((Rule("4,6", 4, Decimal("4.6")),), ["4,6", "нет", "не в группе", "нет", "нет"]),
        ((Rule("4,7", 4, Decimal("4.7")),), ["нет", "нет", "не в группе", "нет", "нет"]),
        ((), ["нет", "нет", "не в группе", "нет", "нет"]),
    ],
)
def test_the_first_rule_that_holds_decides(rules: tuple[Rule, ...], wanted: list[str]) -> None:
    assert decisions(1, rules) == wanted


def test_debts_are_named() -> None:
    found = proposals(grade_statement(journal(), OWNER, term=1), ACADEMIC, "нет")
    assert [one.debts for one in found] == [
        (),
        ("УП.01 Учебная практика",),
        (),
        ("ОГСЭ.04 Физическая культура",),
        (),
    ]


def test_the_page_row_by_row() -> None:
    report = scholarship_report(grade_statement(journal(), OWNER, term=1), ACADEMIC, "нет")
    cells = [[shown(cell.value) for cell in row.cells] for row in report.tables[0].rows]
    assert [column.title for column in report.tables[0].columns[2:6]] == [
        "ЕН.01 Математика",
        "ОГСЭ.03 Иностранный язык",
        "ОГСЭ.04 Физическая культура",
        "УП.01 Учебная практика",
    ]
    # №, name, four subjects, counts of 5 4 3 2 н/а, average, debts, social, decision
    assert cells == [
        [
            "1",
            "Абаев Иван Петрович",
            "5",
            "4",
            "зач",
            "5",
            "2",
            "1",
            "",
            "",
            "",
            "4,67",
            "",
            "",
            "академическая",
        ],
        ["2", "Ёлкин Пётр Ильич", "4", "5", "зач", "н/а", "1", "1", "", "", "1", "4,50", "1", "", "нет"],
        ["3", "Петров Яков Юрьевич", "—", "—", "—", "—", "", "", "", "", "", "—", "", "", "не в группе"],
        ["4", "Петрова Анна Сергеевна", "3", "4", "незач", "4", "", "2", "1", "", "", "3,67", "1", "", "нет"],
        [
            "5",
            "Яшина Дарья Олеговна",
            "н/а, 3",
            "5",
            "осв",
            "4",
            "1",
            "1",
            "1",
            "",
            "",
            "4,00",
            "",
            "",
            "нет",
        ],
    ]
    assert report.closing[0].startswith("Предложено назначить: академическая — 1.")


def test_counts_only_leaves_the_subjects_out_and_what_lacks_is_told() -> None:
    statement = grade_statement(journal(), OWNER, term=2)
    report = scholarship_report(statement, ACADEMIC, "нет", counts_only=True, paid=True)
    assert not any("Математика" in column.title for column in report.tables[0].columns)
    assert report.missing[0] == "Решение не определено: не все оценки выставлены у студентов № 4."
    assert any(fact.value == "внебюджет" for fact in report.facts)
