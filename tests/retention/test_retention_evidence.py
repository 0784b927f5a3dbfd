"""Order 179: no paper leaves without its required fields, and papers themselves go after three years."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from disposal_factories import EXECUTOR, SCHEDULE
from retention.errors import EvidenceIncomplete
from retention.evidence import Carrier, DataHandler, Evidence, missing, validate
from retention.people import Person
from retention.period import eligible_from
from retention.words import Identifier, SeriesCode

PREPARED = Evidence(
    Identifier("ПДн-1-2032"),
    DataHandler("ГБПОУ «ОНТ»", "446300, г. Отрадный"),
    ("Иванов Иван Иванович", "Петрова Анна Сергеевна"),
    ("фамилия, имя, отчество", "оценки"),
    "истёк срок хранения",
    paper=True,
    electronic=True,
    systems=("АСУ РСО, модуль СПО",),
    carriers=(Carrier("Журнал группы ИС-21, том 1", 183),),
)
DONE = PREPARED.completed(
    method="удаление, измельчение", destroyers=(EXECUTOR,), destroyed_on=dt.date(2032, 1, 16)
)


def test_complete_papers_pass() -> None:
    validate(PREPARED, prepared=True)
    validate(DONE)


def test_what_is_known_only_afterwards_is_asked_for_afterwards() -> None:
    assert [str(one) for one in missing(PREPARED)] == [
        "act г destroyers",
        "act з method",
        "act к destroyed_on",
        "extract д destroyed_on",
    ]


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        ({"operator": DataHandler("ОНТ", " ")}, {"act а operator"}),
        ({"processors": (DataHandler("", "Москва"),)}, {"act б processors"}),
        ({"subjects": ()}, {"act в subjects", "extract а subjects"}),
        ({"subjects": ("Иванов", " ")}, {"act в subjects", "extract а subjects"}),
        ({"categories": ()}, {"act д categories", "extract б categories"}),
        ({"carriers": ()}, {"act е carriers"}),
        ({"carriers": (Carrier("том 1", 0),)}, {"act е carriers"}),
        ({"systems": ()}, {"act ж systems", "extract в systems"}),
        ({"reason": ""}, {"act и reason", "extract г reason"}),
        ({"destroyers": (Person("1", "Лебедев", ""),)}, {"act г destroyers"}),
        ({"method": ""}, {"act з method"}),
    ],
)
def test_every_missing_field_is_named_with_its_item(change: dict[str, object], wanted: set[str]) -> None:
    with pytest.raises(EvidenceIncomplete) as refusal:
        validate(replace(DONE, **change))
    assert {str(one) for one in refusal.value.missing} == wanted


def test_fields_follow_the_carriers() -> None:
    validate(replace(DONE, paper=False, carriers=()))
    without = replace(DONE, electronic=False, systems=())
    validate(without)
    assert {one.paper for one in missing(replace(without, reason=""))} == {"act"}


def test_names_do_not_get_into_logs_and_the_digest_knows_them() -> None:
    assert "Иванов" not in repr(DONE) and "Петрова" not in repr(DONE)
    assert DONE.digest != replace(DONE, subjects=("Иванов Иван Иванович",)).digest


def test_the_papers_go_after_three_years_by_the_same_clock() -> None:
    series = SCHEDULE.rule(SeriesCode("05-14"), dt.date(2032, 2, 1)).series
    assert eligible_from(series.period, DONE.day) == dt.date(2035, 1, 17)
    assert not series.personal_data  # or the papers would need papers, for ever
    with pytest.raises(LookupError):  # what is not destroyed yet has no day to count from
        _ = PREPARED.day
