"""All kinds of jobs there are."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from archiver.errors import UsageError
from archiver.jobs.deposit import DEPOSIT
from archiver.jobs.kind import Kind
from archiver.jobs.order import Order, Plain
from archiver.jobs.verify import VERIFY
from archiver.jobs.year_end import YEAR_END
from archiver.locale import _

KINDS: dict[str, Kind] = {kind.name: kind for kind in (YEAR_END, DEPOSIT, VERIFY)}


def kind_of(order: Order, kinds: Mapping[str, Kind] = KINDS) -> Kind:
    """The kind of an order; raises UsageError for one that there is not, or other arguments than it has."""
    kind = kinds.get(order.kind)
    if kind is None or not kind.names.issuperset(order.arguments):
        raise UsageError(
            _("The program has no job «{kind}» with these arguments: another release asked for it.").format(
                kind=order.kind
            )
        )
    return kind


def whole(arguments: Plain, kind: Kind) -> Plain:
    """The arguments with every path from the root on."""
    return {name: _whole(told) if name in kind.paths else told for name, told in arguments.items()}


def _whole(told: Any) -> Any:
    if isinstance(told, str):
        return str(Path(told).absolute())
    return told if told is None else [_whole(one) for one in told]
