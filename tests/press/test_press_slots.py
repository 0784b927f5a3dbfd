"""A text too long for its place is set smaller, then in lines, then by the engine, as the file says."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import templates
from archiver.errors import EngineFailed
from archiver.journal.marks import mark
from archiver.journal.model import PeriodColumn
from archiver.press import worker
from archiver.press.engine import Paper
from archiver.press.part import LaidPart, Part
from archiver.press.refusal import CannotLayError
from archiver.press.section.forms import section_form
from archiver.press.section.laying import lay_section
from archiver.press.section.pages import Layout, part_spec
from archiver.press.section.slots import FILE, Sized, Slot, Slots, Wrapping, slots, slots_from
from archiver.press.section.spec import TEMPLATE, PartSpec
from factories import TERMS, make_journal, make_lesson, make_lessons, make_section, make_student

SHIPPED = templates.asset(FILE).decode()
WORDS = "Слово за словом о том, чего нельзя сказать короче, " * 6
NAME = "Константинопольский-Задунайский Александр-Вольдемар Константинопольевич оглы"

LONG = {
    "subject": make_section(WORDS),
    "term": make_section(subgroup=WORDS),
    "name": make_section(students=(make_student(1, surname=NAME, name="", patronymic=""),), marks={}),
    "mark": make_section(
        lessons=make_lessons(60, step_days=1),
        marks={("s1", "l1"): tuple(map(mark, ("уп", "5", "4", "5", "3")))},
    ),
    "period": make_section(
        period_columns=(PeriodColumn("p1", "Промежуточная аттестация за первый семестр"),), period_marks={}
    ),
    "kind": make_section(lessons=(make_lesson(1, kind=WORDS),)),
    "topic": make_section(lessons=(make_lesson(1, topic=WORDS),)),
    "homework": make_section(lessons=(make_lesson(1, homework=WORDS),)),
}
"""Sections each of which has one text longer than its place."""


def spec(section, told: Slots, **overrides: object) -> PartSpec:
    journal = make_journal(sections=(section,), **overrides)
    return part_spec(journal, section, Layout(lessons_per_page=60, landscape=False, slots=told))


def laid(printed: PartSpec, told: Slots) -> LaidPart:
    form = section_form(Paper(printed.landscape, printed.binding_margin_mm)).form
    assert form is not None
    return lay_section(printed, form, told)


def limited(place: str, lines: int) -> Slots:
    told = slots()
    return replace(told, **{place: replace(getattr(told, place), lines=lines)})


def test_the_file_is_part_of_the_template_so_that_a_change_of_it_makes_pages_anew(monkeypatch):
    before = templates.digest(TEMPLATE)
    real = templates.asset
    monkeypatch.setattr(templates, "asset", lambda name: real(name) + (b"#" if name == FILE else b""))
    assert templates.digest.__wrapped__(TEMPLATE) != before


@pytest.mark.parametrize("place", LONG)
def test_a_text_takes_as_many_lines_as_it_needs_unless_the_file_limits_them(place):
    laid(spec(LONG[place], slots()), slots())


@pytest.mark.parametrize("place", LONG)
def test_a_page_on_which_a_text_takes_more_lines_than_allowed_is_left_to_the_engine(place):
    told = limited(place, 1)
    with pytest.raises(CannotLayError):
        laid(spec(LONG[place], told), told)


def test_the_speciality_of_the_group_is_limited_in_the_same_way():
    group = replace(make_journal().group, speciality=WORDS)
    told = limited("group", 1)
    laid(spec(make_section(), slots(), group=group), slots())
    with pytest.raises(CannotLayError):
        laid(spec(make_section(), told, group=group), told)


def test_other_places_are_not_touched_by_the_limit_of_one():
    told = limited("topic", 1)
    laid(spec(LONG["homework"], told), told)


def test_the_page_is_then_set_by_the_engine_and_nothing_of_it_is_missing(monkeypatch, tmp_path):
    told = limited("topic", 2)
    monkeypatch.setattr(worker, "slots", lambda: told)
    few = spec(LONG["homework"], told), spec(LONG["topic"], told)
    assert [type(worker.press_part(one, tmp_path)) for one in few] == [LaidPart, Part]


@pytest.mark.parametrize("floor", [5.0, 6.5, 8.0])
def test_a_name_is_set_smaller_down_to_its_floor_before_it_takes_lines(floor):
    told = replace(slots(), name=replace(slots().name, shrink_to=floor))
    row = spec(LONG["name"], told).spreads[0].marks[0].rows[0]
    assert row.points == floor
    assert row.name == NAME


def test_marks_stay_on_one_line_as_long_as_the_file_wants_it():
    one_line = replace(slots(), mark=Wrapping(9.0, 3.0, 3.0))
    in_lines = replace(slots(), mark=Wrapping(9.0, 9.0, 4.5))
    section = make_section(marks={("s1", "l1"): tuple(map(mark, ("уп", "5", "4", "5")))})

    def lines(told: Slots) -> tuple[str, ...]:
        return spec(section, told).spreads[0].marks[0].rows[0].cells[0].lines

    assert lines(one_line) == ("УП,5/4/5",)
    assert len(lines(in_lines)) > 1
    assert "".join(lines(in_lines)) == "УП,5/4/5"


def test_the_list_is_set_in_the_largest_size_that_saves_a_page_and_never_below_its_floor():
    def sizes(floor: float) -> set[float]:
        told = replace(slots(), list=Sized(9.0, floor))
        return {spec(make_section(lessons=all_lessons[:count]), told).grid.list_pt for count in range(20, 60)}

    all_lessons = tuple(make_lesson(n, topic=WORDS[:60], day=TERMS[0].start) for n in range(1, 61))
    assert sizes(9.0) == {9.0}
    assert min(sizes(8.0)) == 8.0
    assert min(sizes(7.0)) == 7.0


@settings(max_examples=25, deadline=None)
@given(st.lists(st.floats(4, 12), min_size=3, max_size=3).map(lambda found: sorted(found, reverse=True)))
def test_sizes_chosen_lie_between_those_of_the_file(sizes):
    most, shrunk, least = sizes
    told = replace(
        slots(),
        name=replace(slots().name, size=most, shrink_to=least),
        mark=Wrapping(most, shrunk, least),
        list=Sized(most, least),
    )
    for section in (LONG["name"], LONG["mark"], LONG["topic"]):
        printed = spec(section, told)
        rows = [row for spread in printed.spreads for page in spread.marks for row in page.rows]
        told_sizes = [printed.grid.name_pt, printed.grid.mark_pt, printed.grid.list_pt]
        told_sizes += [row.points for row in rows if row.points]
        told_sizes += [cell.points for row in rows for cell in row.cells if cell.points]
        # Sizes are quarters of a point: the floor may lie just above one.
        assert all(least - 0.25 < size <= most for size in told_sizes)


@pytest.mark.parametrize(
    ("was", "becomes", "named"),
    [
        ("shrink_to = 6.5", "shrink_to = 9.5", "[name]"),
        ("wrapped_to = 4.5", "wrapped_to = 7.0", "[mark]"),
        ("size = 9.0", "size = nan", "[name.size]"),
        ("size = 9.0", "size = true", "[name.size]"),
        ("size = 9.0", "size = 900", "[name.size]"),
        ("[topic]", "[topic]\nlines = 0", "[topic.lines]"),
        ("[topic]", "[topic]\nlines = 'two'", "[topic.lines]"),
        ("[topic]", "[topic]\ncut = true", "[topic.cut]"),
        ("[kind]", "[kinds]", "[kinds]"),
        ("[kind]", "[kind", "line"),
    ],
)
def test_a_file_that_cannot_be_followed_is_named_with_the_table_and_the_key(was, becomes, named):
    assert was in SHIPPED
    with pytest.raises(EngineFailed) as failed:
        slots_from(SHIPPED.replace(was, becomes, 1).encode())
    assert FILE in failed.value.message
    assert named in failed.value.message


def test_every_place_of_the_page_is_in_the_file():
    assert slots_from(SHIPPED.encode()) == slots()
    assert slots().topic == Slot(lines=None, letters=20_000)
