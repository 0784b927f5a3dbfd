"""What lies in a bag that a deposit wrote, and that docs/bag-format.md says the same."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
from pathlib import Path

import pytest
from lxml import etree

from archiver.archive.bag_labels import labels_of, with_head
from archiver.archive.deposit.record import Kind
from archiver.intake.canonical import dump
from archiver.register.model.files import File
from archiver.register.model.trail import Head
from college_of_test import College, journal_of
from storage.bag.premis import NAMESPACE
from storage.bag.read_me import LABELS
from storage.bag.reading import read_info
from storage.directory import DirectoryStore

PAGE = (Path(__file__).parents[3] / "docs" / "bag-format.md").read_text("utf-8")


@pytest.fixture
def bag(college: College) -> Path:
    """The bag of a journal on the first of two disks."""
    one, _two = college.disks()
    college.binders()
    assert college.deposit().code == 0
    (found,) = college.bags(one)
    return found


def labels(college: College, bag: Path) -> dict[str, str]:
    disk = college.root / "ИТ-1"
    return dict(read_info(DirectoryStore(disk), bag.relative_to(disk).as_posix()))


def test_everything_is_there(college: College, bag: Path) -> None:
    found = {path.relative_to(bag).as_posix() for path in bag.rglob("*") if path.is_file()}
    documents = {name for name in found if name.startswith("data/")}
    assert found - documents == {
        "bagit.txt", "bag-info.txt", "ЧИТАТЬ.txt", "metadata/premis.xml",
        "manifest-sha256.txt", "manifest-sha512.txt", "tagmanifest-sha256.txt", "tagmanifest-sha512.txt",
    }  # fmt: skip
    (source,) = (college.root / "exports").rglob("*.json")
    assert (
        bag / "data/source" / source.relative_to(college.root / "exports")
    ).read_bytes() == source.read_bytes()
    (volume,) = (college.root / "out").rglob("*.pdf")
    assert (bag / "data/volumes" / volume.name).read_bytes() == volume.read_bytes()
    assert (bag / "data/journal.json").read_bytes() == dump(journal_of("ИС-21"))
    assert len(documents) == 3


def test_its_labels_say_what_it_is(college: College, bag: Path) -> None:
    told = labels(college, bag)
    with college.register() as register, register.reading() as work:
        (begun,) = work.trail.events(action="deposit.begun")
        assert told["Audit-Head"] == f"{begun.sequence} {begun.digest}"
        (anchor,) = work.trail.anchors()
        assert (anchor.sequence, anchor.digest) == (begun.sequence, begun.digest)
    size = sum(path.stat().st_size for path in (bag / "data").rglob("*") if path.is_file())
    expected = {
        "Source-Organization": "Тестовый колледж",
        "Internal-Sender-Identifier": "ТК/05-11/2025-26/ИС-21",
        "Bagging-Date": dt.date.today().isoformat(),
        "Payload-Oxum": f"{size}.3",
        "Record-Series": "05-11",
        "Closed-On": "2026-06-28",
        "Keep-Until": "2031-12-31",
        "Destruction-Year": "2032",
    }
    assert {name: told[name] for name in expected} == expected
    assert told["External-Identifier"].startswith("ТК/05-11/2025-26/ИС-21/")
    assert told["Mandate"]


def test_its_history_is_told_in_premis(bag: Path) -> None:
    tree = etree.parse(str(bag / "metadata/premis.xml"))
    names = {"p": NAMESPACE}
    kinds = tree.xpath("//p:event/p:eventType/text()", namespaces=names)
    assert kinds == ["ingestion", "creation", "message digest calculation", "information package creation"]
    agents = tree.xpath("//p:agent/p:agentType/text()", namespaces=names)
    assert agents == ["person", "software", "organization"]
    assert len(tree.xpath("//p:object", namespaces=names)) == 3


def test_its_read_me_is_russian_and_its_commands_work(bag: Path) -> None:
    raw = (bag / "ЧИТАТЬ.txt").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\n") == raw.count(b"\r\n")
    text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    assert "Get-FileHash -Algorithm SHA256" in text
    assert "Хранить до: 2031-12-31" in text
    facts = text.partition("Сведения о пакете:\n")[2].partition("\n\nДокументов")[0]
    assert not re.search(r"^[A-Z][A-Za-z-]+:", facts, re.MULTILINE), facts
    commands = re.findall(r"^    (sha256sum -c .+)$", text, re.MULTILINE)
    assert len(commands) == 2
    for command in commands:
        assert subprocess.run(command.split(), cwd=bag, capture_output=True, check=False).returncode == 0


def test_the_page_names_every_label_kind_and_folder() -> None:
    day = dt.date(2026, 6, 28)
    full = File(
        external_id="x", series="05-11", index="05-11", title="т", academic_year=2025,
        registered_at=dt.datetime.now(dt.UTC), college="к", department="о", group="г", opened_on=day,
        closed_on=day, years=5, mandate="ст.", keep_until=day, appraisal=True, sheets=1, volumes=1,
    )  # fmt: skip
    pairs = labels_of(full, bag="b", bagged_on=day, organisation="к", address="г", statement_document="д")
    given = {label for label, _value in with_head(pairs, Head(1, "0"), "p")}
    section = PAGE[PAGE.index("## Labels") : PAGE.index("## History")]
    named = set(re.findall(r"^\| ((?:`[A-Za-z-]+`(?:, )?)+) \|", section, re.MULTILINE))
    assert {name for row in named for name in re.findall(r"`([^`]+)`", row)} == given
    assert given <= set(LABELS), "no Russian word for it in ЧИТАТЬ.txt"
    for kind in Kind:
        assert kind is Kind.TAG or f"`{kind.value}`" in PAGE, kind
    for event in ("ingestion", "creation", "message digest calculation", "validation",
                  "information package creation"):  # fmt: skip
        assert f"`{event}`" in PAGE
