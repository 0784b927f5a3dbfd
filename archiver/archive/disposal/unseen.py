"""What closing an act cannot see: places where names may be left that no program of the archive looks into.

Nothing is said to be gone of what was not looked at. The trail names places (backups, bags taken out, folders
that deposits were made from); whether anything is left there, only people can tell.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from archiver.archive.deposit.request import MADE_FROM
from archiver.archive.disposal.searching import Search, closed_line
from archiver.counter.session import Session
from archiver.locale import _
from archiver.register.connection import parse_url, sqlite_file
from archiver.register.facts import TAKEN
from archiver.register.work import Work


@dataclass(frozen=True, slots=True)
class Unseen:
    """`media` in service that were not looked through, and why; `closed` folders of media (medium and name);
    `registers` that a restore has replaced; places that bags were `taken` to; `folders` of exports and print
    that deposits were made from; `server`: a database server, which keeps what was deleted for a time.
    """

    media: Mapping[str, str]
    closed: tuple[tuple[str, str], ...]
    registers: tuple[Path, ...]
    taken: tuple[str, ...]
    folders: tuple[str, ...]
    server: bool


def unseen_of(session: Session, number: str, found: Search) -> Unseen:
    """What the look through the media, the trail and the folder of the register tell for an act."""
    file = sqlite_file(parse_url(session.settings.archive.register_url))
    with session.looking() as work:
        bags = {
            bag.external_id: bag.id
            for file_id in work.acts.files(number).values()
            for bag in work.bags.of_file(file_id)
        }
        taken = [
            json.loads(event.detail).get("to", "")
            for bag_id in bags.values()
            for event in work.trail.events(object_=f"bag:{bag_id}", action=TAKEN)
        ]
        folders = list(_folders(work, bags.keys()))
    return Unseen(
        found.unseen,
        found.closed,
        () if file is None else _replaced(Path(file)),
        tuple(dict.fromkeys(filter(None, taken))),
        tuple(dict.fromkeys(folders)),
        file is None,
    )


def _folders(work: Work, bags: Iterable[str]) -> Iterator[str]:
    own = set(bags)
    for event in work.trail.events(action=MADE_FROM):
        told = json.loads(event.detail)
        if own.intersection(told["bags"]):
            yield from told["folders"]


def _replaced(register: Path) -> tuple[Path, ...]:
    return tuple(sorted(register.parent.glob(f"{register.name}.replaced-*")))


def places_lines(told: str, places: Sequence[str]) -> Iterator[str]:
    """What is told, and every place on a line of its own: whoever has to empty them ticks them off."""
    if places:
        yield told
        yield from (f"  {place}" for place in dict.fromkeys(places))


def unseen_lines(unseen: Unseen) -> Iterator[str]:
    """A line for each kind of place, and last that there may be others."""
    for number, why in unseen.media.items():
        yield _("Not looked through: {medium}: {why}").format(medium=number, why=why)
    for where, folder in unseen.closed:
        yield closed_line(where, folder)
    for told, places in (
        (
            _("Registers that a restore has replaced still hold the names; destroy them:"),
            tuple(map(str, unseen.registers)),
        ),
        (_("Working copies were taken out of the archive; destroy them:"), unseen.taken),
        (
            _(
                "Deposits were made from these folders of exports and print; destroy what they hold of the "
                "files of this act:"
            ),
            unseen.folders,
        ),
    ):
        yield from places_lines(told, places)
    if unseen.server:
        yield _(
            "The database server keeps deleted rows in its log (pg_wal), in its archive and in its own "
            "backups until they are overwritten: let its administrator see to that."
        )
    yield _(
        "The program did not look into any other place: other computers and disks, mail, network folders, "
        "paper that is not registered."
    )
