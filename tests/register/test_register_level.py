"""The NDSA matrix: 20 cells, none met that nothing proves, and the cheapest next step."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from entries import MOMENT, deposited, file, medium

from archiver.archive.level.criteria import CELLS, Area
from archiver.archive.level.matrix import LEVELS, Level, area_title, judge, level_title
from archiver.register.audit import audit
from archiver.register.backup import back_up
from archiver.register.facts import AUDITED, BACKED_UP, REPAIRED, Facts
from archiver.register.model.checks import CheckOutcome
from archiver.register.model.files import Roster
from archiver.register.model.media import Condition, Medium, MediumKind
from archiver.register.model.people import Person, Role
from archiver.register.model.trail import Measure, MeasureKind
from archiver.register.register import Register
from archiver.remedies import Deed, Remedy

TODAY = dt.date(2026, 11, 24)
NOON = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)


def _medium(number: int, kind: MediumKind, **fields: Any) -> Medium:
    return medium(
        number,
        kind=kind,
        id=number,
        threat=f"угроза {number}",
        last_checked=dt.date(2026, 10, 1),
        next_check_due=dt.date(2027, 10, 1),
        **fields,
    )


MEDIA = (
    _medium(1, MediumKind.DISK),
    _medium(2, MediumKind.USB),
    _medium(3, MediumKind.BUCKET, probe={"lock": 1}),
)


def facts(**changes: Any) -> Facts:
    """An archive that has reached everything, changed by a test."""
    measures = {
        kind: Measure(kind=kind, stated_on=TODAY, valid_until=TODAY, document="приказ", author="o")
        for kind in MeasureKind
    }
    events = (BACKED_UP, AUDITED, REPAIRED, "bag.registered", "fixity.finished")
    whole = Facts(
        today=TODAY, files=5, bags=5, placements=((MEDIA, 5),), media=MEDIA, contents=True,
        media_checked=frozenset({1, 2, 3}), copy_checked=NOON, measures=measures,
        last=dict.fromkeys(events, NOON), kept_apart="сейф", people=2, events=9,
    )  # fmt: skip
    return replace(whole, **changes)


def unmet(level: Level) -> set[str]:
    return {f"{cell.area} {cell.level}" for cell in level.cells if not cell.met}


def test_the_matrix_has_its_twenty_cells() -> None:
    assert set(CELLS) == {(area, level) for area in Area for level in LEVELS}
    assert sum(map(len, CELLS.values())) == 37
    assert len({area_title(area) for area in Area} | {level_title(level) for level in LEVELS}) == 9


def test_an_empty_register_proves_nothing() -> None:
    level = judge(Facts(today=TODAY))
    assert len(unmet(level)) == 20
    assert not [one for cell in level.cells for one in cell.criteria if one.met]
    assert {level.reached(area) for area in Area} == {0}


def test_everything_can_be_reached() -> None:
    level = judge(facts())
    assert unmet(level) == set()
    assert level.next_step is None
    assert {level.reached(area) for area in Area} == {4}
    assert all(one.proof and one.text and one.step for cell in level.cells for one in cell.criteria)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"files": 6}, {"storage 1", "storage 2", "storage 3", "storage 4", "integrity 1", "integrity 3",
                        "metadata 1", "metadata 2", "metadata 3"}),
        ({"placements": ((MEDIA, 4), (MEDIA[:2], 1))}, {"storage 2", "storage 4"}),
        ({"placements": ((MEDIA[:1], 5),)}, {"storage 1", "storage 2", "storage 3", "storage 4"}),
        ({"placements": (((MEDIA[0], replace(MEDIA[1], site=MEDIA[0].site)), 5),)},
         {"storage 1", "storage 2", "storage 4"}),
        ({"placements": (((replace(MEDIA[0], site="К1", room="3"), replace(MEDIA[1], site="К1")), 5),)},
         {"storage 1", "storage 2", "storage 4"}),
        ({"placements": (((replace(MEDIA[0], site="К1", room="3"),
                           replace(MEDIA[1], site="К1", room="7")), 5),)}, {"storage 2", "storage 4"}),
        ({"placements": ((tuple(replace(one, filesystem="ext4 1") for one in MEDIA[:2]), 5),)},
         {"storage 1", "storage 2", "storage 3", "storage 4"}),
        ({"placements": ((tuple(replace(one, filesystem="e", serial=f"{one.id}") for one in MEDIA), 5),)},
         set()),
        ({"placements": (((MEDIA[0], replace(MEDIA[1], threat="")), 5),)},
         {"storage 2", "storage 3", "storage 4"}),
        ({"placements": ((tuple(replace(one, kind=MediumKind.DISK) for one in MEDIA), 5),)},
         {"storage 3", "storage 4"}),
        ({"placements": ((tuple(replace(one, kind=MediumKind.USB) for one in MEDIA), 5),)},
         {"storage 1", "storage 3", "storage 4"}),
        ({"placements": ((tuple(replace(one, condition=Condition.DOUBTFUL) for one in MEDIA), 5),)},
         {"storage 1"}),
        ({"placements": ((tuple(replace(one, next_check_due=dt.date(2026, 11, 23)) for one in MEDIA), 5),)},
         {"storage 1", "integrity 3"}),
        ({"media_checked": frozenset({1, 2})}, {"integrity 3"}),
        ({"kept_apart": ""}, {"integrity 2", "metadata 1"}),
        ({"last": {**facts().last, BACKED_UP: NOON - dt.timedelta(days=370)}}, {"integrity 2", "metadata 1"}),
        ({"last": {**facts().last, AUDITED: NOON - dt.timedelta(days=370)}}, {"integrity 3", "control 3"}),
        ({"troubled": 1}, {"integrity 4"}),
        ({"copy_checked": None}, {"integrity 4"}),
        ({"people": 0}, {"control 1"}),
        ({"unknown_formats": True}, {"content 1", "metadata 2", "metadata 3"}),
        ({"contents": False}, {"content 1", "metadata 2", "metadata 3"}),
        ({"measures": {}}, {"storage 2", "storage 3", "storage 4", "integrity 1", "integrity 2", "control 2",
                            "control 4", "metadata 3", "metadata 4", "content 2", "content 3", "content 4"}),
    ],
)  # fmt: skip
def test_each_fact_carries_its_cells(changes: dict[str, Any], expected: set[str]) -> None:
    assert unmet(judge(facts(**changes))) == expected


def test_a_level_is_reached_only_with_all_below_it() -> None:
    level = judge(facts(people=0))
    assert level.reached(Area.CONTROL) == 0
    assert level.next_step == level.cell(Area.CONTROL, 1)


def test_the_cheapest_step_is_named() -> None:
    step = judge(facts(placements=((MEDIA[:1], 5),), kept_apart="")).next_step
    assert step is not None
    assert (step.area, step.level) == (Area.METADATA, 1)
    assert step.missing[0].remedies == (Remedy(Deed.SAVE_REGISTER_APART),)


def test_a_college_reaches_level_3_in_storage_and_integrity(register: Register, tmp_path: Any) -> None:
    with register.transaction(by="orlova") as work:
        media = [
            work.media.add(medium(1)),
            work.media.add(medium(2, threat="центр")),
            work.media.add(medium(3, kind=MediumKind.BUCKET, threat="облако")),
        ]
        deposited(work, 1, tuple(media))
        work.people.add(Person(login="orlova", name="О", roles=(Role.ARCHIVIST,), registered_at=MOMENT))
        assert judge(work.facts(TODAY)).reached(Area.STORAGE) == 1
        assert judge(work.facts(TODAY)).reached(Area.INTEGRITY) == 0
        for one in media:
            work.checks.finish(work.checks.begin(one), CheckOutcome.PASSED, files=2, size=1000)
        for kind in (MeasureKind.MEDIA_DEPENDENCIES, MeasureKind.OBSOLESCENCE_WATCH, MeasureKind.VIRUS_CHECK,
                     MeasureKind.WRITE_BLOCKER):  # fmt: skip
            work.trail.state_measure(kind, "приказ 7", stated_on=TODAY, valid_until=TODAY)
    back_up(register, tmp_path / "copy.gz", by="orlova", kept_at="сейф бухгалтерии")
    audit(register, by="orlova")
    with register.reading() as work:
        level = judge(work.facts(TODAY))
        later = judge(work.facts(TODAY + dt.timedelta(days=1)))
    assert level.reached(Area.STORAGE) == 3
    assert level.reached(Area.INTEGRITY) == 3
    assert "приказ 7" in str(level.cell(Area.STORAGE, 3).criteria[2].proof)
    assert later.reached(Area.STORAGE) == 1
    with register.transaction(by="orlova") as work:
        work.files.add(file(2), Roster())
        assert judge(work.facts(TODAY)).reached(Area.STORAGE) == 0
