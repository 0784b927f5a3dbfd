"""The tables: no drift from the migrations, versions told apart, nothing changed behind the trail's back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from entries import DRAWN, PERSON, ROSTER, deposited, drafted, file, medium, paper

from archiver.errors import RegisterFailed
from archiver.register import schema
from archiver.register.model.trail import AnchorKind, MeasureKind
from archiver.register.opening import make_tables, open_url, state_of, upgrade_url
from archiver.register.register import Register
from archiver.register.tables import METADATA
from retention.copies import Answer, Copy, CopyKind, Intent, Method, Proof
from retention.tombstone import tombstone_of
from retention.words import Identifier


def test_migrations_make_exactly_the_tables(register: Register) -> None:
    with register.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "version_table": schema.VERSION_TABLE}
        )
        assert compare_metadata(context, METADATA) == []


def test_migrations_make_every_check_and_collation(register: Register) -> None:
    inspector = sa.inspect(register.engine)
    for table in METADATA.sorted_tables:
        wanted = {item.name for item in table.constraints if isinstance(item, sa.CheckConstraint)}
        assert {item["name"] for item in inspector.get_check_constraints(table.name)} == wanted, table.name
    if register.engine.dialect.name == "postgresql":
        keys = {column["name"]: column["type"] for column in inspector.get_columns("terms")}
        assert keys["key"].collation == "C"


def test_the_list_of_revisions_is_that_of_the_migrations(register: Register) -> None:
    with register.engine.connect() as connection:
        script = ScriptDirectory.from_config(schema.configuration(connection))
    assert tuple(revision.revision for revision in script.walk_revisions())[::-1] == schema.REVISIONS


def test_an_older_register_is_brought_up_to_date(url: str) -> None:
    with open_url(url) as register:
        engine = register.engine
        with engine.begin() as connection:
            METADATA.drop_all(connection)
            connection.exec_driver_sql(f"DROP TABLE {schema.VERSION_TABLE}")
            if engine.dialect.name == "postgresql":
                for name in (
                    "register_append_only",
                    "register_next_event",
                    "register_head",
                    "register_hold_lifted",
                ):
                    connection.exec_driver_sql(f"DROP FUNCTION {name} CASCADE")
        make_tables(engine, "0002")
    with pytest.raises(RegisterFailed, match="более старой версией"):
        open_url(url)
    assert upgrade_url(url) == ("0002", schema.REVISIONS[-1])
    assert upgrade_url(url) == (schema.REVISIONS[-1], schema.REVISIONS[-1])
    open_url(url, create=False).close()


def test_a_newer_register_is_left_alone(url: str) -> None:
    with open_url(url) as register, register.engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE {schema.VERSION_TABLE} SET version_num = '9999'")
    for call in (open_url, upgrade_url):
        with pytest.raises(RegisterFailed, match="более новой версией"):
            call(url)


def test_tables_of_somebody_else_are_left_alone(new_url: Callable[[], str]) -> None:
    url = new_url()
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE orders (id INTEGER)")
    engine.dispose()
    with pytest.raises(RegisterFailed, match="не реестр archiver"):
        open_url(url)
    assert state_of(url).revision is None


def test_a_register_that_is_not_there_is_made_only_on_request(new_url: Callable[[], str]) -> None:
    url = new_url()
    with pytest.raises(RegisterFailed, match="ещё нет"):
        open_url(url, create=False)
    with pytest.raises(RegisterFailed, match="ещё нет"):
        upgrade_url(url)
    open_url(url).close()
    open_url(url, create=False).close()


def _filled(register: Register) -> None:
    with register.transaction(by="orlova") as work:
        one = work.media.add(medium())
        kept, _bag, _copies = deposited(work, 1, (one,))
        work.paper.add(paper(kept))
        made = drafted(work, "1/2032", kept)
        entry = work.acts.entry(made.number)
        assert entry is not None
        copy = Copy(Identifier("copy-1"), made.rows[0].file, CopyKind.MEDIUM, "Н-1", "папка")
        work.executions.found(entry, [copy])
        work.executions.intend(entry, [Intent(copy.id, DRAWN, PERSON)])
        work.executions.prove(
            entry, copy, Proof(copy.id, Method.DELETED, DRAWN, PERSON, Answer(gone=True, text="нет"))
        )
        work.executions.bury(entry, kept.id, tombstone_of(made, made.rows[0]))
        work.trail.anchor(AnchorKind.BAG, "bag-1", work.trail.head())
        day = work.media.get(one.id).registered_on
        work.trail.state_measure(MeasureKind.LOG_REVIEW, "протокол 1", stated_on=day, valid_until=day)


APPEND_ONLY = (
    "events", "anchors", "measures", "act_rows", "act_steps", "act_copies", "intents", "proofs",
    "tombstones", "movements",
)  # fmt: skip


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET {} = {}"])
def test_rows_of_the_trail_cannot_be_changed_by_sql(register: Register, table: str, statement: str) -> None:
    _filled(register)
    column = METADATA.tables[table].columns.keys()[-1]
    with register.engine.connect() as connection:
        before = connection.exec_driver_sql(f"SELECT * FROM {table}").all()
        assert before
        with pytest.raises(sa.exc.DBAPIError, match="only added"):
            connection.exec_driver_sql(statement.format(table, column, column))
        connection.rollback()
        assert connection.exec_driver_sql(f"SELECT * FROM {table}").all() == before


def test_truncate_and_replace_are_refused_too(register: Register) -> None:
    _filled(register)
    for table in APPEND_ONLY:
        statement = (
            f"TRUNCATE {table} CASCADE"
            if register.engine.dialect.name == "postgresql"
            else f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"
        )
        with register.engine.connect() as connection:
            with pytest.raises(sa.exc.DBAPIError, match="only"):
                connection.exec_driver_sql(statement)
            connection.rollback()


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO events SELECT sequence + 2, at, actor, software, action, object, outcome, detail, "
        "digest, digest FROM events WHERE sequence = (SELECT max(sequence) FROM events)",
        "INSERT INTO events SELECT sequence + 1, at, actor, software, action, object, outcome, detail, "
        "previous, digest FROM events WHERE sequence = (SELECT max(sequence) FROM events)",
        "UPDATE chain_head SET sequence = 1",
        "UPDATE chain_head SET digest = 'x'",
        "DELETE FROM chain_head",
        "INSERT INTO chain_head VALUES (2, 1, 'x')",
    ],
)
def test_the_chain_only_grows_by_its_next_event(register: Register, statement: str) -> None:
    _filled(register)
    with register.engine.connect() as connection, pytest.raises(sa.exc.DBAPIError):
        connection.exec_driver_sql(statement)


def test_numbers_are_not_used_twice(register: Register) -> None:
    with register.transaction(by="orlova") as work:
        first = work.files.add(file(), ROSTER)
    with register.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM rosters")
        connection.exec_driver_sql("DELETE FROM files")
    with register.transaction(by="orlova") as work:
        assert work.files.add(file(2), ROSTER).id > first.id


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM holds",
        "UPDATE holds SET document = 'другой'",
        "UPDATE holds SET lifted_at = NULL",
        "UPDATE holds SET lifted_document = 'другой' WHERE lifted_at IS NOT NULL",
        "INSERT OR REPLACE INTO holds SELECT * FROM holds",
        "TRUNCATE holds",
    ],
)
def test_a_hold_is_only_lifted_once(register: Register, statement: str) -> None:
    with register.transaction(by="orlova") as work:
        held = work.files.add(file(), ROSTER)
        work.holds.place(held.id, "запрос суда № 1")
        work.holds.lift(work.holds.place(held.id, "запрос суда № 2"), "письмо суда № 3")
    server = register.engine.dialect.name == "postgresql"
    if statement.startswith("INSERT" if server else "TRUNCATE"):
        statement = "DELETE FROM holds"  # the other database has no such statement
    with register.engine.connect() as connection:
        before = connection.exec_driver_sql("SELECT * FROM holds").all()
        with pytest.raises(sa.exc.DBAPIError, match="only"):
            connection.exec_driver_sql(statement)
        connection.rollback()
        assert connection.exec_driver_sql("SELECT * FROM holds").all() == before
