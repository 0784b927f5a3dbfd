"""Rebuilding a lost register from the bags on the media alone."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace

from archiver.errors import Refused
from archiver.register.chain import REBUILT
from archiver.register.model.files import File, Roster
from archiver.register.model.media import Medium
from archiver.register.model.packages import Bag, BagContent, BagState
from archiver.register.model.trail import Anchor, AnchorKind
from archiver.register.register import Register
from archiver.register.work import Work

BEGUN = "register.rebuild-begun"
"""The first event of a trail that begins anew."""
FOUND = "bag.found-again"
"""A bag entered from a medium, with its place in the lost trail, by which versions of a file are ordered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BagDescription:
    """A bag as it was read and verified on a medium.

    Ids in `file`, `bag` and `medium` do not count; media are told apart by their `identity`. `read_back` is
    how the bag was verified just now; empty when it was not, and then the copy is listed but does not count.
    The lock is as read back from the store now; `anchor` is the head of the audit trail that the bag carries,
    `statement_document` where the journal's statement lies if not in this archive.
    """

    file: File
    roster: Roster
    bag: Bag
    contents: tuple[BagContent, ...]
    medium: Medium
    prefix: str
    read_back: str
    locked_until: dt.datetime | None = None
    lock_mode: str = ""
    legal_hold: bool = False
    anchor: Anchor | None = None
    statement_document: str = ""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What was found again, and which bags could not be entered, with the reason."""

    files: int
    bags: int
    copies: int
    conflicts: tuple[tuple[str, str], ...]
    anchors: tuple[Anchor, ...]


def rebuild(register: Register, descriptions: Iterable[BagDescription], *, by: str) -> Rebuilt:
    """Enter every bag that `descriptions` brings; running it again changes nothing.

    Each bag is its own transaction. A bag that contradicts another one (same id, other contents) or a rule of
    its medium is not entered and named in `conflicts`. The old audit trail is gone; the anchors that bags
    carry are given back, for whoever finds an old copy of it. Persons, paper and holds are not on the media.
    """
    conflicts: list[tuple[str, str]] = []
    anchors: dict[tuple[int, str, str], Anchor] = {}
    files, bags, copies = set[str](), set[str](), 0
    for description in descriptions:
        try:
            with register.transaction(by=by) as work:
                enter(work, description)
        except Refused as refusal:
            conflicts.append((description.bag.external_id, refusal.message))
            continue
        files.add(description.file.external_id)
        bags.add(description.bag.external_id)
        copies += 1
        anchor = description.anchor
        if anchor is not None:
            anchors[anchor.sequence, anchor.digest, anchor.place] = anchor
    with register.transaction(by=by) as work:
        work.trail.note(
            REBUILT,
            "register:1",
            "done" if not conflicts else "conflicts",
            files=len(files),
            bags=len(bags),
            copies=copies,
            conflicts=[bag for bag, _reason in conflicts],
            newest_anchor=max((anchor.sequence for anchor in anchors.values()), default=0),
        )
    return Rebuilt(len(files), len(bags), copies, tuple(conflicts), tuple(anchors.values()))


def enter(work: Work, found: BagDescription) -> None:
    """Enter one bag with its file and its copy. Raises Refused where it contradicts what is entered."""
    medium = work.media.by_identity(found.medium.identity) or work.media.add(replace(found.medium, id=0))
    file = work.files.by_external_id(found.file.external_id)
    known = work.bags.by_external_id(found.bag.external_id)
    if file is None:
        file = work.files.add(replace(found.file, id=0), found.roster)
        if found.statement_document:
            work.files.statement_lies(file, found.statement_document)
    elif known is None and not _is_older(work, file, found):
        longest = [day for day in (file.keep_until, found.file.keep_until) if day is not None]
        file = work.files.correct(
            file,
            REBUILT,
            closed_on=max(filter(None, (file.closed_on, found.file.closed_on)), default=None),
            keep_until=max(longest, default=None),
            sheets=found.file.sheets,
            volumes=found.file.volumes,
            roster=found.roster,
        )
    older = known is None and _is_older(work, file, found)
    bag = work.bags.add(replace(found.bag, id=0, file_id=file.id), found.contents, older=older)
    if known is None:
        digest = found.anchor.digest if found.anchor else ""
        work.trail.note(FOUND, f"bag:{bag.id}", sequence=_sequence(found), digest=digest)
    copy = work.copies.begin(bag, medium.id, found.prefix)
    if found.read_back:
        work.copies.register(
            copy,
            found.read_back,
            locked_until=found.locked_until,
            lock_mode=found.lock_mode,
            legal_hold=found.legal_hold,
        )


def of_this_trail(work: Work, anchors: Iterable[Anchor]) -> tuple[Anchor, ...]:
    """The anchors that the trail must hold: after a rebuild, not those that were made of the lost one.

    They are those of bags the rebuild entered, and whatever was anchored before it began.
    """
    first = next(iter(work.trail.events()), None)
    if first is None or first.action != BEGUN:
        return tuple(anchors)
    begun = dt.datetime.fromisoformat(first.at)
    details = [json.loads(event.detail) for event in work.trail.events(action=FOUND)]
    lost = {(detail["sequence"], detail["digest"]) for detail in details}

    def is_lost(anchor: Anchor) -> bool:
        # Of a bag only the day is known; its head tells more.
        earlier = anchor.kind is not AnchorKind.BAG and anchor.at < begun
        return earlier or (anchor.sequence, anchor.digest) in lost

    return tuple(anchor for anchor in anchors if not is_lost(anchor))


def _is_older(work: Work, file: File, found: BagDescription) -> bool:
    """Whether the file has a later bag already: of a later day, or begun later in the lost trail."""
    current = next((bag for bag in work.bags.of_file(file.id) if bag.state is BagState.CURRENT), None)
    if current is None:
        return False
    event = next(iter(work.trail.events(object_=f"bag:{current.id}", action=FOUND)), None)
    if event is None:
        return True  # deposited after the loss
    ours = (found.bag.bagged_on, _sequence(found))
    return ours < (current.bagged_on, int(json.loads(event.detail)["sequence"]))


def _sequence(found: BagDescription) -> int:
    return found.anchor.sequence if found.anchor else 0
