"""Measures: whatever is asked for stays on the sheet."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archiver.press.engine import Paper
from archiver.press.section import geometry
from archiver.press.section.slots import slots
from archiver.press.text.measure import fitting_points, lines_needed, width_mm

NAMES = ["Абаев Иван Петрович", "Константинопольский Александр Владимирович"]


@settings(max_examples=60)
@given(
    landscape=st.booleans(),
    margin=st.floats(20, 40),
    chunk=st.integers(1, 60),
    chunks=st.integers(1, 3),
    last=st.integers(1, 60),
    periods=st.integers(0, 4),
    students=st.integers(1, 60),
)
def test_the_grid_never_leaves_the_text_area(landscape, margin, chunk, chunks, last, periods, students):
    paper = Paper(landscape, margin)
    sizes = [chunk] * (chunks - 1) + [min(last, chunk)]
    grid = geometry.grid(paper, 140, 9.0, NAMES * students, sizes, ["1 сем."] * periods, ["незачёт"], slots())
    fixed = grid.number_mm + grid.name_mm
    widths = [fixed + size * grid.lesson_mm for size in sizes]
    widths[-1] += periods * grid.period_mm
    assert max(widths) <= geometry.text_width(paper) + 0.01
    assert geometry.LESSON_MM[0] - 0.01 <= grid.lesson_mm <= geometry.LESSON_MM[1]
    assert width_mm("30", grid.day_pt) < grid.lesson_mm
    assert slots().mark.wrapped_to <= grid.mark_pt <= slots().mark.size


@pytest.mark.parametrize("landscape", [True, False])
def test_sixty_lessons_fit_on_the_usual_sheet(landscape):
    paper = Paper(landscape, 25.0)
    grid = geometry.grid(paper, 140, 9.0, NAMES, [60], ["1 сем."], ["5"], slots())
    width = grid.number_mm + grid.name_mm + 60 * grid.lesson_mm + grid.period_mm
    assert width <= geometry.text_width(paper)


@given(st.floats(20, 200), st.lists(st.floats(3.2, 19), max_size=80))
def test_rows_are_split_into_equal_pages_in_order(room, heights):
    pages = geometry.split_rows(room, heights)
    assert [row for page in pages for row in page] == list(range(len(heights)))
    assert max(map(len, pages)) - min(map(len, pages)) <= 1
    assert all(len(page) <= 1 or sum(heights[row] for row in page) <= room for page in pages)


@given(st.floats(100, 200), st.lists(st.floats(3.2, 12), min_size=1, max_size=40))
def test_rows_of_a_page_fill_no_more_than_its_room(room, heights):
    row = geometry.shared_row(room, heights)
    used = sum(max(need, row) + geometry.LINE_MM for need in heights)
    least = sum(max(need, geometry.ROW_MM[0]) + geometry.LINE_MM for need in heights)
    assert used <= max(room, least) + 0.01
    assert row <= geometry.ROW_MM[1]


def test_a_line_is_measured_as_it_is_broken():
    assert lines_needed("слово", 9, 100) == 1
    word = width_mm("слово", 9)
    assert lines_needed("слово слово слово", 9, word * 1.5) == 3
    assert lines_needed("ж" * 100, 9, width_mm("ж" * 30, 9)) == 4
    assert width_mm("слово", fitting_points("слово", 12.0)) == pytest.approx(12.0)
