"""Whether the tables say what the events decided: the facts by which files are kept or go (ADR 0049).

Files are compared a few hundred at a time, so a whole archive takes constant memory, and the files of one act
a few milliseconds each.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import Any

import sqlalchemy as sa

from archiver.locale import _
from archiver.register.decided import (
    ADOPTED,
    APPLIED,
    BIRTHS,
    ENTERED,
    Decided,
    HoldTold,
    decided,
    detail_of,
    paper_state,
)
from archiver.register.desk import columns
from archiver.register.identifiers import named_as
from archiver.register.model.agreement import Difference, Fact
from archiver.register.model.disposal import Hold
from archiver.register.model.files import File
from archiver.register.model.paper import PaperCopy
from archiver.register.model.trail import Event
from archiver.register.tables.disposal import act_rows, act_steps, destruction_acts, holds
from archiver.register.tables.files import files
from archiver.register.tables.paper import paper_copies
from archiver.register.tables.schedule import schedule_versions
from archiver.register.tables.trail import events
from retention.errors import RetentionError
from retention.steps import StepKind

_MANY = 300
_BEFORE, _SHOWN = 20, 60
"""Characters of a text of the schedule: shown before the place where two part, and shown at all."""
_EVENT = [events.c[name] for name in Event.__slots__]
_STEPS = frozenset(f"act.{kind}" for kind in StepKind)


_FACTS = {
    "state": Fact.STATE,
    "closed_on": Fact.CLOSING,
    "keep_until": Fact.PERIOD,
    "years": Fact.PERIOD,
    "appraisal": Fact.PERIOD,
}


def differing(connection: sa.Connection, file_ids: Iterable[int]) -> Iterator[Difference]:
    """Where the tables differ from the events of these files; every file must have its row."""
    ids = sorted(set(file_ids))
    applied = _by_series(connection)
    for start in range(0, len(ids), _MANY):
        yield from _of_some(connection, ids[start : start + _MANY], applied)


def differing_acts(connection: sa.Connection, number: str | None = None) -> Iterator[Difference]:
    """Acts (or one) whose steps are not those that events tell of: step for step the same seal."""
    query = sa.select(destruction_acts.c.id, destruction_acts.c.number).order_by(destruction_acts.c.id)
    if number is not None:
        query = query.where(destruction_acts.c.number == number)
    for act_id, name in connection.execute(query).all():
        kept = connection.execute(
            sa.select(act_steps.c.value).where(act_steps.c.act_id == act_id).order_by(act_steps.c.position)
        ).scalars()
        seals = [_seal(text) for text in kept]
        told = [
            str(detail["seal"])
            for event in _events(connection, [f"act:{act_id}"])
            if event.action in _STEPS and "seal" in (detail := detail_of(event))
        ]
        if seals != told:
            yield Difference(Fact.ACT, name, _steps(told), _steps(seals))


def differing_rows(connection: sa.Connection) -> Iterator[Difference]:
    """Rows of acts that stand for another file of the register than the one they name."""
    from archiver.register.frozen_values import value_of
    from retention.rows import ActRow

    file = (files.c.external_id, files.c.series, files.c.academic_year)
    query = (
        sa.select(destruction_acts.c.number, act_rows.c.value, *file)
        .join(act_rows, act_rows.c.act_id == destruction_acts.c.id)
        .join(files, files.c.id == act_rows.c.file_id)
        .order_by(destruction_acts.c.id, act_rows.c.position)
    )
    for number, text, *stands_for in connection.execute(query):
        there = named_as(*stands_for)
        try:
            named = str(value_of(ActRow, text).file)
        except (ValueError, RetentionError):
            named = "—"  # it cannot be read any more
        if named != there:
            yield Difference(Fact.ACT, number, named, there)


def differing_schedule(connection: sa.Connection) -> Iterator[Difference]:
    """Versions of the schedule whose text is not the one that was adopted."""
    query = sa.select(schedule_versions.c.number, schedule_versions.c.content)
    kept = {str(number): content for number, content in connection.execute(query)}
    told = {
        event.object.partition(":")[2]: str(detail_of(event).get("content", ""))
        for event in _acted(connection, ADOPTED)
    }
    for number in sorted(kept.keys() | told.keys()):
        if kept.get(number) != told.get(number):
            yield Difference(Fact.SCHEDULE, number, *_apart(told.get(number), kept.get(number)))


def differing_paper(connection: sa.Connection, file_ids: Iterable[int] | None = None) -> Iterator[Difference]:
    """Volumes that were entered (of these files, or of all) and have no row any more."""
    wanted = None if file_ids is None else set(file_ids)
    there = {f"paper:{number}" for number in connection.execute(sa.select(paper_copies.c.id)).scalars()}
    for event in _acted(connection, ENTERED):
        detail = {"file": 0, "volume": 0, **detail_of(event)}
        if (wanted is None or detail["file"] in wanted) and event.object not in there:
            yield Difference(Fact.PAPER, _named(connection, detail["file"]), _name(detail["volume"]), "—")


def all_differing(connection: sa.Connection) -> Iterator[Difference]:
    """Everything that differs in the whole register."""
    yield from differing_schedule(connection)
    yield from differing_acts(connection)
    yield from differing_rows(connection)
    ids = set(connection.execute(sa.select(files.c.id)).scalars())
    there = {f"file:{number}" for number in ids}
    for action in BIRTHS:
        for event in _acted(connection, action):
            if event.object not in there:
                yield Difference(Fact.ENTRY, str(detail_of(event).get("id", "—")), event.object, "—")
    yield from differing(connection, ids)
    yield from differing_paper(connection)


def _of_some(
    connection: sa.Connection, ids: Sequence[int], applied: dict[str, list[Event]]
) -> Iterator[Difference]:
    run = connection.execute
    rows = {row.id: row for row in run(sa.select(*columns(files, File)).where(files.c.id.in_(ids)))}
    held: dict[int, list[Any]] = defaultdict(list)
    for hold in run(sa.select(*columns(holds, Hold)).where(holds.c.file_id.in_(ids))):
        held[hold.file_id].append(hold)
    volumes: dict[int, list[Any]] = defaultdict(list)
    for volume in run(sa.select(*columns(paper_copies, PaperCopy)).where(paper_copies.c.file_id.in_(ids))):
        volumes[volume.file_id].append(volume)
    told = _by_object(_events(connection, [f"file:{one}" for one in ids]))
    on_paper = _by_object(
        _events(connection, [f"paper:{one.id}" for some in volumes.values() for one in some])
    )
    for number in ids:
        row = rows.get(number)
        if row is None:
            yield Difference(Fact.ENTRY, f"file:{number}", "", "—")
            continue
        heard = told[f"file:{number}"]
        of_series = applied.get(row.series, [])
        both = sorted([*heard, *of_series], key=lambda event: event.sequence) if of_series else heard
        yield from _of_file(row, decided(both, row.closed_on), held[number])
        for volume in volumes[number]:
            yield from _of_volume(row.external_id, volume, on_paper[f"paper:{volume.id}"])


def _of_file(row: Any, told: Decided, kept: Sequence[Any]) -> Iterator[Difference]:
    if "external_id" not in told.facts or told.unreadable:
        yield Difference(Fact.ENTRY, row.external_id, "—", row.external_id)
        return
    for name, value in told.facts.items():
        there = getattr(row, name)
        text = there.isoformat() if isinstance(there, dt.date) else there
        if value != text:
            yield Difference(_FACTS.get(name, Fact.ENTRY), row.external_id, _text(value), _text(text))
    table = {one.id: (one.document, one.lifted_at is not None) for one in kept}
    events_say = {number: (one.document, one.lifted) for number, one in told.holds.items()}
    for number in sorted(table.keys() | events_say.keys()):
        if table.get(number) != events_say.get(number):
            both = _hold(events_say.get(number)), _hold(table.get(number))
            yield Difference(Fact.HOLD, row.external_id, *both)


def _of_volume(subject: str, volume: Any, heard: Sequence[Event]) -> Iterator[Difference]:
    state = paper_state(heard)
    details = [detail_of(event) for event in heard]
    same = all((one.get("file"), one.get("volume")) == (volume.file_id, volume.volume) for one in details)
    if state is not volume.state or not same:
        yield Difference(
            Fact.PAPER,
            subject,
            f"{_name(volume.volume)}: {state or '—'}",
            f"{_name(volume.volume)}: {volume.state}",
        )


def holds_told(connection: sa.Connection, file_id: int) -> dict[int, HoldTold]:
    """The holds that events tell of a file, by the register's number."""
    return decided(_events(connection, [f"file:{file_id}"])).holds


def _events(connection: sa.Connection, objects: Sequence[str]) -> Iterator[Event]:
    """Events of these objects, in order."""
    found: list[Event] = []
    for start in range(0, len(objects), _MANY):
        query = sa.select(*_EVENT).where(events.c.object.in_(objects[start : start + _MANY]))
        found += (Event(*row) for row in connection.execute(query))
    return iter(sorted(found, key=lambda event: event.sequence))


def _acted(connection: sa.Connection, action: str) -> Iterator[Event]:
    query = sa.select(*_EVENT).where(events.c.action == action).order_by(events.c.sequence)
    for row in connection.execute(query.execution_options(yield_per=10_000)):
        yield Event(*row)


def _by_object(heard: Iterable[Event]) -> dict[str, list[Event]]:
    found: dict[str, list[Event]] = defaultdict(list)
    for event in heard:
        found[event.object].append(event)
    return found


def _by_series(connection: sa.Connection) -> dict[str, list[Event]]:
    found: dict[str, list[Event]] = defaultdict(list)
    for event in _acted(connection, APPLIED):
        found[event.object.partition(":")[2]].append(event)
    return found


def _named(connection: sa.Connection, file_id: int) -> str:
    found = connection.execute(sa.select(files.c.external_id).where(files.c.id == file_id)).scalar()
    return found or f"file:{file_id}"


def _text(value: object) -> str:
    return "—" if value is None else str(value)


def _hold(told: tuple[str, bool] | None) -> str:
    if told is None:
        return "—"
    document, lifted = told
    return _("{document} (lifted)").format(document=document) if lifted else document


def _name(volume: int) -> str:
    return _("volume {number}").format(number=volume)


def _seal(step: str) -> str:
    try:
        return str(json.loads(step)["seal"])
    except (ValueError, KeyError, TypeError):
        return ""


def _apart(told: str | None, kept: str | None) -> tuple[str, str]:
    """Both texts from shortly before the place where they part: their beginnings are the same words."""
    if told is None or kept is None:
        return _short(told, 0), _short(kept, 0)
    same = sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], zip(told, kept, strict=False)))
    start = max(0, same - _BEFORE)
    return _short(told, start), _short(kept, start)


def _short(content: str | None, start: int) -> str:
    if content is None:
        return "—"
    return f"{'…' if start else ''}{content[start : start + _SHOWN]}…"


def _steps(seals: Sequence[str]) -> str:
    return f"{len(seals)}: {seals[-1][:12]}" if seals else "—"
