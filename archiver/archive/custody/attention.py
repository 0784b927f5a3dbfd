"""What has to be looked at by whoever works with the archive, in words: the same at every door."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from archiver.counter.session import Session, use_case
from archiver.locale import _
from archiver.permissions import Permission
from archiver.register.attention import Attention
from archiver.register.compared import is_uncompared
from archiver.remedies import Deed, Naming

__all__ = ["Advice", "Attention", "advised", "attention_lines", "attention_of"]

_SHOWN = 3
_MENDING = {
    Deed.ADOPT,
    Deed.DEPOSIT,
    Deed.LIST_UNREGISTERED,
    Deed.MAKE_COPIES,
    Deed.REPAIR,
    Deed.REPAIR_BAG,
}
"""Deeds that would put back what an act destroyed, while the register does not know of the act."""


@dataclass(frozen=True, slots=True)
class Advice:
    """What a door calls deeds; of a register that was put back and is `uncompared` its media come first."""

    called: Naming
    uncompared: bool

    def __call__(self, deed: Deed, subject: str = "") -> str:
        """The words for a deed, or for comparing the register where that comes before it."""
        if self.uncompared and deed in _MENDING:
            return self.called(Deed.RECOVER_ACTS)
        return self.called(deed, subject)


@use_case(Permission.MEDIA_DUE)
def advised(session: Session, called: Naming) -> Advice:
    """What is advised in a register as it is now."""
    with session.looking() as work:
        return Advice(called, is_uncompared(work.connection))


@use_case(Permission.MEDIA_DUE)
def attention_of(session: Session) -> Attention:
    """Files with one copy, and bags that nobody registered, as the register knows them."""
    with session.looking() as work:
        return work.attention()


def attention_lines(found: Attention, called: Naming) -> Iterator[str]:
    """A line each, with the deed that mends it as the door has `called` it."""
    called = Advice(called, found.uncompared)
    if found.uncompared:
        yield _(
            "The register was put back and not compared with its media since; what it misses there may have "
            "been destroyed under an act. Before anything else: {command}"
        ).format(command=called(Deed.RECOVER_ACTS))
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
