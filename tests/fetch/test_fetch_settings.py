"""What the module knows, as settings; and which folders of snapshots are remembered."""

from __future__ import annotations

import datetime as dt
import json
import stat
from pathlib import Path

import pytest

from archiver.__main__ import run
from archiver.errors import InputInvalid
from archiver.fetch.known_settings import known_settings
from archiver.fetch.remembered import remember, snapshots_naming
from archiver.intake.taken import Taken, TakenGroup, as_bytes
from archiver.remedies import Deed, Remedy
from archiver.settings.loading import load_settings

MOMENT = dt.datetime(2026, 6, 20, 9, tzinfo=dt.UTC)


def entry(number: int, start: str, end: str, **more: object) -> dict[str, object]:
    return {
        "id": number,
        "termNumber": number % 10,
        "termType": "Semester",
        "startDate": start,
        "endDate": end,
    } | more


SERVICES = {
    "people/organization": {
        "name": "ГБПОУ «Волжский техникум»", "shortName": "ВТ", "directorName": "Седова Нина Павловна",
        "directorPosition": "И. о. директора",
    },
    "people/student-groups/all": [
        {"id": 1, "name": "ТО-11", "code": "23.02.07", "yearNumber": 1, "departmentId": 4, "curatorId": 8},
        {"id": 2, "name": "ИС-21", "yearNumber": 2, "departmentId": 4},
    ],
    "people/departments/all": [{"id": 4, "name": "Отделение техники", "managerId": 9}],
    "people/employees/all": [
        {"id": 8, "lastName": "Ли", "firstName": "Анна"},
        {"id": 9, "lastName": "Ким", "firstName": "Ольга", "positionName": "Заведующая отделением"},
    ],
    "journal/gradebook/1/entries": [
        entry(11, "2025-09-01", "2025-12-27"), entry(12, "2026-01-12", "2026-06-27"),
    ],
    "journal/gradebook/2/entries": [
        entry(21, "2024-09-02", "2024-12-28"), entry(22, "2025-09-01", "2025-12-27", termNumber=1),
    ],
}  # fmt: skip


@pytest.fixture
def snapshot(tmp_path: Path) -> Path:
    for address, answer in SERVICES.items():
        file = tmp_path / "to/services" / f"{address}.json"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(answer, ensure_ascii=False), encoding="utf-8")
    return tmp_path / "to"


def test_settings_are_filled_in_with_what_the_module_knows(snapshot: Path, tmp_path: Path) -> None:
    file = tmp_path / "archiver.toml"
    assert run(["config", "init", str(file), "--from-snapshot", str(snapshot)]) == 0
    assert run(["config", "validate", str(file)]) == 0
    found = load_settings(file).settings
    assert (found.college.name, found.college.short_name) == ("ГБПОУ «Волжский техникум»", "ВТ")
    assert (found.reports.director, found.reports.director_post) == (
        "Седова Нина Павловна",
        "И. о. директора",
    )
    (department,) = found.departments
    assert (department.head, department.head_post) == ("Ким Ольга", "Заведующая отделением")
    assert department.groups == ("ИС-21", "ТО-11")
    assert [(one.name, one.course, one.speciality_code, one.curator) for one in found.groups] == [
        ("ИС-21", 2, None, None),
        ("ТО-11", 1, "23.02.07", "Ли Анна"),
    ]
    assert [(one.number, one.name, one.start, one.end) for one in found.periods] == [
        (1, "1 семестр", "09-01", "12-27"),
        (2, "2 семестр", "01-12", "06-27"),
    ]


def test_what_the_module_does_not_know_stays_as_it_is_by_default(snapshot: Path) -> None:
    for address in ("people/organization", "journal/gradebook/1/entries", "journal/gradebook/2/entries"):
        (snapshot / f"services/{address}.json").unlink()
    found = known_settings(snapshot)
    assert found.college.name == ""
    assert found.reports.director_post == "Директор"
    assert len(found.periods) == 2


def test_no_snapshot_and_a_broken_one_are_told(snapshot: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputInvalid, match="нет снимка модуля") as refused:
        known_settings(tmp_path / "empty")
    assert refused.value.remedy == Remedy(Deed.FETCH)
    (snapshot / "services/people/student-groups/all.json").write_text("[{")
    with pytest.raises(InputInvalid, match="Список групп"):
        known_settings(snapshot)


def taken(folder: Path, **groups: tuple[str, ...]) -> Path:
    folder.mkdir()
    named = {str(place): TakenGroup(name, years) for place, (name, years) in enumerate(groups.items())}
    (folder / "snapshot.json").write_bytes(as_bytes(Taken("https://x", "1", MOMENT, MOMENT, groups=named)))
    return folder


def test_snapshots_are_found_by_the_groups_and_years_they_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert snapshots_naming([("ИС21", "2025/26")]) == ()
    first = taken(tmp_path / "1", ИС21=("2025/26",), ТО11=("2024/25",))
    second = taken(tmp_path / "2", ИС21=("2024/25",))
    unknown = taken(tmp_path / "3", ИС21=())
    for one in (first, second, unknown, first):
        remember(one)
    kept = tmp_path / "data/college-archiver/fetched.json"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert json.loads(kept.read_text()) == [str(second), str(unknown), str(first)]
    assert snapshots_naming([("ис21", "2025/26")]) == (unknown, first)
    assert snapshots_naming([("ИС21", "2024/25"), ("ТО11", "2024/25")]) == (second, unknown, first)
    assert snapshots_naming([("ТО11", "2025/26")]) == ()
    (first / "snapshot.json").unlink()
    kept.write_text(kept.read_text())
    assert snapshots_naming([("ИС21", "2025/26")]) == (unknown,)
    kept.write_text("{")
    assert snapshots_naming([("ИС21", "2025/26")]) == ()
    remember(second)
    assert json.loads(kept.read_text()) == [str(second)]
