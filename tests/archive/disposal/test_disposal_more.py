"""Decisions of commissions, and the act itself as a file that is kept for ever."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pytest

from archive_for_disposal import SURNAMES, Archive
from archiver.archive.disposal.acts import clock_of
from archiver.archive.disposal.appraising import appraise
from archiver.archive.disposal.deciding import Deciding
from archiver.archive.disposal.drafting import ActWanted, draw_up
from archiver.archive.disposal.keeping import keep_act
from archiver.errors import Refused, UsageError
from retention.eligibility import Appraisal, Reason
from retention.people import Protocol
from retention.schedule import Schedule
from retention.schedule_toml import shipped
from retention.series import Action


def test_a_series_under_review_waits_for_both_commissions(archive: Archive) -> None:
    file = archive.journal()
    version = shipped().latest
    rows = tuple(
        replace(row, action=Action.REVIEW, appraisal=True) if row.code == "05-11" else row
        for row in version.series
    )
    schedule = Schedule((replace(version, series=rows),))
    office = archive.office("archivist")

    def reasons() -> set[Reason]:
        with office.looking() as work:
            return set(Deciding(work, schedule, clock_of(office, work)).decide(file).reasons)

    assert reasons() == {Reason.NEEDS_REVIEW, Reason.NEEDS_REGIONAL_REVIEW}
    protocol = Protocol("4", archive.clock.today)
    for wrong in (Protocol("", protocol.on), Protocol("4", protocol.on + dt.timedelta(days=1))):
        with pytest.raises(UsageError):
            appraise(office, [file.external_id], Appraisal(destroy=True, protocol=wrong))
    with pytest.raises(UsageError):
        appraise(office, [file.external_id, "нет такого"], Appraisal(destroy=True, protocol=protocol))
    assert reasons() == {Reason.NEEDS_REVIEW, Reason.NEEDS_REGIONAL_REVIEW}
    appraise(office, [file.external_id], Appraisal(destroy=True, protocol=protocol))
    assert reasons() == {Reason.NEEDS_REGIONAL_REVIEW}
    appraise(office, [file.external_id], Appraisal(destroy=True, protocol=protocol, regional=True))
    assert reasons() == set()
    appraise(office, [file.external_id], Appraisal(destroy=False, protocol=protocol))
    assert reasons() == {Reason.KEPT_BY_REVIEW}


def test_what_a_commission_keeps_enters_no_act_whatever_its_series(archive: Archive) -> None:
    file = archive.journal()
    office = archive.office("archivist")
    appraise(
        office, [file.external_id], Appraisal(destroy=False, protocol=Protocol("4", archive.clock.today))
    )
    with pytest.raises(Refused, match="ни одно дело"):
        draw_up(office, ActWanted())


def test_an_accounted_act_is_kept_on_the_media_without_a_name(archive: Archive) -> None:
    archive.journal()
    act = archive.approved()
    office = archive.office("archivist")
    with pytest.raises(Refused, match="ещё не"):
        keep_act(office, str(act.number))
    archive.execute(act.number)
    archive.account(act.number)
    file = keep_act(office, str(act.number))
    assert keep_act(office, str(act.number)) == file
    assert (file.series, file.keep_until) == ("05-13", None)
    for folder in archive.folders.values():
        (kept,) = folder.rglob("act.json")
        assert kept.with_suffix(".pdf").read_bytes().startswith(b"%PDF-")
        text = kept.read_text(encoding="utf-8")
        assert not any(name in text for name in SURNAMES if name != "Соколов")
        document = json.loads(text)
        assert document["digest"] == act.digest
        assert len(document["proofs"]) == len(document["copies"])
