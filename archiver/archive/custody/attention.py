"""What has to be looked at by whoever works with the archive, in words: the same at every door."""

from __future__ import annotations

from collections.abc import Iterator

from archiver.counter.session import Session, use_case
from archiver.locale import _
from archiver.permissions import Permission
from archiver.register.attention import Attention
from archiver.remedies import Deed, Naming

__all__ = ["Attention", "attention_lines", "attention_of"]

_SHOWN = 3


@use_case(Permission.MEDIA_DUE)
def attention_of(session: Session) -> Attention:
    """Files with one copy, and bags that nobody registered, as the register knows them."""
    with session.looking() as work:
        return work.attention()


def attention_lines(found: Attention, called: Naming) -> Iterator[str]:
    """A line each, with the deed that mends it as the door has `called` it."""
    if found.none:
        yield _("Files without a copy on a medium in service: {count}. {command}").format(
            count=found.none, command=called(Deed.DEPOSIT)
        )
    if found.single:
        yield _("Files with one copy: {count}. {command}").format(
            count=found.single, command=called(Deed.MAKE_COPIES)
        )
    for one in found.unregistered:
        places = ", ".join(place.partition(":")[2] for place in one.places[:_SHOWN])
        yield _("{medium}: bags that are not registered there: {count} ({places}). {command}").format(
            medium=one.medium,
            count=one.count,
            places=places + (", …" if one.count > _SHOWN else ""),
            command=called(Deed.LIST_UNREGISTERED),
        )
