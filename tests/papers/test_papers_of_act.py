"""The form of an act is made of the act: nothing is lost on the way, nothing is told too early."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from forms_for_tests import COLLEGE, DIRECTOR, text

from archiver.papers.accounts import from_one_account
from archiver.papers.destruction import Done, destruction_act
from archiver.papers.forms import NO_PROTOCOL, Protocol, Signer
from archiver.papers.of_act import destruction_form
from archiver.papers.wording import kilograms, megabytes
from archiver.settings.file_plan import period_text
from archiver.settings.pdf_a import PdfA
from disposal_factories import (
    AUTHOR,
    TERMS,
    make_act,
    make_approved,
    make_executing,
    make_proof,
    moment,
)
from retention.execution import Execution
from retention.people import Protocol as Held
from retention.period import Permanent, RetentionPeriod, UntilEvent, Years


def test_a_draft() -> None:
    act = make_act(2)
    form = destruction_form(Execution.of(act), college=COLLEGE, director=DIRECTOR)
    assert (form.number, form.on, form.approved_on) == ("1-2032", "12.01.2032", "")
    assert form.digest == act.digest and form.basis == TERMS.basis and form.years == "2025–2026"
    assert [row.title for row in form.rows] == [
        "Журнал учебных занятий группы ИС-21, 2025–2026",
        "Журнал учебных занятий группы ИС-22, 2025–2026",
    ]
    assert form.rows[0].period == "5 лет, Положение об электронном журнале, раздел 5"
    assert (form.commission, form.done, form.proofs, form.regional) == (NO_PROTOCOL, Done(), (), None)
    assert [(copy.row, copy.carrier, copy.sheets) for copy in form.copies[:3]] == [
        (1, "электронный носитель", ""),
        (1, "хранилище S3", ""),
        (1, "бумага", "183"),
    ]
    assert form.appraiser == Signer("Архивариус", "Ю.Л.\N{NO-BREAK SPACE}Чарикова")


def test_an_approved_act_of_an_acquisition_source() -> None:
    terms = replace(
        TERMS, source=True, regional_authority="архивной службы", inventories=Held("8", dt.date(2031, 11, 2))
    )
    form = destruction_form(Execution.of(make_act(terms=terms)), college=COLLEGE, director=DIRECTOR)
    assert form.regional is not None and form.regional.inventories == Protocol("8", "02.11.2031")
    form = destruction_form(Execution.of(make_approved()), college=COLLEGE, director=DIRECTOR)
    assert (form.commission, form.approved_on) == (Protocol("3", "14.01.2032"), "15.01.2032")


def test_the_destruction_is_told_when_the_last_copy_is_gone() -> None:
    execution = Execution.of(make_executing())
    for copy in execution.left:
        assert destruction_form(execution, college=COLLEGE, director=DIRECTOR).done == Done()
        execution = execution.proven(make_proof(copy))
    execution = replace(execution, act=execution.act.account(AUTHOR, moment("2032-01-20T09:00")))
    form = destruction_form(execution, college=COLLEGE, director=DIRECTOR, trail_head="ab" * 32)
    assert (form.done.weight, form.done.waybill, form.done.waybill_on) == ("0,9", "77", "16.01.2032")
    assert (form.done.method, form.accounted_on) == ("удаление", "20.01.2032")
    assert len(form.proofs) == 3
    assert form.proofs[2].answer == "накладная; листов 183, накладная № 77 от 16.01.2032, ООО «Вторсырьё»"
    said = text(destruction_act(form, PdfA.A2B))
    assert "весом 0,9 кг сданы на уничтожение ООО «Вторсырьё»" in said and execution.act.digest in said


@pytest.mark.parametrize(
    ("period", "said"),
    [
        (Years(1), "1 год"),
        (Years(3), "3 года"),
        (Years(25), "25 лет"),
        (Permanent(), "Постоянно"),
        (UntilEvent("destruction", 3), "3 года с даты уничтожения персональных данных"),
        (UntilEvent("ликвидации"), "До события: ликвидации"),
    ],
)
def test_periods_in_words(period: RetentionPeriod, said: str) -> None:
    assert period_text(period) == said
    assert period_text(period, "ст. 1", appraisal=True) == f"{said} ЭПК, ст. 1"


def test_weights_and_sizes_have_a_comma() -> None:
    assert [kilograms(grams) for grams in (None, 900, 12_500, 3000)] == ["", "0,9", "12,5", "3"]
    assert [megabytes(size) for size in (1, 1_500_000, 2_000_000_000)] == ["0,1", "1,5", "2000,0"]


def test_steps_taken_from_one_account_are_told() -> None:
    execution = Execution.of(make_executing())
    alone = ("orlova", "", "direktor", "sidorov")[: len(execution.act.steps)]
    assert destruction_form(execution, college=COLLEGE, director=DIRECTOR, accounts=alone).accounts == ()
    accounts = ("office", "office", "office", "sidorov")[: len(execution.act.steps)]
    form = destruction_form(execution, college=COLLEGE, director=DIRECTOR, accounts=accounts)
    (one,) = form.accounts
    assert (one.account, one.steps) == ("office", "1–3")
    assert one.people.replace("\N{NO-BREAK SPACE}", " ") == "Ю.Л. Чарикова, М.П. Орлова, О.И. Громов"
    said = text(destruction_act(form, PdfA.A2B))
    assert "Шаги 1–3 сделаны с одной учётной записи операционной системы: office" in said
    assert "Приложение 2" in said  # nothing is proven yet: the second annex is that of the steps


@pytest.mark.parametrize(
    ("accounts", "steps"),
    [("aaaa", ["1–4"]), ("abab", ["1, 3", "2, 4"]), ("aaba", ["1–2, 4"]), ("abcd", []), ("a  b", [])],
)
def test_numbers_of_steps(accounts: str, steps: list[str]) -> None:
    act = make_executing()
    assert len(act.steps) == 4
    found = from_one_account(act.steps, [one.strip() for one in accounts])
    assert [one.steps for one in found] == steps
