"""The list for scholarships: decisions by rule, and none where a result is lacking."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from large_group import statement as large
from small_journal import OWNER, journal

from archiver.reports.document.layout import laid
from archiver.reports.document.report import shown
from archiver.reports.scholarship.page import Commission, scholarship_report
from archiver.reports.scholarship.rules import Conditions, Rule
from archiver.reports.scholarship.values import ScholarshipList, scholarship_list
from archiver.reports.statement.extract import grade_statement

ACADEMIC = (Rule("академическая"),)


def the_list(term: int, rules: tuple[Rule, ...] = ACADEMIC) -> ScholarshipList:
    """The list of the small journal, without the debts of terms before."""
    return scholarship_list(grade_statement(journal(), OWNER, term=term), Conditions(rules))


def decisions(term: int, rules: tuple[Rule, ...] = ACADEMIC) -> list[str]:
    return [one.decision for one in the_list(term, rules).proposals]


def test_the_usual_rule_by_hand() -> None:
    # 5 4 зач 5; н/а; left; 3 and незач; 3 after н/а
    assert decisions(1) == ["академическая", "нет", "не в группе", "нет", "нет"]
    # 5 5 4 5; 5 4 4 4; on leave; a course work is lacking
    assert decisions(2) == ["академическая", "академическая", "академический отпуск", "не определено"]


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


def test_the_page_by_hand() -> None:
    report = scholarship_report(the_list(1), Commission("постановление № 764"))
    cells = [[shown(cell.value) for cell in row.cells] for row in report.tables[0].rows]
    assert cells[0] == [
        "1",
        "Абаев Иван Петрович",
        "",
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
    ]
    assert cells[4][3:] == ["н/а, 3", "5", "осв", "4", "1", "1", "1", "", "", "4,00", "", "", "нет"]
    assert {fact.label: fact.value for fact in report.facts}["Основание"] == "постановление № 764"
    assert report.closing[0].startswith("Предложено назначить: академическая — 1.")


def test_notes_name_the_student_and_the_debts() -> None:
    report = scholarship_report(the_list(1), Commission())
    remarks = [line.replace("\N{NO-BREAK SPACE}", " ") for line in report.remarks]
    assert "Ёлкин П.И.: в группе с 15.10.2025; задолженности: УП.01 Учебная практика." in remarks
    assert "Петрова А.С.: задолженности: ОГСЭ.04 Физическая культура." in remarks
    assert not any(line[:1].isdigit() for line in remarks)


def test_counts_only_leaves_the_subjects_out_and_what_lacks_is_told() -> None:
    report = scholarship_report(the_list(2), Commission(), counts_only=True)
    assert not any("Математика" in column.title for column in report.tables[0].columns)
    assert report.missing[0] == (
        "Решение не определено, не все оценки выставлены: "
        "Яшина\N{NO-BREAK SPACE}Д.О. (ОП.08 Экономика организации)."
    )


def test_the_commission_signs_with_room_for_its_protocol() -> None:
    named = Commission(chair="Котова Анна Ильинична", secretary="Орлова М.П.", members=("Соколов А.П.",))
    resolution = scholarship_report(the_list(1), named).resolution
    assert resolution is not None
    assert "протокол № ____" in resolution.lines[0]
    assert [(one.post, one.name.replace("\N{NO-BREAK SPACE}", " ")) for one in resolution.signatures] == [
        ("Председатель комиссии", "А.И. Котова"),
        ("Секретарь комиссии", "М.П. Орлова"),
        ("Член комиссии", "А.П. Соколов"),
    ]
    unnamed = scholarship_report(the_list(1), Commission()).resolution
    assert unnamed is not None
    assert [one.post for one in unnamed.signatures].count("Член комиссии") == 3


def test_a_usual_list_of_subjects_stands_on_a4_and_a_longer_one_on_a3() -> None:
    for subjects, paper in ((15, "A4"), (30, "A3")):
        found = scholarship_list(large(25, subjects), Conditions(ACADEMIC))
        report = scholarship_report(found, Commission())
        assert (report.sheet.paper.value, report.sheet.landscape) == (paper, True)
        assert len(laid(report.tables[0], report.sheet.text_width_mm)) == 1


def test_a_group_without_a_form_or_funding_is_told_so() -> None:
    told = scholarship_report(the_list(1), Commission()).missing
    assert "Основа обучения не указана: всей группы. Стипендия — только обучающимся за счёт бюджета." in told
    formless = replace(the_list(1).statement, group=replace(journal().group, education_form=None))
    told = scholarship_report(scholarship_list(formless, Conditions(ACADEMIC)), Commission()).missing
    assert "Форма обучения группы не указана. Стипендия — только обучающимся по очной форме." in told


def test_what_a_statement_lacks_of_absences_and_of_the_groups_shares_is_no_lack_of_the_list() -> None:
    found = the_list(1)
    said = " ".join(found.statement.missing)
    assert "причина части пропусков не указана" in said
    told = " ".join(scholarship_report(found, Commission("закон")).missing)
    assert "пропусков" not in told
    assert "Столбцы журнала расходятся" in told
