"""Execution copy by copy: proofs, permits, tombstones, and a register that has forgotten."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from disposal_factories import (
    AUTHOR,
    DIRECTOR,
    EXECUTOR,
    judged,
    make_act,
    make_approved,
    make_copies,
    make_executing,
    make_file,
    make_proof,
    moment,
    sha,
)
from retention.copies import Answer, Copy, CopyKind, Fault, Method, PaperHandOver, Proof
from retention.eligibility import Decision
from retention.errors import (
    FilesExcluded,
    NotAccounted,
    ProofRefused,
    RegisterBehind,
    SamePerson,
    WordRefused,
    WrongState,
)
from retention.execution import Execution, Sighting, reappeared
from retention.permit import permit
from retention.restored import Anchor, GapKind, check_gaps, gaps
from retention.steps import ActState
from retention.tombstone import Tombstone, tombstone_of
from retention.words import FileTitle, Identifier, Span

DISK, OBJECT, PAPER = make_copies(make_file())
WASTE = PaperHandOver(183, 900, "ООО «Вторсырьё»", "77", dt.date(2032, 1, 16))


def test_an_act_is_over_when_its_last_copy_is_gone() -> None:
    execution = Execution.of(make_executing())
    assert execution.left == (DISK, OBJECT, PAPER)
    files = ["ОНТ-Ж-1"]
    for done, copy in enumerate((PAPER, DISK, OBJECT), 1):
        with pytest.raises(NotAccounted):
            execution.check_complete(tombstones=files, evidence=files)
        execution = execution.proven(make_proof(copy))
        assert len(execution.left) == 3 - done == len(execution.left_of("ОНТ-Ж-1"))
    execution.check_complete(tombstones=files, evidence=files)
    for stones, papers in (([], files), (files, [])):
        with pytest.raises(NotAccounted):
            execution.check_complete(tombstones=stones, evidence=papers)


def test_a_copy_found_meanwhile_needs_a_proof_too() -> None:
    version = Copy(Identifier("ОНТ-Ж-1:9"), DISK.file, CopyKind.DELETE_MARKER, "хранилище archive", "v2")
    execution = Execution.of(make_executing(), [version])
    assert version in execution.left
    assert execution.with_copy(version) == execution
    execution = execution.proven(
        Proof(version.id, Method.DELETED, moment("2032-01-16T10:00"), EXECUTOR, Answer(True, "204"))
    )
    assert version not in execution.left
    with pytest.raises(ProofRefused):
        execution.with_copy(replace(version, id=Identifier("x-1"), file=Identifier("ОНТ-Ж-2")))


def test_the_same_proof_twice_changes_nothing() -> None:
    once = Execution.of(make_executing()).proven(make_proof(DISK))
    assert once.proven(replace(make_proof(DISK), remark="ещё раз")) == once


@pytest.mark.parametrize(
    ("copy", "change", "fault"),
    [
        (DISK, {"at": moment("2032-01-16T08:59")}, Fault.EARLY),
        (DISK, {"by": DIRECTOR}, Fault.APPROVER),
        (DISK, {"method": Method.BURNT}, Fault.METHOD),
        (DISK, {"digest_before": None}, Fault.NO_DIGEST),
        (DISK, {"digest_before": sha("иное")}, Fault.DIGEST_DIFFERS),
        (DISK, {"answer": Answer(False, "200")}, Fault.STILL_THERE),
        (DISK, {"copy": Identifier("чужая-1")}, Fault.OTHER_COPY),
        (PAPER, {"paper": None}, Fault.NO_SHEETS),
        (PAPER, {"paper": replace(WASTE, sheets=0)}, Fault.NO_SHEETS),
        (PAPER, {"paper": replace(WASTE, waybill="")}, Fault.NO_WAYBILL),
        (PAPER, {"method": Method.DELETED}, Fault.METHOD),
    ],
)
def test_what_proves_nothing_is_refused(copy: Copy, change: dict[str, object], fault: Fault) -> None:
    with pytest.raises(ProofRefused) as refusal:
        Execution.of(make_executing()).proven(replace(make_proof(copy), **change))
    assert refusal.value.data["fault"] == fault.value


def test_a_bad_medium_is_destroyed_with_a_remark_and_shredded_paper_needs_no_waybill() -> None:
    execution = Execution.of(make_executing())
    execution = execution.proven(
        replace(make_proof(DISK), digest_before=sha("порча"), remark="носитель испорчен")
    )
    shredded = replace(make_proof(PAPER), method=Method.SHREDDED, paper=PaperHandOver(183))
    assert execution.proven(shredded).left == (OBJECT,)


def test_nothing_is_proven_before_the_execution_begins() -> None:
    with pytest.raises(ProofRefused) as refusal:
        Execution.of(make_approved()).proven(make_proof(DISK))
    assert refusal.value.data["fault"] == "before-execution"


def ask(execution: Execution, copy: Copy = DISK, **change: object) -> object:
    (decision,) = judged(make_file(), on="2032-01-16", open_act="1-2032", for_act="1-2032")
    given = {
        "decision": decision,
        "by": EXECUTOR,
        "at": moment("2032-01-16T10:00"),
        "tombstone": tombstone_of(execution.act, execution.act.rows[0]),
        "evidence_prepared": True,
        **change,
    }
    return permit(execution, copy, **given)  # type: ignore[arg-type]


def held() -> Decision:
    return judged(make_file(), on="2032-01-16", statement=None)[0]


def test_a_permit_is_given_when_everything_is_in_order() -> None:
    assert ask(Execution.of(make_executing()))


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"by": DIRECTOR}, SamePerson),
        ({"decision": held()}, FilesExcluded),
        ({"at": moment("2032-01-17T10:00")}, FilesExcluded),  # judged the day before
        ({"tombstone": None}, NotAccounted),
        ({"evidence_prepared": False}, NotAccounted),
        ({"copy": replace(DISK, what="другой.zip")}, ProofRefused),
        ({"copy": replace(DISK, id=Identifier("x-1"))}, ProofRefused),
    ],
)
def test_a_permit_is_refused_when_anything_is_not(change: dict[str, object], error: type[Exception]) -> None:
    with pytest.raises(error):
        ask(Execution.of(make_executing()), **change)


def test_there_is_no_permit_outside_the_execution() -> None:
    for act in (make_act(), make_approved(), make_executing().account(AUTHOR, moment("2032-01-20T10:00"))):
        with pytest.raises(WrongState):
            ask(Execution.of(act))


def test_a_tombstone_of_another_act_is_none() -> None:
    execution = Execution.of(make_executing())
    stone = replace(tombstone_of(execution.act, execution.act.rows[0]), act=Identifier("9-2031"))
    with pytest.raises(NotAccounted):
        ask(execution, tombstone=stone)


def test_a_tombstone_keeps_what_is_needed_and_takes_no_name() -> None:
    act = make_executing()
    stone = tombstone_of(act, act.rows[0])
    assert str(stone.title) == "Журнал учебных занятий группы ИС-21, 2025–2026"
    assert (stone.sheets, stone.digests, stone.act) == ((183,), (sha("ОНТ-Ж-1"),), "1-2032")
    assert stone.act_digest == act.digest and len(stone.digest) == 64
    for change in (
        {"file": "Иванов Иван"},
        {"title": "Журнал Иванова"},
        {"index": "05-11"},
        {"digests": ("Петрова",)},
        {"sheets": ("183",)},
        {"act": "1-2032"},
        {"act_digest": "0" * 64},
    ):
        with pytest.raises(WordRefused):
            replace(stone, **change)
    assert set(Tombstone.__slots__) == {
        "file", "index", "title", "sheets", "digests", "act", "act_on", "act_digest",
    }  # fmt: skip


def test_a_copy_that_comes_back_is_flagged() -> None:
    execution = Execution.of(make_executing()).proven(make_proof(DISK))
    seen = [
        Sighting("диск 1", "ОНТ-Ж-1.zip"),
        Sighting("диск 9", "копия.zip", sha("ОНТ-Ж-1")),
        Sighting("хранилище archive", "ОНТ-Ж-1.zip", sha("ОНТ-Ж-1")),
        Sighting("диск 1", "другое.zip", sha("другое")),
    ]
    found = reappeared(execution, seen[:2], {sha("ОНТ-Ж-1"): DISK.file})
    assert [(one.copy, one.file) for one in found] == [(DISK.id, DISK.file), (None, DISK.file)]
    # A copy that is not proven gone yet is where it ought to be; a stranger is no copy of ours.
    assert reappeared(execution, seen[2:], {}) == ()


def anchor(state: ActState, number: str = "1-2032") -> Anchor:
    return Anchor(Identifier(number), make_executing().digest, state, moment("2032-01-16T09:00"))


def test_a_register_from_before_the_act_is_found_out() -> None:
    executing = anchor(ActState.EXECUTING)
    (unknown,) = gaps({}, [executing])
    assert unknown.kind is GapKind.UNKNOWN
    act = make_approved()
    (older,) = gaps({act.number: act}, [executing, anchor(ActState.APPROVED)])
    assert (older.kind, older.state) == (GapKind.OLDER, ActState.APPROVED)
    other = make_act(2)
    assert [gap.kind for gap in gaps({other.number: other}, [executing])] == [GapKind.OTHER]
    with pytest.raises(RegisterBehind) as refusal:
        check_gaps([unknown, older])
    assert refusal.value.code == "register.behind" and len(refusal.value.gaps) == 2
    done = make_executing()
    assert gaps({done.number: done}, [executing, anchor(ActState.DRAFT)]) == ()
    check_gaps(())


@pytest.mark.parametrize(("known", "anchored", "behind"), [(False, True, True), (True, True, False)])
def test_cancelling_is_not_forgotten_either(known: bool, anchored: bool, behind: bool) -> None:
    act = make_act()
    act = act.cancel("ошибка", AUTHOR, moment("2032-01-13T10:00")) if known else act
    assert bool(gaps({act.number: act}, [anchor_of(act.digest, ActState.CANCELLED)])) is behind


def anchor_of(digest: object, state: ActState) -> Anchor:
    return replace(anchor(state), digest=digest)  # type: ignore[arg-type]


def test_a_cancelled_act_that_was_executed_elsewhere_is_a_gap() -> None:
    act = make_act().cancel("ошибка", AUTHOR, moment("2032-01-13T10:00"))
    assert gaps({act.number: act}, [anchor_of(act.digest, ActState.EXECUTING)])
    assert not gaps({act.number: act}, [anchor_of(act.digest, ActState.DRAFT)])


@pytest.mark.parametrize("title", ["Журнал И.И. Иванова", "Дело студента Петра Ивановича", " "])
def test_titles_of_series_name_nobody(title: str) -> None:
    with pytest.raises(WordRefused):
        FileTitle(title, Span(2025, 2026))
