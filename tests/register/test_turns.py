"""A turn is held where the register is: by one run of all accounts and computers, no longer than it lives.

The other run is a process of its own (turn_holder.py). Leases are short here; ARCHIVER_TEST_LONG=1 stops
runs for 90 seconds with the lease that users have.
"""

from __future__ import annotations

import datetime as dt
import os
import platform
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
import sqlalchemy as sa
import turn_holder

from archiver import clock
from archiver.counter.turn import Turn, alone
from archiver.disk.account import os_login
from archiver.errors import Busy, ExitCode, RegisterFailed, TurnLost
from archiver.register import turns as turns_module
from archiver.register.backup import back_up
from archiver.register.holder import is_known_dead, this_machine, this_process
from archiver.register.model.turns import HeldByAnother
from archiver.register.opening import open_url
from archiver.register.register import Register
from archiver.register.restore import restore
from archiver.register.tables.turns import turns
from archiver.register.turns import LEASE, TurnTable
from postgresql_cluster import Cluster
from turn_thief import steal

SHORT = dt.timedelta(seconds=1.5)
LONG = os.environ.get("ARCHIVER_TEST_LONG") == "1"
TURN = Turn.WRITING.value
DAY = dt.timedelta(days=1)


class Run:
    """Another run that asks for a turn."""

    def __init__(
        self,
        url: str,
        medium: Path,
        turn: Turn = Turn.WRITING,
        lease: dt.timedelta = SHORT,
        account: str = "",
    ) -> None:
        words = [url, turn.value, str(medium), str(lease.total_seconds()), account]
        self.process = subprocess.Popen(
            [sys.executable, turn_holder.__file__, *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    @property
    def answer(self) -> str:
        """What it says next."""
        assert self.process.stdout
        return self.process.stdout.readline().strip()

    def do(self, word: str) -> str:
        assert self.process.stdin
        self.process.stdin.write(f"{word}\n")
        self.process.stdin.flush()
        return self.answer

    def signal(self, number: int) -> None:
        os.kill(self.process.pid, number)

    def end(self) -> None:
        self.process.kill()
        self.process.communicate()


@pytest.fixture
def medium(tmp_path: Path) -> Path:
    folder = tmp_path / "medium"
    folder.mkdir()
    (folder / "старое").write_bytes(b"old")
    return folder


@pytest.fixture
def another(url: str, medium: Path) -> Iterator[Callable[..., Run]]:
    """Starts other runs; they end with the test."""
    runs: list[Run] = []

    def start(**how: object) -> Run:
        runs.append(Run(url, medium, **how))  # type: ignore[arg-type]
        return runs[-1]

    yield start
    for one in runs:
        one.end()


def contents(medium: Path) -> dict[str, bytes]:
    return {str(path.relative_to(medium)): path.read_bytes() for path in medium.rglob("*") if path.is_file()}


def head(register: Register) -> object:
    with register.reading() as work:
        return work.trail.head()


def free_after(register: Register) -> float:
    """Seconds until this run gets the turn."""
    begun = time.monotonic()
    while time.monotonic() < begun + 60:
        try:
            with alone(register, Turn.WRITING):
                return time.monotonic() - begun
        except Busy:
            time.sleep(0.05)
    raise AssertionError("it was never free")


def test_a_turn_is_one_runs_and_free_at_once_when_that_has_ended(
    register: Register, another: Callable[..., Run], medium: Path
) -> None:
    other = another()
    assert other.answer == "held 1"
    with pytest.raises(Busy) as busy, alone(register, Turn.WRITING):
        raise AssertionError("two have it")
    assert busy.value.exit_code is ExitCode.BUSY == 10
    for words in ("уже пишет", "turn_holder.py", f"процесс {other.process.pid}", os_login(), platform.node()):
        assert words in busy.value.message
    with alone(register, Turn.CHECKING):  # another turn
        assert [other.do(word) for word in ("write", "put", "erase")] == ["done"] * 3
    assert list(contents(medium)) == ["папка/файл"]
    with register.transaction(by="o") as work:  # who needs no turn is not held up
        work.trail.note("turn.tested", "register:1")
    assert other.do("end") == "free"
    with alone(register, Turn.WRITING) as held:
        assert held.token == 2


def test_what_a_killed_run_held_is_free_again(
    register: Register, another: Callable[..., Run], server: Cluster | None
) -> None:
    other = another()
    assert other.answer == "held 1"
    other.signal(signal.SIGKILL)
    waited = free_after(register)
    # A dead process of this computer is known to be dead; of a server's users nothing is known.
    assert waited < (1 if server is None else SHORT.total_seconds() + 1)


def test_a_run_that_was_stopped_for_longer_than_its_lease_changes_nothing_more(
    register: Register, another: Callable[..., Run], medium: Path
) -> None:
    runs = [another(turn=turn, lease=LEASE if LONG else SHORT) for turn in (Turn.WRITING, Turn.CHECKING)]
    assert [one.answer for one in runs] == ["held 1"] * 2
    assert [one.do("write") for one in runs] == ["done"] * 2
    before = contents(medium), head(register)
    for one in runs:
        one.signal(signal.SIGSTOP)
    time.sleep(90 if LONG else SHORT.total_seconds() + 0.2)
    with alone(register, Turn.WRITING) as held:  # the other turn is wanted by nobody meanwhile
        assert held.token == 2
    for one in runs:
        one.signal(signal.SIGCONT)
        assert [one.do(word) for word in ("write", "put", "erase", "write")] == ["lost"] * 4
    assert (contents(medium), head(register)) == before
    assert [one.do("end") for one in runs] == ["lost"] * 2


def test_long_work_keeps_its_turn(register: Register) -> None:
    with alone(register, Turn.WRITING, lease=SHORT):
        with register.transaction(by="o") as work:  # on SQLite this keeps out the renewing, as all others
            time.sleep(SHORT.total_seconds() * 1.3)
            work.trail.note("turn.tested", "register:1")
        register.ask_turn()
        time.sleep(SHORT.total_seconds() * 0.7)
        register.ask_turn()
        with pytest.raises(Busy), alone(register, Turn.WRITING):
            pass


def test_between_accounts(server: Cluster | None, url: str, record_property: Callable[..., None]) -> None:
    if os.getuid() != 0:
        record_property("not tested", "a turn between two accounts: only root can become another one")
        return
    nobody = pwd.getpwnam("nobody")
    shared = Path(tempfile.mkdtemp())
    try:
        if server is None:
            file = shared / "register.db"
            shutil.copyfile(str(sa.make_url(url).database), file)
            url = f"sqlite:///{file}"
            os.chown(file, nobody.pw_uid, nobody.pw_gid)
        else:
            server.socket.chmod(0o711)
        shared.chmod(0o755)
        os.chown(shared, nobody.pw_uid, nobody.pw_gid)
        with open_url(url) as register:
            other = Run(url, shared, account="nobody")
            try:
                assert other.answer == "held 1"
                with pytest.raises(Busy, match="nobody"), alone(register, Turn.WRITING):
                    pass
                assert [other.do(word) for word in ("write", "end")] == ["done", "free"]
                with alone(register, Turn.WRITING):
                    assert other.do("again") == "busy"
                assert other.do("again") == "held 3"
                other.signal(signal.SIGKILL)
                free_after(register)
            finally:
                other.end()
    finally:
        shutil.rmtree(shared)


class TestJudgedByOneClock:
    """What a run knows of another one's lease, whatever its own clock says."""

    @pytest.fixture
    def table(self, url: str) -> Iterator[TurnTable]:
        made = TurnTable(sa.make_url(url), SHORT)
        yield made
        made.close()

    @pytest.mark.parametrize("jump", [-DAY, DAY], ids=["back", "forward"])
    def test_a_clock_that_jumps_neither_ends_a_turn_nor_keeps_it(
        self, register: Register, table: TurnTable, jump: dt.timedelta, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with alone(register, Turn.WRITING, lease=dt.timedelta(seconds=20)):
            _set_clock(monkeypatch, jump)
            with pytest.raises(HeldByAnother):
                table.take(TURN, this_process())
            register.ask_turn()
        token = table.take(TURN, this_process())  # by the clock that jumped
        monkeypatch.undo()
        with pytest.raises(HeldByAnother):
            table.take(TURN, this_process())
        table.give_back(TURN, token)
        assert table.take(TURN, this_process()) == token + 1

    def test_a_lease_from_before_the_clock_was_set_back_keeps_nobody_out(
        self, table: TurnTable, register: Register
    ) -> None:
        """Of a computer that was started anew, or a server, only the wall clock is left."""
        table.take(TURN, replace(this_process(), machine="an earlier start"))
        with pytest.raises(HeldByAnother):
            table.take(TURN, this_process())
        with register.engine.begin() as connection:
            connection.execute(sa.update(turns).values(until=dt.datetime.now(dt.UTC) + DAY))
        assert table.take(TURN, this_process()) == 2

    def test_a_token_is_given_once_and_only_its_holder_renews(self, table: TurnTable) -> None:
        first = table.take(TURN, this_process())
        assert table.renew(TURN, first)
        assert not table.renew(TURN, first + 1)
        table.give_back(TURN, first + 1)
        assert table.left(TURN, first)
        table.give_back(TURN, first)
        assert table.left(TURN, first) is None
        assert not table.renew(TURN, first)
        assert table.take(TURN, this_process()) == first + 1
        assert not table.renew(TURN, first)


def _set_clock(monkeypatch: pytest.MonkeyPatch, jump: dt.timedelta) -> None:
    """Set the wall clock of this computer, as far as turns look at it."""
    monkeypatch.setattr(turns_module, "clock", SimpleNamespace(now=lambda: clock.now() + jump))


def test_a_turn_lost_inside_a_unit_of_work_undoes_it(register: Register) -> None:
    before = head(register)
    with pytest.raises(TurnLost), alone(register, Turn.WRITING), register.transaction(by="o") as work:
        work.trail.note("turn.tested", "register:1")
        work.connection.execute(sa.update(turns).values(token=turns.c.token + 1))
    assert head(register) == before


def test_a_lost_turn_that_passed_for_the_trouble_of_one_file_is_told_at_the_end(
    register: Register,
) -> None:
    with pytest.raises(TurnLost) as lost, alone(register, Turn.WRITING):
        steal(register)
        for _file in range(2):
            with pytest.raises(TurnLost):
                register.ask_turn()
    assert lost.value.exit_code is ExitCode.BUSY
    assert "очередь закончилась" in lost.value.message


def test_what_was_done_before_the_turn_was_lost_is_done(register: Register) -> None:
    with alone(register, Turn.WRITING):
        register.ask_turn()
        steal(register)


def test_a_register_restored_has_no_turns_and_a_copy_holds_none(
    register: Register, new_url: Callable[[], str], tmp_path: Path
) -> None:
    with alone(register, Turn.WRITING):
        back_up(register, tmp_path / "copy.gz", by="o")
        restored = new_url()
        restore(tmp_path / "copy.gz", restored, by="o")
    with open_url(restored) as fresh:
        with fresh.engine.connect() as connection:
            assert connection.execute(sa.select(turns)).all() == []
        with alone(fresh, Turn.WRITING) as held:
            assert held.token == 1


def test_a_register_is_not_replaced_under_a_run(register: Register, url: str, tmp_path: Path) -> None:
    back_up(register, tmp_path / "copy.gz", by="o")
    with alone(register, Turn.CHECKING):
        with pytest.raises(Busy, match="С этим реестром"):
            restore(tmp_path / "copy.gz", url, by="o", replace=True)
        register.ask_turn()


def test_a_register_that_is_replaced_takes_the_turn_away(register: Register) -> None:
    with pytest.raises(TurnLost), alone(register, Turn.WRITING):
        with register.engine.begin() as connection:
            connection.execute(sa.delete(turns))
        register.ask_turn()


def test_without_its_register_a_run_asks_in_vain(register: Register) -> None:
    with pytest.raises(RegisterFailed), alone(register, Turn.WRITING):
        with register.engine.begin() as connection:
            connection.exec_driver_sql("ALTER TABLE turns RENAME TO gone")
        register.ask_turn()


def test_a_process_is_dead_only_when_that_is_certain() -> None:
    alive = this_process()
    assert alive.machine == this_machine() != ""
    assert not is_known_dead(alive)
    assert is_known_dead(replace(alive, started=alive.started - 1))  # its number is another's now
    assert not is_known_dead(replace(alive, started=alive.started - 1, machine="another computer"))
    assert not is_known_dead(replace(alive, started=alive.started - 1, machine=""))
    child = subprocess.Popen(["/bin/cat"], stdin=subprocess.PIPE)
    status = Path(f"/proc/{child.pid}/stat")
    other = replace(alive, pid=child.pid, started=int(status.read_text().rpartition(")")[2].split()[19]))
    assert not is_known_dead(other)
    child.kill()
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    assert is_known_dead(other)  # nobody has asked yet how it ended
    child.communicate()
    assert is_known_dead(other)
