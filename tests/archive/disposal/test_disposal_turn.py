"""An execution that loses its turn, at whatever step, erases nothing more and enters nothing more."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from approved_archive import LATER, MEDIA, MOMENT, acts, opened
from witness import files_below

from archiver.archive.disposal.execution import Run
from archiver.counter.turn import Turn, alone
from archiver.errors import TurnLost
from turn_thief import steal

pytestmark = pytest.mark.usefixtures("quick_papers")


def test_lost_at_a_step_of_each_kind(archives: Callable[[], Path]) -> None:
    for kind in ("begin", "notices", "intend", "erase", "prove", "names"):
        at_theft, at_end = _stolen_at(kind, archives())
        assert at_theft, kind
        assert at_theft == at_end, kind


def _stolen_at(kind: str, folder: Path) -> tuple[object, object]:
    """Media and register as they are when the turn is stolen, at the first step of a kind, and at the end."""
    at_theft: object = None
    with opened(folder, MOMENT + LATER) as archive:

        def state() -> object:
            with archive.register.reading() as work:
                return work.trail.head(), [files_below(folder / number) for number in MEDIA]

        def step(name: str) -> None:
            nonlocal at_theft
            if at_theft is None and name.partition(" ")[0] == kind:
                steal(archive.register)
                at_theft = state()

        (number,) = acts(archive)
        with pytest.raises(TurnLost), alone(archive.register, Turn.WRITING):
            Run(archive.office("it"), number, step=step).run()
        return at_theft, state()
