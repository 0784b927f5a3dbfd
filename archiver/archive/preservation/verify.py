"""Verification as a use case: media or bags compared with the register, as far as the allowance goes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from archiver.archive.preservation.allowance import Allowance
from archiver.archive.preservation.selection import bag_of, copies_of, media_to_check
from archiver.archive.preservation.verification import CopyChecked, MediumChecked, Told, Verification
from archiver.counter.lookups import medium_in_use
from archiver.counter.session import Session, use_case
from archiver.counter.turn import Turn
from archiver.errors import ArchiverError, TurnLost, UsageError
from archiver.locale import _
from archiver.permissions import Permission
from archiver.progress import Progress
from archiver.register.model.media import Medium
from archiver.register.model.packages import Bag, Copy
from archiver.register.work import Work


@dataclass(frozen=True, slots=True)
class NotBegun:
    """A medium that the allowance did not suffice for."""

    medium: Medium


@dataclass(frozen=True, slots=True)
class NotChecked:
    """A medium that could not be read, and why."""

    medium: Medium
    error: ArchiverError


@dataclass(frozen=True, slots=True)
class NothingDue:
    """No medium was to be checked; these are in the register."""

    media: tuple[Medium, ...]


Step = MediumChecked | CopyChecked | NotBegun | NotChecked | NothingDue


@use_case(Permission.MEDIA_VERIFY, Turn.CHECKING)
def verify_media(
    session: Session,
    progress: Progress,
    *,
    numbers: Sequence[str] = (),
    everything: bool = False,
    allowance: Allowance | None = None,
    told: Told | None = None,
) -> Iterator[Step]:
    """Compare the media named, all, or those whose check is due; `told` hears of every copy that is done.

    Raises UsageError for unknown numbers. A medium that fails is a step, not an error.
    """
    run = _run(session, progress, allowance, told)
    with session.looking() as work:
        media = media_to_check(work, numbers, session.today, everything=everything)
        there = () if media else work.media.all(retired=False)
    if not media:
        yield NothingDue(there)
    for medium in media:
        yield _step(run, medium, partial(run.medium, medium))


@use_case(Permission.MEDIA_VERIFY, Turn.CHECKING)
def verify_bags(
    session: Session,
    progress: Progress,
    bags: Sequence[str],
    *,
    numbers: Sequence[str] = (),
    allowance: Allowance | None = None,
    told: Told | None = None,
) -> Iterator[Step]:
    """Compare bags on all their media, or on those named; as `verify_media`."""
    run = _run(session, progress, allowance, told)
    with session.looking() as work:
        places = tuple(_places(work, bags, numbers))
    for medium, copy, bag in places:
        yield _step(run, medium, partial(run.copy, medium, copy, bag))


def _step(run: Verification, medium: Medium, check: Callable[[], Step]) -> Step:
    if run.exhausted:
        return NotBegun(medium)
    try:
        return check()
    except TurnLost:
        raise
    except ArchiverError as error:
        return NotChecked(medium, error)


def _run(
    session: Session, progress: Progress, allowance: Allowance | None, told: Told | None
) -> Verification:
    return Verification(
        session.register,
        session.settings.archive,
        session.by,
        progress=progress,
        allowance=allowance,
        told=told,
    )


def _places(work: Work, names: Sequence[str], numbers: Sequence[str]) -> Iterator[tuple[Medium, Copy, Bag]]:
    media = [medium_in_use(work, number) for number in numbers]
    for name in names:
        bag = bag_of(work, name)
        found = [place for place in copies_of(work, bag) if not media or place[0] in media]
        if not found:
            raise UsageError(
                _("The bag {id} has no copy on a medium that is to be checked.").format(id=bag.external_id)
            )
        for medium, copy in found:
            yield medium, copy, bag
