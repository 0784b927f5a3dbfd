"""What must not be possible is refused with a clear message, and nothing is lost by it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from archive_for_disposal import Archive
from archiver.archive.custody import holding
from archiver.archive.disposal import steps
from archiver.archive.disposal.drafting import ActWanted, draw_up
from archiver.archive.disposal.execution import execute
from archiver.archive.disposal.paper import HandOver, confirm_medium, confirm_paper
from archiver.archive.disposal.recovering import recover
from archiver.errors import Refused, UsageError
from archiver.register.agreeing import differing_rows
from archiver.register.backup import back_up
from archiver.register.model.agreement import Fact
from archiver.register.model.files import FileState
from archiver.register.model.packages import CopyState
from archiver.register.model.people import Role
from archiver.register.opening import open_url
from archiver.register.restore import restore
from archiver.remedies import Deed, Remedy
from archiver.settings.tables import DisposalSettings
from retention.copies import CopyKind, Method
from retention.people import Protocol
from retention.steps import ActState


def bags(archive: Archive) -> int:
    """Whole bags of journals on all folders."""
    return sum(1 for folder in archive.folders.values() for _bag in folder.rglob("05-11/**/bagit.txt"))


def spoil(archive: Archive, table: str, statement: str) -> None:
    """Change rows by SQL as the owner of the database can."""
    with archive.register.engine.begin() as connection:
        connection.exec_driver_sql(f"DROP TRIGGER {table}_no_update")
        connection.exec_driver_sql(statement)


def test_a_clock_set_back_is_refused(archive: Archive) -> None:
    archive.journal()
    act = archive.approved()
    archive.clock.now -= dt.timedelta(days=3650)
    for attempt in (
        lambda: draw_up(archive.office("archivist"), ActWanted()),
        lambda: archive.execute(act.number),
        lambda: steps.cancel(archive.office("archivist", archive.clock.today), act.number, "ошибка"),
    ):
        with pytest.raises(Refused, match="последнее событие"):
            attempt()
    assert bags(archive) == 2


def test_a_clock_set_forward_makes_nothing_eligible(archive: Archive) -> None:
    archive.deposit("ИС-21", "05-12")
    archive.deposit(closed_on=dt.date(2026, 7, 5))
    archive.clock.now += dt.timedelta(days=3650)
    with pytest.raises(Refused, match="без единого события") as refused:
        draw_up(archive.office("archivist"), ActWanted())
    typed = Remedy(Deed.STATE_DAY, f"{archive.clock.today:%d.%m.%Y}")
    assert refused.value.remedy == typed  # what to type is said
    # Another command writes its event with that clock, so the last event is a second old: no help.
    with archive.register.transaction(by="it") as work:
        work.trail.note("medium.looked-at", "medium:1")
    with pytest.raises(Refused, match="без единого события"):
        draw_up(archive.office("archivist"), ActWanted())
    # Whoever looks at the wall reads another date.
    with pytest.raises(Refused, match="вы назвали дату"):
        draw_up(archive.office("archivist", dt.date(2026, 11, 25)), ActWanted())
    assert draw_up(archive.office("archivist", archive.clock.today), ActWanted()).state is ActState.DRAFT
    # Confirmed once, it is not asked again.
    act = archive.office("archivist")
    assert steps.cancel(act, "1-2036", "проверка").state is ActState.CANCELLED


@pytest.mark.parametrize(
    ("table", "statement"),
    [
        ("act_rows", "UPDATE act_rows SET value = replace(value, 'ИС-21', 'ИС-22')"),
        ("act_steps", "UPDATE act_steps SET value = replace(value, 'Громов', 'Другой')"),
    ],
)
def test_an_act_edited_after_its_approval_is_void(archive: Archive, table: str, statement: str) -> None:
    archive.journal()
    act = archive.approved()
    spoil(archive, table, statement)
    for attempt in (
        lambda: archive.execute(act.number),
        lambda: steps.account(archive.office("archivist"), act.number),
    ):
        with pytest.raises(Refused, match="изменён после шага"):
            attempt()
    assert bags(archive) == 2


def test_rows_of_an_act_that_stand_for_another_file_are_named(archive: Archive) -> None:
    archive.journal()
    archive.journal("ТМ-12")
    act = archive.approved()
    with archive.register.reading() as work:
        there = list(work.acts.files(act.number).values())
        assert list(differing_rows(work.connection)) == []
    spoil(archive, "act_rows", f"UPDATE act_rows SET file_id = {there[1]} WHERE file_id = {there[0]}")
    with archive.register.reading() as work:
        (found,) = differing_rows(work.connection)
    assert (found.fact, found.subject) == (Fact.ACT, act.number)
    assert found.told != found.kept
    with pytest.raises(Refused, match="теперь другое"):
        archive.execute(act.number)


def test_no_person_has_two_parts_in_an_act(archive: Archive) -> None:
    archive.journal()
    act = draw_up(archive.office("archivist"), ActWanted())
    steps.agree(archive.office("archivist"), act.number, Protocol("3", archive.clock.today))
    with pytest.raises(Refused, match="роль «директор»"):
        steps.approve(archive.office("archivist"), act.number)
    with pytest.raises(Refused, match="составитель"):  # whatever their roles
        steps.approve(archive.office("archivist", roles=(Role.DIRECTOR,)), act.number)
    steps.approve(archive.office("director", archive.clock.today), act.number)
    with pytest.raises(Refused, match="нужна роль"):
        execute(archive.office("director"), act.number)
    both = archive.office("director", roles=(Role.DIRECTOR, Role.ARCHIVIST))
    with pytest.raises(Refused, match="утвер"):
        execute(both, act.number)
    archive.execute(act.number)
    with pytest.raises(UsageError):
        confirm_paper(both, act.number, HandOver(Method.BURNT))
    assert archive.account(act.number).state is ActState.ACCOUNTED


def test_steps_are_taken_once_and_in_their_order(archive: Archive) -> None:
    archive.journal()
    office, director = archive.office("archivist"), archive.office("director", archive.clock.today)
    act = draw_up(office, ActWanted())
    attempts: list[Callable[[], object]] = [
        lambda: steps.approve(director, act.number),
        lambda: archive.execute(act.number),
        lambda: steps.account(office, act.number),
        lambda: steps.agree_regionally(office, act.number, Protocol("1", archive.clock.today)),
        lambda: steps.agree(office, act.number, Protocol("1", archive.clock.today + dt.timedelta(days=1))),
        lambda: steps.agree(office, act.number, Protocol(" ", archive.clock.today)),
        lambda: steps.cancel(office, act.number, "  "),
        lambda: draw_up(office, ActWanted(number=str(act.number))),
        lambda: draw_up(office, ActWanted((str(act.rows[0].file),))),
    ]
    for attempt in attempts:
        with pytest.raises(Refused):
            attempt()
    steps.agree(office, act.number, Protocol("3", archive.clock.today))
    steps.approve(director, act.number)
    with pytest.raises(Refused, match="утверждён"):
        steps.approve(director, act.number)
    cancelled = steps.cancel(office, act.number, "ошибка в заголовке")
    for attempt in (attempts[1], lambda: steps.approve(director, act.number)):
        with pytest.raises(Refused, match="отмен"):
            attempt()
    assert cancelled.state is ActState.CANCELLED
    assert bags(archive) == 2
    again = archive.approved()
    archive.execute(again.number)
    with pytest.raises(Refused, match="исполн"):
        steps.cancel(office, again.number, "поздно")


def test_a_hold_stops_every_path(archive: Archive) -> None:
    file = archive.journal()
    act = archive.approved()

    def hold(document: str) -> int:
        with archive.register.transaction(by="archivist") as work:
            return work.holds.place(file.id, document).id

    def lift(number: int) -> None:
        holding.lift(archive.office("archivist"), [number], "ответ")

    first = hold("запрос прокуратуры 1")
    with pytest.raises(Refused, match="приостановл"):
        archive.execute(act.number)
    assert bags(archive) == 2
    lift(first)
    placed: list[int] = []

    def meanwhile(name: str) -> None:
        if name.startswith("prove") and not placed:
            placed.append(hold("запрос прокуратуры 2"))

    done = archive.execute(act.number, step=meanwhile)
    assert bags(archive) == 1
    assert any("приостановл" in problem for problem in done.problems)
    with pytest.raises(Refused, match="не завершён"):
        archive.account(act.number)
    lift(placed[0])
    assert archive.execute(act.number).over


def test_a_statement_gone_bad_stops_the_execution(archive: Archive) -> None:
    file = archive.journal()
    act = archive.approved()
    with archive.register.transaction(by="it") as work:
        statements = work.files.sibling(file, "05-12")
        assert statements is not None
        (bag,) = work.bags.of_file(statements.id)
        work.copies.mark(work.copies.of_bag(bag.id)[0], CopyState.DAMAGED, "проверка")
    with pytest.raises(Refused, match="ведомост"):
        archive.execute(act.number)
    assert bags(archive) == 2


def test_without_an_address_the_act_can_still_be_cancelled(archive: Archive) -> None:
    archive.journal()
    act = archive.approved()
    archive.settings = archive.settings.model_copy(update={"disposal": DisposalSettings()})
    with pytest.raises(Refused, match="адрес"):
        archive.execute(act.number)
    assert bags(archive) == 2
    assert steps.cancel(archive.office("archivist"), act.number, "нет адреса").state is ActState.CANCELLED


def test_a_register_from_before_the_act_is_told_by_the_media(archive: Archive, tmp_path: Path) -> None:
    file = archive.journal()
    archive.paper(file)
    archive.register.forget()
    database = tmp_path / "register.db"
    before = database.read_bytes()
    act = archive.approved()
    archive.execute(act.number)
    confirm_paper(archive.office("it"), act.number, HandOver(Method.BURNT))
    archive.execute(act.number)
    archive.account(act.number)

    archive.register.close()
    for suffix in ("-wal", "-shm"):
        (tmp_path / f"register.db{suffix}").unlink(missing_ok=True)
    database.write_bytes(before)
    archive.register = open_url(f"sqlite:///{database}", clock=archive.clock)
    office = archive.office("archivist")
    with pytest.raises(Refused, match="старше собственных актов"):
        draw_up(office, ActWanted())
    (entered,) = recover(office).entered
    assert (entered.number, entered.fault) == (act.number, "")
    assert recover(office).entered == ()
    with pytest.raises(Refused, match="старше собственных актов"):
        draw_up(office, ActWanted())
    confirm_paper(archive.office("it"), act.number, HandOver(Method.BURNT))
    done = archive.execute(act.number)
    assert done.over, (done.problems, done.left)
    assert archive.account(act.number).state is ActState.ACCOUNTED
    with pytest.raises(Refused, match="ни одно дело"):
        draw_up(office, ActWanted())


def test_a_dead_disk_is_closed_by_the_document_of_its_destruction(archive: Archive) -> None:
    archive.journal()
    act = archive.approved()
    dead = archive.folders["Н-2"]

    def dies(step: str) -> None:
        if step == "search":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        archive.execute(act.number, step=dies)
    dead.rename(dead.with_name("сгорел"))
    it = archive.office("it")
    with pytest.raises(Refused, match="не списан"):
        confirm_medium(it, act.number, "Н-2", "акт 5")
    with archive.register.transaction(by="it") as work:
        medium = work.media.by_inventory("Н-2")
        assert medium is not None
        work.media.retire(medium, "сгорел", archive.clock.today, even_last=True)
    for _wrong in ("", "Н-9"):
        with pytest.raises((Refused, UsageError)):
            confirm_medium(it, act.number, _wrong or "Н-2", "" if not _wrong else "акт 5")
    # The statements were on it too: one copy of them is too few, and nothing goes until there are two.
    with pytest.raises(Refused, match="ведомост"):
        confirm_medium(it, act.number, "Н-2", "акт 5")
    archive.medium("Н-3")
    archive.deposit("ИС-21", "05-12", media=("Н-1", "Н-3"))
    dead.with_name("сгорел").rename(dead)
    with pytest.raises(Refused, match="подключён"):
        confirm_medium(it, act.number, "Н-2", "акт 5")
    dead.rename(dead.with_name("сгорел"))
    (gone,) = confirm_medium(it, act.number, "Н-2", "акт 5")
    assert gone.kind is CopyKind.MEDIUM
    assert archive.execute(act.number).over


def test_a_register_made_anew_from_the_media_learns_of_acts_that_are_over(
    archive: Archive, tmp_path: Path
) -> None:
    file = archive.journal()
    act = archive.approved()
    archive.execute(act.number)
    archive.account(act.number)
    with archive.register.reading() as work:
        media = work.media.all()
    archive.register.close()
    archive.register = open_url(f"sqlite:///{tmp_path}/new.db", clock=archive.clock)
    archive.staff()
    with archive.register.transaction(by="it") as work:
        for medium in media:
            work.media.add(medium)
    office = archive.office("archivist")
    with pytest.raises(Refused, match="старше собственных актов"):
        draw_up(office, ActWanted())
    (entered,) = recover(office).entered
    assert entered.fault == ""
    with archive.register.reading() as work:
        entry = work.acts.entry(act.number)
        assert entry is not None
        assert entry.state is ActState.ACCOUNTED
        (left,) = work.files.of_year(2019)
        stone = work.executions.tombstone(left.id)
        assert stone is not None
        assert (left.state, left.act_id, left.external_id) == (
            FileState.DESTROYED,
            entry.id,
            file.external_id,
        )
        assert (stone.act, stone.digests) == (act.number, tuple(sorted(left.digests)))
    assert recover(office).entered == ()
    with pytest.raises(Refused, match="ни одно дело"):
        draw_up(office, ActWanted())


def test_a_restored_register_is_compared_with_all_of_its_media_first(
    archive: Archive, tmp_path: Path
) -> None:
    archive.journal()
    saved = tmp_path / "копия.gz"
    back_up(archive.register, saved, by="it")
    archive.register.close()
    url = f"sqlite:///{tmp_path}/register.db"
    restore(saved, url, by="it", replace=True)
    archive.clock.now = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=5)
    archive.register = open_url(url, clock=archive.clock)
    archive.confirm()
    office = archive.office("archivist")
    away = archive.folders["Н-2"]
    away.rename(away.with_name("в сейфе"))
    with pytest.raises(Refused, match="Н-2") as refused:
        draw_up(office, ActWanted())
    assert refused.value.remedy == Remedy(Deed.STATE_GONE, "Н-2")
    compared = recover(office)
    assert (list(compared.absent), compared.well) == (["Н-2"], False)
    with pytest.raises(Refused, match="Н-2"):
        draw_up(office, ActWanted())
    away.with_name("в сейфе").rename(away)
    with pytest.raises(Refused) as refused:
        draw_up(office, ActWanted())
    assert refused.value.remedy == Remedy(Deed.RECOVER_ACTS)
    assert recover(office).well
    assert draw_up(office, ActWanted()).state is ActState.DRAFT


def test_an_act_that_is_spoilt_under_way_is_told_with_what_to_do(archive: Archive) -> None:
    archive.journal()
    act = archive.approved()
    spoilt: list[str] = []

    def meanwhile(name: str) -> None:
        if name.startswith("prove") and not spoilt:
            spoilt.append(name)
            spoil(archive, "act_rows", "UPDATE act_rows SET value = '{}'")

    with pytest.raises(Refused, match="изменено") as refused:
        archive.execute(act.number, step=meanwhile)
    assert refused.value.remedy == Remedy(Deed.CHECK_TRAIL)
