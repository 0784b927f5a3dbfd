"""The main job, through the command line, on small real exports."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from calling import Call, named
from pypdf import PdfReader

from archiver.intake.canonical import write_canonical
from factories import make_journal, make_lesson, make_lessons, make_section

YEAR = "2025/26"


def report_in(out: Path) -> Any:
    return json.loads((out / "report.json").read_text(encoding="utf-8"))


def test_every_group_gets_its_binder(archiver: Call, exports: Path, tmp_path: Path) -> None:
    answer = archiver("year-end", YEAR, "--from", exports, "--to", tmp_path / "out", "--json")
    assert answer.code == 0, answer.err
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert answer.document == report
    assert [group["name"] for group in report["groups"]] == ["ЁЛ-11", "ИС-21", "ТМ-12"]
    for group in report["groups"]:
        assert group["status"] == "done"
        assert group["findings"] == {"blocking": 0, "warning": 0, "note": 0}
        (volume,) = group["volumes"]
        path = tmp_path / "out" / volume["path"]
        assert hashlib.sha256(path.read_bytes()).hexdigest() == volume["sha256"]
        assert volume["sheets"] == volume["pages"] > 0
        first = [entry["first_page"] for entry in volume["contents"]]
        last = [entry["last_page"] for entry in volume["contents"]]
        assert first == [1, *(page + 1 for page in last[:-1])]
        assert last[-1] == volume["pages"]
        assert [(entry["title"], entry["term"]) for entry in volume["contents"]] == [
            ("МДК.01.01 Базы данных", 1),
            ("МДК.01.01 Базы данных", 2),
            ("Физика", 1),
            ("Физика", 2),
        ]
        assert len(PdfReader(path).pages) > volume["pages"]


def test_second_run_changes_nothing(archiver: Call, exports: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    archiver("year-end", YEAR, "--from", exports, "--to", out)
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in out.glob("*.pdf")}
    answer = archiver("year-end", YEAR, "--from", exports, "--to", out, "--json")
    assert answer.code == 0
    assert all(group["unchanged"] for group in answer.document["groups"])
    assert before == {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in out.glob("*.pdf")}


def test_same_input_gives_the_same_bytes_without_any_cache(
    archiver: Call, one_group: Path, tmp_path: Path
) -> None:
    archiver("year-end", YEAR, "--from", one_group, "--to", tmp_path / "first")
    archiver("cache", "clear")
    archiver("year-end", YEAR, "--from", one_group, "--to", tmp_path / "second")
    first, second = (sorted((tmp_path / run).glob("*.pdf")) for run in ("first", "second"))
    assert [path.name for path in first] == [path.name for path in second] != []
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_a_damaged_volume_is_made_again(archiver: Call, one_group: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    archiver("year-end", YEAR, "--from", one_group, "--to", out)
    (volume,) = out.glob("*.pdf")
    whole = volume.read_bytes()
    volume.write_bytes(whole[:-100])
    answer = archiver("year-end", YEAR, "--from", one_group, "--to", out, "--json")
    assert answer.document["groups"][0]["unchanged"] is False
    assert volume.read_bytes() == whole


def test_late_correction_binds_one_group_again(archiver: Call, exports: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    archiver("year-end", YEAR, "--from", exports, "--to", out)
    before = {path.name: path.read_bytes() for path in out.glob("*.pdf")}
    journal = make_journal()
    late = replace(journal.sections[0], teacher="Кузнецова Анна Павловна")
    write_canonical(replace(journal, sections=(late, *journal.sections[1:])), exports)
    answer = archiver("year-end", YEAR, "--from", exports, "--to", out, "--json")
    unchanged = {group["name"]: group["unchanged"] for group in answer.document["groups"]}
    assert unchanged == {"ЁЛ-11": True, "ИС-21": False, "ТМ-12": True}
    after = {path.name: path.read_bytes() for path in out.glob("*.pdf")}
    assert [name for name in before if after[name] != before[name]] == ["Журнал ИС-21 2025-26.pdf"]


def test_one_bad_group_does_not_stop_the_others(archiver: Call, exports: Path, tmp_path: Path) -> None:
    spoilt = make_section(lessons=(*make_lessons(), make_lesson(99, make_journal().terms[1].end)))
    write_canonical(named(make_journal(sections=(spoilt,)), "ИС-21"), exports)
    (exports / "ТМ-12 2025-26.json").write_bytes((exports / "ТМ-12 2025-26.json").read_bytes()[:500])
    answer = archiver("year-end", YEAR, "--from", exports, "--to", tmp_path / "out", "--json")
    assert answer.code == 3
    groups = {group["name"]: group for group in answer.document["groups"]}
    assert groups["ЁЛ-11"]["status"] == "done"
    assert groups["ИС-21"]["status"] == "blocked"
    assert groups["ИС-21"]["codes"]["lesson.outside-interval"] == 1
    assert groups["ИС-21"]["volumes"] == []
    assert not list((tmp_path / "out").glob("*ИС-21*.pdf"))


def test_accepted_finding_is_bound_and_recorded(archiver: Call, one_group: Path, tmp_path: Path) -> None:
    spoilt = make_section(lessons=(*make_lessons(), make_lesson(99, make_journal().terms[1].end)))
    write_canonical(make_journal(sections=(spoilt,)), one_group)
    reason = "занятие перенесено приказом 12-у"
    answer = archiver(
        *("year-end", YEAR, "--from", one_group, "--to", tmp_path / "out", "--json"),
        *("--accept", f"lesson.outside-interval@ис-21={reason}"),
    )
    assert answer.code == 0  # what is accepted is told and blocks nothing
    (group,) = answer.document["groups"]
    assert group["status"] == "done"
    assert group["findings"]["warning"]
    assert group["accepted"] == [{"code": "lesson.outside-interval", "reason": reason, "by": ""}]
    last = PdfReader(tmp_path / "out" / group["volumes"][0]["path"]).pages[-1].extract_text()
    assert reason in " ".join(last.split())


def test_nothing_readable_writes_nothing(archiver: Call, one_group: Path, tmp_path: Path) -> None:
    for path in one_group.iterdir():
        path.write_bytes(path.read_bytes()[:300])
    answer = archiver("year-end", YEAR, "--from", one_group, "--to", tmp_path / "out")
    assert answer.code == 4
    assert not (tmp_path / "out").exists()
    assert "Traceback" not in answer.err + answer.out


def test_missing_exports_are_named(archiver: Call, tmp_path: Path) -> None:
    answer = archiver("year-end", YEAR, "--from", tmp_path / "нет", "--to", tmp_path / "out")
    assert answer.code == 4
    assert "нет" in answer.err
    assert not (tmp_path / "out").exists()


def test_another_year_is_not_mixed_in(archiver: Call, one_group: Path, tmp_path: Path) -> None:
    archiver("year-end", YEAR, "--from", one_group, "--to", tmp_path / "out")
    report = tmp_path / "out" / "report.json"
    report.write_text(report.read_text(encoding="utf-8").replace('"2025/26"', '"2024/25"'), encoding="utf-8")
    answer = archiver("year-end", YEAR, "--from", one_group, "--to", tmp_path / "out")
    assert answer.code == 2
    assert "2024/25" in answer.err


def test_output_inside_the_exports_is_refused(archiver: Call, one_group: Path) -> None:
    answer = archiver("year-end", YEAR, "--from", one_group, "--to", one_group / "out")
    assert answer.code == 2
    assert not (one_group / "out").exists()


def test_wrong_words_are_usage_errors(archiver: Call, one_group: Path, tmp_path: Path) -> None:
    paths = ("--from", one_group, "--to", tmp_path / "out")
    for words in (
        ("25", *paths),
        (YEAR, "--to", tmp_path / "out"),
        (YEAR, *paths, "--accept", "student.twice"),
        (YEAR, *paths, "--accept", "no.such@ИС-21=причина"),
    ):
        answer = archiver("year-end", *words)
        assert answer.code == 2, words
        assert "Traceback" not in answer.err


def test_binding_one_group_leaves_the_others_in_the_report(
    archiver: Call, exports: Path, tmp_path: Path
) -> None:
    out, one = tmp_path / "out", tmp_path / "one"
    spoilt = make_section(lessons=(*make_lessons(), make_lesson(99, make_journal().terms[1].end)))
    write_canonical(named(make_journal(sections=(spoilt,)), "ТМ-12"), exports)
    archiver("year-end", YEAR, "--from", exports, "--to", out)
    before = {group["name"]: group for group in report_in(out)["groups"]}
    write_canonical(named(make_journal(), "ИС-21"), one)
    answer = archiver("year-end", YEAR, "--from", one, "--to", out, "--json")
    assert answer.code == 0, answer.err
    assert answer.document == report_in(out)
    assert [group["name"] for group in answer.document["groups"]] == ["ЁЛ-11", "ИС-21", "ТМ-12"]
    for group in answer.document["groups"]:
        of_exports = group["name"] == "ИС-21"
        assert group["carried"] is not of_exports
        kept = before[group["name"]] | {"carried": not of_exports, "unchanged": of_exports}
        assert group == kept
    assert answer.document["leftovers"] == []
    said = archiver("year-end", YEAR, "--from", one, "--to", out)
    assert "из прежнего запуска" in said.out
    again = archiver("year-end", YEAR, "--from", exports, "--to", out, "--json")
    assert not any(group["carried"] for group in again.document["groups"])
    assert [group["unchanged"] for group in again.document["groups"]][:2] == [True, True]


def test_a_group_whose_binder_was_taken_away_leaves_the_report(
    archiver: Call, exports: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    archiver("year-end", YEAR, "--from", exports, "--to", out)
    (exports / "ТМ-12 2025-26.json").unlink()
    answer = archiver("year-end", YEAR, "--from", exports, "--to", out, "--json")
    (kept,) = (group for group in answer.document["groups"] if group["carried"])
    (volume,) = kept["volumes"]
    (out / volume["path"]).unlink()
    answer = archiver("year-end", YEAR, "--from", exports, "--to", out, "--json")
    assert [group["name"] for group in answer.document["groups"]] == ["ЁЛ-11", "ИС-21"]


def test_volumes_that_no_group_has_are_named_not_removed(
    archiver: Call, one_group: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    archiver("year-end", YEAR, "--from", one_group, "--to", out)
    (out / "Журнал прежний.pdf").write_bytes(b"%PDF-1.7")
    answer = archiver("year-end", YEAR, "--from", one_group, "--to", out, "--json")
    assert answer.document["leftovers"] == ["Журнал прежний.pdf"]
    assert (out / "Журнал прежний.pdf").exists()


def test_acceptance_of_a_group_that_is_not_there_is_refused(
    archiver: Call, one_group: Path, tmp_path: Path
) -> None:
    paths = ("--from", one_group, "--to", tmp_path / "out")
    answer = archiver("year-end", YEAR, *paths, "--accept", "student.twice@ИС-12=однофамильцы")
    assert answer.code == 2
    assert "ИС-21" in answer.err
    assert not (tmp_path / "out").exists()


def test_folder_is_enough_and_nothing_is_put_beside_it(
    archiver: Call, one_group: Path, tmp_path: Path
) -> None:
    before = set(tmp_path.iterdir()) | {tmp_path / "out"}
    assert archiver("year-end", YEAR, "--from", one_group, "--to", tmp_path / "out").code == 0
    assert set(tmp_path.iterdir()) == before
