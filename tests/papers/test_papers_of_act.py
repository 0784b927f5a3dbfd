"""The form of an act is made of the act: nothing is lost on the way, nothing is told too early."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace

import pytest
from forms_for_tests import COLLEGE, DIRECTOR, text

from archiver.papers.accounts import from_one_account
from archiver.papers.act_forms import form_on
from archiver.papers.destruction import destruction_act
from archiver.papers.execution import Done, execution_paper
from archiver.papers.forms import NO_PROTOCOL, Protocol, Signer
from archiver.papers.of_act import destruction_form, execution_form
from archiver.papers.wording import kilograms, megabytes
from archiver.settings.archive import ActForm
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
from retention.copies import Copy, CopyKind
from retention.execution import Execution
from retention.people import Protocol as Held
from retention.period import Permanent, RetentionPeriod, UntilEvent, Years
from retention.words import Identifier


def test_a_draft() -> None:
    act = make_act(2)
    form = destruction_form(act, college=COLLEGE, director=DIRECTOR)
    assert (form.number, form.on, form.approved_on) == ("1-2032", "12.01.2032", "")
    assert form.digest == act.digest and form.basis == TERMS.basis and form.years == "2025–2026"
    assert [row.title for row in form.rows] == [
        "Журнал учебных занятий группы ИС-21, 2025–2026",
        "Журнал учебных занятий группы ИС-22, 2025–2026",
    ]
    assert form.rows[0].period == "5 лет, Положение об электронном журнале, раздел 5"
    assert (form.commission, form.regional, form.inventories) == (NO_PROTOCOL, None, ())
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
    form = destruction_form(make_act(terms=terms), college=COLLEGE, director=DIRECTOR)
    assert form.regional is not None and form.regional.inventories == Protocol("8", "02.11.2031")
    form = destruction_form(make_approved(), college=COLLEGE, director=DIRECTOR)
    assert (form.commission, form.approved_on) == (Protocol("3", "14.01.2032"), "15.01.2032")


def test_inventories_are_agreed_before_the_act_or_with_it() -> None:
    before = replace(TERMS, inventories=Held("8", dt.date(2031, 11, 2)))
    form = destruction_form(make_act(terms=before), college=COLLEGE, director=DIRECTOR)
    assert form.inventories == (Protocol("8", "02.11.2031"),)
    act = make_act(terms=replace(TERMS, inventories_with_act=True))
    assert destruction_form(act, college=COLLEGE, director=DIRECTOR).inventories == (NO_PROTOCOL,)
    agreed = act.agree(Held("3", dt.date(2032, 1, 14)), AUTHOR, moment("2032-01-14T12:00"))
    form = destruction_form(agreed, college=COLLEGE, director=DIRECTOR)
    assert form.inventories == (form.commission,) == (Protocol("3", "14.01.2032"),)


def test_the_destruction_is_told_when_the_last_copy_is_gone() -> None:
    execution = Execution.of(make_executing())
    for copy in execution.left:
        assert execution_form(execution, college=COLLEGE).done == Done()
        execution = execution.proven(make_proof(copy))
    execution = replace(execution, act=execution.act.account(AUTHOR, moment("2032-01-20T09:00")))
    form = execution_form(execution, college=COLLEGE, trail_head="ab" * 32)
    assert (form.done.weight, form.done.waybill, form.done.waybill_on) == ("0,9", "77", "16.01.2032")
    assert (form.done.method, form.accounted_on, form.left) == ("удаление", "20.01.2032", 0)
    assert len(form.proofs) == 3
    assert form.proofs[2].answer == "накладная; листов 183, накладная № 77 от 16.01.2032, ООО «Вторсырьё»"
    said = text(execution_paper(form, PdfA.A2B))
    assert "весом 0,9 кг сданы на уничтожение ООО «Вторсырьё»" in said and execution.act.digest in said


def test_nothing_of_the_act_changes_after_its_approval() -> None:
    approved = make_approved()
    asked = {"college": COLLEGE, "director": DIRECTOR, "accounts": ("office",) * 9}
    form = destruction_form(approved, **asked)  # type: ignore[arg-type]
    begun = make_executing()
    accounted = begun.account(AUTHOR, moment("2032-01-20T09:00"))
    for later in (begun, accounted):
        assert destruction_form(later, **asked) == form  # type: ignore[arg-type]


def test_a_bag_of_a_bucket_is_one_row_however_many_versions_it_had() -> None:
    execution = Execution.of(make_executing())
    bag = next(copy for copy in execution.copies.values() if copy.kind is CopyKind.OBJECT)
    versions = [
        Copy(Identifier(f"version-{n:02}0"), bag.file, kind, bag.where, f"{bag.what}{below}/{n}.pdf @ {n}")
        for n, (kind, below) in enumerate(
            [(CopyKind.OBJECT, ""), (CopyKind.OBJECT, ".par2"), (CopyKind.DELETE_MARKER, "")] * 14
        )
    ]
    elsewhere = Copy(Identifier("version-990"), bag.file, CopyKind.OBJECT, bag.where, "прочее/1.pdf @ 1")
    for copy in (*versions, elsewhere):
        execution = execution.with_copy(copy)
    assert execution_form(execution, college=COLLEGE).left == 4
    for copy in execution.left:
        execution = execution.proven(make_proof(copy))
    form = execution_form(execution, college=COLLEGE)
    assert [(one.what, one.versions, one.found) for one in form.proofs] == [
        ("ОНТ-Ж-1.zip", "", False),
        ("ОНТ-Ж-1.zip", "42\N{NO-BREAK SPACE}(сорок две) версии", False),
        ("ОНТ-Ж-1.zip", "", False),
        ("прочее/1.pdf @ 1", "", True),
    ]
    listed = "".join(f"{name}\n" for name in sorted(one.what for one in versions))
    assert form.proofs[1].versions_digest == hashlib.sha256(listed.encode()).hexdigest()


def test_the_form_is_the_one_in_force_on_the_day_of_the_act() -> None:
    older, newer = (
        ActForm(form="files", valid_from=dt.date(2002, 1, 1)),
        ActForm(form="units", valid_from=dt.date(2023, 9, 17)),
    )
    assert form_on((newer, older), dt.date(2023, 9, 16)) == "files"
    assert form_on((older, newer), dt.date(2023, 9, 17)) == "units"
    assert form_on((newer,), dt.date(1990, 1, 1)) == "units"
    act = make_act(terms=replace(TERMS, form="files"))
    assert destruction_form(act, college=COLLEGE, director=DIRECTOR).form == "files"


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
    assert execution_form(execution, college=COLLEGE, accounts=alone).accounts == ()
    accounts = ("office", "office", "office", "sidorov")[: len(execution.act.steps)]
    form = destruction_form(execution.act, college=COLLEGE, director=DIRECTOR, accounts=accounts)
    (one,) = form.accounts
    assert (one.account, one.steps) == ("office", "1–3")
    assert one.people.replace("\N{NO-BREAK SPACE}", " ") == "Ю.Л. Чарикова, М.П. Орлова, О.И. Громов"
    said = text(destruction_act(form, PdfA.A2B))
    assert "Шаги 1–3 сделаны с одной учётной записи операционной системы: office" in said
    assert "Приложение 2" in said
    told = execution_form(execution, college=COLLEGE, accounts=accounts)
    assert told.accounts == form.accounts and len(told.steps) == 4 and len(form.steps) == 3
    assert "Шаги 1–3 сделаны с одной" in text(execution_paper(told, PdfA.A2B))


@pytest.mark.parametrize(
    ("accounts", "steps"),
    [("aaaa", ["1–4"]), ("abab", ["1, 3", "2, 4"]), ("aaba", ["1–2, 4"]), ("abcd", []), ("a  b", [])],
)
def test_numbers_of_steps(accounts: str, steps: list[str]) -> None:
    act = make_executing()
    assert len(act.steps) == 4
    found = from_one_account(act.steps, [one.strip() for one in accounts])
    assert [one.steps for one in found] == steps
