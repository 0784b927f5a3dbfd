"""What an act costs grows with its copies, and with nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from archive_for_disposal import Archive
from archiver.archive.disposal import steps
from archiver.archive.disposal.drafting import ActWanted, draw_up
from archiver.register.register import Register
from retention.people import Protocol

_EVERY = 20
"""Steps of SQLite's machine between two looks at the count."""


class Effort:
    """How much the database has worked: statements, and steps of its machine."""

    def __init__(self) -> None:
        self.statements = self.steps = 0

    def stepped(self) -> int:
        """Called by SQLite."""
        self.steps += _EVERY
        return 0


@contextmanager
def counted(register: Register) -> Iterator[Effort]:
    """Counts what the database does for whoever works in the block."""
    effort = Effort()

    def executed(*_arguments: object) -> None:
        effort.statements += 1

    def checked_out(connection: sa.engine.interfaces.DBAPIConnection, *_more: object) -> None:
        connection.set_progress_handler(effort.stepped, _EVERY)

    sa.event.listen(register.engine, "before_cursor_execute", executed)
    sa.event.listen(register.engine, "checkout", checked_out)
    try:
        yield effort
    finally:
        sa.event.remove(register.engine, "before_cursor_execute", executed)
        sa.event.remove(register.engine, "checkout", checked_out)


@pytest.fixture
def costs(tmp_path: Path, empty_register: Path) -> Callable[[int], tuple[Effort, Effort]]:
    """Makes an act of so many files; what its draft and its execution took, for each of its copies."""

    def made(files: int) -> tuple[Effort, Effort]:
        folder = tmp_path / str(files)
        folder.mkdir()
        (folder / "register.db").write_bytes(empty_register.read_bytes())
        archive = Archive.at(f"sqlite:///{folder}/register.db", folder)
        with archive.register as register:
            for number in range(files):
                archive.journal(f"ИС-{number}")
            with counted(register) as drawing:
                act = draw_up(archive.office("archivist"), ActWanted())
            steps.agree(archive.office("archivist"), act.number, Protocol("3", archive.clock.today))
            steps.approve(archive.office("director", archive.clock.today), act.number)
            with counted(register) as execution:
                done = archive.execute(act.number)
        assert done.over
        for effort in (drawing, execution):
            effort.statements //= sum(len(row.copies) for row in act.rows)
            effort.steps //= sum(len(row.copies) for row in act.rows)
        return drawing, execution

    return made


@pytest.mark.usefixtures("quick_papers")
def test_a_copy_costs_the_same_in_a_large_act(costs: Callable[[int], tuple[Effort, Effort]]) -> None:
    for small, large in zip(costs(3), costs(18), strict=True):
        assert large.statements <= small.statements
        assert large.steps <= 1.1 * small.steps  # the clock is looked up by halving


@pytest.mark.usefixtures("quick_papers")
def test_names_are_forgotten_once_an_act(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """On PostgreSQL four tables are written anew each time."""
    for number in range(3):
        archive.journal(f"ИС-{number}")
    number_ = archive.approved().number
    times: list[int] = []
    monkeypatch.setattr(Register, "forget", lambda _register: times.append(1))
    assert archive.execute(number_).over
    assert len(times) == 1
