"""Bags on a medium that the register does not expect there: unknown ones, and those that should be gone."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from archiver.archive import bag_labels
from archiver.archive.custody.identity import named_by
from archiver.register.facts import SEEN
from archiver.register.model.files import File, FileState
from archiver.register.model.media import Medium
from archiver.register.model.packages import BagState, CopyState
from archiver.register.register import Register
from archiver.register.work import Work
from storage.bag.custody import find_bags
from storage.bag.info import Pairs
from storage.bag.reading import read_info
from storage.errors import StorageError, StoreUnreachable
from storage.store import Store

MOST = 1000
"""So many are named; a medium full of strangers is a case for a person."""
_PAGE = 1000


class StrangerKind(StrEnum):
    """What a stranger is."""

    UNKNOWN = "unknown"
    """The register knows no such bag: the deposit was by hand, or on another register."""
    ELSEWHERE = "elsewhere"
    """The register knows the bag, but no copy of it at this place."""
    REAPPEARED = "reappeared"
    """It was destroyed by an act, or erased from this medium, and is here again."""


@dataclass(frozen=True, slots=True)
class Stranger:
    """A bag at `prefix`; `bag` is the id it claims, unverified, «» when it claims none."""

    prefix: str
    kind: StrangerKind
    bag: str = ""


def find_strangers(register: Register, medium: Medium, store: Store) -> tuple[Stranger, ...]:
    """Walk the medium and name every bag that is not a copy of the register, MOST at most.

    Raises StorageError when the medium cannot be listed.
    """
    expected, erased = _registered(register, medium)
    found = (prefix for prefix in find_bags(store) if not _within(prefix, expected))
    with register.reading() as work:
        return tuple(_judged(work, store, prefix, erased) for prefix in itertools.islice(found, MOST))


def note_strangers(work: Work, medium: Medium, found: tuple[Stranger, ...]) -> None:
    """Keep in the trail what was seen, places and kinds only; also that nothing is there any more."""
    before = any(one.medium == medium.inventory_number for one in work.attention().unregistered)
    if found or before:
        work.trail.note(
            SEEN,
            f"medium:{medium.id}",
            "found",
            count=len(found),
            bags=[f"{one.kind}:{one.prefix}" for one in found[:100]],
        )


def _registered(register: Register, medium: Medium) -> tuple[set[str], set[str]]:
    """Where copies are to be on the medium, and where erased ones were."""
    expected, erased = set[str](), set[str]()
    after = 0
    with register.reading() as work:
        while page := work.copies.on_medium(medium.id, after=after, limit=_PAGE):
            after = page[-1].id
            for copy in page:
                (erased if copy.state is CopyState.ERASED else expected).add(copy.prefix)
    return expected, erased


def _within(prefix: str, expected: set[str]) -> bool:
    """Whether a prefix is a copy's, or lies inside one: what is inside, the copy's own check names."""
    parts = prefix.split("/")
    return any("/".join(parts[:length]) in expected for length in range(1, len(parts) + 1))


def _judged(work: Work, store: Store, prefix: str, erased: set[str]) -> Stranger:
    try:
        labels: Pairs = read_info(store, prefix)
    except StoreUnreachable:
        raise
    except StorageError:
        labels = ()
    told = dict(labels)
    name = told.get(bag_labels.BAG, "")[:200]
    bag = work.bags.by_external_id(name) if name else None
    file = _file(work, told)
    destroyed = (bag is not None and bag.state is BagState.ERASED) or (
        file is not None and file.state is FileState.DESTROYED
    )
    if prefix in erased or destroyed:
        return Stranger(prefix, StrangerKind.REAPPEARED, name)
    return Stranger(prefix, StrangerKind.UNKNOWN if bag is None else StrangerKind.ELSEWHERE, name)


def _file(work: Work, told: Mapping[str, str]) -> File | None:
    """The file that the labels claim; of what went before the register began, its act keeps a name alone."""
    known = work.files.by_external_id(told.get("Internal-Sender-Identifier", ""))
    name = None if known is not None else named_by(told)
    return known if name is None else work.files.by_external_id(name)
