"""`archiver audit` as its user calls it: whatever was done to the trail behind the program is found."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from entries import ROSTER, file, medium
from lxml import etree

from archiver.__main__ import run
from archiver.errors import ExitCode
from archiver.register.chain import digest_of
from archiver.register.model.trail import AnchorKind
from archiver.register.opening import open_url
from storage.bag.premis import NAMESPACE

Change = Callable[[sa.Connection], None]


@pytest.fixture
def trail(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A register with some events, the third of them anchored; its address."""
    settings = tmp_path / "archiver.toml"
    settings.write_text(f'[archive]\nregister_url = "{url}"\n', encoding="utf-8")
    monkeypatch.setenv("ARCHIVER_CONFIG", str(settings))
    monkeypatch.chdir(tmp_path)
    with open_url(url) as register, register.transaction(by="orlova") as work:
        for number in range(1, 4):
            work.media.add(medium(number))
        work.trail.anchor(AnchorKind.BACKUP, "сейф", work.trail.head())
        for number in range(1, 4):
            work.files.add(file(number), ROSTER)
    return url


def behind_the_program(url: str, change: Change) -> None:
    """What the owner of the database can do: the triggers off, then anything."""
    with open_url(url) as register, register.engine.begin() as connection:
        if connection.dialect.name == "sqlite":
            names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for name in names.scalars().all():
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
        else:
            for table in ("events", "chain_head", "anchors"):
                connection.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        change(connection)


def statements(*texts: str) -> Change:
    def change(connection: sa.Connection) -> None:
        for text in texts:
            connection.exec_driver_sql(text)

    return change


def rewrite(connection: sa.Connection) -> None:
    """Another actor, every digest made anew, the head and the register's own anchor too."""
    rows = connection.exec_driver_sql(
        "SELECT sequence, at, software, action, object, outcome, detail FROM events ORDER BY sequence"
    ).all()
    previous = "0" * 64
    for sequence, at, software, action, object_, outcome, detail in rows:
        digest = digest_of(sequence, at, "иной", software, action, object_, outcome, detail, previous)
        values = {"actor": "иной", "previous": previous, "digest": digest}
        for table in ("events", "anchors"):
            chosen = values if table == "events" else {"digest": digest}
            connection.execute(
                sa.table(table, *map(sa.column, (*chosen, "sequence")))
                .update()
                .where(sa.column("sequence") == sequence)
                .values(**chosen)
            )
        previous = digest
    connection.execute(sa.text("UPDATE chain_head SET digest = :digest"), {"digest": previous})


SWAP = (
    "UPDATE events SET sequence = 99 WHERE sequence = 4",
    "UPDATE events SET sequence = 4 WHERE sequence = 5",
    "UPDATE events SET sequence = 5 WHERE sequence = 99",
)
INSERT = (
    "UPDATE events SET sequence = 7 WHERE sequence = 6",
    "INSERT INTO events SELECT 6, at, actor, software, action, object, outcome, 'лишнее', previous, digest "
    "FROM events WHERE sequence = 5",
    "UPDATE chain_head SET sequence = 7",
)
HEAD = "(SELECT digest FROM events WHERE sequence = {})"


def verify(capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, str]:
    capsys.readouterr()
    code = run(("audit", "verify", "--no-media", *more))
    said = capsys.readouterr()
    return code, said.out + said.err


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (statements("UPDATE events SET actor = 'иной' WHERE sequence = 2"), "событие 2 исправлено"),
        (statements("DELETE FROM events WHERE sequence = 4"), "нет в журнале: событие 4"),
        (statements(*INSERT), "событие 6 исправлено"),
        (statements(*SWAP), "не следует за предыдущим"),
        (statements("DELETE FROM events WHERE sequence > 4"), "отрезан: события 5–6"),
        (
            statements(
                "DELETE FROM events WHERE sequence > 2",
                f"UPDATE chain_head SET sequence = 2, digest = {HEAD.format(2)}",
            ),
            "отрезан: событие 3; известно, но в журнале нет (сейф)",
        ),
    ],
    ids=["edit", "deletion", "insertion", "reordering", "cut tail", "cut tail and head"],
)
def test_tampering_is_named(
    trail: str, change: Change, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    behind_the_program(trail, change)
    code, told = verify(capsys)
    assert code == ExitCode.FINDINGS, told
    assert said in told
    assert "НАРУШЕН" in told


def test_a_trail_written_anew_is_seen_by_an_anchor_from_outside(
    trail: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_url(trail) as register, register.reading() as work:
        head = work.trail.head()
    behind_the_program(trail, rewrite)
    assert verify(capsys)[0] == 0  # inside the register everything agrees
    code, told = verify(capsys, "--anchor", f"{head.sequence}:{head.digest}")
    assert code == ExitCode.FINDINGS
    assert f"событие {head.sequence} не то" in told


def test_ranges_are_told_and_the_check_is_noted(trail: str, capsys: pytest.CaptureFixture[str]) -> None:
    with open_url(trail) as register, register.reading() as work:
        second = next(iter(work.trail.events(after=1)))
    code, told = verify(capsys, "--anchor", f"2 {second.digest}")
    assert code == 0, told
    for line in (
        "Подтверждено закреплениями вне реестра: события 1–2.",
        "Закреплено, по записям реестра: событие 3.",
        "Ещё не закреплено: события 4–6.",
        "Журнал событий цел.",
    ):
        assert line in told
    with open_url(trail) as register, register.reading() as work:
        assert [event.outcome for event in work.trail.events(action="audit.verified")] == ["whole"]
    assert verify(capsys, "--anchor", "2:abc")[0] == ExitCode.USAGE


def test_events_are_shown_and_handed_over(trail: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(("audit", "show", "--last", "2")) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["5", "6"]
    assert run(("audit", "show", "--action", "medium")) == 0
    assert len(capsys.readouterr().out.splitlines()) == 3
    assert run(("audit", "show", "--file", "ИС-22")) == 0
    assert "file.registered" in capsys.readouterr().out
    assert run(("audit", "export", "журнал.xml")) == 0
    root = etree.parse("журнал.xml").getroot()
    assert len(root.findall(f"{{{NAMESPACE}}}event")) == 6
    assert "Ёлкин" not in Path("журнал.xml").read_text(encoding="utf-8")
    assert run(("audit", "export", "журнал.xml/ещё.xml")) == ExitCode.OUTPUT_FAILED
    assert run(("audit", "anchor")) == ExitCode.REFUSED
