"""A run as its callers see it: what is asked, what a refresh finds, what is named, whose folder it is."""

from __future__ import annotations

import copy
import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import stand_college as college
from stand_module import LOGIN, PASSWORD, Module
from stand_server import serving

from archiver.counter.use_case import Workplace
from archiver.errors import ModuleFailed, UsageError
from archiver.fetch.account import Credentials
from archiver.fetch.module_address import module_at
from archiver.fetch.run import fetch
from archiver.fetch.wanted import Fetched, FetchRequest
from archiver.intake.open import open_exports
from archiver.journal.model import AcademicYear
from archiver.progress import Silent
from archiver.settings.tables import Settings

JUNE = dt.date(2026, 6, 20)
SHEETS = "reports/curator/group-attestation/Semester"


class Told(Silent):
    """Keeps the lines that a run tells."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def line(self, text: str) -> None:
        self.lines.append(text)


class Running:
    """A module whose answers can be changed, and runs against it."""

    def __init__(self, module: Module, address: str, folder: Path) -> None:
        self.module, self.address, self.folder = module, address, folder
        self.told = Told()

    def __call__(self, today: dt.date = JUNE, **more: Any) -> Fetched:
        self.folder.mkdir(exist_ok=True)
        self.module.asked.clear()
        self.told.lines.clear()
        given = {"year": AcademicYear(2025), "gap": 0.0, **more}
        request = FetchRequest(
            module_at(self.address), self.folder, Credentials(LOGIN, lambda: PASSWORD), today, **given
        )
        return fetch(Workplace(Settings()), request, self.told)

    @property
    def asked(self) -> list[str]:
        """Addresses below services/ that were read, without the session's."""
        every = (path.removeprefix("/services/") for method, path in self.module.asked if method == "GET")
        return [one for one in every if not one.startswith("security/")]

    def there(self, address: str) -> bool:
        return (self.folder / f"services/{address}.json").exists()


@pytest.fixture
def running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    module = Module(copy.deepcopy(college.answers()))
    with serving(module, None) as address:
        yield Running(module, address, tmp_path / "to")
    assert module.offences == []


def change(running: Running, path: str, how: Callable[[Any], None]) -> None:
    how(running.module.answers[path])


def test_only_what_is_wanted_is_asked(running: Running) -> None:
    done = running(groups=("ТО-25-1",), term=1)
    assert [one for one in running.asked if "/31" in one] == [
        "journal/gradebook/313/entries",
        "journal/gradebook/3131/subjects/1",
        f"{SHEETS}/1/2025-12-27/313",
    ]
    assert done.taken.groups["313"].years == ("2025/26",)
    running(groups=("ТО-25-1",))  # the same folder grows
    assert running.asked == ["journal/gradebook/3132/subjects/2", f"{SHEETS}/2/2026-06-20/313"]


def test_the_year_is_that_of_the_day_and_a_period_not_begun_is_named(running: Running) -> None:
    done = running(dt.date(2025, 10, 1), year=None)
    assert done.not_begun == ("ИСиП-24-1, 2", "ТО-25-1, 2", "ЭК-22-1, 2")
    assert not any("/5104/" in one or one.startswith(f"{SHEETS}/2") for one in running.asked)
    assert f"{SHEETS}/1/2025-10-01/311" in running.asked


def test_a_group_that_is_not_there_is_named_with_those_that_are(running: Running) -> None:
    with pytest.raises(UsageError, match="ИСиП-24-1"):
        running(groups=("ЮР-99",))


def test_a_finished_snapshot_asks_nobody_anything(running: Running) -> None:
    running()
    logins = running.module.logins
    done = running(JUNE + dt.timedelta(days=5))
    assert (running.asked, done.asked, running.module.logins) == ([], 0, logins)
    assert done.taken.complete


def test_a_refresh_asks_what_may_have_changed_and_says_what_has(running: Running) -> None:
    running()

    def later(page: Any) -> None:
        page["lessons"].append(
            copy.deepcopy(page["lessons"][0]) | {"id": 9999, "date": "2026-06-19T00:00:00"}
        )

    change(running, college.page_of(5104, 31), later)
    day = JUNE + dt.timedelta(days=1)
    running(day, refresh=True)
    pages = [one for one in running.asked if "/subjects/" in one]
    assert sorted(pages) == sorted(f"journal/gradebook/{one}" for one in (
        "5104/subjects/31", "5104/subjects/32", "3122/subjects/2", "3132/subjects/2",
    ))  # fmt: skip
    assert {one for one in running.asked if one.startswith("reports/")} == {
        f"{SHEETS}/{term}/{date}/{group}"
        for term, date in ((1, "2025-12-27"), (2, day.isoformat()))
        for group in (311, 312, 313)
    }
    assert running.told.lines == ["ИСиП-24-1, период 2, ОП.01 Инженерная графика: занятия +1; отметки +3"]
    assert not running.there(f"{SHEETS}/2/2026-06-20/311")  # the sheet of the day before is superseded
    assert running.there(f"{SHEETS}/2/2026-06-21/311")


def test_after_thirty_days_a_period_is_not_asked_again(running: Running) -> None:
    for days, asked in ((29, True), (30, False)):
        day = dt.date(2026, 6, 27) + dt.timedelta(days=days)
        for path, value in running.module.answers.items():
            for entry in value if path.endswith("/entries") else ():
                entry["isActive"] = False
        running(day)
        running(day, refresh=True)
        assert any("/subjects/" in one for one in running.asked) is asked, days


def test_a_page_that_is_no_more_in_the_plan_goes_at_a_refresh(running: Running) -> None:
    running()

    def without_sport(entries: Any) -> None:
        entries[3]["scheduleSubjects"] = entries[3]["scheduleSubjects"][:1]

    change(running, college.entries_of(college.IS), without_sport)
    running(refresh=True)
    assert not running.there("journal/gradebook/5104/subjects/32")
    assert any("убрана" in line for line in running.told.lines)
    open_exports(running.folder, Settings())


def test_a_sheet_older_than_the_last_lesson_with_marks_is_named(running: Running) -> None:
    page = running.module.answers[college.page_of(5104, 31)]
    page["lessons"][-1]["date"] = "2026-07-04T00:00:00"
    for entry in running.module.answers[college.entries_of(college.IS)]:
        entry["isActive"] = False
    july = dt.date(2026, 7, 10)
    (old,) = running(july).old_sheets
    assert (old.group, old.term, old.day, old.last) == (
        "ИСиП-24-1", 2, dt.date(2026, 6, 27), dt.date(2026, 7, 4),
    )  # fmt: skip
    done = running(july, refresh=True, results_date=july)
    assert done.old_sheets == ()
    assert running.there(f"{SHEETS}/2/2026-07-10/311")
    assert not running.there(f"{SHEETS}/2/2026-06-27/311")


def test_a_folder_holds_one_college(running: Running) -> None:
    running(groups=("ТО-25-1",))
    running.module.answers["login"]["tenantName"] = "spo_78"
    before = {one: one.read_bytes() for one in running.folder.rglob("*") if one.is_file()}
    with pytest.raises(UsageError, match="другого колледжа"):
        running(refresh=True)
    assert {one: one.read_bytes() for one in running.folder.rglob("*") if one.is_file()} == before
    assert running.module.logins == running.module.logouts


def test_who_sees_no_group_is_told_so(running: Running) -> None:
    running.module.answers[college.GROUPS].clear()
    running.module.answers[college.BOOKS].clear()
    with pytest.raises(ModuleFailed, match="ни одной группы"):
        running()


def test_odd_numbers_of_an_answer_lead_nowhere(running: Running) -> None:
    def odd(entries: Any) -> None:
        entries[3]["scheduleSubjects"][0]["id"] = "../../../people/students/90001"
        entries[2]["id"] = "5103/../../people"

    change(running, college.entries_of(college.IS), odd)
    running()
    assert not any(".." in one or "students/" in one for one in running.asked)
