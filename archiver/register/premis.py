"""Events as PREMIS 3 (XML), for whoever takes the archive over: streamed, whatever their number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import IO

from archiver.register.model.trail import Event
from storage.bag import premis


def write_premis(events: Iterable[Event], stream: IO[bytes]) -> int:
    """Write a `premis` document of events and their agents to `stream`; returns how many events.

    PREMIS 3.0: event identifier is the sequence number, detail the JSON of the event and its digest. What XML
    cannot hold stands as «�» there.
    """
    count, kinds = 0, dict[str, str]()

    def told() -> Iterator[premis.PremisEvent]:
        nonlocal count
        for event in events:
            count += 1
            one = _event(event)
            kinds.update(zip(one.agents, ("person", "software"), strict=True))
            yield one

    def agents() -> Iterator[premis.PremisAgent]:
        for name, kind in sorted(kinds.items()):
            yield premis.PremisAgent(name, name, kind)

    premis.write_premis(stream, told(), agents())
    return count


def _event(event: Event) -> premis.PremisEvent:
    return premis.PremisEvent(
        str(event.sequence),
        _plain(event.action),
        dt.datetime.fromisoformat(event.at),
        _plain(f"{event.detail} sha256:{event.digest}"),
        outcome=_plain(event.outcome),
        agents=(_plain(event.actor), _plain(event.software)),
        roles=("implementer", "executing program"),
        objects=(_plain(event.object),),
        identified_by="sequence",
        timespec="auto",
    )


def _plain(text: str) -> str:
    return "".join(letter if letter.isprintable() else "�" for letter in text)
