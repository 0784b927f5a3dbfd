"""Paper, holds, acts, persons and what is eligible: the data side of disposal."""

from __future__ import annotations

import datetime as dt

import pytest
import sqlalchemy as sa
from entries import DIRECTOR, MOMENT, ROSTER, act, act_row, drafted, file, medium, paper, stepped

from archiver.errors import Refused
from archiver.register.model.files import File
from archiver.register.model.paper import MovementKind, PaperState
from archiver.register.model.people import Person, Role
from archiver.register.register import Register
from archiver.register.work import Work
from retention.errors import ActEdited
from retention.steps import ActState, StepKind
from retention.words import Identifier


def _files(work: Work, *ends: int) -> list[File]:
    return [
        work.files.add(file(number, keep_until=dt.date(year, 12, 31)), ROSTER)
        for number, year in enumerate(ends, 1)
    ]


def test_a_volume_is_moved_lent_and_brought_back(register: Register) -> None:
    with register.transaction(by="orlova") as work:
        (added,) = _files(work, 2031)
        volume = work.paper.add(paper(added), "опись 1")
        with pytest.raises(Refused, match="Том 1"):
            work.paper.add(paper(added))
        moved = work.paper.move(volume, site="архив", shelf="5", custodian="petrov")
        assert (moved.shelf, moved.custodian) == ("5", "petrov")
        with pytest.raises(Refused, match="на месте"):
            work.paper.take_back(moved)
        lent = work.paper.lend(moved, "учебная часть", dt.date(2026, 12, 1), "заявка 3")
        assert work.paper.lent_out() == (lent,)
        for again in (
            lambda: work.paper.move(lent, site="x"),
            lambda: work.paper.lend(lent, "кому-то", dt.date(2027, 1, 1)),
            lambda: work.paper.destroyed(lent, "накладная"),
        ):
            with pytest.raises(Refused, match="выдан"):
                again()
        assert work.due(dt.date(2026, 12, 1)).late_paper == 0
        assert work.due(dt.date(2026, 12, 2)).late_paper == 1
        back = work.paper.take_back(lent)
        gone = work.paper.destroyed(back, "накладная 1")
        assert gone.state is PaperState.DESTROYED
        kinds = [movement.kind for movement in work.paper.movements(volume.id)]
        assert work.due(dt.date(2026, 12, 2)).late_paper == 0
    assert kinds == [
        MovementKind.REGISTERED,
        MovementKind.MOVED,
        MovementKind.LENT,
        MovementKind.RETURNED,
        MovementKind.DESTROYED,
    ]


def test_holds_are_lifted_one_by_one(register: Register) -> None:
    with register.transaction(by="orlova") as work:
        (added,) = _files(work, 2031)
        with pytest.raises(Refused, match="документ"):
            work.holds.place(added.id, "  ")
        one = work.holds.place(added.id, "запрос 1", "проверка")
        two = work.holds.place(added.id, "определение суда 2")
        assert (one.author, one.reason) == ("orlova", "проверка")
        with pytest.raises(Refused, match="документ"):
            work.holds.lift(one, "")
        lifted = work.holds.lift(one, "ответ 1")
        assert lifted.lifted_by == "orlova"
        with pytest.raises(Refused, match="снята"):
            work.holds.lift(one, "ответ 2")
        assert work.holds.of_file(added.id) == (two,) == work.holds.active()
        assert work.holds.of_file(added.id, active=False) == (lifted, two)


def test_what_is_eligible_and_what_keeps_it(register: Register) -> None:
    with register.transaction(by="orlova") as work:
        early, due, held, spoken, marked = _files(work, 2032, 2031, 2031, 2030, 2030)
        work.files.add(file(6, keep_until=None, years=None), ROSTER)
        work.connection.execute(
            sa.text("UPDATE files SET appraisal = :yes WHERE id = :id"), {"yes": True, "id": marked.id}
        )
        hold = work.holds.place(held.id, "запрос")
        lifted = work.holds.place(due.id, "запрос")
        work.holds.lift(lifted, "ответ")
        made = drafted(work, "1/2032", spoken)
        assert list(work.eligible(dt.date(2031, 12, 31))) == [
            one for one in work.eligible(dt.date(2032, 1, 1)) if one.keep_until.year == 2030
        ]
        found = {one.file_id: one for one in work.eligible(dt.date(2032, 1, 1))}
        assert set(found) == {due.id, held.id, spoken.id, marked.id}
        assert {number for number, one in found.items() if one.free} == {due.id}
        assert (found[held.id].holds, found[spoken.id].act) == (1, "1/2032")
        assert found[due.id].eligible_from == dt.date(2032, 1, 1)
        summary = work.eligibility(dt.date(2032, 1, 1))
        assert (summary.eligible, summary.held, summary.in_acts) == ({"journal": 4}, 1, 1)
        work.holds.lift(hold, "ответ")
        work.acts.step(stepped(made, StepKind.CANCELLED))
        assert all(one.free for one in work.eligible(dt.date(2032, 1, 1)) if one.file_id != marked.id)
        assert early.id in {one.file_id for one in work.eligible(dt.date(2033, 1, 1))}


@pytest.mark.parametrize(
    "today", [dt.date(2032, 1, 1), dt.date(2032, 1, 31), dt.date(2032, 2, 1), dt.date(2032, 2, 29)]
)
def test_overdue_is_counted_as_it_is_told(register: Register, today: dt.date) -> None:
    with register.transaction(by="orlova") as work:
        _files(work, 2029, 2030, 2031, 2032)
        late = [one for one in work.eligible(today) if one.overdue(today)]
        assert work.eligibility(today).overdue == len(late)
    assert len(late) == (2 if today <= dt.date(2032, 1, 31) else 3)


def test_an_act_is_kept_as_it_was_agreed_to(register: Register) -> None:
    with register.transaction(by="orlova") as work:
        one, two = _files(work, 2031, 2031)
        made = drafted(work, "1/2032", one, two)
        assert work.acts.get("1/2032") == made
        assert work.acts.files("1/2032") == {
            row.file: file.id for row, file in zip(made.rows, (one, two), strict=True)
        }
        for again in (act("1/2032", act_row(two)), act("2/2032", act_row(one))):
            with pytest.raises(Refused):
                work.acts.add(again, {Identifier(file.external_id): file.id for file in (one, two)})
        assert [entry.number for entry in work.acts.open()] == ["1/2032"]
    with register.transaction(by="director") as work:
        agreed = stepped(made, StepKind.AGREED)
        approved = stepped(agreed, StepKind.APPROVED, by=DIRECTOR)
        work.acts.step(agreed)
        entry = work.acts.step(approved)
        assert entry.state is ActState.APPROVED
        kept = work.acts.get("1/2032")
        assert kept == approved
        kept.verify()
        assert work.acts.of_file(one.id) == "1/2032"
        assert not work.acts.being_destroyed()
        work.acts.step(stepped(approved, StepKind.CANCELLED))
        assert work.acts.open() == ()
        drafted(work, "4/2032", one, two)
        assert work.acts.of_file(one.id) == "4/2032"
        actions = [event.action for event in work.trail.events() if event.action.startswith("act.")]
    assert actions == ["act.drafted", "act.agreed", "act.approved", "act.cancelled", "act.drafted"]


def _spoil(register: Register, statement: str) -> None:
    sqlite = register.engine.dialect.name == "sqlite"
    with register.engine.begin() as connection:
        connection.exec_driver_sql(
            "DROP TRIGGER act_rows_no_update" if sqlite else "ALTER TABLE act_rows DISABLE TRIGGER USER"
        )
        connection.exec_driver_sql(statement)


def test_an_act_edited_behind_our_back_is_seen(register: Register) -> None:
    with register.transaction(by="orlova") as work:
        (one,) = _files(work, 2031)
        drafted(work, "1/2032", one)
    _spoil(register, "UPDATE act_rows SET value = replace(value, 'раздел 5', 'раздел 6')")
    with register.reading() as work, pytest.raises(ActEdited):
        (work.acts.get("1/2032") or pytest.fail()).verify()
    _spoil_again = "UPDATE act_rows SET value = replace(value, '{', '')"
    with register.engine.begin() as connection:
        connection.exec_driver_sql(_spoil_again)
    with register.reading() as work, pytest.raises(Refused, match="изменено извне"):
        work.acts.get("1/2032")


def test_persons_and_their_roles(register: Register) -> None:
    person = Person(login="orlova", name="Орлова М.П.", roles=(Role.ARCHIVIST, Role.IT), registered_at=MOMENT)
    with register.transaction(by="admin") as work:
        added = work.people.add(person)
        assert work.people.by_login("orlova") == added
        with pytest.raises(Refused, match="уже в реестре"):
            work.people.add(person)
        with pytest.raises(Refused, match="нет в реестре"):
            work.people.change("nobody", active=False)
        changed = work.people.change("orlova", roles=(Role.DIRECTOR,), password_hash="$argon2id$secret")
        assert changed.roles == (Role.DIRECTOR,)
        assert work.people.with_role(Role.DIRECTOR) == (changed,)
        work.people.change("orlova", active=False)
        assert work.people.with_role(Role.DIRECTOR) == ()
        assert work.people.all()[0].password_hash == "$argon2id$secret"
        assert not any("secret" in event.detail for event in work.trail.events())


def test_every_change_writes_its_event(register: Register) -> None:
    with register.transaction(by="orlova") as work:
        (added,) = _files(work, 2031)
        volume = work.paper.add(paper(added))
        work.media.change(work.media.add(medium()), room="12")
        before = work.trail.head().sequence
        work.paper.move(volume, site="x")
        work.holds.place(added.id, "запрос")
        assert work.trail.head().sequence == before + 2
        events = list(work.trail.events())
    assert {event.actor for event in events} == {"orlova"}
    assert all(event.software.startswith("archiver ") for event in events)
    names = {name.split()[0] for name in (*ROSTER.students, *ROSTER.teachers)}
    assert not [event for event in events if any(name in event.detail for name in names)]
