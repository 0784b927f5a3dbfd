"""One study period bound by itself, and a file that has volumes for each (ADR 0045)."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from calling import Answer, Call, named
from pypdf import PdfReader

from archiver.intake.canonical import write_canonical
from archiver.journal.model import Feature
from factories import make_journal, make_section

YEAR = "2025/26"
WINTER, SUMMER = "2026-01-10", "2026-07-01"
BY_TERM = "\n[printing]\nbinding = 'by-term'\n"


@pytest.fixture
def year(tmp_path: Path) -> Path:
    """A group with two terms, as its export is in July."""
    write_canonical(make_journal(), tmp_path / "july")
    return tmp_path / "july"


@pytest.fixture
def winter(tmp_path: Path) -> Path:
    """The same group as its export is in January: the second term has a plan and no page."""
    journal = make_journal()
    first = tuple(one for one in journal.sections if one.term == 1)
    write_canonical(replace(journal, sections=first), tmp_path / "january")
    return tmp_path / "january"


def settle(tmp_path: Path, text: str) -> None:
    with (tmp_path / "archiver.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n{text}\n")


def bind(archiver: Call, exports: Path, out: Path, *words: str, today: str = SUMMER) -> Answer:
    return archiver("year-end", YEAR, "--from", exports, "--to", out, "--json", "--today", today, *words)


def group(answer: Answer, name: str = "ИС-21") -> Any:
    return next(one for one in answer.document["groups"] if one["name"] == name)


def text_of(path: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


def test_a_period_stands_beside_the_year_and_neither_replaces_the_other(
    archiver: Call, winter: Path, year: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    answer = bind(archiver, winter, out, "--term", "1", today=WINTER)
    assert answer.code == 0, answer.err
    january = {path.name: path.read_bytes() for path in out.glob("*.pdf")}
    assert set(january) == {"Журнал ИС-21 2025-26 1 семестр.pdf"}
    (period,) = group(answer)["periods"]
    assert (period["number"], period["status"], [one["number"] for one in period["terms"]]) == (
        1,
        "done",
        [1],
    )
    assert (group(answer)["status"], group(answer)["volumes"]) == ("waiting", [])
    words = text_of(out / "Журнал ИС-21 2025-26 1 семестр.pdf")
    assert "2025/2026 учебный год, 1 семестр" in words
    assert "Том" not in words
    answer = bind(archiver, year, out)
    assert answer.code == 0, answer.err
    assert answer.document["leftovers"] == []
    assert group(answer)["periods"] == [period]
    assert {name: (out / name).read_bytes() for name in january} == january
    answer = bind(archiver, year, out, "--term", "1")
    assert group(answer)["periods"][0]["unchanged"] and group(answer)["status"] == "done"
    assert answer.document["leftovers"] == []
    assert {name: (out / name).read_bytes() for name in january} == january


def test_one_group_is_made_without_touching_the_rest(archiver: Call, year: Path, tmp_path: Path) -> None:
    write_canonical(named(make_journal(), "ТО-11"), year)
    out = tmp_path / "out"
    before = bind(archiver, year, out)
    (out / "Журнал ТО-11 2025-26.pdf").write_bytes(b"somebody looks at it")
    (out / "Журнал ИС-21 2025-26.pdf").unlink()
    answer = bind(archiver, year, out, "--group", "ис 21")
    assert answer.code == 0, answer.err
    assert (out / "Журнал ИС-21 2025-26.pdf").is_file()
    assert (out / "Журнал ТО-11 2025-26.pdf").read_bytes() == b"somebody looks at it"
    assert group(answer, "ТО-11") == group(before, "ТО-11")
    assert answer.document["leftovers"] == []
    assert bind(archiver, year, out, "--group", "нет").code == 2


def test_a_file_by_terms_has_numbered_volumes_that_july_leaves_alone(
    archiver: Call, winter: Path, year: Path, tmp_path: Path
) -> None:
    settle(tmp_path, BY_TERM)
    out, again = tmp_path / "out", tmp_path / "again"
    answer = bind(archiver, winter, out, "--term", "1", today=WINTER)
    assert answer.code == 0, answer.err
    first = out / "Журнал ИС-21 2025-26 1 семестр.pdf"
    january = first.read_bytes()
    words = text_of(first)
    assert "Том 1" in words and "из" not in words.split("Том 1")[1][:6]
    assert "сколько их, сказано в последнем томе" in words

    # The second term is bound by itself; the file of the year is made of the same volumes.
    answer = bind(archiver, year, out, "--term", "2")
    assert answer.code == 0, answer.err
    made = {path.name: path.read_bytes() for path in out.glob("*.pdf")}
    answer = bind(archiver, year, out)
    assert group(answer)["status"] == "done" and group(answer)["unchanged"]
    volumes = group(answer)["volumes"]
    assert [(one["number"], one["count"], one["path"]) for one in volumes] == [
        (1, None, "Журнал ИС-21 2025-26 1 семестр.pdf"),
        (2, 2, "Журнал ИС-21 2025-26 2 семестр.pdf"),
    ]
    assert [{entry["term"] for entry in one["contents"]} for one in volumes] == [{1}, {2}]
    # In a folder that knows nothing, of the export of July, no byte of them is another.
    bind(archiver, year, again)
    assert made == {path.name: path.read_bytes() for path in again.glob("*.pdf")}
    assert made[first.name] == january

    words = text_of(out / volumes[1]["path"])
    assert "Том 2 из 2 (последний)" in words
    contents = words.split("ВНУТРЕННЯЯ ОПИСЬ")[1].split("Опись составил")[0]
    assert contents.index("Том 1, 1 семестр") < contents.index("Том 2 из 2 (последний), 2 семестр")
    assert "Итого в томе: 2 (два) документа" in contents
    assert "Всего в деле: 2 (два) тома; 4 (четыре) документа" in contents

    # A volume made anew asks for the file again: its last volume lists the others.
    corrected(year)
    answer = bind(archiver, year, out, "--term", "1")
    assert answer.code == 0, answer.err
    assert (group(answer)["status"], group(answer)["volumes"]) == ("waiting", [])
    assert answer.document["leftovers"] == []


def corrected(exports: Path) -> None:
    """A topic of the first term is another one."""
    (path,) = exports.rglob("*.json")
    document = json.loads(path.read_text(encoding="utf-8"))
    section = next(one for one in document["sections"] if one["term"] == 1)
    section["lessons"][0]["topic"] = "Другая тема"
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")


def test_periods_that_are_not_there_or_not_over(
    archiver: Call, winter: Path, year: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    answer = bind(archiver, winter, out, "--term", "2", today=WINTER)
    assert answer.code == 3
    assert group(answer)["periods"][0]["status"] == "failed"
    assert not list(out.glob("*.pdf"))
    answer = bind(archiver, year, out, "--term", "2", today="2026-03-01")
    assert answer.code == 0
    assert group(answer)["periods"][0]["codes"] == {"term.running": 1}


def test_a_period_that_nobody_knows_leaves_nothing_behind(archiver: Call, year: Path, tmp_path: Path) -> None:
    answer = bind(archiver, year, tmp_path / "out", "--term", "7")
    assert answer.code == 2
    assert "Учебного периода 7 нет ни у одной группы. Есть: 1, 2." in answer.err
    assert not (tmp_path / "out" / "report.json").exists()


def test_volumes_after_a_missing_period_have_no_numbers(archiver: Call, tmp_path: Path) -> None:
    settle(tmp_path, BY_TERM)
    carries = frozenset(Feature) - {Feature.PLAN, Feature.PLANNED_HOURS}
    folder = tmp_path / "exports"
    write_canonical(make_journal(sections=(make_section(term=2),), plan=(), carries=carries), folder)
    answer = bind(archiver, folder, tmp_path / "out", "--term", "2")
    assert answer.code == 3
    assert not list((tmp_path / "out").glob("*.pdf"))
    # The college takes it upon itself: then the second term is all there is.
    accepted = "term.missing@ИС-21=в первом семестре занятий не было"
    answer = bind(archiver, folder, tmp_path / "out", "--accept", accepted)
    assert answer.code == 0, answer.err
    (volume,) = group(answer)["volumes"]
    assert (volume["number"], volume["count"]) == (1, 1)
