"""`archiver calendar`: obligations out of a register, exports and settings; its file judged by icalendar."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import icalendar
import pytest

from archiver.__main__ import run
from archiver.archive.calendar.facts import facts_of_archive, files_of_groups, groups_of
from archiver.archive.calendar.lines import lines
from archiver.binding.report import GroupReport, Status, YearReport, save
from archiver.intake.canonical import write_canonical
from archiver.journal.model import AcademicYear, Term
from archiver.register.model.files import File, Roster
from archiver.register.model.media import Condition, Medium, MediumKind
from archiver.register.model.packages import Bag, BagContent
from archiver.register.opening import open_url
from archiver.register.work import Work
from archiver.settings.tables import Settings
from disposal_factories import make_approved
from factories import make_journal, make_section
from retention.calendar import Duty, Fact, obligations

MOMENT = dt.datetime(2026, 7, 1, 9, tzinfo=dt.UTC)
SETTINGS = """
[college]
short_name = "ОНТ"
[[groups]]
name = "ИС-21"
[[groups]]
name = "ТО-11"
"""


def _journal(
    work: Work, group: str, start: int, media: tuple[Medium, ...], years: int = 5, college: str = "ОНТ"
) -> File:
    file = work.files.add(
        File(
            external_id=f"05-11/{start}/{group}",
            series="05-11",
            index="05-11",
            title=f"Журнал группы {group}",
            academic_year=start,
            college=college,
            registered_at=MOMENT,
            group=group,
            closed_on=dt.date(start + 1, 6, 28),
            years=years,
            keep_until=dt.date(start + 1 + years, 12, 31),
        ),
        Roster.of(("Ёлкин Пётр Ильич",)),
    )
    made = Bag(
        file_id=file.id,
        external_id=f"{file.external_id}/1",
        digest="ab" * 32,
        size=10,
        files=1,
        bagged_on=MOMENT.date(),
    )
    content = BagContent(path="data/x.pdf", size=5, sha256="ab" * 32, sha512="cd" * 64, kind="volume")
    bag = work.bags.add(made, [content])
    for medium in media:
        work.copies.register(work.copies.begin(bag, medium.id, file.external_id), "direct")
    return file


@pytest.fixture(scope="module")
def archive_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """ИС-21 of 2025/26 deposited twice on 1 July 2026; two journals of 2019/20 are due, one held."""
    folder = tmp_path_factory.mktemp("calendar")
    url = f"sqlite:///{folder / 'register.db'}"
    text = f'{SETTINGS}\n[archive]\nregister_url = "{url}"\n'
    (folder / "archiver.toml").write_text(text, encoding="utf-8")
    with open_url(url, clock=lambda: MOMENT) as register, register.transaction("test") as work:
        media = tuple(
            work.media.add(
                Medium(
                    inventory_number=f"ИТ-{number}",
                    kind=MediumKind.DISK,
                    identity=str(number),
                    address=f"/{number}",
                    site=f"Корпус {number}",
                    registered_on=dt.date(2026, 6, 20 + number),
                )
            )
            for number in (1, 2)
        )
        work.media.checked(media[0], dt.date(2026, 6, 21), Condition.GOOD)
        _journal(work, "ИС-21", 2025, media)
        _journal(work, "ИС-09", 2019, media)
        _journal(work, "ЧУЖАЯ-1", 2025, (), college="ДТ")
        _journal(work, "ЧУЖАЯ-0", 2019, (), college="ДТ")
        held = _journal(work, "ИС-08", 2019, media)
        work.holds.place(held.id, "запрос прокуратуры № 5")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ARCHIVER_CONFIG", str(folder / "archiver.toml"))
        patch.chdir(folder)
        yield folder


def document(capsys: pytest.CaptureFixture[str], *words: str, code: int) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert run(("calendar", "--json", *words)) == code
    found = json.loads(capsys.readouterr().out)
    assert found["format"] == "college-archiver/calendar"
    return [
        {key: value for key, value in one.items() if value is not None and value != ""}
        for one in found["obligations"]
    ]


def test_every_obligation_of_the_year(archive_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = document(capsys, "--today", "2026-07-06", code=3)
    of = {(one["duty"], one["subject"], one.get("detail", "")): one for one in found}
    # 31.12.2025 + 5 days is among the holidays: the last working day before is 30 December.
    term = of["term-printed", "ТО-11", "1 семестр"]
    assert (term["due"], term["work_by"], term["state"]) == ("2026-01-05", "2025-12-30", "overdue")
    # 5 July 2026 is a Sunday; Saturday is worked on.
    binder = of["binder-made", "ТО-11", "2025/26"]
    assert (binder["due"], binder["work_by"], binder["state"]) == ("2026-07-05", "2026-07-03", "overdue")
    done = of["binder-made", "ИС-21", "2025/26"]
    assert (done["state"], done["done_on"]) == ("done", "2026-07-01")
    assert of["handed-over", "ИС-21", "2025/26"]["state"] == "overdue"  # copies are no signed act
    assert of["handed-over", "ТО-11", "2025/26"]["state"] == "overdue"
    # Printed some day before it was bound; the day is not known, so it is not called late.
    assert of["term-printed", "ИС-21", "1 семестр"]["state"] == "done"
    medium = of["medium-ready", "2025/26", ""]
    assert (medium["due"], medium["state"], medium["done_on"]) == ("2026-06-30", "done", "2026-06-22")
    assert of["fixity-checked", "ИТ-1", ""]["due"] == "2027-06-21"
    assert not any(one["subject"] == "ЧУЖАЯ-1" for one in found)  # of another college
    # Closed 2020 and kept 5 years: eligible from 1 January 2026; neither the held one nor another college's.
    assert of["files-disposed", "05-11", "1"]["due"] == "2026-01-31"


def test_exports_tell_the_ends_of_terms(archive_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_canonical(make_journal(sections=(make_section(),)), archive_folder / "exports")
    found = document(
        capsys, "--from", "exports", "--today", "2025-12-30", code=0
    )  # another college lacks copies
    (term,) = [one for one in found if (one["subject"], one.get("detail")) == ("ИС-21", "1 семестр")]
    assert (term["due"], term["work_by"]) == ("2026-01-02", "2025-12-30")
    assert run(("calendar", "--printed", "exports")) == 2


def test_a_bound_term_is_not_the_year(archive_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """ТО-11 was bound in January: its second term and its binder are still owed in July."""
    first = dt.date(2025, 9, 1), dt.date(2025, 12, 28)
    for name, terms, accepted in (
        ("январь", (Term(1, "1 семестр", *first),), ()),
        ("прежний", (), ()),  # a report of an earlier version: the contents tell the term
        ("принято", (), ({"code": "term.missing", "reason": "Выпущена в январе", "by": ""},)),
    ):
        out = archive_folder / name
        out.mkdir()
        (out / "ТО-11.pdf").write_bytes(b"%PDF")
        volume = {"path": "ТО-11.pdf", "sha256": "0" * 64, "pages": 1, "sheets": 1, "contents": [{"term": 1}]}
        one = GroupReport("ТО-11", Status.DONE, volumes=(volume,), terms=terms, accepted=accepted)
        save(YearReport(AcademicYear(2025), (one,)), out)
        found = document(capsys, "--printed", name, "--today", "2026-07-06", code=3)
        of = {(one["duty"], one.get("detail")): one["state"] for one in found if one["subject"] == "ТО-11"}
        assert of["term-printed", "1 семестр"] == "done"
        if accepted:
            assert ("term-printed", "2 семестр") not in of
            assert of["binder-made", "2025/26"] in {"done", "done-late"}
        else:
            assert of["term-printed", "2 семестр"] == "overdue"
            assert of["binder-made", "2025/26"] == "overdue"


def test_the_list_tells_groups_together_and_hides_what_is_done(
    archive_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert run(("calendar", "--today", "2026-05-01")) == 3  # the first term of ТО-11
    out = capsys.readouterr().out
    assert "Сшить журналы 2025/26: ТО-11" in out and "сделано" not in out
    assert run(("calendar", "--today", "2026-05-01", "--all")) == 3
    assert "сделано" in capsys.readouterr().out


def test_icalendar_reads_the_file_and_finds_no_error(
    archive_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(("calendar", "--today", "2026-06-25", "--all", "--ics", "архив.ics")) == 3
    raw = (archive_folder / "архив.ics").read_bytes()
    assert all(len(line) <= 75 for line in raw.split(b"\r\n")) and b"\n" not in raw.replace(b"\r\n", b"")
    read = icalendar.Calendar.from_ical(raw)
    parts = list(read.walk())
    assert not any(part.errors for part in parts)
    events = [part for part in parts if part.name == "VEVENT"]
    assert read["VERSION"] == "2.0" and read["PRODID"]
    assert len({str(one["UID"]) for one in events}) == len(events) > 5
    for one in events:
        assert one["DTEND"].dt - one["DTSTART"].dt == dt.timedelta(days=1)
        assert one["DTSTAMP"].dt.tzinfo is not None and one["SUMMARY"]
    alarms = [part for part in parts if part.name == "VALARM"]
    assert alarms and all(one["TRIGGER"].dt < dt.timedelta(0) for one in alarms)
    texts = {str(one["SUMMARY"]): one for one in events}
    binders = texts["Сшить журналы 2025/26: ТО-11"]
    assert binders["DTSTART"].dt == dt.date(2026, 7, 5)
    assert "03.07.2026" in str(binders["DESCRIPTION"])
    # What stands in the file survives the other program's writing.
    again = icalendar.Calendar.from_ical(read.to_ical())
    assert [str(one["SUMMARY"]) for one in again.walk("VEVENT")] == [str(one["SUMMARY"]) for one in events]


def test_an_entry_keeps_its_name_from_export_to_export(archive_folder: Path) -> None:
    def names(day: str) -> set[str]:
        assert run(("calendar", "--today", day, "--ics", "один.ics")) in (0, 3)
        read = icalendar.Calendar.from_ical((archive_folder / "один.ics").read_bytes())
        return {str(one["UID"]) for one in read.walk("VEVENT")}

    assert names("2026-06-25") == names("2026-07-20")
    # A file that is no calendar is left alone.
    (archive_folder / "заметки.txt").write_text("важное", encoding="utf-8")
    assert run(("calendar", "--ics", "заметки.txt")) == 2
    assert (archive_folder / "заметки.txt").read_text("utf-8") == "важное"


def test_more_files_are_the_same_obligation() -> None:
    day = dt.date(2026, 1, 31)

    def key(count: str) -> str:
        (line,) = lines(obligations([Fact(Duty.FILES_DISPOSED, "05-11", day, detail=count)], day, ()))
        return line.key

    assert key("1") == key("7")


def test_many_groups_are_one_line_with_all_named_in_the_entry() -> None:
    from archiver.archive.calendar.lines import entry_of
    from archiver.cli.telling.remedies import command

    day = dt.date(2026, 7, 5)
    facts = [Fact(Duty.BINDER_MADE, f"ИС-{number}", day, detail="2025/26") for number in range(60)]
    (line,) = lines(obligations(facts, day, ()))
    assert line.text.endswith("ИС-6, ИС-7 и ещё 52")
    assert "ИС-59" in entry_of(line, command).description


def test_without_a_register_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path / 'none.db'}"
    (tmp_path / "archiver.toml").write_text(f'[archive]\nregister_url = "{url}"\n', encoding="utf-8")
    monkeypatch.setenv("ARCHIVER_CONFIG", str(tmp_path / "archiver.toml"))
    assert run(("calendar",)) == 8
    open_url(url).close()
    # An empty register owes media by 30 June, and nothing else.
    assert run(("calendar", "--today", "2026-05-01")) == 0
    assert run(("calendar", "--today", "2026-07-01")) == 3


def test_exports_alone_are_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The first term ends on 28.12.2025: its journals are to be printed by 02.01.2026, five days later."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("ARCHIVER_CONFIG", raising=False)
    write_canonical(make_journal(sections=(make_section(),)), tmp_path / "exports")
    before = sorted(tmp_path.rglob("*"))
    assert run(("calendar", "--from", "exports", "--today", "2025-12-30")) == 0
    told = capsys.readouterr()
    assert "02.01.2026" in told.out and "Напечатать журналы, 1 семестр: ИС-21" in told.out
    assert "Сшить журналы 2025/26: ИС-21" in told.out and "носители" in told.out
    assert "Реестра нет" in told.err
    found = document(capsys, "--from", "exports", "--today", "2026-01-03", code=3)
    assert {one["duty"] for one in found} == {"term-printed", "medium-ready", "binder-made", "handed-over"}
    assert run(("calendar", "--from", "exports", "--as", "orlova")) == 2  # nobody is asked who acts
    assert sorted(tmp_path.rglob("*")) == before  # neither a database nor a folder for one
    (tmp_path / "broken.db").write_bytes(b"not a database at all, but there")
    (tmp_path / "archiver.toml").write_text(
        f'[archive]\nregister_url = "sqlite:///{tmp_path}/broken.db"\n', encoding="utf-8"
    )
    assert run(("calendar", "--from", "exports")) == 8  # a register that is there has to be read


def test_acts_and_papers_of_order_179_are_no_groups(tmp_path: Path) -> None:
    """In 2031/32 the register gets the act 1-2032 and the papers of ИС-21, destroyed in that year."""
    year = AcademicYear(2031)
    with open_url(f"sqlite:///{tmp_path / 'groups.db'}") as register, register.transaction("test") as work:
        journal = _journal(work, "ТО-11", 2031, ())
        statements = replace(journal, id=0, external_id="05-12/2031/ЛД-1", group="ЛД-1")
        work.files.add(replace(statements, series="05-12", index="05-12"), Roster())
        for series, group in (("05-13", "Акт 1-2032"), ("05-14", "ИС-21")):
            name = f"{series}/{group}"
            work.files.add(
                replace(journal, id=0, external_id=name, series=series, index=series, group=group), Roster()
            )
        files = files_of_groups(work, year, Settings())
        groups = groups_of((), files, Settings(), year, dt.date(2032, 2, 1))
    assert [group.name for group in groups] == ["ЛД-1", "ТО-11"]


def test_that_the_law_of_a_paper_lapses_is_owed_from_the_year_before(tmp_path: Path) -> None:
    with open_url(f"sqlite:///{tmp_path / 'law.db'}") as register, register.reading() as work:
        told = {
            day.year: [
                line.text for line in lines(obligations(facts_of_archive(work, day, Settings()), day, ()))
            ]
            for day in (dt.date(2027, 12, 31), dt.date(2028, 1, 1))
        }
    owed = (
        "Назвать акт, который придёт на смену, в disposal.confirmation_acts: истекает приказ "
        "Роскомнадзора от 28.10.2022 № 179"
    )
    assert owed not in told[2027] and owed in told[2028]


def test_an_act_waits_thirty_days_from_its_last_step(tmp_path: Path) -> None:
    day = dt.date(2032, 2, 1)
    with open_url(f"sqlite:///{tmp_path / 'acts.db'}") as register:
        with register.transaction("test") as work:
            file = _journal(work, "ИС-21", 2025, ())
            act = make_approved()
            work.acts.add(act, {row.file: file.id for row in act.rows})
        with register.reading() as work:
            facts = tuple(facts_of_archive(work, day, Settings()))
    found = {(line.duty, line.due): line for line in lines(obligations(facts, day, ()))}
    # Approved on 15 January 2032: 14 February. Its file is spoken for and owed by nobody else.
    assert found[Duty.ACT_MOVED_ON, dt.date(2032, 2, 14)].text == "Акт № 1-2032: утверждён, ждёт исполнения"
    assert not any(duty is Duty.FILES_DISPOSED for duty, _day in found)
