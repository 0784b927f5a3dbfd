"""The judge of histories notices: each defence of the program switched off, some short history offends.

With all defences on, the same histories end without an offence, so none of them is unfair.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from buckets_of_folders import buckets_of_folders
from cheap import cheaply, in_memory
from history import History
from outsider import JOURNALS, STATEMENTS, Offence
from starts import Starts
from tricks import earlier_everywhere, earlier_in_tables, lifted_in_tables, never_held

from archiver.archive.disposal.searching import Search
from archiver.archive.disposal.statements import Readings

pytestmark = pytest.mark.usefixtures("quick_papers")
Story = Callable[[History], None]
ROOM = "archiver.archive.disposal"


@pytest.fixture(scope="module")
def starts() -> Iterator[Starts]:
    with in_memory() as above, cheaply(), buckets_of_folders():
        yield Starts(above)


def _through(history: History, group: str) -> None:
    """All the way without anything on it."""
    history.draw(group)
    number = history.last()
    history.agree(number)
    history.approve(number)
    history.execute(number)
    history.account(number)


def tables_tell_earlier(history: History) -> None:
    history.trick(earlier_in_tables)
    _through(history, "Б-2")


def events_tell_earlier(history: History) -> None:
    """The whole trail is another one; people find it so, and enter again what the media tell."""
    history.trick(earlier_everywhere)
    history.recover()
    _through(history, "Б-2")


def hold_lifted_by_nobody(history: History) -> None:
    history.hold("А-1")
    history.trick(lifted_in_tables)
    _through(history, "А-1")


def hold_never_was(history: History) -> None:
    history.hold("А-1")
    history.trick(never_held)
    history.recover()
    _through(history, "А-1")


def hold_amid_execution(history: History) -> None:
    """It comes after the first copy was erased: the second stays."""
    history.draw("А-1")
    history.agree(history.last())
    history.approve(history.last())
    history.execution(history.last(), 7, "запрет", "А-1")


def statement_rotten(history: History) -> None:
    (volume,) = history.archive.folders["Н-1"].glob(f"{STATEMENTS}/*/А-1 */data/volumes/volume.pdf")
    history.spoil(volume)
    _through(history, "А-1")


def register_from_before(history: History) -> None:
    """A run dies after the first copy; an earlier copy of the register misses it, and people repair."""
    history.draw("А-1")
    history.agree(history.last())
    history.approve(history.last())
    history.execution(history.last(), 8, "умирает")
    history.ground_laid(0)
    history.repair()
    for number in history.archive.folders:
        history.copy(number)
    history.again("А-1")


def deposited_again(history: History) -> None:
    """A register made anew has never heard of a destroyed journal, and its folder is still there."""
    history.rebuild()
    history.again("А-1")


def bag_elsewhere(history: History) -> None:
    """Somebody copied a bag to another folder of the same disk before it was to go."""
    folder = history.archive.folders["Н-1"]
    (bag,) = folder.glob(f"{JOURNALS}/*/А-1 *")
    shutil.copytree(bag, folder / "разное")
    history.outsider.look_again()
    _through(history, "А-1")


def _nothing(*_arguments: Any, **_more: Any) -> tuple[()]:
    return ()


def _none(*_arguments: Any, **_more: Any) -> None:
    return None


DEFENCES: dict[str, tuple[dict[str, object], bool, Story]] = {
    "doubts of a decision": (
        {f"{ROOM}.deciding.Deciding._doubts": _nothing, f"{ROOM}.drafting.refuse_changed": _none},
        False,
        hold_lifted_by_nobody,
    ),
    "facts folded from the trail": (
        {f"{ROOM}.{one}.differing": _nothing for one in ("acts", "deciding")},
        False,
        hold_lifted_by_nobody,
    ),
    "statements read": (
        {
            f"{ROOM}.{one}.read_statements": lambda *_all: Readings({}, ())
            for one in ("drafting", "execution")
        },
        False,
        statement_rotten,
    ),
    "notices read before writing": (
        {
            "archiver.archive.preservation.repair.told_destroyed": lambda *_all: {},
            "honest.told_destroyed": lambda *_all: {},
        },
        False,
        register_from_before,
    ),
    "notices read before a deposit": ({"honest.told_destroyed": lambda *_all: {}}, True, deposited_again),
    "the bag's own period": (
        {f"{ROOM}.{one}.refuse_unlike": _none for one in ("carried", "erasing")},
        False,
        events_tell_earlier,
    ),
    "holds that media tell of": (
        {f"{ROOM}.testimony.Testimony.holds_on": _nothing},
        False,
        hold_never_was,
    ),
    "media looked through": (
        {f"{ROOM}.{one}.look_through": lambda *_all: Search() for one in ("execution", "returning", "steps")},
        False,
        bag_elsewhere,
    ),
    "a permit for each copy": ({f"{ROOM}.execution.Run.check_permit": _none}, False, hold_amid_execution),
}


def offence_of(starts: Starts, story: Story, *, after: bool) -> str:
    """What the judge says of a story, "" for nothing."""
    history = History(starts, 5, after=after)
    try:
        history.within(lambda: story(history))
    except Offence as offence:
        return str(offence)
    finally:
        history.archive.register.close()
    return ""


@pytest.mark.parametrize("defence", DEFENCES)
def test_a_defence_that_is_off_is_noticed(
    starts: Starts, defence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    off, after, story = DEFENCES[defence]
    assert offence_of(starts, story, after=after) == ""
    for name, value in off.items():
        monkeypatch.setattr(name, value)
    assert offence_of(starts, story, after=after) != ""
