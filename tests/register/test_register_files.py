"""Files and the names in them: found however they are written, gone when the file is gone."""

from __future__ import annotations

import datetime as dt
import unicodedata
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from entries import ROSTER, STUDENTS, bag, contents, deposited, drafted, file, medium, paper, stepped
from hypothesis import example, given
from hypothesis import strategies as st

from archiver.errors import Refused, RegisterFailed, UsageError
from archiver.register import connection
from archiver.register.finding import Query
from archiver.register.folding import folded
from archiver.register.model.files import FileState, Roster
from archiver.register.model.packages import BagState, CopyState
from archiver.register.opening import open_url
from archiver.register.register import Register
from archiver.register.work import Work
from postgresql_cluster import Cluster
from retention.steps import StepKind
from retention.tombstone import tombstone_of


def test_a_file_and_its_names_come_back(register: Register) -> None:
    whole = file(college="ТК", department="ИТ", opened_on=dt.date(2025, 9, 1), appraisal=True, mandate="п. 5")
    with register.transaction(by="orlova") as work:
        added = work.files.add(whole, ROSTER)
        with pytest.raises(Refused, match="уже в реестре"):
            work.files.add(whole, ROSTER)
    with register.reading() as work:
        assert work.files.get(added.id) == added == work.files.by_external_id(whole.external_id)
        assert work.files.roster(added) == ROSTER
        assert work.files.of_year(2025) == (added,)
        assert work.files.of_year(2025, series="statement") == ()
    assert added.destruction_year == 2032


@pytest.mark.parametrize(
    ("query", "fits"),
    [
        (Query(student="ёлкин"), True),
        (Query(student="ЕЛКИН П"), True),
        (Query(student=unicodedata.normalize("NFD", "Ёлкин Пётр")), True),
        (Query(student="Маиорова"), True),
        (Query(student=unicodedata.normalize("NFD", "майорова")), True),
        (Query(student="Пётр"), False),
        (Query(student="Ёлкина"), False),
        (Query(subject="разработка"), True),
        (Query(subject="мдк.01.01"), True),
        (Query(subject="модулей"), True),
        (Query(subject="ФИЗИКА"), True),
        (Query(subject="физ%"), False),
        (Query(teacher="лебедев"), True),
        (Query(group="ис-21"), True),
        (Query(group="ИС–2"), True),
        (Query(group="ИС-3"), False),
        (Query(academic_year=2025), True),
        (Query(academic_year=2024), False),
        (Query(group="ис-21", academic_year=2025, student="абаев", subject="физика"), True),
        (Query(group="ис-21", academic_year=2025, student="абаев", subject="химия"), False),
        (Query(group="ис-21", academic_year=2024, student="абаев"), False),
        (Query(series="journal", college=""), True),
        (Query(series="statement"), False),
        (Query(college="другой"), False),
        (Query(), True),
    ],
    ids=str,
)
def test_finding(register: Register, query: Query, fits: bool) -> None:
    with register.transaction(by="orlova") as work:
        work.files.add(file(), ROSTER)
        work.files.add(file(9, academic_year=2020, group="ЮР-1", series="x", college="x"), Roster())
        found = work.find(query)
    assert ("05-11/2025/1" in {one.external_id for one in found.files}) is fits


def test_large_sets_are_only_tested(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archiver.register.finding._SMALL", 2)
    with register.transaction(by="orlova") as work:
        for number in range(1, 6):
            names = Roster.of(["Иванов Иван"], ["Физика", *(["Химия"] if number == 2 else [])])
            work.files.add(file(number, academic_year=2020 + number // 3), names)
        assert len(work.find(Query(student="иванов", subject="физика")).files) == 5
        found = work.find(Query(student="иванов", subject="химия", academic_year=2020))
        assert [one.external_id for one in found.files] == ["05-11/2025/2"]


def test_the_newest_come_first_and_more_is_said(register: Register) -> None:
    with register.transaction(by="orlova") as work:
        for number in range(1, 5):
            work.files.add(file(number), ROSTER)
        found = work.find(Query(student="абаев", limit=3))
    assert [one.external_id[-1] for one in found.files] == ["4", "3", "2"]
    assert found.more
    with register.reading() as work:
        assert not work.find(Query(student="абаев", limit=4)).more


def test_a_name_that_fits_everybody_is_refused(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archiver.register.finding._MOST_NAMES", 1)
    with register.transaction(by="orlova") as work:
        work.files.add(file(), Roster.of(["Абаев", "Абакумов"]))
        with pytest.raises(UsageError, match="больше букв"):
            work.find(Query(student="аба"))


@given(st.text(max_size=20))
@example("0 \u1ab0")
def test_folding_does_not_see_case_forms_and_marks(text: str) -> None:
    key = folded(text)
    assert folded(key) == key
    assert folded(unicodedata.normalize("NFD", text)) == key
    assert not any(unicodedata.combining(letter) for letter in key)


def test_russian_letters_keep_apart_what_is_different() -> None:
    assert folded("Ёлка") == folded("ЕЛКА") == folded("елка")
    assert folded("Майоров") == folded("Маиоров")
    assert folded("Щукин") != folded("Шукин")
    assert folded("Ульянов") != folded("Улянов")


def test_a_correction_can_only_lengthen_the_period(register: Register) -> None:
    with register.transaction(by="orlova") as work:
        added = work.files.add(file(), ROSTER)
        with pytest.raises(Refused, match="сократить"):
            work.files.correct(added, "ошибка", keep_until=dt.date(2030, 12, 31))
        later = work.files.correct(
            added,
            "поздняя ГИА",
            closed_on=dt.date(2027, 2, 1),
            keep_until=dt.date(2032, 12, 31),
            roster=Roster.of(["Яшин Олег"]),
        )
        assert (later.closed_on, later.destruction_year) == (dt.date(2027, 2, 1), 2033)
        assert work.find(Query(student="яшин")).files == (later,)
        assert work.find(Query(student="абаев")).files == ()
        event = list(work.trail.events(action="file.corrected"))[-1]
    assert "2026-07-05" in event.detail
    assert "Яшин" not in event.detail


def _executing(work: Work, number: int) -> tuple[int, int]:
    """A deposited file in an act that is being executed, with its tombstone: the ids of file and act."""
    disk = work.media.by_inventory("Н-1") or work.media.add(medium())
    added, _bag, _copies = deposited(work, number, (disk,))
    work.paper.add(paper(added))
    made = drafted(work, f"{number}/2032", added)
    for kind in (StepKind.AGREED, StepKind.APPROVED, StepKind.BEGUN):
        made = stepped(made, kind)
        entry = work.acts.step(made)
    work.executions.bury(entry, added.id, tombstone_of(made, made.rows[0]))
    return added.id, entry.id


def _erase_copies(work: Work, file_id: int) -> None:
    for packed in work.bags.of_file(file_id):
        for copy in work.copies.of_bag(packed.id):
            work.copies.mark(copy, CopyState.ERASED, "act")
    for volume in work.paper.of_file(file_id):
        work.paper.destroyed(volume, "накладная 1")


def test_a_tombstone_keeps_everything_but_the_names(register: Register) -> None:
    with register.transaction(by="orlova") as work:
        file_id, act_id = _executing(work, 1)
        other = work.files.add(file(2), Roster.of(STUDENTS[:1], ["Химия"]))
        _erase_copies(work, file_id)
        stone = work.files.destroy(work.files.get(file_id), act_id)
    with register.reading() as work:
        assert (stone.state, stone.act_id, stone.title) == (FileState.DESTROYED, act_id, file().title)
        assert (stone.index, stone.sheets, stone.academic_year) == ("05-11", 120, 2025)
        assert stone.digests == ("01" * 32,)
        assert stone.destroyed_at is not None
        assert work.files.roster(stone) is None
        assert work.find(Query(student="абаев")).files == ()
        assert work.find(Query(student="ёлкин")).files == (other,)
        assert work.find(Query(group="ис-21")).files == ()
        assert work.find(Query(group="ис-21", destroyed=True)).files == (stone,)
        assert work.bags.of_file(file_id)[0].state is BagState.ERASED
        assert work.executions.tombstone(file_id) is not None


@pytest.mark.parametrize("spoiled", ["copy", "paper", "hold", "act", "state", "twice"])
def test_nothing_is_destroyed_out_of_turn(register: Register, spoiled: str) -> None:
    with register.transaction(by="orlova") as work:
        file_id, act_id = _executing(work, 1)
        _other_file, other_act = _executing(work, 2)
        if spoiled != "copy":
            _erase_copies(work, file_id)
        if spoiled == "paper":
            work.paper.add(paper(work.files.get(file_id), 2))
        if spoiled == "hold":
            work.holds.place(file_id, "запрос прокуратуры 1")
        if spoiled == "state":
            made = work.acts.get("1/2032")
            assert made is not None
            work.acts.step(stepped(made, StepKind.ACCOUNTED))
        if spoiled == "twice":
            work.files.destroy(work.files.get(file_id), act_id)
        with pytest.raises(Refused):
            work.files.destroy(work.files.get(file_id), other_act if spoiled == "act" else act_id)


def test_erased_names_are_in_no_byte_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "register.db"
    with open_url(f"sqlite:///{path}") as register:
        with register.transaction(by="orlova") as work:
            file_id, act_id = _executing(work, 1)
        assert _holds(tmp_path, "Майорова") or _holds(tmp_path, "маиорова")
        with register.transaction(by="orlova") as work:
            _erase_copies(work, file_id)
            work.files.destroy(work.files.get(file_id), act_id)
        register.forget()
        for name in STUDENTS:
            surname = name.split()[0]
            assert not _holds(tmp_path, surname), surname
            assert not _holds(tmp_path, folded(surname)), surname


def _holds(folder: Path, word: str) -> bool:
    forms = {word.encode(), word.encode("unicode-escape"), "".join(f"\\u{ord(c):04x}" for c in word).encode()}
    return any(form in path.read_bytes() for path in folder.iterdir() for form in forms)


def test_forgetting_works_on_both(register: Register) -> None:
    with register.transaction(by="orlova") as work:
        work.files.add(file(), ROSTER)
    register.forget()
    with register.reading() as work:
        assert work.counts()["files"] == 1


def test_forgetting_that_the_server_passes_over_is_a_failure(
    cluster: Cluster | None, record_property: Callable[[str, object], None]
) -> None:
    """PostgreSQL only warns when it does not vacuum another's table: the names would stay in its files."""
    if cluster is None:
        record_property("not tested", "forgetting as another role: no PostgreSQL starts here")
        return
    url, clerk = cluster.new_database(), f"clerk_{uuid.uuid4().hex[:8]}"
    with open_url(url) as owner:
        with owner.engine.begin() as database:
            for statement in (
                f"CREATE ROLE {clerk} LOGIN",
                f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {clerk}",
                f"GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO {clerk}",
            ):
                database.exec_driver_sql(statement)
        owner.forget()
        with open_url(url.replace("postgres@", f"{clerk}@"), create=False) as register:
            with register.transaction(by="orlova") as work:
                work.files.add(file(), ROSTER)
            with pytest.raises(RegisterFailed, match="VACUUM") as refused:
                register.forget()
            assert all(table in refused.value.message for table in ("rosters", "evidence", clerk))
        owner.forget()


def test_forgetting_while_somebody_reads_is_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader keeps SQLite from emptying its log, where the names are."""
    monkeypatch.setattr(connection, "BUSY_MILLISECONDS", 50)
    with open_url(f"sqlite:///{tmp_path}/register.db") as register:
        with register.reading() as work:
            work.counts()
            with register.transaction(by="orlova") as writing:
                writing.files.add(file(), ROSTER)
            with pytest.raises(RegisterFailed):
                register.forget()
        register.forget()


def test_a_bag_is_the_same_or_refused(register: Register) -> None:
    with register.transaction(by="orlova") as work:
        added = work.files.add(file(), ROSTER)
        first = work.bags.add(bag(added), contents())
        assert work.bags.add(bag(added), contents()) == first
        with pytest.raises(Refused, match="иным содержимым"):
            work.bags.add(bag(added, digest="ff" * 32), contents())
        assert [one.path for one in work.bags.contents(first.id)] == [
            "data/journal.json",
            "data/volume-1.pdf",
        ]
        newer = work.bags.add(bag(added, 2, bagged_on=dt.date(2026, 6, 1)), contents())
        older = work.bags.add(bag(added, 3, bagged_on=dt.date(2026, 9, 1)), contents(), older=True)
        states = {one.id: one.state for one in work.bags.of_file(added.id)}
    assert states == {
        first.id: BagState.SUPERSEDED,
        newer.id: BagState.CURRENT,
        older.id: BagState.SUPERSEDED,
    }
