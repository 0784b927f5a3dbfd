"""Saving and restoring: the same on both databases, all or nothing, nothing lost unsaid."""

from __future__ import annotations

import gzip
import hashlib
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from entries import MOMENT, deposited, drafted, file, medium, paper

from archiver.errors import InputInvalid, OutputFailed, Refused, RegisterFailed
from archiver.register.backup import back_up
from archiver.register.chain import ChainFaultKind
from archiver.register.model.checks import CheckOutcome, Fault
from archiver.register.model.files import Roster
from archiver.register.model.people import Person, Role
from archiver.register.opening import open_url
from archiver.register.register import Register
from archiver.register.restore import restore
from archiver.register.schema import REVISIONS
from archiver.register.tables.base import lasting_tables

LATER = ("anchors", "chain_head", "events")


def fill(register: Register) -> None:
    with register.transaction(by="orlova") as work:
        work.people.add(Person(login="o", name="О", roles=(Role.IT,), registered_at=MOMENT))
        one = work.media.add(medium(probe={"lock": [1, None]}))
        kept, _bag, _copies = deposited(work, 1, (one,))
        check = work.checks.begin(one)
        work.checks.finish(check, CheckOutcome.FAULTY, files=1, size=2, faults=[Fault("a", "changed")])
        work.holds.place(kept.id, "запрос")
        work.paper.add(paper(kept))
        drafted(work, "1/2032", kept)


def contents_of(register: Register) -> dict[str, list[tuple[object, ...]]]:
    with register.reading() as work:
        return {
            table.name: [
                tuple(row) for row in work.connection.execute(sa.select(table).order_by(*table.primary_key))
            ]
            for table in lasting_tables()
            if table.name not in LATER
        }


@pytest.fixture
def saved(register: Register, tmp_path: Path) -> Path:
    fill(register)
    place = tmp_path / "копии" / "реестр.gz"
    back_up(register, place, by="orlova", kept_at="сейф")
    return place


def test_a_register_comes_back_whole(register: Register, saved: Path, new_url: Callable[[], str]) -> None:
    target = new_url()
    done = restore(saved, target, by="petrov")
    assert (done.lost, done.before, done.report.whole) == (None, None, True)
    with open_url(target, create=False) as other:
        assert contents_of(other) == contents_of(register)
        with other.reading() as work:
            assert work.trail.verify().whole
            assert [event.actor for event in work.trail.events(action="register.restored")] == ["petrov"]
        with other.transaction(by="petrov") as work:
            assert work.files.add(file(2), Roster()).id == 2


def test_it_moves_between_the_databases(register: Register, saved: Path, tmp_path: Path) -> None:
    """Whatever wrote the copy, an SQLite file is made of it."""
    target = f"sqlite:///{tmp_path}/moved.db"
    restore(saved, target, by="petrov")
    with open_url(target) as other:
        assert contents_of(other) == contents_of(register)


def test_a_copy_is_private_and_has_its_digest_and_its_event(register: Register, saved: Path) -> None:
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600
    lines = gzip.decompress(saved.read_bytes()).splitlines(keepends=True)
    digest = hashlib.sha256(b"".join(lines[:-1])).hexdigest()
    assert digest.encode() in lines[-1]
    with register.reading() as work:
        (event,) = work.trail.events(action="register.backed-up")
        (anchor,) = work.trail.anchors()
    assert event.outcome == "сейф"
    assert digest in event.detail
    assert anchor.sequence == event.sequence - 1


def test_a_register_that_is_there_is_replaced_only_on_request(
    register: Register, saved: Path, url: str, tmp_path: Path
) -> None:
    before = contents_of(register)
    with pytest.raises(Refused, match="--replace"):
        restore(saved, url, by="petrov")
    assert contents_of(register) == before
    with register.transaction(by="orlova") as work:
        work.media.add(medium(2))
        known = work.trail.head()
    register.close()
    done = restore(saved, url, by="petrov", replace=True)
    assert done.before == known
    assert done.lost == (done.head.sequence + 1, known.sequence)
    with open_url(url) as restored:
        assert contents_of(restored) == before
        with restored.reading() as work:
            report = work.trail.verify()
            event = next(work.trail.events(action="register.restored"))
    assert event.outcome == "events lost"
    assert report.whole
    assert {lost.kind for lost in report.lost} == {ChainFaultKind.LOST}
    if done.kept_aside is not None:
        assert done.kept_aside.exists()
        assert not list(tmp_path.glob("*.restoring*"))


@pytest.mark.parametrize("spoil", ["cut", "flip", "line", "other", "empty", "json", "none"])
def test_a_damaged_copy_changes_nothing(saved: Path, url: str, register: Register, spoil: str) -> None:
    before = contents_of(register)
    data = saved.read_bytes()
    plain = gzip.decompress(data)
    saved.write_bytes(
        {
            "cut": data[: len(data) // 2],
            "flip": data[:200] + bytes([data[200] ^ 1]) + data[201:],
            "line": gzip.compress(plain.replace("запрос".encode(), "отказы".encode())),
            "other": b"not a copy at all",
            "empty": b"",
            "json": gzip.compress(b'{"format": "x"}\n'),
            "none": gzip.compress(b""),
        }[spoil]
    )
    with pytest.raises(InputInvalid, match=r"реестр\.gz"):
        restore(saved, url, by="petrov", replace=True)
    assert contents_of(register) == before


def _resealed(saved: Path, old: bytes, new: bytes) -> None:
    lines = gzip.decompress(saved.read_bytes()).replace(old, new).splitlines(keepends=True)
    digest = hashlib.sha256(b"".join(lines[:-1])).hexdigest()
    rows = sum(line.startswith(b"[") for line in lines)
    trailer = f'{{"sha256": "{digest}", "rows": {rows}}}\n'.encode()
    saved.write_bytes(gzip.compress(b"".join(lines[:-1]) + trailer))


def test_a_copy_with_a_forged_event_is_refused(saved: Path, url: str, register: Register) -> None:
    before = contents_of(register)
    _resealed(saved, b'"hold.placed"', b'"hold.lifted"')
    with pytest.raises(InputInvalid, match="нарушен"):
        restore(saved, url, by="petrov", replace=True)
    assert contents_of(register) == before


def test_a_copy_of_a_newer_program_is_refused(saved: Path, url: str) -> None:
    _resealed(saved, f'"revision":"{REVISIONS[-1]}"'.encode(), b'"revision":"9999"')
    with pytest.raises(InputInvalid, match="более новой"):
        restore(saved, url, by="petrov", replace=True)


def test_a_missing_copy_and_a_full_folder_are_said(register: Register, tmp_path: Path) -> None:
    with pytest.raises(InputInvalid, match="нет"):
        restore(tmp_path / "нет", "", by="petrov")
    (tmp_path / "файл").write_text("", encoding="utf-8")
    with pytest.raises(OutputFailed):
        back_up(register, tmp_path / "файл" / "копия", by="orlova")
    with register.reading() as work:
        assert list(work.trail.events()) == []


def test_a_damaged_sqlite_register_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "register.db"
    with open_url(f"sqlite:///{path}") as register:
        fill(register)
        back_up(register, tmp_path / "копия", by="orlova")
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    path.write_bytes(b"torn" * 5000)
    done = restore(tmp_path / "копия", f"sqlite:///{path}", by="petrov", replace=True)
    assert done.before is None
    with open_url(f"sqlite:///{path}") as restored, restored.reading() as work:
        assert work.counts()["files"] == 1


def test_a_restoration_that_fails_at_the_end_leaves_the_register(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path}/register.db"
    with open_url(url) as register:
        fill(register)
        back_up(register, tmp_path / "копия", by="orlova")
        with register.transaction(by="orlova") as work:
            work.media.add(medium(7))
        before = contents_of(register)

    def full(_self: Path, _target: Path) -> Path:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", full)
        with pytest.raises(RegisterFailed, match="не восстановлен: на диске нет места"):
            restore(tmp_path / "копия", url, by="petrov", replace=True)
    with open_url(url) as register:
        assert contents_of(register) == before
    assert not [*tmp_path.glob("*.restoring*"), *tmp_path.glob("*.replaced*")]
    done = restore(tmp_path / "копия", url, by="petrov", replace=True)
    assert done.kept_aside is not None
    with open_url(f"sqlite:///{done.kept_aside}") as aside:
        assert contents_of(aside) == before
