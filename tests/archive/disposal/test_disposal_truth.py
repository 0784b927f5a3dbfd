"""What decides on a file is believed as events, bags and media tell it, not as a table says (ADR 0049)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from archive_for_disposal import MOMENT, Archive
from archiver.archive.audit.trail import check_trail
from archiver.archive.bag_labels import lacking_of
from archiver.archive.custody.holding import Meant, place
from archiver.archive.disposal.drafting import ActWanted, draw_up
from archiver.archive.preservation.reading import told_by
from archiver.archive.preservation.verification import Verification
from archiver.counter.heads import leave_heads
from archiver.errors import ArchiverError, Refused
from archiver.progress import Silent
from archiver.register.agreeing import differing_schedule
from archiver.register.model.agreement import Fact
from repository import ROOT
from retention.schedule_toml import shipped
from storage.bag.info import parse
from storage.directory import DirectoryStore

pytestmark = pytest.mark.usefixtures("quick_papers")
TWO_STATEMENTS = (
    "UPDATE files SET closed_on = '2014-07-05', keep_until = '2019-12-31' WHERE series = '05-11'",
    "UPDATE holds SET lifted_at = '2024-01-01 00:00:00', lifted_by = 'x', lifted_document = 'y'",
)
"""With these a journal went five years early, under the hold of a court, and the trail was «whole»."""


def by_sql(archive: Archive, *statements: str) -> None:
    with archive.register.engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)


def bags(archive: Archive) -> int:
    return sum(1 for folder in archive.folders.values() for _one in folder.rglob("bagit.txt"))


def young(archive: Archive) -> str:
    """A journal whose period runs for years, under the hold of a court."""
    archive.deposit("ИС-21", "05-12", closed_on=dt.date(2025, 7, 5))
    file = archive.deposit("ИС-21", closed_on=dt.date(2025, 7, 5))
    place(archive.office("archivist"), Meant((file.external_id,)), "запрос суда № 1 от 01.10.2026", "")
    return file.external_id


def differences(archive: Archive) -> set[Fact]:
    return {one.fact for one in check_trail(archive.office("archivist")).report.differences}


@pytest.fixture
def on_postgresql(postgresql: str, tmp_path: Path) -> Iterator[Archive]:
    (tmp_path / "сервер").mkdir()
    made = Archive.at(postgresql, tmp_path / "сервер")
    yield made
    made.register.close()


def test_two_statements_destroy_nothing(archive: Archive, on_postgresql: Archive) -> None:
    for one in (archive, on_postgresql):
        two_statements(one)


def two_statements(archive: Archive) -> None:
    file = young(archive)
    assert differences(archive) == set()
    by_sql(archive, *TWO_STATEMENTS)
    assert differences(archive) == {Fact.CLOSING, Fact.PERIOD, Fact.HOLD}
    office = archive.office("archivist")
    with pytest.raises(Refused, match="не то, что его журнал аудита"):
        draw_up(office, ActWanted((file,)))
    with pytest.raises(Refused, match="ни одно дело"):
        draw_up(office, ActWanted())
    assert bags(archive) == 4


def test_the_tables_may_change_at_any_step(archive: Archive) -> None:
    """The same two statements of a file that may go: after the approval, and while copies are erased."""
    file = archive.journal()
    place(archive.office("archivist"), Meant((file.external_id,)), "запрос суда № 1", "")
    by_sql(archive, TWO_STATEMENTS[1])
    with pytest.raises(Refused, match="не то, что его журнал аудита"):
        draw_up(archive.office("archivist"), ActWanted((file.external_id,)))


def test_a_hold_placed_by_the_first_copy_is_not_lifted_by_sql(archive: Archive) -> None:
    file = archive.journal()
    act = archive.approved()
    erased = []

    def meanwhile(name: str) -> None:
        if name.startswith("prove copy") and not erased:
            erased.append(name)
            place(archive.office("archivist"), Meant((file.external_id,)), "запрос суда № 1", "")
            by_sql(archive, TWO_STATEMENTS[1])

    done = archive.execute(act.number, step=meanwhile)
    assert not done.over
    assert any("в обход журнала аудита" in problem for problem in done.problems)
    assert bags(archive) == 3  # the statements, and the copy that had not gone when the hold was placed


def test_the_bag_itself_says_until_when_it_is_kept(archive: Archive) -> None:
    """Whoever writes the trail anew from its first event cannot write to the media."""
    file = archive.journal()
    act = archive.approved()
    (info, *_more) = [
        path
        for path in archive.folders["Н-1"].rglob("bag-info.txt")
        if "Record-Series: 05-11" in path.read_text(encoding="utf-8")
    ]
    text = info.read_text(encoding="utf-8")
    info.chmod(0o644)
    info.write_text(text.replace("Keep-Until: 2025-12-31", "Keep-Until: 2030-12-31"), encoding="utf-8")
    done = archive.execute(act.number)
    assert any("хранится до 31.12.2030" in problem for problem in done.problems), done.problems
    assert info.exists()
    assert file.keep_until == dt.date(2025, 12, 31)


@pytest.mark.parametrize("label", ["Keep-Until", "Closed-On"])
def test_a_label_taken_out_of_a_bag_is_told(archive: Archive, label: str) -> None:
    """The bag says less than it was written with: nothing is drafted or erased, and a check tells."""
    file = archive.journal()
    (info, *_more) = [
        path
        for path in archive.folders["Н-1"].rglob("bag-info.txt")
        if "Record-Series: 05-11" in path.read_text(encoding="utf-8")
    ]
    whole = info.read_text(encoding="utf-8")
    less = "".join(one for one in whole.splitlines(keepends=True) if not one.startswith(label))
    info.chmod(0o644)
    info.write_text(less, encoding="utf-8")
    with pytest.raises(Refused, match=label):
        draw_up(archive.office("archivist"), ActWanted((file.external_id,)))
    disk = archive.folders["Н-1"]
    with pytest.raises(ValueError, match=label):
        told_by(DirectoryStore(disk), info.parent.relative_to(disk).as_posix(), "", MOMENT)
    with archive.register.reading() as work:
        medium = work.media.by_inventory("Н-1")
    assert medium is not None
    checked = Verification(archive.register, archive.settings.archive, "it", progress=Silent()).medium(medium)
    assert any(fault.path.endswith("bag-info.txt") for fault in checked.check.faults)
    info.write_text(whole, encoding="utf-8")
    act = archive.approved()
    info.write_text(less, encoding="utf-8")
    done = archive.execute(act.number)
    assert any(label in problem for problem in done.problems), done.problems
    assert info.exists()


def test_bags_without_labels_that_can_be_read_do_not_go(archive: Archive) -> None:
    """One copy that tells speaks for its bag; where none does, nothing is drafted or begun."""
    file = archive.journal()
    infos = [path for folder in archive.folders.values() for path in (folder / "05-11").rglob("bag-info.txt")]
    kept = [path.rename(path.with_name("away")) for path in infos]
    with pytest.raises(Refused, match=r"Н-1.*Н-2"):
        draw_up(archive.office("archivist"), ActWanted((file.external_id,)))
    kept[0].rename(infos[0])
    act = archive.approved()
    infos[0].rename(kept[0])
    with pytest.raises(Refused, match=r"bag-info\.txt"):
        archive.execute(act.number)
    assert all(path.exists() for path in kept)
    with archive.register.reading() as work:
        found = work.acts.get(act.number)
    assert found is not None and found.begun is None


def test_a_bag_of_an_earlier_release_lacks_no_label() -> None:
    (bag,) = (ROOT / "tests" / "fixtures" / "release-2026-11" / "disk").rglob("bag-info.txt")
    assert not lacking_of(parse(bag.read_bytes()))


def test_a_copy_that_is_anothers_is_not_erased(archive: Archive) -> None:
    """Two bags change places in the register: the act of one would have erased the other."""
    archive.journal()
    other = archive.deposit("ИС-22", closed_on=dt.date(2025, 7, 5))
    with archive.register.reading() as work:
        (bag,) = work.bags.of_file(other.id)
        theirs = work.copies.of_bag(bag.id)[0].prefix
        mine = work.files.by_external_id("ТК-1/05-11/2019-20/ИС-21")
        assert mine is not None
        (own,) = work.bags.of_file(mine.id)
    by_sql(archive, f"UPDATE copies SET prefix = '{theirs}' WHERE bag_id = {own.id}")
    with pytest.raises(Refused, match="это пакет дела"):
        archive.approved()
    assert (archive.folders["Н-1"] / theirs).is_dir()


@pytest.mark.parametrize(
    ("statement", "fact"),
    [
        ("UPDATE files SET series = '05-12' WHERE series = '05-11'", Fact.ENTRY),
        ("UPDATE files SET \"group\" = 'ИС-99'", Fact.ENTRY),
        ("UPDATE files SET state = 'destroyed'", Fact.STATE),
        ("UPDATE files SET appraisal = NOT appraisal", Fact.PERIOD),
        ("UPDATE paper_copies SET state = 'destroyed'", Fact.PAPER),
        ("DELETE FROM paper_copies", Fact.PAPER),
    ],
)
def test_audit_names_what_was_changed(archive: Archive, statement: str, fact: Fact) -> None:
    archive.paper(archive.journal())
    with archive.register.engine.begin() as connection:
        if statement.startswith("DELETE"):
            connection.exec_driver_sql("DROP TRIGGER movements_no_delete")
            connection.exec_driver_sql("DELETE FROM movements")
        connection.exec_driver_sql(statement)
    assert fact in differences(archive)
    if fact is Fact.PAPER:
        with pytest.raises(ArchiverError):
            draw_up(archive.office("archivist"), ActWanted())


def test_a_version_of_the_schedule_is_what_was_adopted(archive: Archive) -> None:
    archive.journal()
    with archive.register.transaction(by="archivist") as work:
        work.schedules.adopt(shipped().latest, "приказ № 1")
    assert differences(archive) == set()
    with archive.register.engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER schedule_versions_no_update")
        connection.execute(sa.text("UPDATE schedule_versions SET content = replace(content, '5', '1')"))
    assert differences(archive) == {Fact.SCHEDULE}
    with archive.register.engine.connect() as connection:
        (said,) = differing_schedule(connection)
    assert said.told != said.kept, "the difference is seen in what is told of it"
    with pytest.raises(ArchiverError, match="редакция перечня"):
        draw_up(archive.office("archivist"), ActWanted())


def test_a_statement_that_only_the_register_says_lies_elsewhere_lets_nothing_go(archive: Archive) -> None:
    """A forged event: neither the bag nor a medium tells of it. What a use case stated, the media know."""
    file = archive.deposit()
    with archive.register.transaction(by="admin") as work:
        work.files.statement_lies(file, "опись 7, дело 3")
    archive.register.noted.take()  # past the program
    with pytest.raises(Refused, match="носители говорят другое"):
        archive.approved(file.external_id)
    with archive.register.transaction(by="admin") as work:
        work.files.statement_lies(file, "опись  7, дело 3")
    leave_heads(archive.register, archive.settings.archive)
    act = archive.approved(file.external_id)
    assert "опись" in act.rows[0].remark
    assert archive.execute(act.number).over
