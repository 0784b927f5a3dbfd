"""What a register keeps comes back whole, and what was changed in it does not pass."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from disposal_factories import DIRECTOR, TERMS, make_act, make_copies, make_executing, make_file, make_proof
from retention.act import DestructionAct, Terms
from retention.canonical import digest
from retention.copies import Proof
from retention.errors import ActEdited, WordRefused
from retention.frozen import freeze, thaw
from retention.holds import DisposalHold
from retention.people import Person
from retention.period import Permanent, UntilEvent, Years
from retention.record import RecordFile
from retention.schedule import Version
from retention.schedule_toml import shipped
from retention.series import RecordSeries
from retention.tombstone import Tombstone, tombstone_of


def test_an_act_comes_back_with_its_digest_its_seals_and_its_day() -> None:
    for act in (make_act(), make_executing(3), make_act(terms=replace(TERMS, place=""))):
        back = thaw(DestructionAct, freeze(act))
        back.verify()
        assert back == act and back.digest == act.digest
        assert back.drawn_up_at.date() == act.drawn_up_at.date()
        assert back.drawn_up_at.utcoffset() == act.drawn_up_at.utcoffset()


def test_a_field_that_came_later_changes_nothing_of_what_was_written_before() -> None:
    terms = json.loads(freeze(TERMS))
    assert set(terms) == {
        "is", "basis", "place", "fund_number", "fund_name", "source", "regional_authority", "inventories",
    }  # fmt: skip
    assert thaw(Terms, json.dumps(terms)) == TERMS
    newer = replace(TERMS, form="files", inventories_with_act=True)
    assert thaw(Terms, freeze(newer)) == newer and digest(newer) != digest(TERMS)
    for changed in ({**terms, "forms": "files"}, {key: terms[key] for key in terms if key != "place"}):
        with pytest.raises(ValueError, match="Terms"):
            thaw(Terms, json.dumps(changed))


def test_the_other_values_come_back_too() -> None:
    act = make_executing()
    stone = tombstone_of(act, act.rows[0])
    assert thaw(Tombstone, freeze(stone)) == stone
    assert thaw(RecordFile, freeze(make_file())) == make_file()
    for copy in make_copies(make_file()):
        assert thaw(Proof, freeze(make_proof(copy))) == make_proof(copy)
    version = shipped().latest
    assert thaw(Version, freeze(version)) == version
    kinds = {type(row.period) for row in version.series}
    assert kinds == {Years, Permanent, UntilEvent}


def test_an_edit_in_the_store_is_seen() -> None:
    text = freeze(make_executing())
    edited = text.replace(DIRECTOR.name, "Другой Человек")
    assert edited != text
    with pytest.raises(ActEdited):
        thaw(DestructionAct, edited).verify()


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.pop("name"),
        lambda data: data.update(extra=1),
        lambda data: data.update(name=7),
        lambda data: data.update(name=None),
        lambda data: data.update({"is": "Copy"}),
        lambda data: data.pop("is"),
    ],
)
def test_what_is_damaged_is_refused(change: object) -> None:
    data = json.loads(freeze(DIRECTOR))
    change(data)  # type: ignore[operator]
    with pytest.raises(ValueError, match=r"needed|this is no"):
        thaw(Person, json.dumps(data))


def test_other_kinds_are_refused() -> None:
    for kind, text in (
        (DestructionAct, freeze(DIRECTOR)),
        (DisposalHold, "[]"),
        (Person, "{"),
        (RecordSeries, freeze(shipped().latest.series[0]).replace('"Years"', '"Weeks"')),
        (Version, freeze(shipped().latest).replace('"series":[', '"series":[[],')),
    ):
        with pytest.raises(ValueError):
            thaw(kind, text)
    with pytest.raises(WordRefused):
        thaw(RecordFile, freeze(make_file()).replace("ИС-21", "Иванов Иван 1"))
