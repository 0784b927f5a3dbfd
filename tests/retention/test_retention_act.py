"""The act: who may take which step when, and that nothing of it can be changed unseen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from disposal_factories import (
    AUTHOR,
    CHAIR,
    DIRECTOR,
    EXECUTOR,
    TERMS,
    judged,
    make_act,
    make_approved,
    make_executing,
    make_file,
    moment,
)
from retention.act import DestructionAct, draft
from retention.canonical import canonical
from retention.errors import (
    ActEdited,
    ClockBackwards,
    FilesExcluded,
    ProtocolMisdated,
    SamePerson,
    StepIncomplete,
    WrongState,
)
from retention.people import Person, Protocol
from retention.steps import ActState, StepKind
from retention.words import FileTitle, GroupName, Identifier, Span

LATER = moment("2032-01-20T12:00")
TODAY = judged(make_file(), on="2032-01-20")
PROTOCOL = Protocol("3", dt.date(2032, 1, 14))


def agreed(act: DestructionAct | None = None) -> DestructionAct:
    return (act or make_act()).agree(PROTOCOL, CHAIR, moment("2032-01-14T12:00"))


def test_the_whole_way() -> None:
    act = make_executing(2).account(AUTHOR, moment("2032-02-01T09:00"))
    assert [step.kind.value for step in act.steps] == ["drafted", "agreed", "approved", "begun", "accounted"]
    assert act.state is ActState.ACCOUNTED and not act.open
    assert [row.number for row in act.rows] == [1, 2]
    assert act.approval is not None and act.approval.by == DIRECTOR
    act.verify()


def test_an_acquisition_source_asks_the_region_too() -> None:
    source = replace(TERMS, source=True, inventories=Protocol("8", dt.date(2031, 11, 2)))
    act = agreed(make_act(terms=source))
    with pytest.raises(WrongState):
        act.approve(DIRECTOR, LATER, TODAY)
    act = act.agree_regionally(Protocol("45", dt.date(2032, 1, 16)), AUTHOR, moment("2032-01-17T12:00"))
    assert act.approve(DIRECTOR, LATER, TODAY).state is ActState.APPROVED


def test_a_source_needs_approved_inventories_and_others_need_no_region() -> None:
    with pytest.raises(StepIncomplete) as refusal:
        make_act(terms=replace(TERMS, source=True))
    assert refusal.value.data["missing"] == "inventories"
    with pytest.raises(WrongState):
        agreed().agree_regionally(PROTOCOL, CHAIR, LATER)


STEPS: dict[StepKind, Callable[[DestructionAct], DestructionAct]] = {
    StepKind.AGREED: lambda act: act.agree(Protocol("4", dt.date(2032, 1, 20)), CHAIR, LATER),
    StepKind.APPROVED: lambda act: act.approve(DIRECTOR, LATER, TODAY),
    StepKind.BEGUN: lambda act: act.begin(EXECUTOR, LATER, TODAY),
    StepKind.ACCOUNTED: lambda act: act.account(AUTHOR, LATER),
    StepKind.CANCELLED: lambda act: act.cancel("ошибка в описи", AUTHOR, LATER),
}
ACTS: dict[ActState, Callable[[], DestructionAct]] = {
    ActState.DRAFT: make_act,
    ActState.AGREED: agreed,
    ActState.APPROVED: make_approved,
    ActState.EXECUTING: make_executing,
    ActState.ACCOUNTED: lambda: make_executing().account(AUTHOR, LATER),
    ActState.CANCELLED: lambda: make_act().cancel("ошибка", AUTHOR, moment("2032-01-13T12:00")),
}
ALLOWED = {
    (ActState.DRAFT, StepKind.AGREED),
    (ActState.AGREED, StepKind.APPROVED),
    (ActState.APPROVED, StepKind.BEGUN),
    (ActState.EXECUTING, StepKind.ACCOUNTED),
    *((state, StepKind.CANCELLED) for state in (ActState.DRAFT, ActState.AGREED, ActState.APPROVED)),
}


@pytest.mark.parametrize("state", ACTS)
@pytest.mark.parametrize("step", STEPS)
def test_every_step_in_every_state(state: ActState, step: StepKind) -> None:
    act = ACTS[state]()
    assert act.state is state
    if (state, step) in ALLOWED:
        assert STEPS[step](act).state is step.leads_to
        return
    with pytest.raises(WrongState) as refusal:
        STEPS[step](act)
    assert refusal.value.data == {"act": "1-2032", "state": state.value, "step": step.value}


def test_the_approver_is_neither_author_nor_executor() -> None:
    with pytest.raises(SamePerson) as refusal:
        agreed().approve(AUTHOR, LATER, TODAY)
    assert refusal.value.data["role"] == "author"
    with pytest.raises(SamePerson) as refusal:
        make_approved().begin(DIRECTOR, LATER, TODAY)
    assert refusal.value.data["role"] == "approver"
    # Another name does not make another person.
    with pytest.raises(SamePerson):
        agreed().approve(Person(AUTHOR.id, "Громов Олег Иванович", "Директор"), LATER, TODAY)
    assert make_approved().begin(AUTHOR, LATER, TODAY).state is ActState.EXECUTING


def test_a_protocol_has_a_number() -> None:
    with pytest.raises(StepIncomplete):
        make_act().agree(Protocol(" ", dt.date(2032, 1, 14)), CHAIR, LATER)


@pytest.mark.parametrize("day", [11, 21])
def test_a_protocol_of_an_impossible_day_is_told_as_that_not_as_missing(day: int) -> None:
    with pytest.raises(ProtocolMisdated) as refusal:
        make_act().agree(Protocol("3", dt.date(2032, 1, day)), CHAIR, LATER)
    told = refusal.value.data
    assert told["on"] == dt.date(2032, 1, day)
    assert (told["first"], told["last"]) == (dt.date(2032, 1, 12), LATER.date())


def test_cancelling_needs_a_reason() -> None:
    with pytest.raises(StepIncomplete):
        make_act().cancel("  ", AUTHOR, LATER)
    assert make_act().cancel("ошибка", AUTHOR, LATER).steps[-1].reason == "ошибка"


def test_time_does_not_run_back() -> None:
    with pytest.raises(ClockBackwards):
        make_approved().begin(EXECUTOR, moment("2032-01-15T11:59"), judged(make_file(), on="2032-01-15"))


def test_holds_corrections_and_stale_decisions_stop_the_act() -> None:
    held = judged(make_file(), on="2032-01-20", statement=None)
    for decisions, reason in (
        (held, "statement-not-registered"),
        ([], "not-judged"),
        (judged(make_file(), on="2032-01-19"), "not-judged"),
        (judged(make_file(closed="2027-02-01"), on="2032-01-20"), "not-due"),
    ):
        with pytest.raises(FilesExcluded) as refusal:
            agreed().approve(DIRECTOR, LATER, decisions)
        assert refusal.value.excluded == {"ОНТ-Ж-1": [reason]}
        with pytest.raises(FilesExcluded):
            make_approved().begin(EXECUTOR, LATER, decisions)


def test_a_draft_is_of_files_that_may_go() -> None:
    rows = make_act().rows
    early = judged(make_file(), on="2031-12-31")
    arguments = (Identifier("2-2032"), TERMS, rows)
    with pytest.raises(FilesExcluded):
        draft(*arguments, early, by=AUTHOR, at=moment("2031-12-31T10:00"))
    for number, terms, lines in (
        (*arguments[:2], ()),
        (*arguments[:2], (*rows, *rows)),
        (arguments[0], replace(TERMS, basis=" "), rows),
    ):
        with pytest.raises(StepIncomplete):
            draft(number, terms, lines, TODAY, by=AUTHOR, at=LATER)


def change_row(act: DestructionAct) -> DestructionAct:
    title = FileTitle("Журнал учебных занятий", Span(2025, 2026), GroupName("ИС-99"))
    return replace(act, rows=(replace(act.rows[0], title=title), *act.rows[1:]))


EDITS: dict[str, Callable[[DestructionAct], DestructionAct]] = {
    "another title": change_row,
    "a copy forgotten": lambda act: replace(act, rows=(replace(act.rows[0], copies=()), *act.rows[1:])),
    "a row added": lambda act: replace(act, rows=(*act.rows, act.rows[0])),
    "another basis": lambda act: replace(act, terms=replace(act.terms, basis="приказ")),
    "another number": lambda act: replace(act, number=Identifier("7-2032")),
    "another author": lambda act: replace(act, steps=(replace(act.steps[0], by=CHAIR), *act.steps[1:])),
    "another approver": lambda act: replace(act, steps=(*act.steps[:-1], replace(act.steps[-1], by=CHAIR))),
    "another day": lambda act: replace(act, steps=(*act.steps[:-1], replace(act.steps[-1], at=LATER))),
    "a step cut out": lambda act: replace(act, steps=(act.steps[0], act.steps[2])),
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_after_approval_is_seen(edit: str) -> None:
    act = EDITS[edit](make_approved(2))
    with pytest.raises(ActEdited):
        act.verify()
    decisions = judged(make_file(1), make_file(2), on="2032-01-20")
    with pytest.raises(ActEdited):
        act.begin(EXECUTOR, LATER, decisions)


def test_steps_resealed_out_of_order_are_seen() -> None:
    act = make_approved()
    alone = act.steps[2].sealed(act.steps[0].seal)
    with pytest.raises(ActEdited):
        replace(act, steps=(act.steps[0], alone)).verify()


def test_the_canonical_form_does_not_depend_on_the_time_zone_and_refuses_the_unclear() -> None:
    noon = dt.datetime(2032, 1, 1, 12, tzinfo=dt.UTC)
    assert canonical(noon) == canonical(noon.astimezone(dt.timezone(dt.timedelta(hours=4))))
    assert canonical({"б": 1, "а": [None, True]}) == '{"а":[null,true],"б":1}'.encode()
    for value in (1.5, dt.datetime(2032, 1, 1), {1, 2}):
        with pytest.raises(TypeError):
            canonical(value)
