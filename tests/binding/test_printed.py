"""What was printed and certified is noted, and what is made after that from other pages is another copy."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from calling import Answer, Call
from pypdf import PdfReader

from archiver.intake.canonical import write_canonical
from factories import make_journal

YEAR = "2025/26"
JULY = "2026-07-01"


@pytest.fixture
def exports(tmp_path: Path) -> Path:
    """One group with both terms, and a college that keeps a register and binds each term by itself."""
    with (tmp_path / "archiver.toml").open("a", encoding="utf-8") as file:
        url = f"sqlite:///{tmp_path / 'register.sqlite'}"
        file.write(f"\n[printing]\nbinding = 'by-term'\n\n[archive]\nregister_url = '{url}'\n")
    folder = tmp_path / "exports"
    write_canonical(make_journal(), folder)
    return folder


def bind(archiver: Call, exports: Path, out: Path, *words: str) -> Answer:
    return archiver(
        "year-end", YEAR, "--from", exports, "--to", out, "--json", "--today", JULY, "--term", "1", *words
    )


def noted(archiver: Call, out: Path, *words: str) -> Answer:
    return archiver("printed", "ИС-21", "--volume", "1", "--printed", out, *words)


def last_page(path: Path) -> str:
    return " ".join(PdfReader(path).pages[-1].extract_text().split())


def change(exports: Path) -> None:
    """A topic of the first term is another one: of «Физика» only."""
    (path,) = exports.rglob("*.json")
    document = json.loads(path.read_text(encoding="utf-8"))
    section = next(
        one for one in document["sections"] if one["term"] == 1 and one["subject"]["name"] == "Физика"
    )
    section["lessons"][0]["topic"] = "Другая тема"
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")


def test_a_certified_volume_is_followed_by_a_numbered_copy(
    archiver: Call, exports: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    volume = bind(archiver, exports, out).document["groups"][0]["periods"][0]["volumes"][0]
    path, sheets = out / volume["path"], str(volume["sheets"])
    first = path.read_bytes()
    assert "копия №" not in last_page(path)
    day = ("--on", "2026-01-12", "--certified", "2026-01-15")

    other = noted(archiver, out, "--copy", "1", *day, "--sheets", "99")
    assert (other.code, other.out) == (9, "")
    assert sheets in other.err and "99" in other.err
    assert noted(archiver, out, "--copy", "1", "--certified", "2026-01-15").code == 2
    assert noted(archiver, out, "--copy", "2").code == 9
    assert archiver("printed", "ИС-22", "--volume", "1", "--copy", "1", "--printed", out).code == 2
    done = noted(archiver, out, "--copy", "1", *day, "--sheets", sheets)
    assert done.code == 0, done.err
    again = noted(archiver, out, "--copy", "1", *day, "--sheets", sheets)
    assert again.code == 0 and "раньше" in again.out

    # Once a subject is corrected, the next copy says what it replaces.
    change(exports)
    told = archiver("year-end", YEAR, "--from", exports, "--to", out, "--today", JULY, "--term", "1")
    assert "Заверен том 1 от 15.01.2026 (копия № 1); изменился 1 предмет: Физика" in " ".join(
        told.out.split()
    )

    # It is told until the copy is noted; then that is the one on paper, byte for byte.
    second = path.read_bytes()
    assert noted(archiver, out, "--copy", "2", "--on", "2026-02-01").code == 0
    period = bind(archiver, exports, out).document["groups"][0]["periods"][0]
    assert (period["volumes"][0]["copy"], period["codes"], path.read_bytes()) == (2, {}, second)
    assert second != first

    # A sheet was torn: the same volume once more is the third copy.
    period = bind(archiver, exports, out, "--group", "ИС-21", "--copy", "3").document["groups"][0]["periods"][
        0
    ]
    assert period["volumes"][0]["copy"] == 3
    assert "Взамен копии № 2, напечатанной 01.02.2026. Записи предметов не изменились" in last_page(path)
    assert bind(archiver, exports, out, "--copy", "3").code == 2

    # Its line among the deadlines is closed; the second term's is not.
    lines = archiver("deadlines", exports, "--today", JULY).out.splitlines()
    assert any("1 сем" in line and "заверен 15.01.2026" in line for line in lines), lines
    assert any("2 сем" in line and "печатать" in line for line in lines), lines
    lines = archiver("calendar", "--from", exports, "--today", JULY, "--all").out.splitlines()
    assert any("1 семестр" in line and "с опозданием" in line for line in lines), lines
    # A signature is noted without the folder too, of what is known.
    signed = (
        "printed",
        "ис-21",
        "--volume",
        "1",
        "--copy",
        "2",
        "--certified",
        "2026-02-03",
        "--sheets",
        sheets,
    )
    assert archiver(*signed).code == 0
    trail = archiver("audit", "show")
    assert trail.out.count("volume.certified") == 2
