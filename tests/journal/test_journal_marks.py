import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.journal.mark_words import Reason
from archiver.journal.marks import (
    cell_text,
    grade_of,
    is_decimal,
    mark,
    marks_of_cell,
    module_absence,
    module_rating,
    owed_mark,
    passed,
    reason_of,
)
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
        ("не зачтено, 4", ["не зачтено", "4"]),
        ("н/4", ["н", "4"]),
        ("4;", ["4;"]),
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


@pytest.mark.parametrize(
    ("kind", "texts"),
    {
        MarkKind.GRADE: "2|5|5.|отл|Отлично|отл.|хор.|удовл|неуд|НЕУД.|5 (отлично)|3 (удовл.)",
        MarkKind.CREDIT: "зач|Зачтено|зачёт|незач|незачёт|н/зач|Н/Зач.|н / зач|н/з|не зачтено|незачет|✓",
        MarkKind.ABSENCE: "н|Н|H|нб|н/б|Н.Б.|нп|н/п|уп|у/п|УП|yп|б|оп|Н / Б|н\\б",
        MarkKind.NOT_ASSESSED: "н/а|н/a|Н/А|н/атт|н/атт.|н/я|не аттестован|неявка",
        MarkKind.EXEMPT: "осв|осв.|ОСВ|освобождена",
        MarkKind.UNKNOWN: "б/о|п|о|6|45|4.5|5-|4+|5 (хорошо)|—|б/н|н зач|?|нет|уд/з|04.05.2025",
    }.items(),
)
def test_words_of_marks_however_they_are_typed(kind: MarkKind, texts: str) -> None:
    for text in texts.split("|"):
        (found,) = marks_of_cell(text)
        assert (found.text, found.kind) == (text, kind)


@pytest.mark.parametrize(
    ("text", "grade", "credit", "reason"),
    [
        ("отлично", 5, None, None),
        ("неуд.", 2, None, None),
        ("1", 2, None, None),  # unsatisfactory, like «2»
        ("3 (удовл.)", 3, None, None),
        ("зач", None, True, None),
        ("н/зач", None, False, None),
        ("неЗАЧЁТ", None, False, None),
        ("н/б", None, None, Reason.UNTOLD),
        ("н/п", None, None, Reason.UNEXCUSED),
        ("у/п", None, None, Reason.EXCUSED),
        ("б", None, None, Reason.EXCUSED),
        ("оп", None, None, Reason.LATE),
        ("5-", None, None, None),
        ("н/а", None, None, None),
    ],
)
def test_what_a_mark_says(text: str, grade: int | None, credit: bool | None, reason: Reason | None) -> None:
    (found,) = marks_of_cell(text)
    assert (grade_of(found), passed(found), reason_of(found)) == (grade, credit, reason)


@pytest.mark.parametrize("text", ["4,5", "4;5", "4 5", "4/5", "4, 5", "4 / 5", "5,4;3"])
def test_two_grades_of_a_day_are_one_unknown_mark_of_a_result_column_or_a_number(text: str) -> None:
    at_lesson = marks_of_cell(text)
    assert {one.kind for one in at_lesson} == {MarkKind.GRADE} and len(at_lesson) > 1
    for whole in (marks_of_cell(text, result=True), marks_of_cell(text, number=True)):
        assert [(one.text, one.kind) for one in whole] == [(text, MarkKind.UNKNOWN)]
    assert cell_text(at_lesson) == text
    assert is_decimal(at_lesson) is (text in {"4,5", "5,4;3"})


def test_numbers_that_are_grades_are_grades_everywhere() -> None:
    assert marks_of_cell("5", number=True) == marks_of_cell("5") == marks_of_cell("5", result=True)


@pytest.mark.parametrize(
    "text", ["2\N{COMBINING LONG STROKE OVERLAY}", "2\N{COMBINING LONG STROKE OVERLAY}/4"]
)
def test_what_is_struck_out_is_no_grade(text: str) -> None:
    (found,) = marks_of_cell(text)
    assert (found.text, found.kind) == (text, MarkKind.UNKNOWN)


@given(
    st.lists(
        st.sampled_from(
            ("5", "4", "н", "уп", "зач", "н/а", "осв", "н/зач", "x", ",", ";", "/", " ", "-", ".")
        ),
        max_size=7,
    ).map("".join)
)
def test_a_cell_is_printed_as_it_is_written(cell: str) -> None:
    for result in (False, True):
        assert cell_text(marks_of_cell(cell, result=result)).strip() == cell.strip()


def test_marks_of_the_module_are_joined_as_on_its_screens() -> None:
    four, five, absent = module_rating("Four"), module_rating("Five"), module_absence("IsAbsentByValidReason")
    assert cell_text((four, five)) == "4/5"
    assert cell_text((absent, five)) == "уп,5"
    assert cell_text((absent, four, five)) == "уп,4/5"
    assert cell_text((four, owed_mark(task="Control"))) == "4/•"
    assert cell_text((module_rating("Success"), five)) == "зач/5"
    assert module_absence("IsAbsent") == Mark("н", MarkKind.ABSENCE, "IsAbsent")


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
