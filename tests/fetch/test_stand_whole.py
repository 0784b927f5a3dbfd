"""A snapshot that `archiver fetch` took from the stand-in: every answer of the year, and nothing more."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest
import stand_college as college
from stand_command import Standing
from stand_snapshot import OF_THE_YEAR, OF_THE_YEAR_BEFORE, REDUCED, addresses, digest, files, told

SHEETS = "reports/curator/group-attestation/Semester"


def test_every_answer_of_the_year_is_there_byte_for_byte(stand: Standing, tmp_path: Path) -> None:
    module = stand()
    done = module.fetch(tmp_path / "to")
    assert done.code == 0, done.said
    found = files(tmp_path / "to")
    assert found.keys() == addresses(OF_THE_YEAR)
    for address, data in found.items():
        kept = f"/services/{address}"
        if SHEETS in address:  # the stand-in keeps them by year
            *start, _day, group = kept.split("/")
            kept = "/".join([*start, "2025", group])
        if address != REDUCED:
            assert data == module.module.address(kept), address


def test_it_logs_in_once_asks_for_each_once_and_logs_out(stand: Standing, tmp_path: Path) -> None:
    asked = stand()
    asked.fetch(tmp_path / "to")
    got = [path for method, path in asked.module.asked if method == "GET" and "/security/" not in path]
    assert len(got) == len(set(got)) == len(addresses(OF_THE_YEAR))
    assert asked.module.asked[-1] == ("DELETE", "/services/security/logout")
    assert (asked.module.logins, asked.module.logouts, asked.module.most_sessions) == (1, 1, 1)


def test_the_account_names_the_module_and_the_digest_of_every_file(stand: Standing, tmp_path: Path) -> None:
    module = stand()
    module.fetch(tmp_path / "to")
    account = json.dumps(told(tmp_path / "to"), ensure_ascii=False)
    assert module.address in account
    assert "2025/26" in account
    for address, data in files(tmp_path / "to").items():
        assert digest(data) in account, address


@pytest.mark.parametrize("employees", ["names", "posts", "personal"])
def test_of_employees_only_names_posts_and_who_left_are_kept(
    stand: Standing, tmp_path: Path, employees: str
) -> None:
    done = stand(employees=employees).fetch(tmp_path / "to")
    assert done.code == 0, done.said
    kept = json.loads(files(tmp_path / "to")[REDUCED])
    assert [one["lastName"] for one in kept] == ["Каргин", "Ли", "Ким", "Ушакова"]
    allowed = {"id", "lastName", "firstName", "middleName", "positionName", "isFired"}
    assert all(one.keys() <= allowed for one in kept)
    if employees != "names":
        assert [one["positionName"] for one in kept][2] == "Заведующая отделением"
        assert [one["isFired"] for one in kept] == [False, False, False, True]
    everywhere = b"".join(path.read_bytes() for path in (tmp_path / "to").rglob("*") if path.is_file())
    for secret in (college.BIRTHDAY, college.SNILS, college.PHONE):
        assert secret.encode() not in everywhere
    assert "employees" in json.dumps(told(tmp_path / "to"))  # that it is reduced is said


def test_nobody_but_the_owner_can_look_into_it(stand: Standing, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        stand().fetch(tmp_path / "to")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "to").stat().st_mode) == 0o700
    for path in (tmp_path / "to").rglob("*"):
        assert not path.stat().st_mode & stat.S_IWOTH, path


def test_a_year_a_term_and_a_group_can_be_asked_for(stand: Standing, tmp_path: Path) -> None:
    module = stand()
    assert module.fetch(tmp_path / "before", "--year", "2024/25").code in {0, 3}
    assert files(tmp_path / "before").keys() == addresses(OF_THE_YEAR_BEFORE)
    assert module.fetch(tmp_path / "one", "--group", "ИСиП-24-1", "--term", "1").code == 0
    assert {one for one in files(tmp_path / "one") if "/subjects/" in one or "/Semester/" in one} == {
        *(f"journal/gradebook/5103/subjects/{number}" for number in (21, 22, 23)),
        "reports/curator/group-attestation/Semester/1/2025-12-27/311",
    }


def test_the_day_of_the_results_can_be_chosen(stand: Standing, tmp_path: Path) -> None:
    module = stand(sheet_day="as-of")
    module.fetch(tmp_path / "early")
    module.fetch(tmp_path / "late", "--results-date", "2026-07-05")
    sheet = "Semester/2/{}/311"
    early, late = (
        next(one for address, one in files(tmp_path / name).items() if sheet.format(day) in address)
        for name, day in (("early", "2026-06-27"), ("late", "2026-07-05"))
    )
    marks = [json.loads(one)["subjects"][1]["marks"]["90003"]["value"] for one in (early, late)]
    assert marks == ["Fail", "Success"]


def test_a_finished_snapshot_is_not_asked_for_again(stand: Standing, tmp_path: Path) -> None:
    module = stand()
    module.fetch(tmp_path / "to")
    asked = len(module.module.asked)
    again = module.fetch(tmp_path / "to")
    assert again.code == 0, again.said
    pages = [path for _method, path in module.module.asked[asked:] if "/subjects/" in path or "/Sem" in path]
    assert pages == []


def test_what_may_have_changed_is_asked_for_again_and_told(stand: Standing, tmp_path: Path) -> None:
    answers = college.answers()
    module = stand(answers=answers)
    module.fetch(tmp_path / "to", "--today", "2026-06-30")  # the spring has just ended, the autumn long ago
    changed = college.page_of(5104, 31)
    answers[changed]["lessons"][0]["markSets"]["90003"]["marks"]["31001"] = {"value": "Five"}
    asked = len(module.module.asked)
    done = module.fetch(tmp_path / "to", "--today", "2026-07-01", "--refresh")
    assert done.code in {0, 3}, done.said
    again = {path for _method, path in module.module.asked[asked:] if "/subjects/" in path}
    assert again == {
        f"/services/journal/gradebook/{page}"
        for page in ("5104/subjects/31", "5104/subjects/32", "3122/subjects/2", "3132/subjects/2")
    }
    sheets = {path.split("/")[-2] for _method, path in module.module.asked[asked:] if "/Semester/" in path}
    assert sheets >= {"2025-12-27", "2026-06-27"}
    assert "Инженерная графика" in done.said
    assert "История" not in done.said
    assert files(tmp_path / "to")["journal/gradebook/5104/subjects/31"] == module.module.address(changed)


def test_the_structure_can_be_written_without_a_single_value(stand: Standing, tmp_path: Path) -> None:
    done = stand(employees="personal").fetch(tmp_path / "to", "--shape", str(tmp_path / "shape"))
    assert done.code == 0, done.said
    shape = "".join(
        path.read_text(encoding="utf-8")
        for path in (
            [tmp_path / "shape"] if (tmp_path / "shape").is_file() else (tmp_path / "shape").rglob("*")
        )
    )
    for name in ("markSets", "scheduleSubjects", "lastName", "examinationType", "birthday"):
        assert name in shape, name
    for value in (
        *("Абрамова", "Каргин", "ИСиП", "Математика", "Заведующая", "Five", "Волжский", "90001", "311"),
        *(college.BIRTHDAY, college.SNILS, college.PHONE, "Яшин", "Тема 1", "упр. 2"),
    ):
        assert value not in shape, value
