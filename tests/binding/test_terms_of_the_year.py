"""The year's binder holds every study period: what the day decides, and what it never changes."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from calling import Answer, Call, named

from archiver.intake.canonical import write_canonical
from archiver.journal.model import Feature, Journal
from factories import make_journal, make_section

YEAR = "2025/26"
WINTER, SUMMER = "2026-01-20", "2026-07-01"
PERIODS = """
[[periods]]
number = 1
name = "1 семестр"
start = "09-01"
end = "12-28"

[[periods]]
number = 2
name = "2 семестр"
start = "01-12"
end = "06-28"
"""


def half(term: int = 1, name: str = "ИС-21") -> Journal:
    """A journal of one semester, as a printed report gives it: without a plan."""
    carries = frozenset(Feature) - {Feature.PLAN, Feature.PLANNED_HOURS}
    journal = make_journal(sections=(make_section(term=term),), plan=(), carries=carries)
    return named(replace(journal, terms=(journal.term(term),)), name)


@pytest.fixture
def winter(tmp_path: Path) -> Path:
    """Exports of ИС-21 with the first semester only, and of ТО-11 with both."""
    folder = tmp_path / "exports"
    write_canonical(half(), folder)
    write_canonical(named(make_journal(), "ТО-11"), folder)
    with (tmp_path / "archiver.toml").open("a", encoding="utf-8") as file:
        file.write(PERIODS)
    return folder


def settings(tmp_path: Path, text: str) -> None:
    with (tmp_path / "archiver.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n{text}\n")


def bind(archiver: Call, exports: Path, out: Path, *words: str, today: str = SUMMER) -> Answer:
    return archiver("year-end", YEAR, "--from", exports, "--to", out, "--json", "--today", today, *words)


def group(answer: Answer, name: str = "ИС-21") -> dict[str, Any]:
    return next(one for one in answer.document["groups"] if one["name"] == name)


def volumes(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in out.glob("*.pdf")}


def test_before_the_end_it_is_a_note_and_the_binder_is_made(
    archiver: Call, winter: Path, tmp_path: Path
) -> None:
    answer = bind(archiver, winter, tmp_path / "out", today=WINTER)
    one = group(answer)
    assert (one["status"], one["findings"]["blocking"], one["codes"]["term.missing"]) == ("done", 0, 1)
    assert one["terms"] == [{"number": 1, "name": "1 семестр", "start": "2025-09-01", "end": "2025-12-28"}]
    assert [term["number"] for term in group(answer, "ТО-11")["terms"]] == [1, 2]
    assert answer.document["today"] == WINTER


def test_after_the_end_it_blocks_and_the_other_groups_are_bound(
    archiver: Call, winter: Path, tmp_path: Path
) -> None:
    answer = bind(archiver, winter, tmp_path / "out")
    assert answer.code == 3
    assert (group(answer)["status"], group(answer)["terms"]) == ("blocked", [])
    assert group(answer, "ТО-11")["status"] == "done"
    assert [*volumes(tmp_path / "out")] == ["Журнал ТО-11 2025-26.pdf"]


def test_an_old_year_has_no_period_that_is_not_over(archiver: Call, winter: Path, tmp_path: Path) -> None:
    for words in ((), ("--today", "2036-03-01")):  # the clock, which is past that year, and ten years later
        answer = archiver("year-end", YEAR, "--from", winter, "--to", tmp_path / "out", "--json", *words)
        assert group(answer)["status"] == "blocked"


@pytest.mark.parametrize("today", ["2026-06-28", "2026-06-29"])
def test_check_and_preview_go_by_the_same_day(
    archiver: Call, winter: Path, tmp_path: Path, today: str
) -> None:
    answer = archiver("check", winter, "--json", "--today", today)
    over = today == "2026-06-29"
    assert (group(answer)["blocked"], answer.document["today"]) == (over, today)
    (found,) = [one for one in group(answer)["findings"] if one["code"] == "term.missing"]
    assert (found["severity"], found["place"]["term"]) == ("blocking" if over else "note", 2)
    words = ("--group", "ИС-21", "--to", tmp_path / "draft.pdf", "--today", today)
    assert archiver("preview", winter, *words).code == (3 if over else 0)


def test_the_day_is_no_part_of_the_binder(archiver: Call, winter: Path, tmp_path: Path) -> None:
    bind(archiver, winter, tmp_path / "one", today="2025-11-11")
    archiver("cache", "clear")
    bind(archiver, winter, tmp_path / "two", today=WINTER)
    assert volumes(tmp_path / "one") == volumes(tmp_path / "two")
    reports = [json.loads((tmp_path / one / "report.json").read_text("utf-8")) for one in ("one", "two")]
    assert [report.pop("today") for report in reports] == ["2025-11-11", WINTER]
    assert reports[0] == reports[1]
    again = bind(archiver, winter, tmp_path / "one", today=WINTER)
    assert all(one["unchanged"] for one in again.document["groups"])


def test_a_group_with_one_term_says_so(archiver: Call, winter: Path, tmp_path: Path) -> None:
    settings(tmp_path, '[[groups]]\nname = "ИС-21"\nperiods = [1]')
    one = group(bind(archiver, winter, tmp_path / "out"))
    assert (one["status"], one["codes"].get("term.missing")) == ("done", None)
    assert one["codes"]["term.not-held"] == 1


def test_a_group_with_the_second_term_only(archiver: Call, winter: Path, tmp_path: Path) -> None:
    write_canonical(half(term=2), winter)
    assert group(bind(archiver, winter, tmp_path / "out"))["status"] == "blocked"
    settings(tmp_path, '[[groups]]\nname = "ис-21"\nperiods = [2]')
    one = group(bind(archiver, winter, tmp_path / "out"))
    assert (one["status"], [term["number"] for term in one["terms"]]) == ("done", [2])


def test_an_accepted_term_is_bound_with_its_reason_and_blocks_nowhere(
    archiver: Call, winter: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    answer = bind(archiver, winter, out, "--accept", "term.missing@ИС-21=Выпущена в январе")
    one = group(answer)
    assert (one["status"], one["findings"]["blocking"], one["findings"]["warning"]) == ("done", 0, 1)
    assert one["accepted"] == [{"code": "term.missing", "reason": "Выпущена в январе", "by": ""}]
    settings(tmp_path, '[[accepted]]\ngroup = "ИС-21"\ncode = "term.missing"\nreason = "Выпущена в январе"')
    made = volumes(out)
    assert group(bind(archiver, winter, out))["unchanged"]
    assert volumes(out) == made
    answer = archiver("check", winter, "--json", "--today", SUMMER)
    assert (group(answer)["blocked"], group(answer)["counts"]["blocking"]) == (False, 0)
    assert answer.document["counts"]["blocking"] == 0
    (found,) = [one for one in group(answer)["findings"] if one["code"] == "term.missing"]
    assert found["severity"] == "warning" and "Выпущена в январе" in found["message"]
    assert "Мешают печати (!!): 0" in archiver("check", winter, "--today", SUMMER).out
    words = ("--printed", out, "--today", "2026-08-01", "--json")
    rows = archiver("deadlines", winter, *words).document["deadlines"]
    assert {(row["group"], row["term"], row["state"]) for row in rows} == {
        ("ИС-21", "1 семестр", "printed"),
        ("ТО-11", "1 семестр", "printed"),
        ("ТО-11", "2 семестр", "printed"),
    }


def test_a_term_may_be_accepted_before_it_is_over(archiver: Call, winter: Path, tmp_path: Path) -> None:
    words = ("--accept", "term.missing@ИС-21=Выпущена в январе")
    one = group(bind(archiver, winter, tmp_path / "out", *words, today=WINTER))
    assert (one["status"], one["accepted"]) == ("done", [])


def test_a_damaged_file_may_be_accepted_like_anything_else(
    archiver: Call, winter: Path, tmp_path: Path
) -> None:
    (winter / "ТО-11 2025-26.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    answer = archiver("check", winter, "--json", "--today", WINTER)
    (code,) = {one["code"] for one in group(answer, "ТО-11")["findings"] if one["severity"] == "blocking"}
    assert (answer.code, code.startswith("file.")) == (4, True)
    settings(tmp_path, f'[[accepted]]\ngroup = "ТО-11"\ncode = "{code}"\nreason = "Старая выгрузка"')
    answer = archiver("check", winter, "--json", "--today", WINTER)
    assert (answer.code, group(answer, "ТО-11")["blocked"]) == (0, False)
    assert archiver("check", winter, "--strict", "--today", WINTER).code == 3
    assert group(answer, "ТО-11")["accepted"] == [{"code": code, "reason": "Старая выгрузка", "by": ""}]
    assert group(bind(archiver, winter, tmp_path / "out", today=WINTER), "ТО-11")["status"] == "done"
    assert archiver("statement", winter, "--to", tmp_path / "papers", "--group", "ТО-11").code == 0


@pytest.mark.parametrize(
    ("accept", "said"),
    [
        ("student.twice@ИС-21=однофамильцы", "term.missing"),
        ("topic.empty@ИС-21=темы впишут", "term.missing"),
        ("student.twice@ТО-11=однофамильцы", "ТО-11"),
    ],
)
def test_an_acceptance_that_answers_nothing_is_refused(
    archiver: Call, winter: Path, tmp_path: Path, accept: str, said: str
) -> None:
    answer = archiver(
        *("year-end", YEAR, "--from", winter, "--to", tmp_path / "out", "--today", SUMMER),
        *("--accept", accept, "--accept", "term.missing@ИС-21=Выпущена в январе"),
    )
    assert answer.code == 2
    code, group_name = accept.partition("=")[0].split("@")
    assert f"У группы {group_name} нет замечания {code}" in answer.err and said in answer.err
    assert not (tmp_path / "out").exists()


def test_acceptances_of_the_settings_outlive_what_they_answer(
    archiver: Call, winter: Path, tmp_path: Path
) -> None:
    for name in ("ТО-11", "НЕТ-1"):
        settings(tmp_path, f'[[accepted]]\ngroup = "{name}"\ncode = "student.twice"\nreason = "Однофамильцы"')
    answer = bind(archiver, winter, tmp_path / "out", today=WINTER)
    one = group(answer, "ТО-11")
    assert (one["status"], one["accepted"], one["codes"]) == ("done", [], {"accepted.unused": 1})
    assert answer.document["findings"] == {"blocking": 0, "warning": 0, "note": 1}
    said = archiver("check", winter, "--today", WINTER, "--all")
    assert said.code == 0
    assert "НЕТ-1" in said.out and "student.twice" in said.out


def test_a_bound_term_is_not_the_other(archiver: Call, winter: Path, tmp_path: Path) -> None:
    bind(archiver, winter, tmp_path / "out", today=WINTER)

    def states(today: str) -> dict[tuple[str, str], str]:
        answer = archiver("deadlines", winter, "--printed", tmp_path / "out", "--json", "--today", today)
        assert answer.code == (0 if today == WINTER else 3)
        return {(row["group"], row["term"]): row["state"] for row in answer.document["deadlines"]}

    assert states(WINTER)["ИС-21", "2 семестр"] == "running"
    assert states("2026-07-01")["ИС-21", "2 семестр"] == "due"
    assert states("2026-07-04") == {
        ("ИС-21", "1 семестр"): "printed",
        ("ИС-21", "2 семестр"): "overdue",
        ("ТО-11", "1 семестр"): "printed",
        ("ТО-11", "2 семестр"): "printed",
    }


def test_a_report_of_an_earlier_version_is_read(archiver: Call, winter: Path, tmp_path: Path) -> None:
    """It told no terms: the contents of its volumes do."""
    out = tmp_path / "out"
    bind(archiver, winter, out, today=WINTER)
    report = json.loads((out / "report.json").read_text("utf-8"))
    del report["today"]
    for one in report["groups"]:
        del one["terms"]
    (out / "report.json").write_text(json.dumps(report), encoding="utf-8")
    rows = archiver("deadlines", winter, "--printed", out, "--json", "--today", "2026-07-04").document
    assert {(row["group"], row["term"]): row["state"] for row in rows["deadlines"]} == {
        ("ИС-21", "1 семестр"): "printed",
        ("ИС-21", "2 семестр"): "overdue",
        ("ТО-11", "1 семестр"): "printed",
        ("ТО-11", "2 семестр"): "printed",
    }
    answer = bind(archiver, winter, out, today=WINTER)
    assert all(one["unchanged"] for one in answer.document["groups"])
    assert [term["number"] for term in group(answer)["terms"]] == [1]


def test_statements_say_which_term_the_year_lacks(archiver: Call, winter: Path, tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    answer = archiver("statement", winter, "--to", papers, "--group", "ИС-21", "--today", SUMMER)
    assert answer.code == 3
    assert "term.missing" in answer.out
    words = ("--group", "ИС-21", "--term", "1", "--today", SUMMER)
    assert "term.missing" not in archiver("statement", winter, "--to", tmp_path / "one", *words).out
    (twin,) = papers.rglob("*.json")
    assert "Нет журнала за учебный период" not in twin.read_text("utf-8")  # of a term, which is whole
    write_canonical(
        replace(make_journal(sections=make_journal().sections[:2]), plan=make_journal().plan), winter
    )
    archiver("statement", winter, "--to", papers, "--group", "ИС-21", "--today", SUMMER)
    (twin,) = papers.rglob("*год.json")
    assert "Нет журнала за учебный период: 2 семестр." in twin.read_text("utf-8")
