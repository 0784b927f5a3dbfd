"""Which study periods are on paper whole, and which copy a volume is: pure values."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import pairwise

from archiver.binder.copies import EarlierCopy
from archiver.binder.plan import VolumePlan
from archiver.binder.scope import Scope
from archiver.binding.periods import numbered
from archiver.binding.prints import as_kept, copies_of, first_on_paper, on_paper
from archiver.journal.collation import name_key
from archiver.journal.model import Term
from archiver.register.model.prints import VolumePrint
from archiver.settings.tables import Settings
from factories import TERMS, make_journal

JANUARY = dt.date(2026, 1, 12)


def printed(**changes: object) -> VolumePrint:
    one = VolumePrint(
        file="ТК/05-11/2025-26/ИС-21",
        group="ИС-21",
        academic_year=2025,
        period=1,
        volume=1,
        copy=1,
        identifier="ТК-2025-26-ИС-21-Т1-00000000",
        sha256="0" * 64,
        sheets=12,
        volumes=[1],
        terms=as_kept(TERMS[:1]),
        subjects=[["Физика", "", 1, "aa"], ["Химия", "1", 1, "bb"]],
        printed_on=JANUARY,
    )
    return replace(one, **changes)  # type: ignore[arg-type]


def test_a_period_is_on_paper_when_all_its_volumes_are() -> None:
    first = printed(volumes=[1, 2])
    assert on_paper([first]) == ()
    second = printed(
        volume=2, volumes=[1, 2], printed_on=dt.date(2026, 1, 14), certified_on=dt.date(2026, 1, 15)
    )
    (paper,) = on_paper([second, first])
    assert (paper.printed_on, paper.certified_on) == (dt.date(2026, 1, 14), None)
    signed = printed(volumes=[1, 2], copy=2, printed_on=dt.date(2026, 3, 1), certified_on=dt.date(2026, 3, 2))
    (paper,) = on_paper([first, second, signed])
    assert (paper.printed_on, paper.certified_on) == (dt.date(2026, 1, 14), dt.date(2026, 3, 2))
    third = replace(signed, copy=3, printed_on=dt.date(2026, 4, 1), certified_on=dt.date(2026, 4, 2))
    (paper,) = on_paper([first, second, signed, third])
    assert (paper.printed_on, paper.certified_on) == (dt.date(2026, 1, 14), dt.date(2026, 4, 2))


def test_the_paper_of_a_period_is_found_by_its_days() -> None:
    papers = on_paper([printed(), printed(group="ТО-11", file="ТК/05-11/2025-26/ТО-11")])
    assert first_on_paper("ис-21", TERMS[0], papers) == papers[0]
    assert first_on_paper("ИС-21", replace(TERMS[0], number=3), papers) == papers[0]
    assert first_on_paper("ИС-21", TERMS[1], papers) is None
    assert first_on_paper("ИС-22", TERMS[0], papers) is None


def test_copies_are_in_order_whatever_the_register_gives() -> None:
    copies = copies_of([printed(copy=2), printed(), printed(period=0, volume=3)])
    of_group = copies[name_key("ИС-21")]
    assert [one.number for one in of_group[1][1]] == [1, 2]
    assert set(of_group) == {1, None} and set(of_group[None]) == {3}


def test_subjects_that_changed_are_named_once_and_in_order() -> None:
    copy = EarlierCopy(1, "", "", JANUARY, None, {("Физика", "", 1): "aa", ("Химия", "1", 1): "bb"})
    now = {
        ("Физика", "", 1): "aa",
        ("Химия", "1", 1): "cc",
        ("Химия", "2", 1): "dd",
        ("Ёмкости", "", 1): "ee",
    }
    assert copy.changed(now) == ("Ёмкости", "Химия")
    assert copy.changed(now, whole=False) == ("Химия",)
    assert copy.changed(copy.subjects) == ()
    assert copy.replaced_by(["Физика", "Химия"]).endswith("12.01.2026. Изменены: Физика; Химия")


def test_only_the_last_volume_of_a_file_knows_how_many_there_are() -> None:
    def plan(number: int) -> VolumePlan:
        return VolumePlan(number, 2, (), (), 10, 10, False, 250, (), False)

    first = Scope(TERMS[0], True, (), last=False)
    before = first.numbered([plan(1), plan(2)])
    assert [(one.number, one.count) for one in before] == [(1, 0), (2, 0)]
    assert first.listed_before(before, before[1]) == ()
    last = Scope(TERMS[1], True, before)
    volumes = last.numbered([plan(1), plan(2)])
    assert [(one.number, one.count) for one in volumes] == [(3, 4), (4, 4)]
    assert last.listed_before(volumes, volumes[0]) == ()
    assert [one.number for one in last.listed_before(volumes, volumes[1])] == [1, 2, 3]


def test_periods_go_by_the_numbers_of_the_college() -> None:
    """A source may number terms through all years of study; where it has other terms, by its own numbers."""
    journal = make_journal()
    assert numbered(journal, Settings()) == {1: TERMS[0], 2: TERMS[1]}
    third = tuple(replace(term, number=term.number + 2) for term in TERMS)
    assert numbered(replace(journal, terms=third), Settings()) == {1: third[0], 2: third[1]}
    days = ["2025-09-01", "2025-11-01", "2026-01-12", "2026-04-01", "2026-06-29"]
    starts = [dt.date.fromisoformat(day) for day in days]
    quarters = tuple(
        Term(n, f"{n} четверть", start, end - dt.timedelta(days=1))
        for n, (start, end) in enumerate(pairwise(starts), 1)
    )
    assert numbered(replace(journal, terms=quarters), Settings()) == {term.number: term for term in quarters}
