"""What a check found, in the user's language: a fault, a bag nobody expects, a time that is left."""

from __future__ import annotations

from collections.abc import Callable

from archiver.archive.custody.attention import Advice
from archiver.archive.preservation.unregistered import Stranger, StrangerKind
from archiver.locale import _
from archiver.register.model.checks import Fault
from archiver.remedies import Deed
from archiver.wording.storage import word
from storage.fixity import FaultKind

_KINDS: dict[FaultKind, Callable[[], str]] = {
    FaultKind.MISSING: lambda: _("it is not there"),
    FaultKind.EXTRA: lambda: _("foreign: no file of the bag, which is not damaged by it"),
    FaultKind.CHANGED: lambda: _("changed"),
    FaultKind.UNREADABLE: lambda: _("it cannot be read"),
    FaultKind.HOSTILE: lambda: _("refused"),
    FaultKind.LIES: lambda: _("the bag says what is not so"),
}
_OFFENCES: dict[str, Callable[[], str]] = {
    "seal-broken": lambda: _("not the one signed off at the deposit"),
    "contradicts": lambda: _("it contradicts the other manifest"),
    "not-canonical": lambda: _("not written as the program writes it"),
    "malformed-line": lambda: _("a line of it is no digest and path"),
    "listed-twice": lambda: _("a path is listed twice"),
    "not-utf-8": lambda: _("it is no text"),
    "outside-payload": lambda: _("a path outside data/"),
    "inside-payload": lambda: _("a path inside data/"),
    "oxum-lies": lambda: _("its size or number of files"),
    "too-large": lambda: _("too large for what it is"),
    "too-deep": lambda: _("folders nested too deep"),
    "not-a-folder": lambda: _("it is no folder"),
    "store-failed": lambda: _("read error"),
    "store-denied": lambda: _("no permission"),
    "of-a-system": lambda: _("Windows or macOS made it"),
    "parity": lambda: _("PAR2 parity"),
}
_STRANGERS: dict[StrangerKind, Callable[[], str]] = {
    StrangerKind.UNKNOWN: lambda: _(
        "a bag that the register does not know: a deposit was not finished (repeat {command}), it was put "
        "there by hand, or the register was put back from before it. Take it in: {adopt}"
    ),
    StrangerKind.ELSEWHERE: lambda: _("the register has this bag, but not at this place"),
    StrangerKind.REAPPEARED: lambda: _(
        "DESTROYED UNDER AN ACT OR ERASED, and here again: tell the head of the archive"
    ),
}


def fault_in_words(fault: Fault) -> str:
    """«2025-26/…/data/volume 1.pdf: changed»."""
    return f"{fault.path}: {kind_in_words(fault.kind)}"


def kind_in_words(kind: str) -> str:
    """What is wrong, from a fault's kind as the register keeps it: «changed (a path is listed twice: x)»."""
    name, _colon, offence = kind.partition(":")
    try:
        told = _KINDS[FaultKind(name)]()
    except ValueError:  # of a later version
        return kind
    if not offence:
        return told
    code, colon, path = offence.partition(": ")
    known = _OFFENCES.get(code)
    return f"{told} ({known() if known else word(code)}{colon}{path})"


def stranger_in_words(stranger: Stranger, called: Advice) -> str:
    """«old/bag: a bag that the register does not know …», with what to do as the door has `called` it."""
    told = _STRANGERS[stranger.kind]()
    if called.uncompared and stranger.kind is StrangerKind.UNKNOWN:
        told = _("a bag that the register, which was put back, does not know. First of all: {command}")
    words = told.format(command=called(Deed.DEPOSIT), adopt=called(Deed.ADOPT))
    return f"{stranger.prefix}: {words}"


def place_in_words(place: str, called: Advice) -> str:
    """The same for a place as the trail keeps it: «reappeared:05-11/2019-20/ИС-21 1a2b3c4d»."""
    kind, _colon, prefix = place.partition(":")
    return stranger_in_words(Stranger(prefix, StrangerKind(kind)), called)
