"""What an adversary does who has the database's password: any table, and the chain recomputed from any event.

Nothing of the program is used: SQL, and the digest of an event as docs/adr/0014-audit-trail.md tells it.
Triggers are taken away and put back, so a schema that was looked at tells nothing.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import random
import re
from collections.abc import Callable
from typing import Any

from grounds import WRITTEN_ABOUT, Sql

ORIGIN = "0" * 64
_FIELDS = "sequence, at, actor, software, action, object, outcome, detail"
JOURNALS_CODE = "05-11"
JOURNALS = f"series = '{JOURNALS_CODE}'"
Trick = Callable[[Sql, random.Random, dt.datetime], None]


def is_worth(connection: Sql) -> bool:
    """Whether there is something in the register to change."""
    return len(_files(connection)) > 1


def recompute(connection: Sql) -> None:
    """Number the events anew and chain them, from the first to the head: a trail that is whole in itself."""
    rows = connection.execute(f"SELECT {_FIELDS} FROM events ORDER BY sequence").fetchall()
    connection.execute("DELETE FROM events")
    previous = ORIGIN
    for number, (_sequence, *texts) in enumerate(rows, 1):
        canonical = json.dumps([number, *texts, previous], ensure_ascii=False, separators=(",", ":"))
        digest = hashlib.sha256(canonical.encode()).hexdigest()
        connection.execute(
            f"INSERT INTO events ({_FIELDS}, previous, digest) VALUES ({', '.join('?' * 10)})",
            (number, *texts, previous, digest),
        )
        previous = digest
    connection.execute("UPDATE chain_head SET sequence = ?, digest = ?", (len(rows), previous))


def append(connection: Sql, now: dt.datetime, action: str, object_: str, **detail: object) -> None:
    """One more event, as the register would have noted it."""
    (last, actor, software) = connection.execute(
        "SELECT sequence, actor, software FROM events ORDER BY sequence DESC LIMIT 1"
    ).fetchone()
    connection.execute(
        f"INSERT INTO events ({_FIELDS}, previous, digest) VALUES (?, ?, ?, ?, ?, ?, 'done', ?, '', '')",
        (last + 1, now.isoformat(), actor, software, action, object_, json.dumps(detail, ensure_ascii=False)),
    )
    recompute(connection)


def _files(connection: Sql) -> list[tuple[int, str]]:
    return connection.execute(f"SELECT id, external_id FROM files WHERE {JOURNALS} ORDER BY id").fetchall()


def _older(text: Any) -> Any:
    return None if text is None else f"{int(str(text)[:4]) - 9}{str(text)[4:]}"


def earlier_in_tables(connection: Sql, _dice: random.Random, _now: dt.datetime) -> None:
    """Closings and last days, years before."""
    for number, closed, until in connection.execute(
        f"SELECT id, closed_on, keep_until FROM files WHERE {JOURNALS}"
    ).fetchall():
        connection.execute(
            "UPDATE files SET closed_on = ?, keep_until = ? WHERE id = ?",
            (_older(closed), _older(until), number),
        )


def earlier_everywhere(connection: Sql, dice: random.Random, now: dt.datetime) -> None:
    """The same, with every event that told of them written otherwise."""
    earlier_in_tables(connection, dice, now)
    told = connection.execute("SELECT sequence, detail FROM events WHERE object LIKE 'file:%'").fetchall()
    for sequence, text in told:
        detail = json.loads(text)
        for part in (detail, detail.get("before"), detail.get("after")):
            if isinstance(part, dict):
                for name in ("closed_on", "keep_until"):
                    part.update({name: _older(part[name])} if part.get(name) else {})
        connection.execute(
            "UPDATE events SET detail = ? WHERE sequence = ?",
            (json.dumps(detail, ensure_ascii=False), sequence),
        )
    recompute(connection)


def lifted_in_tables(connection: Sql, _dice: random.Random, _now: dt.datetime) -> None:
    """Holds that nobody lifted."""
    connection.execute(
        "UPDATE holds SET lifted_at = '2024-01-01 00:00:00', lifted_by = 'x', lifted_document = 'y'"
    )


def lifted_everywhere(connection: Sql, dice: random.Random, now: dt.datetime) -> None:
    """The same, with events of their lifting."""
    holds = connection.execute("SELECT id, file_id FROM holds WHERE lifted_at IS NULL").fetchall()
    lifted_in_tables(connection, dice, now)
    for hold, file in holds:
        append(connection, now, "hold.lifted", f"file:{file}", hold=hold, document="y")


def never_held(connection: Sql, _dice: random.Random, _now: dt.datetime) -> None:
    """Holds, and every event that tells of them."""
    connection.execute("DELETE FROM holds")
    connection.execute("DELETE FROM events WHERE action LIKE 'hold.%'")
    recompute(connection)


def tail_cut(connection: Sql, dice: random.Random, _now: dt.datetime) -> None:
    """The last events; the tables stay."""
    (last,) = connection.execute("SELECT max(sequence) FROM events").fetchone()
    keep = max(5, last - dice.randint(1, 12))
    connection.execute("DELETE FROM events WHERE sequence > ?", (keep,))
    recompute(connection)


def medium_gone(connection: Sql, dice: random.Random, now: dt.datetime) -> None:
    """A medium stated gone by nobody."""
    number = dice.choice(connection.execute("SELECT id FROM media ORDER BY id").fetchall())[0]
    connection.execute("UPDATE media SET retired_on = '2026-01-01' WHERE id = ?", (number,))
    for action in ("medium.retired", "medium.gone"):
        append(connection, now, action, f"medium:{number}", document="акт № 1", reason="утрачен")


def other_places(connection: Sql, _dice: random.Random, _now: dt.datetime) -> None:
    """Each bag stands where that of another file is."""
    rows = connection.execute("SELECT id, medium_id, prefix FROM copies ORDER BY medium_id, id").fetchall()
    for (number, _medium, _own), (_other, _there, prefix) in zip(rows, rows[1:] + rows[:1], strict=True):
        connection.execute("UPDATE copies SET prefix = ? WHERE id = ?", (f"{prefix} ", number))
    connection.execute("UPDATE copies SET prefix = rtrim(prefix)")


def other_names(connection: Sql, dice: random.Random, _now: dt.datetime) -> None:
    """Two files change names, in the tables and, or not, in the events too."""
    journals = _files(connection)
    (one, first), (two, second) = dice.sample(journals, 2)
    connection.execute("UPDATE files SET external_id = 'x' WHERE id = ?", (one,))
    connection.execute("UPDATE files SET external_id = ? WHERE id = ?", (first, two))
    connection.execute("UPDATE files SET external_id = ? WHERE id = ?", (second, one))
    if dice.random() < 0.5:
        for number, old, new in ((one, first, second), (two, second, first)):
            connection.execute(
                "UPDATE events SET detail = replace(detail, ?, ?) WHERE object = ?",
                (old, new, f"file:{number}"),
            )
        recompute(connection)


def another_act(connection: Sql, dice: random.Random, _now: dt.datetime) -> None:
    """The rows of an act stand for another file."""
    journals = _files(connection)
    (one, _first), (two, _second) = dice.sample(journals, 2)
    connection.execute("UPDATE act_rows SET file_id = ? WHERE file_id = ?", (two, one))
    if not connection.execute("SELECT 1 FROM act_files WHERE file_id = ?", (two,)).fetchall():
        connection.execute("UPDATE act_files SET file_id = ? WHERE file_id = ?", (two, one))


def act_undone(connection: Sql, dice: random.Random, _now: dt.datetime) -> None:
    """Acts lose their last step, or everything."""
    if dice.random() < 0.5:
        for table in (
            "tombstones", "evidence", "proofs", "intents", "act_copies", "act_steps", "act_rows", "act_files",
        ):  # fmt: skip
            connection.execute(f"DELETE FROM {table}")
        connection.execute("UPDATE files SET act_id = NULL, state = 'kept', destroyed_at = NULL")
        connection.execute("DELETE FROM destruction_acts")
        connection.execute("DELETE FROM events WHERE action LIKE 'act.%'")
        connection.execute("DELETE FROM events WHERE action LIKE 'file.destroyed%'")
    else:
        connection.execute(
            "DELETE FROM act_steps WHERE id IN (SELECT max(id) FROM act_steps GROUP BY act_id)"
        )
        connection.execute(
            "DELETE FROM events WHERE sequence IN "
            "(SELECT max(sequence) FROM events WHERE action LIKE 'act.%' GROUP BY object)"
        )
    recompute(connection)


def destroyed(connection: Sql, dice: random.Random, now: dt.datetime) -> None:
    """A file that is there counts as destroyed."""
    number, _name = dice.choice(_files(connection))
    connection.execute("UPDATE files SET state = 'destroyed' WHERE id = ?", (number,))
    append(connection, now, "file.destroyed", f"file:{number}")


def well_read(connection: Sql, _dice: random.Random, now: dt.datetime) -> None:
    """Every copy was verified today."""
    connection.execute(
        "UPDATE copies SET state = 'registered', verified_at = ?", (now.strftime("%Y-%m-%d %H:%M:%S"),)
    )


def date_confirmed(connection: Sql, dice: random.Random, now: dt.datetime) -> None:
    """Somebody, and the director for each act, compared the date with a calendar."""
    append(connection, now, "clock.confirmed", "clock:1", date=now.date().isoformat())
    for (number,) in connection.execute("SELECT number FROM destruction_acts").fetchall():
        append(connection, now, "clock.confirmed-by-director", f"act:{number}", date=now.date().isoformat())


def any_cell(connection: Sql, dice: random.Random, _now: dt.datetime) -> None:
    """A value of any table stands in another row of its column."""
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for _time in range(20):
        table = dice.choice(tables)
        names = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
        rows = connection.execute(f'SELECT rowid FROM "{table}"').fetchall() if "terms" not in table else []
        if len(rows) > 1:
            (one,), (two,) = dice.sample(rows, 2)
            name = dice.choice(names)
            with contextlib.suppress(*WRITTEN_ABOUT):
                connection.execute(
                    f'UPDATE "{table}" SET "{name}" = (SELECT "{name}" FROM "{table}" WHERE rowid = ?) '
                    "WHERE rowid = ?",
                    (one, two),
                )
            return


def _shorter(text: str) -> str:
    """A version of the schedule by which journals are kept a year."""
    return re.sub(rf'("{JOURNALS_CODE}".*?"years": ?)\d+', r"\g<1>1", text, count=1, flags=re.DOTALL)


def schedule_in_tables(connection: Sql, dice: random.Random, now: dt.datetime) -> None:
    """Every version of the schedule keeps journals a year, and so do their last days."""
    for number, content in connection.execute("SELECT number, content FROM schedule_versions").fetchall():
        connection.execute(
            "UPDATE schedule_versions SET content = ? WHERE number = ?", (_shorter(str(content)), number)
        )
    earlier_in_tables(connection, dice, now)


def schedule_everywhere(connection: Sql, dice: random.Random, now: dt.datetime) -> None:
    """The same in the events of its adoption, and of what followed."""
    schedule_in_tables(connection, dice, now)
    told = connection.execute("SELECT sequence, detail FROM events WHERE action = 'schedule.adopted'")
    for sequence, text in told.fetchall():
        detail = json.loads(text)
        if detail.get("content"):
            detail["content"] = _shorter(str(detail["content"]))
        connection.execute(
            "UPDATE events SET detail = ? WHERE sequence = ?",
            (json.dumps(detail, ensure_ascii=False), sequence),
        )
    connection.execute("DELETE FROM events WHERE action = 'schedule.applied'")
    earlier_everywhere(connection, dice, now)


def paper_gone(connection: Sql, dice: random.Random, _now: dt.datetime) -> None:
    """Volumes on paper were destroyed by nobody, or never were."""
    if dice.random() < 0.5:
        connection.execute("UPDATE paper_copies SET state = 'destroyed'")
    else:
        connection.execute("DELETE FROM movements")
        connection.execute("DELETE FROM paper_copies")
        if dice.random() < 0.5:
            connection.execute("DELETE FROM events WHERE object LIKE 'paper:%'")
            recompute(connection)


def chain_from(connection: Sql, dice: random.Random, _now: dt.datetime) -> None:
    """Some event never was, and all that follow are chained anew."""
    (last,) = connection.execute("SELECT max(sequence) FROM events").fetchone()
    connection.execute("DELETE FROM events WHERE sequence = ?", (dice.randint(1, last),))
    recompute(connection)


TRICKS: tuple[Trick, ...] = (
    schedule_in_tables,
    schedule_everywhere,
    paper_gone,
    chain_from,
    earlier_in_tables,
    earlier_everywhere,
    lifted_in_tables,
    lifted_everywhere,
    never_held,
    tail_cut,
    medium_gone,
    other_places,
    other_names,
    another_act,
    act_undone,
    destroyed,
    well_read,
    date_confirmed,
    any_cell,
)
