"""No clock and no single person decides that a period is over."""

from __future__ import annotations

import datetime as dt
import http.server
import threading
from dataclasses import replace

import pytest

from archive_for_disposal import Archive
from archiver.archive.disposal import steps
from archiver.archive.disposal.drafting import ActWanted, draw_up
from archiver.archive.disposal.execution import Run
from archiver.counter.live_clock import LiveClock, NoLiveClock, date_of
from archiver.counter.session import Session
from archiver.errors import Refused
from archiver.remedies import Deed
from retention.act import DestructionAct
from retention.errors import ClockBackwards, ClockContradicted, ClockDiffers, ClockUnconfirmed
from retention.moments import Reading
from retention.people import Protocol
from retention.steps import ActState

NOW = dt.datetime(2032, 1, 15, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
TODAY = NOW.date()


class Elsewhere(NoLiveClock):
    """A live clock that a test sets."""

    def __init__(self, now: dt.datetime) -> None:
        super().__init__()
        self._now = now

    def drift(self, _settings: object, _media: object, now: dt.datetime) -> dt.timedelta:  # type: ignore[override]
        return now - self._now


@pytest.mark.parametrize(
    ("reading", "fault"),
    [
        (Reading(NOW, NOW - DAY), None),
        (Reading(NOW, NOW - DAY, bound=NOW + DAY), ClockBackwards),
        (Reading(NOW, NOW - 400 * DAY, bound=NOW - DAY, drift=2 * DAY), None),
        (Reading(NOW, NOW - DAY, drift=3 * DAY), ClockDiffers),
        (Reading(NOW, NOW - DAY, drift=-3 * DAY), ClockDiffers),
        # Whoever states another date than the clock's is not passed over; a day apart are zones.
        (Reading(NOW, NOW - DAY, stated=TODAY - 400 * DAY), ClockContradicted),
        (Reading(NOW, NOW - DAY, stated=TODAY + 3 * DAY), ClockContradicted),
        (Reading(NOW, NOW - DAY, stated=TODAY - DAY), None),
        # A live clock is believed before an event of a wrong future, and hidden from by none.
        (Reading(NOW, NOW + 3650 * DAY, bound=NOW + 3650 * DAY, drift=DAY), None),
        (Reading(NOW, NOW - DAY, bound=NOW - DAY, drift=3650 * DAY), ClockDiffers),
    ],
)
def test_what_has_been_and_what_is_elsewhere_bound_a_clock(
    reading: Reading, fault: type[Exception] | None
) -> None:
    assert (None if reading.fault is None else type(reading.fault)) is fault


def test_the_silence_is_told_that_was_one(archive: Archive) -> None:
    """Not the days since then: much may have happened after it."""
    last = archive.clock.now
    archive.clock.now += 200 * DAY
    archive.journal()  # somebody worked, and compared nothing
    archive.clock.now += 90 * DAY
    with pytest.raises(Refused, match=f"После события {last:%d.%m.%Y} .* было 200 дн. без единого"):
        draw_up(archive.office("archivist"), ActWanted())


@pytest.mark.parametrize(
    ("confirmed", "began", "drift", "enough"),
    [
        (None, None, None, False),
        (TODAY, TODAY, None, True),
        (TODAY - 5 * DAY, TODAY, None, False),  # for another act: this one needs its own
        (TODAY - 5 * DAY, TODAY, DAY, True),
        (TODAY - 121 * DAY, TODAY - 121 * DAY, None, False),
        (TODAY - 121 * DAY, TODAY, DAY, False),  # months ago: the director is asked though a clock answers
    ],
)
def test_the_director_confirms_the_date_too(
    confirmed: dt.date | None, began: dt.date | None, drift: dt.timedelta | None, enough: bool
) -> None:
    reading = Reading(NOW, NOW - DAY, drift=drift)
    if enough:
        reading.check_director(confirmed, began=began)
    else:
        with pytest.raises(ClockUnconfirmed):
            reading.check_director(confirmed, began=began)


def agreed(archive: Archive, confirmed: dt.date | None = None) -> DestructionAct:
    act = draw_up(archive.office("archivist", confirmed), ActWanted())
    steps.agree(archive.office("archivist", confirmed), act.number, Protocol("3", archive.clock.today))
    return act


def with_clock(session: Session, now: dt.datetime) -> Session:
    return replace(session, live=Elsewhere(now))


@pytest.mark.usefixtures("quick_papers")
def test_one_officer_does_not_set_the_clock_ten_years_ahead(archive: Archive) -> None:
    archive.deposit("ИС-21", "05-12", closed_on=dt.date(2026, 7, 5))
    archive.deposit(closed_on=dt.date(2026, 7, 5))
    today = archive.clock.now
    archive.clock.now += 3650 * DAY
    officer = archive.office("archivist", archive.clock.today)
    with pytest.raises(Refused, match="опрошенного сервера"):
        draw_up(with_clock(officer, today), ActWanted())
    act = agreed(archive, archive.clock.today)  # there is no other clock, and the officer says so
    with pytest.raises(Refused, match="Директор") as refused:
        steps.approve(archive.office("director"), act.number)
    assert refused.value.remedy is not None and refused.value.remedy.deed is Deed.CONFIRM_DATE
    with pytest.raises(Refused):
        steps.approve(archive.office("director", today.date()), act.number)
    with pytest.raises(Refused, match="опрошенного сервера"):
        steps.approve(with_clock(archive.office("director", archive.clock.today), today), act.number)
    # The clock is set right: what was noted in the wrong future hides nothing from the next look.
    archive.clock.now = today + DAY
    with pytest.raises(Refused, match="последнее событие"):
        draw_up(archive.office("archivist", archive.clock.today), ActWanted())
    cancelled = steps.cancel(with_clock(archive.office("archivist"), today + DAY), act.number, "часы")
    assert cancelled.state is ActState.CANCELLED
    archive.clock.now = today + 3650 * DAY
    with pytest.raises(Refused, match="опрошенного сервера"):
        draw_up(with_clock(officer, today + DAY), ActWanted())


@pytest.mark.usefixtures("quick_papers")
def test_an_act_carried_out_months_later_needs_the_director_once_more(archive: Archive) -> None:
    archive.journal()
    number = agreed(archive).number
    steps.approve(archive.office("director", archive.clock.today), number)
    archive.clock.now += 130 * DAY
    it = archive.office("it", archive.clock.today)
    with pytest.raises(Refused, match="Директор"):
        Run(it, number).run()
    with pytest.raises(Refused):
        steps.confirm_date(archive.office("director"), number)
    steps.confirm_date(archive.office("director", archive.clock.today), number)
    assert Run(it, number).run().over


def test_a_notice_on_a_medium_has_been(archive: Archive) -> None:
    archive.journal()
    number = archive.approved().number
    archive.execute(number)
    with archive.register.reading() as work:
        media = work.media.all()
    before = archive.clock.now - dt.timedelta(hours=1)
    from archiver.archive.disposal.forgotten import noticed

    with archive.office("it").stores(media) as stores:
        bound = max(noticed(stores))
    assert isinstance(Reading(before).after(bound).fault, ClockBackwards)


def test_the_date_of_a_server_is_asked_and_silence_is_none(archive: Archive) -> None:
    class Answers(http.server.BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self.send_response_only(403)
            self.send_header("Date", "Thu, 15 Jan 2032 12:00:00 GMT")
            self.end_headers()

        def log_message(self, *_words: object) -> None:
            return

    with http.server.HTTPServer(("127.0.0.1", 0), Answers) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        address = f"http://127.0.0.1:{server.server_port}/bucket"
        assert date_of(address) == NOW
        server.shutdown()
        thread.join()
    assert date_of(address) is None
    assert date_of("https://127.0.0.1:1") is None
    assert date_of("no address") is None
    assert LiveClock().drift(archive.settings.archive, [], NOW) is None
