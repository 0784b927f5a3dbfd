"""What is said of groups that are not bound, of teachers and of one subject, where it is needed."""

from __future__ import annotations

import datetime as dt
import json
import shlex
from pathlib import Path

import pytest
from pypdf import PdfReader

from archiver.binding.earlier_run import earlier
from archiver.intake.canonical import write_canonical
from archiver.journal.model import AcademicYear
from binding.calling import Call
from factories import make_journal, make_lesson, make_lessons, make_section

YEAR = "2025/26"


@pytest.fixture
def blocked(tmp_path: Path) -> Path:
    """In a folder with a space in its name: «Физика» has a lesson outside the period, «Химия» no topic."""
    folder = tmp_path / "мои выгрузки"
    folder.mkdir()
    outside = make_section("Физика", lessons=(*make_lessons(), make_lesson(99, dt.date(2026, 6, 1))))
    bare = make_section("Химия", lessons=(*make_lessons()[:5], make_lesson(6, topic=None)))
    other = make_section("Физика", 2, teacher="Ёлкин А.А.")
    write_canonical(make_journal(sections=(outside, bare, other)), folder)
    return folder


def told(out: str) -> str:
    return " ".join(out.split())


def test_a_blocked_group_is_explained_on_the_spot(archiver: Call, blocked: Path, tmp_path: Path) -> None:
    words = ("year-end", YEAR, "--from", blocked, "--to", tmp_path / "out")
    answer = archiver(*words)
    assert answer.code == 3
    assert "Группа ИС-21 не сшита. Мешает:" in answer.out
    assert "«Физика», 1 семестр: занятия вне периода" in told(answer.out)
    # The option, as it stands there, makes the binder when the reason is filled in.
    (option,) = [line for line in answer.out.splitlines() if "--accept" in line]
    accept = [word.replace("ПРИЧИНА", "перенесено приказом 12-у") for word in shlex.split(option)]
    assert accept[1] == "lesson.outside-interval@ИС-21=перенесено приказом 12-у"
    assert archiver(*words, *accept).code == 0
    # So does the command that tells everything of the group.
    (command,) = [line for line in answer.out.splitlines() if "--group" in line]
    check = shlex.split(command.partition(": ")[2])
    assert check == ["archiver", "check", str(blocked), "--year", YEAR, "--group", "ИС-21"]
    assert archiver(*check[1:]).code == 3


def test_the_report_says_what_blocks_and_keeps_it_while_the_group_is_away(
    archiver: Call, blocked: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    assert archiver("year-end", YEAR, "--from", blocked, "--to", out).code == 3
    report = (out / "report.json").read_text(encoding="utf-8")
    (group,) = json.loads(report)["groups"]
    (stopped,) = group["blocking"]
    assert stopped["code"] == "lesson.outside-interval"
    assert stopped["message"].startswith("«Физика», 1 семестр: занятия вне периода")
    assert (stopped["place"]["subject"], stopped["place"]["term"]) == ("Физика", 1)
    assert "Иванова" not in report
    (kept,) = earlier(out, AcademicYear(2025)).values()
    assert kept.as_json()["blocking"] == [stopped]


def test_remarks_for_teachers_are_written_beside_the_list(
    archiver: Call, blocked: Path, tmp_path: Path
) -> None:
    paper = tmp_path / "замечания.pdf"
    answer = archiver("check", blocked, "--to", paper, "--json")
    assert (answer.code, answer.document["counts"]["blocking"]) == (3, 1)
    assert str(paper) in answer.err
    text = told(" ".join(page.extract_text() for page in PdfReader(paper).pages))
    assert "Иванова Мария Петровна" in text and "Внести темы занятий." in text
    assert "Ёлкин" not in text  # nothing to put right
    before = paper.read_bytes()
    for target in (blocked / "з.pdf", tmp_path / "з.docx", tmp_path):
        assert archiver("check", blocked, "--to", target).code == 2
    assert paper.read_bytes() == before


def test_a_preview_of_one_subject_tells_of_that_subject(
    archiver: Call, blocked: Path, tmp_path: Path
) -> None:
    draft = ("preview", blocked, "--group", "ИС-21", "--to", tmp_path / "draft.pdf")
    whole = archiver(*draft)
    assert (whole.code, "topic.empty" in whole.out, "lesson.outside" in whole.out) == (3, True, True)
    one = archiver(*draft, "--subject", "Химия")
    assert (one.code, "topic.empty" in one.out, "lesson.outside" in one.out) == (0, True, False)
    other = archiver(*draft, "--subject", "Физика")
    assert (other.code, "topic.empty" in other.out, "lesson.outside" in other.out) == (3, False, True)


def test_the_list_is_short_and_grows_on_request(archiver: Call, blocked: Path) -> None:
    short = archiver("check", blocked)
    assert max(map(len, short.out.splitlines())) <= 120
    assert [line for line in short.out.splitlines() if line.startswith("·")] == []
    details = archiver("check", blocked, "--details").out
    assert "Исправьте даты занятий или границы периода в АСУ РСО" in details
    one = archiver("check", blocked, "--group", "ИС-21", "--json").document
    assert [group["name"] for group in one["groups"]] == ["ИС-21"]
    assert all("remedy" in found for found in one["groups"][0]["findings"])


def test_who_left_by_the_settings_is_in_the_report(archiver: Call, one_group: Path, tmp_path: Path) -> None:
    settings = tmp_path / "archiver.toml"
    group = '[[groups]]\nname = "ИС-21"\nleft = { "2" = 2025-09-30 }\n'
    before = settings.read_text("utf-8") if settings.exists() else ""
    settings.write_text(f"{before}\n{group}", encoding="utf-8")
    words = ("year-end", YEAR, "--from", one_group, "--to", tmp_path / "out", "--config", settings)
    assert archiver(*words).code == 0
    report = json.loads((tmp_path / "out" / "report.json").read_text("utf-8"))
    assert report["groups"][0]["left"] == [{"number": 2, "day": "2025-09-30"}]
    again = archiver(*words, "--json").document["groups"][0]
    assert (again["unchanged"], again["left"]) == (True, [{"number": 2, "day": "2025-09-30"}])
    settings.write_text(before, encoding="utf-8")
    without = archiver(*words, "--json").document["groups"][0]
    assert (without["unchanged"], without["left"]) == (False, [])  # other pages are printed
