"""Which act confirms the destruction of personal data, and from when it is told that none will."""

from __future__ import annotations

import datetime as dt

import pytest

from archiver.settings.archive import ORDER_179, ConfirmationAct
from archiver.settings.confirmation import in_force, lapse

LATER = ConfirmationAct(name="приказ № 12", valid_from=dt.date(2029, 3, 1), valid_until=dt.date(2035, 3, 1))
FOR_EVER = ConfirmationAct(name="приказ № 13", valid_from=dt.date(2034, 1, 1))


def test_an_act_is_in_force_to_the_day_before_it_lapses() -> None:
    days = ("2023-02-28", "2023-03-01", "2029-02-28", "2029-03-01")
    found = [in_force((ORDER_179,), dt.date.fromisoformat(day)) for day in days]
    assert found == [None, ORDER_179, ORDER_179, None]
    assert in_force((FOR_EVER, LATER, ORDER_179), dt.date(2034, 6, 1)) == FOR_EVER
    assert in_force((), dt.date(2026, 1, 1)) is None


@pytest.mark.parametrize(
    ("acts", "day", "told"),
    [
        ((ORDER_179,), "2027-12-31", None),
        ((ORDER_179,), "2028-01-01", (ORDER_179, False)),
        ((ORDER_179,), "2029-02-28", (ORDER_179, False)),
        ((ORDER_179,), "2029-03-01", (ORDER_179, True)),
        ((ORDER_179,), "2050-03-01", (ORDER_179, True)),
        ((ORDER_179, LATER), "2028-06-01", None),
        ((ORDER_179, LATER), "2034-06-01", (LATER, False)),
        ((LATER, ORDER_179), "2036-06-01", (LATER, True)),
        ((ORDER_179, LATER, FOR_EVER), "2034-06-01", None),
        ((), "2032-01-01", None),
    ],
)
def test_it_is_told_from_the_year_before(
    acts: tuple[ConfirmationAct, ...], day: str, told: tuple[ConfirmationAct, bool] | None
) -> None:
    found = lapse(acts, dt.date.fromisoformat(day))
    assert (found and (found.act, found.over)) == told
    assert found is None or found.on == found.act.valid_until
