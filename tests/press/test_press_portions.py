"""Lessons shared out over pages: each once, no page with more than asked, few pages and even ones."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from press_pages import Printed, printed

from archiver.press.section.pages import Layout, part_spec
from archiver.press.section.portions import Portion, portions
from archiver.press.section.setting import set_pages
from archiver.press.section.spec import ListPage, Span
from factories import make_journal, make_lesson, make_lessons, make_section, make_students

ROOM = 100.0
heights = st.lists(st.one_of(st.sampled_from((5.0, 9.0)), st.floats(3.0, 140.0)), min_size=1, max_size=80)


@given(heights, st.integers(1, 40), st.sampled_from((0.0, 9.5)))
def test_every_lesson_stands_once_on_a_marks_page_and_once_on_a_list(rows, most, closing):
    found = portions(rows, most, ROOM, closing)
    assert [at for one in found for at in one.lessons] == list(range(len(rows)))
    for one in found:
        assert [at for page in one.lists for at in page] == list(one.lessons)
        assert 0 < len(one.lessons) <= most


@given(heights, st.integers(1, 40))
def test_marks_pages_are_even_unless_that_costs_a_page(rows, most):
    found = portions(rows, most, ROOM, 0.0)
    sizes = [len(one.lessons) for one in found]
    if max(sizes) - min(sizes) > 1:
        assert sizes[:-1] == [most] * (len(sizes) - 1)
        edges = [round(len(rows) * at / len(sizes)) for at in range(len(sizes) + 1)]
        evenly = sum(1 + list_pages(rows[a:b]) for a, b in itertools.pairwise(edges))
        assert evenly > pages_of(found)


@given(heights, st.integers(1, 40), st.sampled_from((0.0, 9.5)))
def test_topics_fit_on_their_page_or_stand_on_it_alone(rows, most, closing):
    for one in portions(rows, most, ROOM, closing):
        for page in one.lists:
            under = closing if page.stop == len(rows) else 0.0
            assert len(page) == 1 or sum(rows[at] for at in page) + under <= ROOM + 1e-6


@given(heights, st.integers(1, 40), st.sampled_from((0.0, 9.5)))
def test_never_more_pages_than_full_ones_one_after_another(rows, most, closing):
    assert pages_of(portions(rows, most, ROOM, closing)) <= full_pages(rows, most, closing)


@given(st.lists(st.sampled_from((5.0, 9.0, 13.0, 30.0)), min_size=1, max_size=12))
def test_no_other_breaks_make_the_fullest_list_page_less_full(rows):
    (one,) = portions(rows, len(rows), ROOM, 0.0)[:1]
    if len(one.lessons) < len(rows):
        return  # two portions; the first of them was looked at
    fullest = max(sum(rows[at] for at in page) for page in one.lists)
    for cuts in itertools.combinations(range(1, len(rows)), len(one.lists) - 1):
        edges = [0, *cuts, len(rows)]
        other = max(sum(rows[a:b]) for a, b in itertools.pairwise(edges))
        assert fullest <= other + 1e-6


@pytest.mark.parametrize(
    ("count", "most", "marks", "lists"),
    [
        (28, 25, [14, 14], [14, 14]),  # not 25 and 3
        (26, 26, [26], [13, 13]),  # a list of two pages fills both alike
        (20, 25, [20], [20]),
        (1, 25, [1], [1]),
        (80, 25, [20, 20, 20, 20], [20, 20, 20, 20]),
    ],
)
def test_pages_are_even(count, most, marks, lists):
    found = portions([5.0] * count, most, ROOM, 0.0)
    assert [len(one.lessons) for one in found] == marks
    assert [len(page) for one in found for page in one.lists] == lists


def test_each_page_names_the_lessons_that_stand_on_it():
    lessons = tuple(make_lesson(n, topic="Тема урока, какой она бывает " * 8) for n in range(1, 25))
    page = printed(make_section(students=make_students(3), lessons=lessons), lessons_per_page=25)
    assert page.out.pages > 2
    heads_tell_the_rows(page)


def test_topics_that_run_over_are_parted_so_that_each_head_stays_true():
    section = make_section(students=make_students(1), lessons=make_lessons(40))
    spec = part_spec(make_journal(sections=(section,)), section, Layout(lessons_per_page=60))
    (spread,) = spec.spreads
    rows = tuple(row for page in spread.lists for row in page.rows)
    crowded = replace(spec, spreads=(replace(spread, lists=(ListPage(Span(1, 40, 40), rows),)),))
    heads_tell_the_rows(Printed(crowded, set_pages(crowded)))


def test_where_the_source_tells_no_results_a_column_is_left_to_write_them_in():
    section = make_section(period_columns=(), period_marks={})
    spec = part_spec(make_journal(sections=(section,)), section, Layout())
    assert spec.spreads[-1].marks[0].periods == ("Итог",)
    assert {row.cells[-1].lines for row in spec.spreads[-1].marks[0].rows} == {()}


@pytest.mark.parametrize(("asked", "pages"), [(False, 1), (True, 2)])
def test_blank_lists_are_printed_on_request_only(asked, pages):
    untold = tuple(
        replace(lesson, topic=None, homework=None, kind=None, hours=None) for lesson in make_lessons(6)
    )
    section = make_section(lessons=untold)
    journal = replace(make_journal(sections=(section,)), carries=frozenset())
    spec = part_spec(journal, section, Layout(blank_lists=asked))
    out = set_pages(spec)
    assert out.pages == pages
    assert "По плану" in Printed(spec, out).text(pages - 1)
    assert "Занятий нет" not in Printed(spec, out).whole


def heads_tell_the_rows(page: Printed) -> None:
    """Every list page's head names the first and the last of the numbers that stand under it."""
    seen = 0
    for number in range(page.out.pages):
        text = page.text(number)
        numbers = [int(found) for found in re.findall(r"^(\d+) \d\d\.\d\d\.\d{4}", text, re.MULTILINE)]
        if "Тема, содержание" not in text:
            continue
        said = f"занятия {numbers[0]}–{numbers[-1]} из" if len(numbers) > 1 else f"занятие {numbers[0]} из"
        assert said in text
        seen += len(numbers)
    assert seen == sum(len(one.rows) for spread in page.spec.spreads for one in spread.lists)


def pages_of(found: Sequence[Portion]) -> int:
    return sum(one.pages for one in found)


def full_pages(rows: Sequence[float], most: int, closing: float) -> int:
    """What pages filled one after another would take."""
    pages = 0
    for start in range(0, len(rows), most):
        chunk = list(rows[start : start + most])
        if start + most >= len(rows):
            chunk[-1] += closing
        pages += 1 + list_pages(chunk)
    return pages


def list_pages(rows: Sequence[float]) -> int:
    """List pages filled one after another."""
    pages, used = 1, 0.0
    for height in rows:
        if used and used + height > ROOM:
            pages, used = pages + 1, 0.0
        used += height
    return pages
