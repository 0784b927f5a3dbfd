"""Looking media up in the register: all of them, the card of one, labels, what is due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from archiver.counter.lookups import medium_of
from archiver.counter.session import Session, use_case
from archiver.permissions import Permission
from archiver.register.model.packages import CopyState

if TYPE_CHECKING:
    from archiver.press.engine import Typeset
    from archiver.register.due import MediaDue
    from archiver.register.enforcement import Unenforced
    from archiver.register.model.checks import FixityCheck
    from archiver.register.model.media import Medium

_CHECKS = 5
"""So many of the last checks belong to a card."""


@dataclass(frozen=True, slots=True)
class Card:
    """A medium, how many copies are registered on it, and its last checks, the newest first."""

    medium: Medium
    copies: int
    checks: tuple[FixityCheck, ...]


@use_case(Permission.ARCHIVE_LOOK)
def registered_media(session: Session, *, retired: bool = False) -> tuple[Medium, ...]:
    """The media of the register; with `retired` also those out of service."""
    with session.looking() as work:
        return work.media.all(retired=retired)


@use_case(Permission.ARCHIVE_LOOK)
def card_of(session: Session, number: str) -> Card:
    """All that is known of a medium; raises UsageError for an unknown number."""
    with session.looking() as work:
        medium = medium_of(work, number)
        copies, after = 0, 0
        while page := work.copies.on_medium(medium.id, after=after, state=CopyState.REGISTERED):
            copies, after = copies + len(page), page[-1].id
        return Card(medium, copies, tuple(work.checks.of_medium(medium.id, limit=_CHECKS)))


@use_case(Permission.ARCHIVE_LOOK)
def labels_of(session: Session, numbers: Sequence[str]) -> Typeset:
    """The labels of media, in the order given; raises UsageError for an unknown number, EngineFailed."""
    from archiver.archive.media.label import labels

    with session.looking() as work:
        found = [medium_of(work, number) for number in numbers]
        chosen = [(medium, work.copies.written_on(medium.id)) for medium in found]
    return labels(chosen, session.settings)


@use_case(Permission.MEDIA_DUE)
def media_due(session: Session) -> MediaDue:
    """Media to be checked, and whether those for the closing year are ready."""
    with session.looking() as work:
        return work.media_due(session.today, copies=session.settings.archive.copies)


@use_case(Permission.MEDIA_DUE)
def untold_buckets(session: Session) -> tuple[Unenforced, ...]:
    """Buckets that have not been told of a hold or of a longer period; `custody.syncing` tells them."""
    with session.looking() as work:
        return work.unenforced()
