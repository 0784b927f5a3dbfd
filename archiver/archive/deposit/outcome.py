"""What became of a file in a deposit, and how it is told."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from archiver.locale import _
from archiver.register.model.media import Medium
from archiver.remedies import Remedy
from storage.store import LockMode


class DepositStatus(StrEnum):
    """What became of a file."""

    DEPOSITED = "deposited"
    COMPLETED = "completed"  # it was deposited, and now lies on more media
    ALREADY = "already"
    CHANGED = "changed"  # deposited with other contents before
    FAILED = "failed"
    NOT_READY = "not-ready"


@dataclass(frozen=True, slots=True)
class LockTold:
    """What a bucket says of the bag's lock: until which day, by which mode; None when it keeps none."""

    medium: Medium
    until: dt.date | None
    mode: LockMode | None


@dataclass(frozen=True, slots=True)
class DepositOutcome:
    """One file after the run: the media written to now, the way of reading back, what was not well.

    `locks` are those of the buckets written to; `remedies` are what to do about what was not well; `notes`
    are what is good to know of a file with which all is well.
    """

    name: str
    status: DepositStatus
    bag: str = ""
    media: tuple[str, ...] = ()
    size: int = 0
    way: str = ""
    message: str = ""
    locks: tuple[LockTold, ...] = ()
    warnings: tuple[str, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    notes: tuple[str, ...] = ()


def well(outcomes: Iterable[DepositOutcome]) -> bool:
    """Whether every file lies in the archive, and nothing speaks against it."""
    lying = {DepositStatus.DEPOSITED, DepositStatus.COMPLETED, DepositStatus.ALREADY}
    return all(outcome.status in lying and not outcome.warnings for outcome in outcomes)


def sum_in_words(outcomes: Sequence[DepositOutcome]) -> str:
    """How many files are deposited, and how many are not."""
    number = Counter(outcome.status for outcome in outcomes)
    if number[DepositStatus.ALREADY] == len(outcomes):
        return _("Everything is deposited already: {count}.").format(count=len(outcomes))
    return _(
        "Deposited: {new}, one more copy: {more}, deposited already: {same}, not deposited: {bad}."
    ).format(
        new=number[DepositStatus.DEPOSITED],
        more=number[DepositStatus.COMPLETED],
        same=number[DepositStatus.ALREADY],
        bad=number[DepositStatus.CHANGED] + number[DepositStatus.FAILED] + number[DepositStatus.NOT_READY],
    )


def in_words(outcome: DepositOutcome) -> str:
    """A file's line on the screen."""
    told = {
        DepositStatus.DEPOSITED: _("deposited: {media}; read back: {way}"),
        DepositStatus.COMPLETED: _("one more copy: {media}; read back: {way}"),
        DepositStatus.ALREADY: _("deposited already"),
        DepositStatus.CHANGED: _("not deposited: {message}"),
        DepositStatus.FAILED: _("not deposited: {message}"),
        DepositStatus.NOT_READY: _("not deposited: {message}"),
    }[outcome.status].format(media=", ".join(outcome.media), way=_way(outcome.way), message=outcome.message)
    return "; ".join((told, *map(_lock, outcome.locks), *outcome.notes, *outcome.warnings))


def _lock(told: LockTold) -> str:
    """A lock that no probe has proven is not called one."""
    number = told.medium.inventory_number
    if told.until is None or told.mode is None:
        return _("{number} does not forbid erasing").format(number=number)
    proven = told.medium.probe is not None and told.medium.probe.get("worm") is True
    text = (
        _("{number} forbids erasing until {day} ({mode})")
        if proven
        else _(
            "{number} says that it forbids erasing until {day} ({mode}), which is not proven: "
            "archiver media probe"
        )
    )
    return text.format(number=number, day=f"{told.until:%d.%m.%Y}", mode=told.mode.value)


def _way(way: str) -> str:
    return {
        "device": _("from the device, past the cache"),
        "network": _("downloaded from the server"),
        "cache": _("from the cache only (the system would not let go)"),
        "memory": _("from memory"),
    }.get(way, way)
