"""What became of a file in a deposit, and how it is told."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from archiver.locale import _


class Status(StrEnum):
    """What became of a file."""

    DEPOSITED = "deposited"
    COMPLETED = "completed"  # it was deposited, and now lies on more media
    ALREADY = "already"
    CHANGED = "changed"  # deposited with other contents before
    FAILED = "failed"
    NOT_READY = "not-ready"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One file after the run: the media written to now, the way of reading back, what was not well."""

    name: str
    status: Status
    bag: str = ""
    media: tuple[str, ...] = ()
    size: int = 0
    way: str = ""
    message: str = ""
    warnings: tuple[str, ...] = ()


def in_words(outcome: Outcome) -> str:
    """A file's line on the screen."""
    told = {
        Status.DEPOSITED: _("deposited: {media}; read back: {way}"),
        Status.COMPLETED: _("one more copy: {media}; read back: {way}"),
        Status.ALREADY: _("deposited already"),
        Status.CHANGED: _("not deposited: {message}"),
        Status.FAILED: _("not deposited: {message}"),
        Status.NOT_READY: _("not deposited: {message}"),
    }[outcome.status].format(media=", ".join(outcome.media), way=_way(outcome.way), message=outcome.message)
    return "; ".join((told, *outcome.warnings))


def _way(way: str) -> str:
    return {
        "device": _("from the device, past the cache"),
        "network": _("downloaded from the server"),
        "cache": _("from the cache only (the system would not let go)"),
        "memory": _("from memory"),
    }.get(way, way)
