"""Media: their numbers, the one destruction year, checks when due, the 30 June, leaving service."""

from __future__ import annotations

import datetime as dt

import pytest
from entries import ROSTER, bag, contents, deposited, file, medium

from archiver.errors import Refused
from archiver.register.model.checks import CheckOutcome, Fault
from archiver.register.model.media import CheckIntervals, Condition, MediumKind
from archiver.register.model.packages import CopyState
from archiver.register.register import Register


def test_a_medium_comes_back_as_it_was_registered(register: Register) -> None:
    whole = medium(
        kind=MediumKind.BUCKET, serial="S1", capacity=8 * 10**12, room="12", threat="река",
        custodian="orlova", series="journal", destruction_year=2032, rewritable=False, academic_year=2025,
        probe={"lock": True, "modes": ["GOVERNANCE"]}, probed_on=dt.date(2026, 6, 2),
    )  # fmt: skip
    with register.transaction(by="orlova") as work:
        added = work.media.add(whole)
    with register.reading() as work:
        assert work.media.get(added.id) == added
        assert work.media.by_inventory("Н-1") == added
        assert work.media.by_identity("identity-1") == added
    assert added.next_check_due == dt.date(2026, 6, 1) + dt.timedelta(days=90)


@pytest.mark.parametrize("spoiled", [{"identity": "another"}, {"inventory_number": "Н-9"}])
def test_numbers_and_identities_are_unique(register: Register, spoiled: dict[str, str]) -> None:
    with register.transaction(by="orlova") as work:
        work.media.add(medium())
        with pytest.raises(Refused, match="Н-1"):
            work.media.add(medium(**spoiled))


def test_every_kind_has_its_interval() -> None:
    intervals = CheckIntervals({kind: day for day, kind in enumerate(MediumKind, 1)})
    day = dt.date(2026, 1, 1)
    assert [(intervals.next_due(kind, day) - day).days for kind in MediumKind] == [*intervals.days.values()]


def test_a_medium_that_cannot_be_rewritten_takes_one_destruction_year(register: Register) -> None:
    with register.transaction(by="orlova") as work:
        disc = work.media.add(medium(kind=MediumKind.OPTICAL, rewritable=False))
        deposited(work, 1, (disc,))
        assert work.media.get(disc.id).destruction_year == 2032
        deposited(work, 2, (disc,))
        for number, until in ((3, dt.date(2051, 12, 31)), (4, None)):
            other = work.files.add(file(number, keep_until=until), ROSTER)
            with pytest.raises(Refused, match="только одного года"):
                work.copies.begin(work.bags.add(bag(other), contents()), disc.id, "x")


def test_a_rewritable_medium_takes_any_year_unless_it_is_given_one(register: Register) -> None:
    with register.transaction(by="orlova") as work:
        disk = work.media.add(medium())
        deposited(work, 1, (disk,))
        deposited(work, 2, (disk,), keep_until=dt.date(2051, 12, 31))
        bound = work.media.add(medium(2, destruction_year=2032))
        with pytest.raises(Refused, match="2052"):
            deposited(work, 3, (bound,), keep_until=dt.date(2051, 12, 31))


def test_a_medium_of_another_series_or_out_of_service_is_refused(register: Register) -> None:
    with register.transaction(by="orlova") as work:
        for number, fields in ((1, {"series": "statement"}), (2, {"condition": Condition.FAILED})):
            wrong = work.media.add(medium(number, **fields))
            with pytest.raises(Refused, match=f"Н-{number}"):
                deposited(work, number, (wrong,))


def test_retiring_asks_for_a_reason_and_keeps_the_last_copy(register: Register) -> None:
    with register.transaction(by="orlova") as work:
        one, two = work.media.add(medium(1)), work.media.add(medium(2))
        deposited(work, 1, (one, two))
        deposited(work, 2, (two,))
        day = dt.date(2026, 9, 1)
        with pytest.raises(Refused, match="почему"):
            work.media.retire(one, " ", day)
        assert work.media.retire(one, "износ", day).in_service is False
        with pytest.raises(Refused, match="списан"):
            work.media.retire(work.media.get(one.id), "снова", day)
        with pytest.raises(Refused, match="2 пакетов"):
            work.media.retire(two, "износ", day)
        lost = work.media.retire(two, "утрачен", day, even_last=True)
        assert lost.retired_reason == "утрачен"
        assert work.media.all(retired=False) == ()


def test_a_check_of_a_medium_sets_condition_and_next_date(register: Register) -> None:
    with register.transaction(by="orlova") as work:
        disk = work.media.add(medium())
        check = work.checks.begin(disk)
        assert work.checks.begin(disk) == check
        check = work.checks.reached(check, "bag-7", files=7, size=70, faults=[Fault("a", "changed")])
        assert (check.cursor, check.files, check.faults) == ("bag-7", 7, (Fault("a", "changed"),))
    with register.transaction(by="orlova") as work:
        assert work.checks.begin(disk) == check
        done = work.checks.finish(
            check, CheckOutcome.FAULTY, files=9, size=90, faults=[*check.faults, Fault("b", "missing")]
        )
        assert done.finished_at is not None
        checked = work.media.get(disk.id)
        assert checked.condition is Condition.DOUBTFUL
        assert checked.last_checked == dt.date(2026, 11, 24)
        assert checked.next_check_due == dt.date(2027, 11, 24)
        assert work.checks.begin(disk).id != check.id
        assert [one.id for one in work.checks.of_medium(disk.id)][-1] == check.id


def test_a_check_of_one_copy_leaves_the_medium_alone(register: Register) -> None:
    with register.transaction(by="orlova") as work:
        disk = work.media.add(medium())
        _file, _bag, (copy,) = deposited(work, 1, (disk,))
        check = work.checks.begin(disk, copy.id)
        work.checks.finish(check, CheckOutcome.PASSED, files=2, size=1000)
        assert work.media.get(disk.id).last_checked is None
        assert work.checks.of_copy(copy.id)[0].outcome is CheckOutcome.PASSED


def test_what_is_due_comes_first(register: Register) -> None:
    today = dt.date(2026, 11, 24)
    with register.transaction(by="orlova") as work:
        for number, due in ((1, -5), (2, 0), (3, 20), (4, 40)):
            work.media.add(medium(number, next_check_due=today + dt.timedelta(days=due)))
        retired = work.media.add(medium(5, next_check_due=today))
        work.media.retire(retired, "износ", today)
        found = work.media_due(today)
    assert [one.inventory_number for one in found.overdue] == ["Н-1", "Н-2"]
    assert [one.inventory_number for one in found.soon] == ["Н-3"]


@pytest.mark.parametrize(
    ("today", "year", "overdue"),
    [
        (dt.date(2026, 6, 30), 2025, False),
        (dt.date(2026, 7, 1), 2025, True),
        (dt.date(2026, 8, 31), 2025, True),
        (dt.date(2026, 9, 1), 2026, False),
    ],
)
def test_by_30_june_the_media_of_the_closing_year_are_there(
    register: Register, today: dt.date, year: int, overdue: bool
) -> None:
    with register.transaction(by="orlova") as work:
        work.media.add(medium(1, academic_year=2024))
        work.media.add(medium(2, rewritable=False, destruction_year=2030))
        deadline = work.media_due(today).deadline
        assert (deadline.academic_year, deadline.missing, deadline.overdue) == (year, 2, overdue)
        assert deadline.day == dt.date(year + 1, 6, 30)
        work.media.add(medium(3, academic_year=year))
        work.media.add(medium(4))
        ready = work.media_due(today).deadline
    assert (ready.missing, ready.overdue) == (0, False)
    assert [one.inventory_number for one in ready.ready] == ["Н-3", "Н-4"]


def test_the_placement_of_a_bag_follows_its_copies(register: Register) -> None:
    with register.transaction(by="orlova") as work:
        one, two = work.media.add(medium(1)), work.media.add(medium(2))
        _file, packed, (first, second) = deposited(work, 1, (one, two))
        assert work.bags.get(packed.id).media == (one.id, two.id)
        assert work.copies.begin(packed, one.id, "снова") == first
        damaged = work.copies.mark(second, CopyState.DAMAGED, "bit flip")
        assert work.bags.get(packed.id).media == (one.id,)
        assert tuple(work.copies.troubled()) == (damaged,)
        assert [copy.id for copy in work.copies.of_bag(packed.id)] == [first.id, second.id]
        assert work.due(dt.date(2026, 11, 24)).short == 1
        work.copies.register(work.copies.begin(packed, two.id, "b"), "fadvise")
        assert work.bags.get(packed.id).media == (one.id, two.id)
        assert tuple(work.copies.troubled()) == ()


def test_a_copy_that_was_not_read_back_does_not_count(register: Register) -> None:
    with register.transaction(by="orlova") as work:
        disk = work.media.add(medium())
        added = work.files.add(file(), ROSTER)
        copy = work.copies.begin(work.bags.add(bag(added), contents()), disk.id, "x")
        with pytest.raises(ValueError, match="read back"):
            work.copies.register(copy, "")
