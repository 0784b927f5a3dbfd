"""Who may go: each reason against destruction on its own, and none forgotten when several hold."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disposal_factories import AUTHOR, SAFE, SCHEDULE, judged, make_file, moment
from retention.eligibility import Appraisal, Candidate, Reason, Statement, decide
from retention.errors import ClockBackwards, ClockJump, HoldIncomplete, HoldLifted
from retention.holds import DisposalHold, active_holds
from retention.moments import SILENCE, Reading
from retention.people import Protocol
from retention.schedule import Schedule
from retention.series import Action
from retention.words import Identifier


def hold(number: int = 1, file: str = "ОНТ-Ж-1") -> DisposalHold:
    placed = moment("2031-05-01T10:00")
    return DisposalHold(Identifier(f"п-{number}"), Identifier(file), "запрос прокуратуры № 7", AUTHOR, placed)


def test_a_file_whose_time_has_come_may_go() -> None:
    (decision,) = judged(make_file())
    assert decision.eligible and decision.exclusions == () and not decision.overdue
    assert not judged(make_file(), on="2032-01-31")[0].overdue
    assert judged(make_file(), on="2032-02-01")[0].overdue


@pytest.mark.parametrize(
    ("given_", "on", "reason", "detail"),
    [
        ({}, "2031-12-31", Reason.NOT_DUE, "2032-01-01"),
        ({"holds": (hold(),)}, "2032-01-12", Reason.HELD, "запрос прокуратуры № 7"),
        ({"statement": None}, "2032-01-12", Reason.STATEMENT_NOT_REGISTERED, "05-12"),
        ({"statement": Statement("в-1", 2, 1)}, "2032-01-12", Reason.STATEMENT_NOT_VERIFIED, "в-1"),
        ({"statement": Statement("в-1", 1, 1)}, "2032-01-12", Reason.STATEMENT_TOO_FEW, "в-1"),
        ({"statement": Statement("в-1", 0, 0)}, "2032-01-12", Reason.STATEMENT_ABSENT, "в-1"),
        ({"statement": Statement("в-1", 2, 0, absent=2)}, "2032-01-12", Reason.STATEMENT_ABSENT, "в-1"),
        ({"statement": Statement("в-1", 2, 1, absent=1)}, "2032-01-12", Reason.STATEMENT_TOO_FEW, "в-1"),
        ({"open_act": "1-2032"}, "2032-01-12", Reason.IN_OPEN_ACT, "1-2032"),
        ({"destroyed_by": "1-2031"}, "2032-01-12", Reason.DESTROYED, "1-2031"),
        ({"gaps": True}, "2032-01-12", Reason.REGISTER_BEHIND, ""),
    ],
)
def test_each_reason_alone_keeps_a_file(
    given_: dict[str, object], on: str, reason: Reason, detail: str
) -> None:
    (decision,) = judged(make_file(), on=on, **given_)
    assert [(one.reason, one.detail) for one in decision.exclusions] == [(reason, detail)]
    assert not decision.overdue


def test_open_and_permanent_files_are_kept() -> None:
    assert judged(make_file(closed=None))[0].reasons == {Reason.NOT_CLOSED}
    assert judged(make_file(series="05-13"))[0].reasons == {Reason.PERMANENT}


def test_all_reasons_are_told_at_once() -> None:
    (decision,) = judged(
        make_file(), on="2030-01-01", holds=(hold(1), hold(2)), statement=None, open_act="9-2031", gaps=True
    )
    assert decision.reasons == {
        Reason.NOT_DUE,
        Reason.HELD,
        Reason.STATEMENT_NOT_REGISTERED,
        Reason.IN_OPEN_ACT,
        Reason.REGISTER_BEHIND,
    }
    assert len(decision.exclusions) == 6


def test_the_act_that_asks_is_no_other_act() -> None:
    assert judged(make_file(), open_act="1-2032", for_act="1-2032")[0].eligible


def with_series(**change: object) -> Schedule:
    (version,) = SCHEDULE.versions
    rows = tuple(replace(row, **change) if row.code == "05-11" else row for row in version.series)
    return Schedule.of(replace(version, series=rows))


def reviewed(schedule: Schedule, *appraisals: Appraisal) -> frozenset[Reason]:
    candidate = Candidate(make_file(), statement=SAFE, appraisals=appraisals)
    return decide(candidate, schedule, Reading(moment("2032-03-01T10:00"))).reasons


def appraisal(on: str, *, destroy: bool = True, regional: bool = False, number: str = "3") -> Appraisal:
    return Appraisal(destroy, Protocol(number, dt.date.fromisoformat(on)), regional)


def test_review_and_regional_review_are_waited_for() -> None:
    schedule = with_series(action=Action.REVIEW, appraisal=True)
    own, regional = appraisal("2032-02-01"), appraisal("2032-02-05", regional=True)
    assert reviewed(schedule) == {Reason.NEEDS_REVIEW, Reason.NEEDS_REGIONAL_REVIEW}
    assert reviewed(schedule, own) == {Reason.NEEDS_REGIONAL_REVIEW}
    assert reviewed(schedule, regional) == {Reason.NEEDS_REVIEW}
    assert reviewed(schedule, own, regional) == frozenset()
    assert reviewed(schedule, own, regional, appraisal("2032-02-06", destroy=False)) == {
        Reason.KEPT_BY_REVIEW
    }


@pytest.mark.parametrize(
    "early", [appraisal("2031-12-31"), appraisal("2032-03-02"), appraisal("2032-02-01", number=" ")]
)
def test_a_review_too_early_in_the_future_or_without_number_counts_for_nothing(early: Appraisal) -> None:
    assert reviewed(with_series(action=Action.REVIEW), early) == {Reason.NEEDS_REVIEW}


@given(st.lists(st.booleans(), min_size=1, max_size=6))
def test_any_hold_not_lifted_keeps_the_file(lifted: list[bool]) -> None:
    holds = [hold(number) for number in range(len(lifted))]
    holds = [
        one.lift("отзыв запроса", AUTHOR, moment("2031-06-01T10:00")) if done else one
        for one, done in zip(holds, lifted, strict=True)
    ]
    (decision,) = judged(make_file(), holds=tuple(holds))
    assert decision.eligible == all(lifted)
    assert len(active_holds(holds, "ОНТ-Ж-1")) == lifted.count(False)


def test_a_hold_needs_documents_and_is_lifted_once() -> None:
    with pytest.raises(HoldIncomplete):
        replace(hold(), document=" ")
    with pytest.raises(HoldIncomplete):
        hold().lift("", AUTHOR, moment("2031-06-01T10:00"))
    lifted = hold().lift("отзыв", AUTHOR, moment("2031-06-01T10:00"))
    with pytest.raises(HoldLifted) as refusal:
        lifted.lift("отзыв", AUTHOR, moment("2031-07-01T10:00"))
    assert refusal.value.data["on"] == dt.date(2031, 6, 1)


def test_a_hold_on_another_file_does_not_matter() -> None:
    assert judged(make_file(), holds=(hold(file="ОНТ-Ж-2"),))[0].eligible


def test_a_clock_set_back_or_far_forward_keeps_everything() -> None:
    now = moment("2032-03-01T10:00")
    back, jump = Reading(now, now + dt.timedelta(days=1)), Reading(now, now - SILENCE - dt.timedelta(days=1))
    for reading, error in ((back, ClockBackwards), (jump, ClockJump)):
        decision = decide(Candidate(make_file(), statement=SAFE), SCHEDULE, reading)
        assert decision.reasons == {Reason.CLOCK_SUSPICIOUS}
        with pytest.raises(error):
            reading.check()
    replace(jump, confirmed_by=AUTHOR).check()
    with pytest.raises(ClockBackwards):
        replace(back, confirmed_by=AUTHOR).check()
    Reading(now).check()
    Reading(now, now - SILENCE).check()


@given(st.dates(dt.date(2024, 1, 1), dt.date(2060, 1, 1)), st.dates(dt.date(2024, 1, 1), dt.date(2060, 1, 1)))
def test_nothing_is_eligible_before_its_day(closed: dt.date, on: dt.date) -> None:
    (decision,) = judged(make_file(closed=closed.isoformat()), on=on.isoformat())
    assert decision.eligible == (on >= dt.date(closed.year + 6, 1, 1))
