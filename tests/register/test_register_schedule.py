"""Versions of the schedule in the register: kept as adopted, applied to files, on both databases."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
import sqlalchemy as sa
from entries import ROSTER, deposited, file, medium

from archiver.register.enforcement import Unenforced, lock_moment, unenforced
from archiver.register.model.media import MediumKind
from archiver.register.register import Register
from retention.period import Permanent, Years
from retention.schedule import Schedule
from retention.schedule_toml import shipped

FIRST = shipped().latest


def longer(years: int | None, code: str = "05-11"):  # type: ignore[no-untyped-def]
    period = Permanent() if years is None else Years(years)
    row = FIRST.find(code)
    assert row is not None
    return dataclasses.replace(row, period=period)


def test_versions_come_back_as_they_were_adopted(register: Register) -> None:
    second = dataclasses.replace(FIRST, number=2, author="Орлова М.П., архивариус", series=(longer(7),))
    with register.transaction(by="orlova") as work:
        assert work.schedules.schedule() is None
        work.schedules.adopt(FIRST)
        work.schedules.adopt(second, "Приказ № 7 от 01.12.2026")
    with register.reading() as work:
        assert work.schedules.schedule() == Schedule((FIRST, second))
        rows = work.schedules.versions()
        events = list(work.trail.events(action="schedule.adopted"))
    assert [(row.number, row.entered_by, row.document) for row in rows] == [
        (1, "orlova", ""),
        (2, "orlova", "Приказ № 7 от 01.12.2026"),
    ]
    assert [event.object for event in events] == ["schedule:1", "schedule:2"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE schedule_versions SET author = 'x'",
        "DELETE FROM schedule_versions",
        "INSERT OR REPLACE INTO schedule_versions SELECT * FROM schedule_versions",
        "TRUNCATE schedule_versions",
    ],
)
def test_versions_are_not_changed_even_by_sql(register: Register, statement: str) -> None:
    with register.transaction(by="orlova") as work:
        work.schedules.adopt(FIRST)
    with pytest.raises(sa.exc.DBAPIError), register.engine.begin() as connection:
        connection.exec_driver_sql(statement)
    with register.reading() as work:
        assert work.schedules.schedule() == Schedule((FIRST,))


def test_a_longer_period_reaches_kept_files(register: Register) -> None:
    with register.transaction(by="orlova") as work:
        kept = [
            work.files.add(file(number, series="05-11", closed_on=day, keep_until=until), ROSTER)
            for number, (day, until) in enumerate(
                [
                    (dt.date(2026, 7, 5), dt.date(2031, 12, 31)),
                    (dt.date(2025, 6, 30), dt.date(2030, 12, 31)),
                    (dt.date(2025, 6, 30), dt.date(2034, 12, 31)),  # longer by a late correction
                    (None, None),
                ]
            )
        ]
        other = work.files.add(file(9, series="05-12", closed_on=dt.date(2026, 7, 5)), ROSTER)
        assert work.schedules.used() == {"05-11", "05-12"}
        assert work.schedules.apply(longer(7)) == 2
        assert work.schedules.apply(longer(7)) == 0
        assert [work.files.get(one.id).keep_until for one in kept] == [
            dt.date(2033, 12, 31),
            dt.date(2032, 12, 31),
            dt.date(2034, 12, 31),
            None,
        ]
        assert work.files.get(kept[0].id).years == 7
        assert work.files.get(other.id).keep_until == other.keep_until
        assert work.schedules.apply(longer(None)) == 3
        assert {work.files.get(one.id).keep_until for one in kept} == {None}


def test_what_buckets_should_enforce_is_found_by_holds_and_periods(register: Register) -> None:
    until = dt.date(2031, 12, 31)
    with register.transaction(by="orlova") as work:
        disk = work.media.add(medium(1))
        bucket = work.media.add(medium(2, kind=MediumKind.BUCKET))
        one, _bag, copies = deposited(work, 1, (disk, bucket), keep_until=until)
        two, _bag, others = deposited(work, 2, (bucket,), keep_until=until)

        def wanted(*ids: int) -> dict[int, tuple[bool, dt.datetime | None]]:
            found = unenforced(work.connection, work.now(), ids or None)
            return {item.copy.id: (item.hold, item.until) for item in found}

        moment = lock_moment(until, now=work.now())
        assert moment == dt.datetime(2032, 1, 1, tzinfo=dt.UTC)
        assert wanted() == {copies[1].id: (False, moment), others[0].id: (False, moment)}
        for copy in (copies[1], others[0]):
            work.copies.locked(copy, moment, "GOVERNANCE", legal_hold=False)
        assert wanted() == {}
        hold = work.holds.place(one.id, "Запрос № 1")
        second = work.holds.place(one.id, "Запрос № 2")
        assert wanted() == {copies[1].id: (True, moment)} == wanted(one.id)
        assert work.unenforced() == (Unenforced(bucket.inventory_number, 1, second.placed_at),)
        assert wanted(two.id) == {}
        work.copies.locked(copies[1], moment, "GOVERNANCE", legal_hold=True)
        work.holds.lift(hold, "Ответ № 1")
        assert wanted() == {}
        work.holds.lift(second, "Ответ № 2")
        assert wanted() == {copies[1].id: (False, moment)}
        work.copies.locked(copies[1], moment, "GOVERNANCE", legal_hold=False)
        assert work.unenforced() == ()
        work.files.correct(two, "поздняя запись", keep_until=dt.date(2032, 12, 31))
        assert work.unenforced() == (Unenforced(bucket.inventory_number, 1, None),)
        assert wanted() == {others[0].id: (False, dt.datetime(2033, 1, 1, tzinfo=dt.UTC))}
