"""A signed hand-over is a record: made once, withdrawn by another one, and believed by the calendar alone."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json

import pytest
from custody_archive import ME, Archive, a_file

from archiver import clock
from archiver.archive.custody.handover import SIGNED, WITHDRAWN
from archiver.errors import ExitCode
from archiver.register.model.people import Role

TRANSFER = ("papers", "transfer", "2025/26")
SIGNED_ON = (*TRANSFER, "--by", "Диспетчер Орлова", "--to-whom", "Архивариус Петров", "--signed")


@pytest.fixture
def in_july(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> Archive:
    """6 July 2026; the journals of two groups are in the register, with no copy on any medium."""
    monkeypatch.setattr(clock, "now", lambda: dt.datetime(2026, 7, 6, 9, tzinfo=dt.UTC))
    for group in ("ИС-21", "ИС-22"):
        archive.add(dataclasses.replace(a_file(group), academic_year=2025))
    return archive


def state(archive: Archive, group: str) -> tuple[str, str | None]:
    """How the hand-over of a group stands in the calendar, and when it was done."""
    found = json.loads(archive.call("calendar", "--json", "--today", "2026-07-06")[1])["obligations"]
    (one,) = [one for one in found if (one["duty"], one["subject"]) == ("handed-over", group)]
    return one["state"], one["done_on"]


def test_a_signed_act_closes_the_hand_over_of_its_groups(in_july: Archive) -> None:
    assert state(in_july, "ИС-21")[0] == "overdue"
    code, said = in_july.call(*SIGNED_ON, "03.07.2026", "--group", "ИС-21", "--number", "4")
    assert (code, "сдано в архив 03.07.2026" in said) == (0, True), said
    assert state(in_july, "ИС-21") == ("done", "2026-07-03")
    assert state(in_july, "ИС-22")[0] == "overdue"
    assert "запись уже была" in in_july.call(*SIGNED_ON, "03.07.2026", "--group", "ИС-21", "--number", "4")[1]
    # The year as a whole would contradict what is recorded: nothing of it is.
    assert in_july.call(*SIGNED_ON, "06.07.2026")[0] == ExitCode.REFUSED
    assert state(in_july, "ИС-22")[0] == "overdue"
    with in_july.opened() as register, register.reading() as work:
        (event,) = work.trail.events(action=SIGNED)
    detail = json.loads(event.detail)
    assert (detail["given_by"], detail["taken_by"]) == ("Диспетчер Орлова", "Архивариус Петров")


def test_an_erroneous_record_is_withdrawn_with_its_reason(in_july: Archive) -> None:
    assert in_july.call(*TRANSFER, "--withdraw", "ошибка")[0] == ExitCode.REFUSED
    assert in_july.call(*SIGNED_ON, "05.07.2026")[0] == 0
    code, said = in_july.call(*TRANSFER, "--group", "ИС-22", "--withdraw", "журнал вернули на доработку")
    assert (code, "отозвана" in said) == (0, True), said
    assert state(in_july, "ИС-22")[0] == "overdue"
    assert state(in_july, "ИС-21") == ("done", "2026-07-05")
    assert in_july.call(*SIGNED_ON, "06.07.2026", "--group", "ИС-22")[0] == 0
    assert state(in_july, "ИС-22") == ("done-late", "2026-07-06")
    with in_july.opened() as register, register.reading() as work:
        told = [event.action for event in work.trail.events() if event.action in {SIGNED, WITHDRAWN}]
        (withdrawn,) = work.trail.events(action=WITHDRAWN)
    assert told == [SIGNED, SIGNED, WITHDRAWN, SIGNED]
    assert json.loads(withdrawn.detail)["reason"] == "журнал вернули на доработку"


def test_what_no_act_can_say_is_refused(in_july: Archive) -> None:
    for words in (
        (*SIGNED_ON, "07.07.2026"),  # tomorrow
        (*SIGNED_ON, "31.08.2025"),  # before the year
        (*TRANSFER, "--signed", "03.07.2026"),
        (*TRANSFER, "--by", "Диспетчер"),
        TRANSFER,
        (*SIGNED_ON, "03.07.2026", "--withdraw", "ошибка"),
        (*SIGNED_ON, "03.07.2026", "--group", "ТО-11"),
    ):
        assert in_july.call(*words)[0] == ExitCode.USAGE, words
    in_july.settle(Role.COMMISSION)
    assert in_july.call(*SIGNED_ON, "03.07.2026")[0] == ExitCode.REFUSED
    with in_july.opened() as register, register.transaction(by=ME) as work:
        assert not list(work.trail.events(action=SIGNED))
