"""Both sides of a sheet: marks on the left, topics on the right, numbers without gaps, blanks counted."""

from __future__ import annotations

import dataclasses
import io
from pathlib import Path

import pytest
from bound import make_settings, press_parts, texts
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from archiver.binder.facing import extent, turned
from archiver.binder.plan import BinderPart, plan_volumes
from archiver.binder.volume import bind
from archiver.binding.parts import binder_parts, ordered, part_specs
from archiver.press.part import Part
from archiver.press.worker import press_part
from factories import make_journal, make_lesson, make_lessons, make_section, make_students

spreads = st.lists(st.tuples(st.integers(1, 3), st.integers(0, 3)), min_size=1, max_size=5)
"""Pages of marks and pages of topics of each spread."""


def part_of(shape, title: str = "Предмет") -> BinderPart:
    at, found = 0, []
    for marks, lists in shape:
        if lists:
            found.append((at, marks % 2 == 1))
        at += marks + lists
    return BinderPart(title, None, 1, "1 семестр", None, None, Part("k", Path("x"), at, tuple(found)))


def facing_marks(shape) -> list[int]:
    """The pages of marks that their first topics must face, from 0."""
    at, found = 0, []
    for marks, lists in shape:
        if lists:
            found.append(at + marks - 1)
        at += marks + lists
    return found


@given(spreads, st.integers(1, 9))
def test_the_last_marks_of_a_spread_lie_on_the_left_and_their_topics_next_to_them(shape, first):
    part = part_of(shape).part
    order = turned(part.pages, part.spreads, first)
    assert [page for page in order if page is not None] == list(range(part.pages))
    for marks in facing_marks(shape):
        assert (first + order.index(marks)) % 2 == 0
        assert order[order.index(marks) + 1] == marks + 1
    assert len(order) <= extent(part.pages, part.spreads)


@given(spreads, st.integers(1, 9))
def test_no_blank_page_stands_where_none_is_needed(shape, first):
    part = part_of(shape).part
    order = turned(part.pages, part.spreads, first)
    wanted = dict(part.spreads)
    for at, page in enumerate(order):
        if page is None:
            after = order[at + 1]
            assert after in wanted
            assert wanted[after] is not ((first + at) % 2 == 0)


@given(st.lists(spreads, min_size=1, max_size=8), st.integers(10, 40))
def test_volumes_keep_sides_and_count_blank_pages(shapes, limit):
    parts = [part_of(shape, f"Предмет {number}") for number, shape in enumerate(shapes)]
    for plan in plan_volumes(parts, max_sheets=limit, duplex=True):
        assert plan.titled is any(part.part.spreads for part in plan.parts)
        page = 1 + plan.titled
        for part, order, entry in zip(plan.parts, plan.order, plan.contents, strict=True):
            assert order == turned(part.part.pages, part.part.spreads, page)
            first = page + (order[0] is None)
            assert (entry.first_page, entry.last_page) == (first, page + len(order) - 1)
            page += len(order)
        assert plan.pages == page - 1
        assert plan.blanks == plan.pages - plan.titled - sum(part.part.pages for part in plan.parts)
        assert plan.sheets == -(-plan.pages // 2)
        assert plan.sheets <= limit or len({part.title for part in plan.parts}) == 1


@given(st.lists(spreads, min_size=1, max_size=8))
def test_one_sided_volumes_have_neither_blank_pages_nor_a_page_before_the_first(shapes):
    parts = [part_of(shape, f"Предмет {number}") for number, shape in enumerate(shapes)]
    for plan in plan_volumes(parts, max_sheets=250, duplex=False):
        assert (plan.blanks, plan.titled, plan.contents[0].first_page) == (0, False, 1)


@pytest.fixture
def journal():
    long_lists = tuple(make_lesson(n, topic="Тема занятия " * 30) for n in range(1, 13))
    return make_journal(
        sections=(
            make_section("Алгебра", lessons=long_lists),
            make_section("Биология", lessons=(), marks={}),
            make_section("Физика", lessons=make_lessons(20), students=make_students(61), marks={}),
            make_section("Химия", lessons=make_lessons(30)),
        )
    )


@pytest.mark.parametrize("laid", [True, False])
def test_in_the_volume_marks_face_topics(journal, tmp_path, laid):
    settings = make_settings(duplex=True)
    if laid:
        sections = ordered(journal, settings)
        parts = binder_parts(
            journal,
            sections,
            [press_part(spec, tmp_path / "parts") for spec in part_specs(journal, sections, settings)],
        )
    else:
        parts = press_parts(journal, settings, tmp_path / "parts")
    (volume,) = bind(dataclasses.replace(journal, sections=()), parts, settings, tmp_path)
    pages = PdfReader(io.BytesIO(volume.path.read_bytes())).pages
    said = [" ".join(page.extract_text().split()) for page in pages]
    first = next(at for at, text in enumerate(said) if "Специальность (профессия)" in text)
    body = said[first:-1][: volume.pages]
    assert first % 2 == 0  # a right page
    assert [int(page_number(pages[first + at])) for at in range(volume.pages)] == list(
        range(1, volume.pages + 1)
    )
    blank = [number for number, text in enumerate(body, 1) if text == str(number)]
    assert len(blank) == volume.blanks
    for number, text in enumerate(body, 1):
        follows = body[number] if number < len(body) else ""
        if "Фамилия, имя" in text and "Тема, содержание" in follows:
            assert number % 2 == 0
    assert any("Фамилия, имя" in text for text in body)


def page_number(page) -> str:
    """The number at the top right: the last text above the running title's line."""
    return max((x, text) for text, x, top in texts(page) if top < 15 and text.isdigit())[1]
