"""Volumes: every part once, in order, numbered from 1, split between subjects."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archiver.binder.plan import BinderPart, VolumePlan, plan_volumes, sheets_of, thickness_findings
from archiver.press.part import Part


def part(title: str, pages: int, term: int = 1) -> BinderPart:
    return BinderPart(title, None, term, f"{term} семестр", None, None, Part("k", Path("x"), pages))


def subjects(*pages: int) -> list[BinderPart]:
    return [part(f"Предмет {number}", count) for number, count in enumerate(pages)]


def volumes(*pages: int, limit: int = 250, duplex: bool = False) -> list[int]:
    return [plan.sheets for plan in plan_volumes(subjects(*pages), max_sheets=limit, duplex=duplex)]


binders = st.lists(
    st.tuples(st.integers(1, 6), st.lists(st.integers(1, 60), min_size=1, max_size=4)), max_size=14
).map(
    lambda found: [
        part(f"Предмет {number} {name}", pages, term)
        for number, (name, sections) in enumerate(found)
        for term, pages in enumerate(sections, 1)
    ]
)


@settings(max_examples=60)
@given(binders, st.integers(10, 120), st.booleans())
def test_every_part_stands_once_in_order_under_numbers_without_gaps(parts, limit, duplex) -> None:
    plans = plan_volumes(parts, max_sheets=limit, duplex=duplex)
    assert [one for plan in plans for one in plan.parts] == parts
    assert [(plan.number, plan.count) for plan in plans] == [
        (n, len(plans)) for n in range(1, len(plans) + 1)
    ]
    for plan in plans:
        assert [entry.last_page - entry.first_page + 1 for entry in plan.contents] == [
            one.part.pages for one in plan.parts
        ]
        assert plan.contents[0].first_page == 1
        assert plan.contents[-1].last_page == plan.pages
        assert all(after.first_page == before.last_page + 1 for before, after in pairwise(plan.contents))
        assert plan.sheets == (-(-plan.pages // 2) if duplex else plan.pages)


@settings(max_examples=60)
@given(binders, st.integers(10, 120), st.booleans())
def test_limit_holds_and_subjects_stay_whole(parts, limit, duplex) -> None:
    plans = plan_volumes(parts, max_sheets=limit, duplex=duplex)
    for plan in plans:
        assert plan.sheets <= limit or len(plan.parts) == 1
    for before, after in pairwise(plans):
        torn = before.parts[-1].title
        if torn == after.parts[0].title:
            pages = sum(one.part.pages for one in parts if one.title == torn)
            assert sheets_of(pages, duplex=duplex) > limit


@settings(max_examples=60)
@given(st.lists(st.integers(1, 60), min_size=1, max_size=12), st.integers(60, 130))
def test_no_better_split_exists(pages, limit) -> None:
    """Against every possible split: as few volumes, and of these the thinnest thickest one."""
    found = volumes(*pages, limit=limit)
    gaps = len(pages) - 1
    best = (len(pages) + 1, 0)
    for mask in range(1 << gaps):
        sizes = [pages[0]]
        for place in range(gaps):
            if mask >> place & 1:
                sizes.append(0)
            sizes[-1] += pages[place + 1]
        if max(sizes) <= limit:
            best = min(best, (len(sizes), max(sizes)))
    assert (len(found), max(found)) == best


@pytest.mark.parametrize(
    ("pages", "limit", "duplex", "expected"),
    [
        ((), 250, False, []),
        ((250,), 250, False, [250]),
        ((249, 1), 250, False, [250]),
        ((200, 51), 250, False, [200, 51]),
        ((100, 100, 40, 10, 3), 250, False, [100, 153]),
        ((150, 100, 100, 20), 250, False, [150, 220]),
        ((500,), 250, True, [250]),
        ((101, 100), 250, True, [101]),
    ],
)
def test_known_splits(pages, limit, duplex, expected) -> None:
    assert volumes(*pages, limit=limit, duplex=duplex) == expected


def test_a_subject_thicker_than_a_volume_is_split_between_its_sections() -> None:
    parts = [part("Физика", 150, 1), part("Физика", 150, 2), part("Химия", 20)]
    plans = plan_volumes(parts, max_sheets=250, duplex=False)
    assert [[one.title for one in plan.parts] for plan in plans] == [["Физика"], ["Физика", "Химия"]]
    assert all(not thickness_findings(plan, "ИС-21") for plan in plans)


def thick_plan() -> VolumePlan:
    return plan_volumes([part("Физика", 300), part("Химия", 9)], max_sheets=250, duplex=False)[0]


def test_a_section_above_the_limit_stays_whole_and_is_reported() -> None:
    plan = thick_plan()
    assert [one.title for one in plan.parts] == ["Физика"]
    (finding,) = thickness_findings(plan, "ИС-21")
    assert finding.code == "volume.too-thick"
    assert finding.severity.value == "warning"
    assert (finding.group, finding.place.subject, finding.place.term) == ("ИС-21", "Физика", 1)
    assert "300" in finding.message and "250" in finding.message
