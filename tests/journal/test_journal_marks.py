import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.journal.marks import mark, marks_of_cell, module_absence, module_rating
from archiver.journal.model import Mark, MarkKind


@pytest.mark.parametrize(
    ("cell", "texts"),
    [
        ("5", ["5"]),
        ("уп,5", ["уп", "5"]),
        ("4/5", ["4", "5"]),
        ("4 5", ["4", "5"]),
        (" 3; н ", ["3", "н"]),
        ("н/а", ["н/а"]),
        ("н/а, 2", ["н/а", "2"]),
        ("н/з/4", ["н/з/4"]),
        ("", []),
        (" \N{NO-BREAK SPACE}", []),
        ("5,?", ["5,?"]),
        ("45", ["45"]),
        ("Н", ["Н"]),
    ],
)
def test_marks_of_a_report_cell(cell: str, texts: list[str]) -> None:
    assert [item.text for item in marks_of_cell(cell)] == texts


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2", MarkKind.GRADE),
        ("Зач.", MarkKind.CREDIT),
        ("✓", MarkKind.CREDIT),
        ("незачёт", MarkKind.CREDIT),
        ("н", MarkKind.ABSENCE),
        ("H", MarkKind.ABSENCE),  # Latin
        ("уп", MarkKind.ABSENCE),
        ("н/a", MarkKind.NOT_ASSESSED),  # Latin «a»
        ("осв.", MarkKind.EXEMPT),
        ("6", MarkKind.UNKNOWN),
        ("<script>", MarkKind.UNKNOWN),
    ],
)
def test_kinds_of_letters(text: str, kind: MarkKind) -> None:
    found = mark(text)
    assert found == Mark(text, kind, text)


@given(st.text(max_size=12))
def test_no_cell_loses_what_is_written_in_it(cell: str) -> None:
    found = marks_of_cell(cell)
    assert bool(found) == bool(cell.strip())
    if len(found) == 1 and found[0].kind is MarkKind.UNKNOWN:
        assert found[0].text == cell
    else:
        assert all(item.text in cell for item in found)


def test_ratings_of_the_module() -> None:
    assert module_rating("Five", task="Control") == Mark("5", MarkKind.GRADE, "Five", "КР")
    assert module_rating("Fail").kind is MarkKind.CREDIT
    assert module_rating("Seven", task="Dance") == Mark("Seven", MarkKind.UNKNOWN, "Seven", "Dance")


def test_absences_of_the_module() -> None:
    assert module_absence("SickLeave") == Mark("б", MarkKind.ABSENCE, "SickLeave")
    assert module_absence("OnTheMoon") == Mark("OnTheMoon", MarkKind.UNKNOWN, "OnTheMoon")
