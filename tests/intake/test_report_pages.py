"""Pages put together: pages of one printing, printings compared, lists of students united."""

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_printing import NAMES, Page, as_html, as_xls, codes, day, page, read_all, read_one

from archiver.intake.exports import Reading
from archiver.journal.findings import Severity
from archiver.journal.model import AcademicYear, Section
from archiver.journal.results import ResultKind

FIRST, SECOND, THIRD = day("01.09.2025"), day("03.09.2025"), day("05.09.2025")
MARKS = [["5", "4"], ["н", ""], ["", "3"]]


def only_section(reading: Reading) -> Section:
    assert reading.journal is not None
    (section,) = reading.journal.sections
    return section


def grid(section: Section) -> list[tuple[dt.date, list[str]]]:
    return [
        (
            one.date,
            [
                ",".join(mark.text for mark in section.marks.get((who.id, one.id), ()))
                for who in section.students
            ],
        )
        for one in section.lessons
    ]


def printing(*pages: Page) -> str:
    return as_html(pages, ["Учебный год: 2025/2026"])


def test_the_same_page_twice_is_taken_once_and_noted() -> None:
    one = page([FIRST, SECOND], MARKS)
    reading = read_one({"ИС-21.html": printing(one, one)})
    assert codes(reading) == {"page.repeated"}
    assert grid(only_section(reading)) == [(FIRST, ["5", "н", ""]), (SECOND, ["4", "", "3"])]


def test_the_same_page_in_two_files_is_taken_once() -> None:
    one = as_xls([page([FIRST, SECOND], MARKS)])
    reading = read_one({"ИС-21 2025-26.xls": one, "ИС-21 2025-26 копия.xls": one})
    assert codes(reading) == {"page.repeated"}
    assert len(only_section(reading).lessons) == 2


def test_a_file_exported_twice_is_noted_once_with_the_number_of_pages() -> None:
    subjects = ("Химия", "Физика", "Алгебра")
    one = as_xls([page([FIRST, SECOND], MARKS, subject=subject) for subject in subjects])
    reading = read_one({"ИС-21 2025-26.xls": one, "ИС-21 2025-26 копия.xls": one})
    (note,) = [one for one in reading.findings if one.code == "page.repeated"]
    assert "Химия" in note.message and " 2 " in note.message


def test_a_contradiction_blocks_and_names_both_cells() -> None:
    other = [["5", "4"], ["н", ""], ["", "2"]]
    files = {
        "ИС-21 2025-26 а.xls": as_xls([page([FIRST, SECOND], MARKS)]),
        "ИС-21 2025-26 б.xls": as_xls([page([FIRST, SECOND], other)]),
    }
    reading = read_one(files)
    (found,) = [one for one in reading.findings if one.code == "page.contradiction"]
    assert found.severity is Severity.BLOCKING
    assert found.group == "ИС-21"
    assert (found.place.file, found.place.sheet, found.place.cell) == (
        "ИС-21 2025-26 б.xls",
        "Журнал",
        "D6",
    )
    assert "ИС-21 2025-26 а.xls, Журнал!D6" in found.message
    assert "«3»" in found.message and "«2»" in found.message and "03.09.2025" in found.message
    assert grid(only_section(reading))[1] == (SECOND, ["4", "", "3"])


@pytest.mark.parametrize(
    "dates",
    [
        pytest.param([FIRST, THIRD], id="a lesson missing inside"),
        pytest.param([FIRST, SECOND, SECOND, THIRD], id="another number of lessons on a day"),
    ],
)
def test_exports_with_different_lessons_contradict(dates: Sequence[dt.date]) -> None:
    marks = [["5"] * 4] * 3
    files = {
        "ИС-21 а.html": printing(page([FIRST, SECOND, THIRD], marks)),
        "ИС-21 б.html": printing(page(dates, marks)),
    }
    reading = read_one(files)
    assert "page.contradiction" in codes(reading)
    assert len(only_section(reading).lessons) == max(3, len(dates))


def test_many_contradictions_are_counted_and_not_all_listed() -> None:
    dates = [FIRST + dt.timedelta(days=number) for number in range(20)]
    files = {
        "ИС-21 а.html": printing(page(dates, [["5"] * 20] * 3)),
        "ИС-21 б.html": printing(page(dates, [["4"] * 20] * 3)),
    }
    found = [one for one in read_one(files).findings if one.code == "page.contradiction"]
    assert len(found) == 11
    assert "50" in found[-1].message


def test_topics_that_differ_contradict() -> None:
    pages = [
        page([FIRST, SECOND], MARKS, facing=[[1, "01.09.2025", 2, topic, ""]])
        for topic in ("Предел", "Производная")
    ]
    found = [one for one in read_one({"ИС-21.html": printing(*pages)}).findings if one.severity == "blocking"]
    assert [one.code for one in found] == ["page.contradiction"]


def test_a_printing_without_topics_takes_them_from_the_other() -> None:
    bare, whole = page([FIRST], MARKS), page([FIRST], MARKS, facing=[[1, "01.09.2025", 2, "Предел", ""]])
    reading = read_one({"ИС-21 а.html": printing(bare), "ИС-21 б.html": printing(whole)})
    assert codes(reading) == {"page.repeated"}
    assert only_section(reading).lessons[0].topic == "Предел"


def test_two_lessons_of_one_day_may_stand_on_two_pages() -> None:
    pages = [page([FIRST, SECOND], MARKS), page([SECOND, THIRD], [["2", ""], ["", ""], ["", ""]])]
    reading = read_one({"ИС-21.html": printing(*pages)})
    assert codes(reading) == set()
    assert [one.date for one in only_section(reading).lessons] == [FIRST, SECOND, SECOND, THIRD]


def test_result_columns_of_pages_are_united_and_compared() -> None:
    early = page([FIRST], [["5", ""], ["4", ""]], titles=["Итог"])
    late = page([SECOND], [["5", "5"], ["4", "4"]], titles=["Итог"])
    wrong = page([THIRD], [["5", "3"], ["4", ""]], titles=["Итог"])
    section = only_section(read_one({"ИС-21.html": printing(early, late)}))
    assert [one.title for one in section.period_columns] == ["Итог"]
    assert sorted(mark.text for (mark,) in section.period_marks.values()) == ["4", "5"]
    assert codes(read_one({"ИС-21.html": printing(early, late, wrong)})) == {"page.contradiction"}


def test_averages_of_pages_that_differ_are_both_kept() -> None:
    pages = [
        page([date], [["5", text]], titles=["Средняя оценка"])
        for date, text in ((FIRST, "5"), (SECOND, "4,5"))
    ]
    section = only_section(read_one({"ИС-21.html": printing(*pages)}))
    assert [one.kind for one in section.period_columns] == [ResultKind.AVERAGE] * 2


def test_lists_of_students_are_united_in_order() -> None:
    whole = Page(dates=[FIRST], rows=[(n, name, ["5"]) for n, name in enumerate(NAMES, 1)])
    without_last = Page(dates=[SECOND], rows=[(n, name, ["4"]) for n, name in enumerate(NAMES[:2], 1)])
    reading = read_one({"ИС-21.html": printing(whole, without_last)})
    assert codes(reading) == {"page.students-differ"}
    assert [one.full_name for one in only_section(reading).students] == list(NAMES)


def test_numbers_that_moved_are_reported() -> None:
    whole = Page(dates=[FIRST], rows=[(n, name, ["5"]) for n, name in enumerate(NAMES, 1)])
    later = Page(dates=[SECOND], rows=[(1, NAMES[0], ["4"]), (2, NAMES[2], ["2"])])
    reading = read_one({"ИС-21.html": printing(whole, later)})
    assert codes(reading) == {"page.students-contradict"}
    section = only_section(reading)
    assert [(one.number, one.full_name) for one in section.students] == list(enumerate(NAMES, 1))
    assert grid(section)[1] == (SECOND, ["4", "", "2"])


def test_lists_with_nobody_in_common_are_subgroups() -> None:
    pages = [
        Page("Иностранный язык", dates=[FIRST], rows=[(1, name, ["5"])]) for name in (NAMES[0], NAMES[1])
    ]
    reading = read_one({"ИС-21.html": printing(*pages)})
    assert codes(reading) == {"report.subgroup-assumed"}
    assert reading.journal is not None
    assert [one.subgroup for one in reading.journal.sections] == ["1", "2"]


def test_namesakes_stay_two_students() -> None:
    one = Page(dates=[FIRST], rows=[(1, NAMES[0], ["5"]), (2, NAMES[0], ["2"])])
    section = only_section(read_one({"ИС-21.html": printing(one)}))
    assert len({who.id for who in section.students}) == 2
    assert grid(section) == [(FIRST, ["5", "2"])]


def test_a_student_has_one_id_in_all_terms() -> None:
    pages = [
        Page(dates=[date], rows=[(number, NAMES[2], ["5"])])
        for number, date in ((3, FIRST), (2, day("20.01.2026")))
    ]
    journal = read_one({"ИС-21.html": printing(*pages)}).journal
    assert journal is not None
    one, other = journal.sections
    assert (one.term, other.term) == (1, 2)
    assert one.students[0].id == other.students[0].id


def test_topics_of_all_pages_may_stand_under_the_last() -> None:
    facing = [
        [1, "01.09", 2, "Предел", ""],
        [2, "03.09", 2, "Производная", ""],
        [3, "04.09", 2, "Лишняя", ""],
    ]
    pages = [page([FIRST], MARKS), page([SECOND], MARKS, facing=facing)]
    reading = read_one({"ИС-21.html": printing(*pages)})
    assert [one.topic for one in only_section(reading).lessons] == ["Предел", "Производная"]
    assert codes(reading) == {"report.topic-without-lesson"}


lessons = st.lists(
    st.tuples(st.integers(0, 110), st.tuples(*[st.sampled_from(["", "5", "н", "уп,4", "зач"])] * 3)),
    min_size=1,
    max_size=12,
    unique_by=lambda one: one[0],
).map(sorted)
cuts = st.integers(1, 13)


@settings(max_examples=60, deadline=None)
@given(lessons, cuts, cuts)
def test_lessons_per_page_do_not_matter(
    taught: list[tuple[int, tuple[str, ...]]], per_page: int, per_other: int
) -> None:
    def printed(size: int) -> str:
        starts = [*range(0, len(taught), size), len(taught)]
        pages = []
        for start, end in pairwise(starts):
            some = taught[start:end]
            dates = [FIRST + dt.timedelta(days=offset) for offset, _cells in some]
            pages.append(page(dates, [[cells[who] for _day, cells in some] for who in range(3)]))
        return printing(*pages)

    reading = read_one({"ИС-21 а.html": printed(per_page), "ИС-21 б.html": printed(per_other)})
    assert codes(reading) == {"page.repeated"}
    expected = [
        (FIRST + dt.timedelta(days=offset), [",".join(cell.split(",")) for cell in cells])
        for offset, cells in taught
    ]
    assert grid(only_section(reading)) == expected


def test_one_mistyped_date_does_not_move_a_page_into_another_year() -> None:
    days = [day("01.09.2025"), day("08.09.2025"), day("15.09.2025")]
    facing = [
        [1, "01.02.2025", 2, "Тема", ""],
        [2, "08.09.2025", 2, "Тема", ""],
        [3, "15.09.2025", 2, "Тема", ""],
    ]
    readings, findings = read_all({"ИС-21.html": as_html([page(days, facing=facing)])})
    (reading,) = readings.values()
    assert reading.journal is not None and reading.journal.year == AcademicYear(2025)
    assert "report.topic-without-lesson" in {one.code for one in (*findings, *reading.findings)}
