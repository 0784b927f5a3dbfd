"""Opening a register: the right file or server, the right version, or one clear refusal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from archiver.errors import RegisterFailed
from archiver.locale import _
from archiver.register import schema
from archiver.register.connection import (
    WRITING,
    keep_private,
    make_engine,
    make_private,
    parse_url,
    refuse_network,
    shown,
    sqlite_file,
)
from archiver.register.model.media import CheckIntervals, MediumKind
from archiver.register.model.people import Person
from archiver.register.refusals import explained, not_a_register
from archiver.register.register import Register
from archiver.register.tables.people import persons
from archiver.remedies import Deed, Remedy
from archiver.settings.archive import ArchiveSettings
from archiver.wording.causes import cause


def intervals_of(settings: ArchiveSettings) -> CheckIntervals:
    """The check intervals of `archiver.toml`."""
    return CheckIntervals({kind: getattr(settings, f"check_{kind}_days", kind.days) for kind in MediumKind})


def open_register(settings: ArchiveSettings, *, create: bool = True) -> Register:
    """The register of `archiver.toml`, made when it is not there yet (unless `create` is False).

    Raises RegisterFailed: wrong address, no permission, no such server, not a register, another version.
    """
    return open_url(settings.register_url, create=create, intervals=intervals_of(settings))


def open_url(
    text: str,
    *,
    create: bool = True,
    intervals: CheckIntervals | None = None,
    clock: Callable[[], dt.datetime] | None = None,
) -> Register:
    """The register at an address; as `open_register`."""
    url = parse_url(text)
    refuse_network(url)
    engine = make_engine(url)
    try:
        state = _state(engine, create=create)
        if state.empty and create:
            make_tables(engine)
        else:
            _refuse_other_versions(url, state)
        file = sqlite_file(url)
        if file is not None:  # only now: what is no register is not ours to change
            keep_private(file)
    except BaseException:
        engine.dispose()
        raise
    return Register(engine, intervals=intervals, clock=clock)


@dataclass(frozen=True, slots=True)
class SchemaState:
    """What is at an address: nothing, or tables at a revision; both unset when it is something else."""

    empty: bool
    revision: str | None


def _state(engine: sa.Engine, *, create: bool) -> SchemaState:
    file = sqlite_file(engine.url)
    with explained(engine.url):
        if file is not None and not file.exists():
            if not create:
                return SchemaState(empty=True, revision=None)
            _make_file(url=engine.url, file=file)
        with engine.connect() as connection:
            revision = schema.revision_of(connection)
            return SchemaState(revision is None and schema.is_empty(connection), revision)


def _make_file(url: sa.URL, file: Path) -> None:
    try:
        make_private(file)
    except OSError as error:
        text = _(
            "The register {url} cannot be made: {cause}. Check archive.register_url in archiver.toml."
        ).format(url=shown(url), cause=cause(error))
        raise RegisterFailed(text) from error


def state_of(text: str) -> SchemaState:
    """What is at an address, without making or changing anything."""
    engine = make_engine(parse_url(text))
    try:
        return _state(engine, create=False)
    finally:
        engine.dispose()


def people_at(text: str) -> dict[str, Person]:
    """Active people with roles and password in a register of any version; none where nothing can be read.

    Raises RegisterFailed for a server that does not answer.
    """
    url = parse_url(text)
    file = sqlite_file(url)
    if file is not None and not file.exists():
        return {}
    engine = make_engine(url)
    try:
        with explained(url), engine.connect() as connection:
            if not sa.inspect(connection).has_table(persons.name):
                return {}
            kept = (persons.c.login, persons.c.roles, persons.c.password_hash, persons.c.registered_at)
            found = connection.execute(sa.select(*kept).where(persons.c.active))
            return {row.login: Person(name=row.login, **row._mapping) for row in found}
    except RegisterFailed:
        if file is None:
            raise
        return {}  # damaged: it says nothing any more
    finally:
        engine.dispose()


def make_tables(engine: sa.Engine, target: str = schema.REVISIONS[-1]) -> None:
    """Make or bring up to date the tables, in one transaction."""
    with (
        explained(engine.url),
        engine.connect().execution_options(**WRITING) as connection,
        connection.begin(),
    ):
        schema.upgrade(connection, target)


def upgrade_url(text: str) -> tuple[str | None, str]:
    """Bring a register up to date; returns the revisions before and after.

    Raises RegisterFailed when there is none, or when it was made by a newer archiver.
    """
    url = parse_url(text)
    refuse_network(url)
    engine = make_engine(url)
    try:
        state = _state(engine, create=False)
        if state.revision not in schema.REVISIONS:
            _refuse_other_versions(url, state)
        make_tables(engine)
    finally:
        engine.dispose()
    return state.revision, schema.REVISIONS[-1]


def _refuse_other_versions(url: sa.URL, state: SchemaState) -> None:
    if state.revision == schema.REVISIONS[-1]:
        return
    remedy = None
    if state.empty:
        text = _("There is no register at {url} yet. Commands that register something make it.")
    elif state.revision is None:
        text = not_a_register()
    elif state.revision in schema.REVISIONS:
        text = _("The register {url} was made by an older archiver.")
        remedy = Remedy(Deed.UPGRADE_REGISTER)
    else:
        text = _(
            "The register {url} was made by a newer archiver. Install that version; nothing was changed."
        )
    raise RegisterFailed(text.format(url=shown(url)), remedy=remedy)
