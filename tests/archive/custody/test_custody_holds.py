"""Holds through the commands, and in a real bucket: set with the first, released with the last."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from custody_archive import Archive, a_file

from archiver.archive.custody.closing import move_closing
from archiver.archive.custody.holding import Meant, lift, place
from archiver.archive.custody.projection import Result, project
from archiver.counter.lookups import medium_of
from archiver.counter.stores import open_store
from archiver.counter.trail_files import FOLDER
from archiver.disk.account import os_login
from archiver.errors import ExitCode
from archiver.register.enforcement import lock_moment
from archiver.register.model.people import Role
from archives import SmallArchive, journal_of
from counters import at
from s3_server import Server
from storage.bag.custody import erase_bag, locks_of
from storage.s3.store import S3Store
from storage.store import Lock, Store

ME = os_login()
DOCUMENT = ("--document", "Запрос прокуратуры № 5")


def test_any_number_on_a_file_and_lifted_one_by_one(archive: Archive) -> None:
    one, *_others = archive.add(
        a_file("ИС-21"), a_file("ИС-21", series="05-12"), a_file("ИС-21", year=2024), a_file("ИС-2")
    )
    code, said = archive.call("hold", "place", "--group", "ис-21", "--year", "2025/26", *DOCUMENT)
    assert code == 0, said
    assert said.count("приостановлено, №") + said.count("приостановлено") >= 2
    code, said = archive.call("hold", "place", one.external_id, *DOCUMENT)
    assert "уже приостановлено" in said
    assert archive.call("hold", "place", one.external_id, "--document", "Определение суда № 9")[0] == 0
    code, said = archive.call("hold", "list", one.external_id)
    assert "Запрос прокуратуры" in said and "Определение суда" in said
    numbers = archive.read(lambda work: [hold.id for hold in work.holds.of_file(one.id)])
    assert len(numbers) == 2
    code, said = archive.call("hold", "lift", str(numbers[0]), "--document", "Ответ № 1")
    assert code == 0
    assert f"остаются приостановки № {numbers[1]}" in said
    assert archive.call("hold", "lift", str(numbers[0]), "--document", "Ответ № 1")[0] == ExitCode.REFUSED
    assert archive.call("hold", "lift", "999", "--document", "Ответ № 1")[0] == ExitCode.REFUSED
    code, said = archive.call("retention", "explain", one.external_id)
    assert "Определение суда № 9" in said and "снята: Ответ № 1" in said
    assert archive.read(lambda work: len(work.holds.active())) == 2


def test_a_hold_takes_the_whole_name_of_a_group(archive: Archive) -> None:
    """A part would suspend the wrong files and leave those to be kept unprotected: it is refused."""
    (one,) = archive.add(a_file("ИС-21"))
    for typed in ("ис", "21", "ИС-2", "ИС21"):
        code, said = archive.call("hold", "place", "--group", typed, *DOCUMENT)
        assert code == ExitCode.REFUSED and said.endswith("Может быть, ИС-21?\n"), said
    code, said = archive.call("hold", "place", "ис-2", *DOCUMENT)
    assert code == ExitCode.REFUSED and "Может быть, ИС-21?" in said
    assert archive.read(lambda work: len(work.holds.active())) == 0
    code, said = archive.call("hold", "place", "--group", " «ис» – 21", *DOCUMENT)
    assert code == 0, said
    assert archive.read(lambda work: len(work.holds.of_file(one.id))) == 1


def test_placing_needs_a_role_a_document_and_a_file(archive: Archive) -> None:
    archive.add(a_file("ИС-21"))
    assert archive.call("hold", "place", *DOCUMENT)[0] == ExitCode.USAGE
    archive.settle(Role.SECRETARY)
    assert archive.call("hold", "place", "ИС-21", *DOCUMENT)[0] == ExitCode.REFUSED
    assert archive.call("hold", "place", "ИС-99", *DOCUMENT)[0] == ExitCode.REFUSED
    assert archive.read(lambda work: work.holds.active()) == ()


Placed = tuple[SmallArchive, Store]


@pytest.fixture
def bucket(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Placed]:
    """An archive whose files lie on a disk and in a bucket that enforces locks; emptied afterwards."""
    if server.endpoint is None or server.access_key is None or server.secret_key is None:
        pytest.fail("a server of the test's own is needed")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", server.access_key)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", server.secret_key)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("ARCHIVER_CONFIG", str(tmp_path / "archiver.toml"))
    monkeypatch.chdir(tmp_path)
    store = server.store(locks=True)
    assert isinstance(store, S3Store)
    made = SmallArchive(tmp_path)
    made.add(1)
    address = f"{server.endpoint}/{store.settings.bucket}/{store.settings.prefix}"
    assert made.run("media", "add", "S3-1", address, "--site", "Облако") == 0
    yield made, store
    for entry in list(store.list(hidden=True)):
        if store.lock_of(entry.key).hold:
            store.hold(entry.key, False)
        store.erase(entry.key, bypass=True)
    store.close()


def _locks(made: SmallArchive) -> list[Lock]:
    """What the bucket tells of every file of every bag."""
    with made.register() as register, register.reading() as work:
        medium = medium_of(work, "S3-1")
        prefixes = [copy.prefix for copy in work.copies.on_medium(medium.id)]
    store = open_store(medium, made.settings.archive)
    try:
        return [lock for prefix in prefixes for lock in locks_of(store, prefix).values()]
    finally:
        store.close()


def test_a_hold_is_a_legal_hold_in_a_real_bucket(bucket: Placed, capsys: pytest.CaptureFixture[str]) -> None:
    made, store = bucket
    made.deposit(journal_of("ИС-21"))
    assert {lock.hold for lock in _locks(made)} == {False}
    assert made.run("hold", "place", "ИС-21", *DOCUMENT) == 0
    assert made.run("hold", "place", "ИС-21", "--document", "Определение суда № 9") == 0
    assert {lock.hold for lock in _locks(made)} == {True}
    with made.register() as register, register.reading() as work:
        (copy,) = work.copies.on_medium(medium_of(work, "S3-1").id)
    assert copy.legal_hold
    refused = erase_bag(store, copy.prefix, bypass=True)
    assert not any(answer.gone for answer in refused if answer.kind == "version")
    made.deposit(journal_of("ИС-21", "Химия"), new_version="исправлено")  # a held file gets a new version
    assert {lock.hold for lock in _locks(made)} == {True}
    capsys.readouterr()
    assert made.run("retention", "explain", "ИС-21") == 0
    assert "приостановка стоит" in capsys.readouterr().out
    assert made.run("hold", "lift", "1", "--document", "Ответ № 1") == 0
    assert {lock.hold for lock in _locks(made)} == {True}
    assert made.run("hold", "lift", "2", "--document", "Ответ № 2") == 0
    assert {lock.hold for lock in _locks(made)} == {False}


def test_a_late_entry_extends_the_locks(bucket: Placed) -> None:
    made, _store = bucket
    made.deposit(journal_of("ИС-21"))
    now = dt.datetime.now(dt.UTC)
    with made.register() as register, register.reading() as work:
        (file,) = work.files.of_year(2025)
    assert file.keep_until is not None
    assert {lock.until for lock in _locks(made)} == {lock_moment(file.keep_until, now=now)}
    later = file.keep_until.replace(year=file.keep_until.year + 2)
    with made.register() as register, register.transaction(by=ME) as work:
        work.files.correct(file, "Решение суда", keep_until=later)
    assert made.run("retention", "sync") == 0
    assert {lock.until for lock in _locks(made)} == {lock_moment(later, now=now)}
    with made.register() as register:
        assert project(register, made.settings.archive, by=ME) == ()


def test_a_bucket_that_is_away_is_told_of_and_done_later(
    bucket: Placed, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made, _store = bucket
    made.deposit(journal_of("ИС-21"))
    key = "AWS_SECRET_ACCESS_KEY"
    with monkeypatch.context() as without:
        without.setenv(key, "wrong")
        assert made.run("hold", "place", "ИС-21", *DOCUMENT) == ExitCode.FINDINGS
        assert made.run("retention", "explain", "ИС-21") == ExitCode.FINDINGS
        with made.register() as register:
            (told,) = project(register, made.settings.archive, by=ME)
        assert told.result is Result.FAILED
        capsys.readouterr()
        assert made.run("media", "due") == ExitCode.FINDINGS
        assert "S3-1: у 1 экземпляра запрет удаления не тот" in capsys.readouterr().out
        made.run("calendar", "--year", "2025/26")
        assert "в хранилище S3-1" in " ".join(capsys.readouterr().out.split())
    assert {lock.hold for lock in _locks(made)} == {False}
    assert made.run("retention", "sync") == 0
    assert {lock.hold for lock in _locks(made)} == {True}
    assert made.run("retention", "sync") == 0
    capsys.readouterr()
    made.run("media", "due")
    assert "S3-1: у" not in capsys.readouterr().out


def test_the_use_cases_tell_the_buckets_by_themselves(bucket: Placed) -> None:
    """Whoever calls them, a command or anything else: there is no second call to forget."""
    made, _store = bucket
    made.deposit(journal_of("ИС-21"))
    with made.register() as register:
        session = at(register, made.settings)
        with register.reading() as work:
            (file,) = work.files.of_year(2025)
        placed = place(session, Meant((file.external_id,)), "Запрос прокуратуры № 5")
        assert {lock.hold for lock in _locks(made)} == {True}
        lifted = lift(session, [placed.holds[0].id], "Ответ № 1")
        assert {lock.hold for lock in _locks(made)} == {False}
        assert file.closed_on is not None
        moved = move_closing(session, file.external_id, file.closed_on + dt.timedelta(days=1), "Приказ № 7")
        until = lock_moment(moved.file.keep_until, now=dt.datetime.now(dt.UTC))
        assert {lock.until for lock in _locks(made)} == {until}
        for told in (placed.told, lifted.told):
            assert [one.result for one in told] == [Result.DONE]


def test_the_head_is_anchored_in_a_locked_object_and_read_from_there(
    bucket: Placed, capsys: pytest.CaptureFixture[str]
) -> None:
    made, store = bucket
    made.deposit(journal_of("ИС-21"))
    assert made.run("audit", "anchor") == ExitCode.REFUSED  # not probed yet
    assert made.run("media", "probe", "S3-1") == 0
    assert made.run("audit", "anchor") == 0
    (entry,) = store.list("archiver-anchors")
    lock = store.lock_of(entry.key)
    assert lock.until is not None and lock.until > dt.datetime.now(dt.UTC) + dt.timedelta(days=5 * 365)
    capsys.readouterr()
    assert made.run("audit", "verify") == 0
    said = capsys.readouterr().out
    assert "вне реестра: события 1–" in said
    assert "Опрошено носителей: 2" in said
    with made.register() as register, register.reading() as work:
        (anchored,) = [one for one in work.trail.anchors() if one.kind == "object"]
    # The command that anchored it left its own head on both media, one event later.
    assert f"события 1–{anchored.sequence + 1}." in said


def test_a_saved_copy_from_before_the_hold_is_told_by_bucket_and_disk(
    bucket: Placed, capsys: pytest.CaptureFixture[str]
) -> None:
    """`restore` reads what the media were told; the bucket keeps it locked."""
    made, store = bucket
    made.deposit(journal_of("ИС-21"))
    assert made.run("backup", str(made.folder / "копия.gz")) == 0
    assert made.run("hold", "place", "ИС-21", "--document", "Запрос суда № 1") == 0
    told = [entry.key for entry in store.list(FOLDER) if entry.key.endswith("decisions.json")]
    until = store.lock_of(told[-1]).until
    assert until is not None and until > dt.datetime.now(dt.UTC) + dt.timedelta(days=5 * 365)
    capsys.readouterr()
    made.run("restore", str(made.folder / "копия.gz"), "--replace")
    said = capsys.readouterr()
    assert "Запрос суда № 1 — внесено снова" in said.out, said
    with made.register() as register, register.reading() as work:
        assert [hold.document for hold in work.holds.active()] == ["Запрос суда № 1"]
