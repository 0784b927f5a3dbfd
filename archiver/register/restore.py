"""Putting a register back from a backup: checked before, all or nothing, and nothing lost unsaid."""

from __future__ import annotations

import contextlib
import datetime as dt
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from archiver import clock
from archiver.errors import InputInvalid, Refused, RegisterFailed
from archiver.locale import _
from archiver.register.backup_file import BackupFile, contents_read, read_header
from archiver.register.busy import refuse_while_held
from archiver.register.chain import RESTORED, ChainFaultKind, ChainReport
from archiver.register.connection import (
    WRITING,
    keep_private,
    make_engine,
    make_private,
    parse_url,
    shown,
    sqlite_file,
)
from archiver.register.kinship import Identity, identity_of
from archiver.register.model.checks import Fault
from archiver.register.model.trail import Anchor, AnchorKind, Head
from archiver.register.opening import make_tables, open_url, state_of
from archiver.register.refusals import explained
from archiver.register.register import Register
from archiver.register.tables import METADATA
from archiver.register.tables.base import lasting_tables
from archiver.register.tables.trail import chain_head
from archiver.register.tables.types import Faults, Moment
from archiver.register.work import Work
from archiver.remedies import Deed, Remedy
from archiver.wording.causes import cause

_AT_ONCE = 2000
_BUILT = "register_restoring"
_BROKEN = {ChainFaultKind.EDITED, ChainFaultKind.MISSING, ChainFaultKind.OUT_OF_PLACE}


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back: rows, the head of the backup, the register's before, and the check of the chain.

    `lost` is the first and last event that the replaced register or an anchor knew of and this one does not:
    what was done then must be found out from the media, the acts and the paper. `identity` is the copy's.
    """

    rows: int
    head: Head
    before: Head | None
    report: ChainReport
    lost: tuple[int, int] | None
    kept_aside: Path | None
    identity: Identity


@dataclass(frozen=True, slots=True)
class _Present:
    """The register that is there; nothing where there is none, or it cannot be read."""

    head: Head | None = None
    anchors: tuple[Anchor, ...] = ()
    identity: Identity | None = None


def restore(
    file: Path,
    url_text: str,
    *,
    by: str,
    replace: bool = False,
    anchors: Iterable[Anchor] = (),
    another: str = "",
    judge: Callable[[Register], None] = lambda _register: None,
) -> Restored:
    """Make the register at an address what the backup `file` holds.

    `anchors` are those found outside (bags, acts, objects). `another` is the reason why a register of another
    archive is given up for it; `judge` sees the register before it takes its place where there is none to
    compare it with, and may refuse. Raises InputInvalid when the file is no
    backup, is damaged, of a newer version, or its chain is broken; Refused when the register there is not
    empty and `replace` is not given, or is of another archive; Busy while a run holds a turn of it. Nothing
    is changed then. A replaced SQLite file is kept beside the new one.
    """
    backup = read_header(file)
    url = parse_url(url_text)
    present = _present(url_text, replace=replace)
    with _target(url) as (working, kept_aside), contents_read(file):
        engine = make_engine(working)
        try:
            with explained(url):
                _fill(engine, backup)
        finally:
            engine.dispose()
        with open_url(working.render_as_string(hide_password=False), create=False) as register:
            with register.reading() as work:
                identity = identity_of(work)
            replaced = present.identity
            if replaced is None or replaced.bare:
                judge(register)
            elif not identity.is_kin(replaced):
                if not another:
                    raise _of_another(file, identity, replaced)
                present = _Present()  # what it knew is of no trail of this archive
            with register.transaction(by=by) as work:
                report, lost = _noted(work, file, backup, present, anchors, another)
    return Restored(backup.rows, backup.head, present.head, report, lost, kept_aside, identity)


def _noted(
    work: Work, file: Path, backup: BackupFile, present: _Present, anchors: Iterable[Anchor], another: str
) -> tuple[ChainReport, tuple[int, int] | None]:
    """Check the trail that came out of the backup, and note where it comes from; what of it is lost."""
    known = (*present.anchors, *anchors)
    report = work.trail.verify(known)
    if any(fault.kind in _BROKEN for fault in report.faults):
        raise InputInvalid(_("The audit trail in {file} is broken; take an earlier copy.").format(file=file))
    newest = max([anchor.sequence for anchor in known], default=0)
    lost = (backup.head.sequence + 1, newest) if newest > backup.head.sequence else None
    if present.head is not None and lost is not None:
        # Before the event: what an anchor knew until then is lost, what it knows later is not.
        work.trail.anchor(AnchorKind.BACKUP, RESTORED, present.head)
    work.trail.note(
        RESTORED,
        "register:1",
        "done" if lost is None else "events lost",
        digest=backup.digest,
        lost=lost,
        before=None if present.head is None else present.head.digest,
        **({"another": another} if another else {}),
    )
    return report, lost


def _of_another(file: Path, copy: Identity, present: Identity) -> Refused:
    """Both are told by whose they are and when they began, so that people see which is which."""
    return Refused(
        _(
            "The copy {file} is of another archive ({copy}) than the register that is there ({present}): "
            "they began apart and have no medium in common. Nothing was changed."
        ).format(file=file, copy=told_as(copy), present=told_as(present)),
        remedy=Remedy(Deed.REPLACE_ANOTHER),
    )


def told_as(identity: Identity) -> str:
    """«ГБПОУ «ЗМК», since 30.11.2026, first event 1a2b3c4d5e6f»."""
    began = "—" if identity.began is None else f"{identity.began.astimezone():%d.%m.%Y}"
    return _("{colleges}, begun {day}, first event {digest}").format(
        colleges=", ".join(identity.colleges) or _("no files yet"),
        day=began,
        digest=identity.origin[:12] or "—",
    )


def _present(url_text: str, *, replace: bool) -> _Present:
    """The register that is there, if there is one and it can still be read."""
    try:
        state = state_of(url_text)
        if state.empty:
            return _Present()
        if not replace:
            raise Refused(
                _("There is a register at {url} already. Add --replace to put the copy in its place.").format(
                    url=shown(parse_url(url_text))
                )
            )
        with open_url(url_text, create=False) as present, present.reading() as work:
            refuse_while_held(present.url)
            head = work.trail.head()
            now = clock.now()
            itself = Anchor(
                sequence=head.sequence, digest=head.digest, kind=AnchorKind.BACKUP, place=RESTORED, at=now
            )
            anchors = (*work.trail.anchors(), *([itself] if head.sequence else []))
            return _Present(head, anchors, identity_of(work))
    except RegisterFailed:
        if not replace or sqlite_file(parse_url(url_text)) is None:
            raise
        return _Present()  # damaged: that is what a backup is for


@contextlib.contextmanager
def _target(url: sa.URL) -> Iterator[tuple[sa.URL, Path | None]]:
    """Where to build: beside what is there, which is whole until the new one takes its place at the end."""
    file = sqlite_file(url)
    if file is None:
        with _beside_schema(url) as building:
            yield building, None
        return
    built = file.with_name(f"{file.name}.restoring")
    stamp = clock.now().strftime("%Y%m%dT%H%M%S%fZ")
    aside = file.with_name(f"{file.name}.replaced-{stamp}") if file.exists() else None
    _remove(built)
    try:
        make_private(built)
        yield url.set(database=str(built)), aside
        _empty_log(built)
        if aside is not None:
            _keep_aside(file, aside)
        built.replace(file)
    except OSError as error:
        if aside is not None and file.exists():
            _remove(aside)
        raise RegisterFailed(
            _("The register {url} cannot be restored: {cause}.").format(url=shown(url), cause=cause(error))
        ) from error
    finally:
        _remove(built)


def _keep_aside(file: Path, aside: Path) -> None:
    """Give the present file a second name; its log goes last, for it must not meet the new file."""
    with contextlib.suppress(sa.exc.DBAPIError):  # a damaged one is kept as it is
        _empty_log(file)
    for suffix in ("", "-wal"):
        present = Path(f"{file}{suffix}")
        if present.exists():
            try:
                Path(f"{aside}{suffix}").hardlink_to(present)
            except OSError:  # a file system without second names
                make_private(Path(f"{aside}{suffix}"))
                shutil.copyfile(present, f"{aside}{suffix}")
    keep_private(aside)
    for suffix in ("-wal", "-shm"):
        Path(f"{file}{suffix}").unlink(missing_ok=True)


def _empty_log(file: Path) -> None:
    engine = make_engine(sa.make_url("sqlite://").set(database=str(file)))
    try:
        with engine.connect() as connection:
            connection.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.DatabaseError as error:
        raise sa.exc.OperationalError("wal_checkpoint", None, error) from error
    finally:
        engine.dispose()


def _remove(file: Path) -> None:
    for suffix in ("", "-wal", "-shm"):
        Path(f"{file}{suffix}").unlink(missing_ok=True)


@contextlib.contextmanager
def _beside_schema(url: sa.URL) -> Iterator[sa.URL]:
    """The address of an empty schema, which becomes `public` in one transaction when the block ends well."""
    engine = make_engine(url)
    fresh = f"DROP SCHEMA IF EXISTS {_BUILT} CASCADE"
    try:
        with explained(url):
            with engine.begin() as connection:
                connection.exec_driver_sql(fresh)
                connection.exec_driver_sql(f"CREATE SCHEMA {_BUILT}")
            try:
                yield url.update_query_dict({"options": f"-csearch_path={_BUILT}"})
            except BaseException:
                with engine.begin() as connection:
                    connection.exec_driver_sql(fresh)
                raise
            with engine.begin() as connection:
                connection.exec_driver_sql("DROP SCHEMA public CASCADE")
                connection.exec_driver_sql(f"ALTER SCHEMA {_BUILT} RENAME TO public")
    finally:
        engine.dispose()


def _fill(engine: sa.Engine, backup: BackupFile) -> None:
    make_tables(engine, backup.revision)
    lasting = {table.name for table in lasting_tables()}
    with engine.connect().execution_options(**WRITING) as connection, connection.begin():
        for name, columns, rows in backup.tables():
            if name == chain_head.name or name not in lasting:
                # The head is in the header too, and can only follow its events; a table of an old revision
                # that is gone was never filled by any command; what passes is of the run that was.
                list(rows)
            else:
                _fill_table(connection, METADATA.tables[name], columns, rows)
        if backup.head.sequence:
            head = {"sequence": backup.head.sequence, "digest": backup.head.digest}
            connection.execute(sa.update(chain_head).values(**head))
        if engine.dialect.name == "postgresql":
            _continue_numbers(connection)
    make_tables(engine)


def _fill_table(
    connection: sa.Connection, table: sa.Table, columns: list[str], rows: Iterator[list[Any]]
) -> None:
    part: list[dict[str, Any]] = []

    def flush() -> None:
        if part:
            connection.execute(sa.insert(table), part)
        part.clear()

    decode: list[Any] = []
    for row in rows:
        # Only here: a table of an old revision may have had other columns while it was never filled.
        decode = decode or [_decoder(table.c[name]) for name in columns]
        part.append({name: turn(value) for name, turn, value in zip(columns, decode, row, strict=True)})
        if len(part) >= _AT_ONCE:
            flush()
    flush()


def _decoder(column: sa.Column[Any]) -> Any:
    kind = column.type
    if isinstance(kind, Moment):
        return lambda value: None if value is None else dt.datetime.fromisoformat(value)
    if isinstance(kind, sa.Date):
        return lambda value: None if value is None else dt.date.fromisoformat(value)
    if isinstance(kind, Faults):
        return lambda value: [Fault(**item) for item in value]
    return lambda value: value


def _continue_numbers(connection: sa.Connection) -> None:
    """PostgreSQL's counters know nothing of numbers that were inserted."""
    for table in METADATA.sorted_tables:
        if "id" in table.c and table.name != "chain_head":
            connection.exec_driver_sql(
                f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), "  # noqa: S608
                f"greatest((SELECT coalesce(max(id), 0) FROM {table.name}), 1), "
                f"(SELECT count(*) > 0 FROM {table.name}))"
            )
