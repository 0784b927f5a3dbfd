"""Every refusal of retention in Russian: no code without words, no word of code left in a sentence."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from archiver.errors import ConfigInvalid, ExitCode, Refused
from archiver.wording.retention import message, refusal
from disposal_factories import AUTHOR, CHAIR, make_act, moment
from retention import errors
from retention.copies import Fault
from retention.eligibility import Reason
from retention.errors import RetentionError
from retention.evidence import Missing
from retention.people import Protocol
from retention.restored import Anchor, Gap, GapKind
from retention.schedule_toml import parse
from retention.steps import ActState, StepKind
from retention.words import GroupName, Identifier, Sha256

NOW = moment("2032-01-12T09:00")
DAY = dt.date(2032, 1, 12)
GAPS = [
    Gap(kind, Anchor(Identifier("1-2032"), Sha256("a" * 64), ActState.EXECUTING, NOW), ActState.DRAFT)
    for kind in GapKind
]
FIELDS = ("operator", "processors", "subjects", "destroyers", "categories", "carriers", "systems", "method")
RAISED: list[RetentionError] = [
    errors.ScheduleShortened(version=2, series=["05-11"]),
    *(
        errors.ScheduleDisordered(version=2, last=1, fault=fault)
        for fault in ("not-next", "earlier-date", "no-author", "series-twice")
    ),
    errors.SeriesUnknown(series="05-11", on=DAY),
    *(
        errors.WordRefused(kind=kind, fault=fault)
        for kind in ("digest", "series-code", "identifier", "group-name", "years", "title", "tombstone")
        for fault in ("form", "person", "type")
    ),
    errors.HoldIncomplete(hold="7"),
    errors.HoldLifted(hold="7", on=DAY),
    errors.ClockBackwards(now=NOW, last=NOW),
    errors.ClockJump(now=NOW, last=NOW, days=400),
    errors.ClockDiffers(now=NOW, live=NOW),
    errors.ClockContradicted(now=NOW, stated=DAY),
    errors.ClockUnconfirmed(today=DAY),
    errors.RegisterBehind(GAPS),
    errors.EvidenceIncomplete([Missing("act", "а", name) for name in (*FIELDS, "reason", "destroyed_on")]),
    errors.EvidenceIncomplete([Missing("extract", "а", "subjects")]),
    *(errors.WrongState(act="1", state=state, step=step) for state in ActState for step in StepKind),
    errors.WrongState(act="1", state="draft", step="executed"),
    *(errors.SamePerson(act="1", person="7", role=role, step="begun") for role in ("author", "approver")),
    *(
        errors.StepIncomplete(act="1", step="agreed", missing=missing)
        for missing in ("protocol", "reason", "rows", "row-twice", "basis", "inventories")
    ),
    errors.ProtocolMisdated(act="1", step="agreed", on=DAY, first=DAY, last=DAY),
    errors.ActEdited(act="1", step="approved", expected="0", found="1"),
    errors.FilesExcluded(act="1", step="drafted", excluded={"7": [reason.value for reason in Reason]}),
    errors.FilesExcluded(act="1", step="drafted", excluded={"7": ["open", "never"]}),
    errors.NotAccounted(act="1", copies=2, tombstones=1, evidence=0),
    *(errors.ProofRefused(copy="7", fault=fault.value) for fault in Fault),
]


def leaves(kind: type[RetentionError]) -> set[type[RetentionError]]:
    below = (
        set().union(*(leaves(child) for child in kind.__subclasses__())) if kind.__subclasses__() else set()
    )
    return below or {kind}


def test_every_refusal_is_tried_here() -> None:
    assert leaves(RetentionError) - {errors.ScheduleInvalid} == {type(error) for error in RAISED}
    codes = [kind.code for kind in leaves(RetentionError)]
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize(
    "error", RAISED, ids=lambda error: f"{error.code} {list(error.data.values())[-1]}"[:60]
)
def test_it_is_told_in_russian(error: RetentionError, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ARCHIVER_LANG", raising=False)
    said = message(error)
    assert not re.findall(r"[A-Za-z_{}]{2,}", re.sub("SHA|archiver disposal recover", "", said)), said
    assert said[0].isupper() or said[0].isdigit()


def test_exit_codes() -> None:
    assert isinstance(refusal(RAISED[0]), ConfigInvalid)
    refused = refusal(errors.HoldIncomplete(hold="7"))
    assert isinstance(refused, Refused) and refused.exit_code is ExitCode.REFUSED


def test_a_schedule_file_is_told_of_in_russian(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ARCHIVER_LANG", raising=False)
    with pytest.raises(RetentionError) as raised:
        parse(
            "version = 0\nx = 1\nauthor = 5\n[[series]]\naction = 1\nappraisal = 1\ncode = 'a'\nperiod = 5\n"
        )
    said = message(raised.value)
    assert "series 1 (a): period — нужно { years = 5 }" in said
    assert "file: version — нужно целое число (1–10000)" in said and "file: x — неизвестный ключ" in said
    faults = {problem.fault for problem in raised.value.problems}  # type: ignore[attr-defined]
    assert not [fault for fault in faults if fault in said]


def test_who_is_told_of_by_name_is_an_officer_only() -> None:
    act = make_act()
    with pytest.raises(errors.SamePerson) as raised:
        act.agree(Protocol("1", DAY), CHAIR, NOW.replace(hour=11)).approve(AUTHOR, NOW.replace(hour=12), ())
    assert AUTHOR.id in message(raised.value) and "составитель акта 1-2032" in message(raised.value)
    with pytest.raises(errors.WordRefused) as refused:
        GroupName("Иванов Иван 1")
    assert "Иванов" not in message(refused.value)
