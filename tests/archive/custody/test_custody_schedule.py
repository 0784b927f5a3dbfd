"""The schedule as staff change it, files explained, and closings moved by late entries."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import pytest
from custody_archive import ME, Archive, a_file

from archiver.archive.custody.schedule import schedule_for_deposit
from archiver.cli.telling.remedies import advice
from archiver.errors import ConfigInvalid, ExitCode, Refused
from archiver.register.model.people import Role
from archiver.settings.loading import load_settings
from retention.period import RetentionPeriod, Years
from retention.schedule_toml import dump, shipped

TODAY = dt.date.today()


def schedule_file(path: Path, period: RetentionPeriod, code: str = "05-11") -> Path:
    first = shipped().latest
    rows = tuple(dataclasses.replace(row, period=period) if row.code == code else row for row in first.series)
    path.write_text(dump(dataclasses.replace(first, series=rows)), encoding="utf-8")
    return path


def test_the_shipped_schedule_is_shown_before_anything_is_registered(archive: Archive) -> None:
    code, said = archive.call("retention", "schedule", "show")
    assert code == 0
    assert "05-12" in said and "25 лет" in said
    code, text = archive.call("retention", "schedule", "show", "--toml")
    assert code == 0
    assert text == dump(shipped().latest)
    assert "ни одна" in archive.call("retention", "schedule", "history")[1].casefold()


def test_a_change_is_a_new_version_with_author_and_document(archive: Archive) -> None:
    longer = schedule_file(archive.folder / "сроки.toml", Years(7))
    change = ("retention", "schedule", "change", str(longer), "--document", "Приказ № 7 от 01.12.2026")
    assert archive.call(*change)[0] == ExitCode.REFUSED  # nobody is registered
    archive.settle(Role.SECRETARY)
    code, said = archive.call(*change)
    assert code == ExitCode.REFUSED
    assert "архивариус" in said
    with archive.opened() as register, register.transaction(by=ME) as work:
        work.people.change(ME, roles=(Role.ARCHIVIST,))
    file, *_others = archive.add(a_file("ИС-21"), a_file("ИС-21", series="05-12"))
    code, said = archive.call(*change)
    assert code == 0, said
    assert "По новому правилу хранится 1 дело" in said
    assert archive.read(lambda work: work.files.get(file.id).keep_until) == dt.date(2033, 12, 31)
    code, said = archive.call("retention", "schedule", "history")
    assert "Редакция 2" in said and "Орлова Мария Павловна, Архивариус: Приказ № 7" in said
    assert "5 лет" in said and "7 лет" in said
    code, said = archive.call(*change)
    assert code == ExitCode.REFUSED
    assert "уже такая" in said


def test_a_series_with_files_is_not_shortened(archive: Archive) -> None:
    archive.settle(Role.ARCHIVIST)
    (file,) = archive.add(a_file("ИС-21"))
    for period in (Years(4), None):
        shorter = schedule_file(archive.folder / "сроки.toml", period or Years(5))
        if period is None:  # left out
            text = shorter.read_text(encoding="utf-8")
            head, _first, *rest = text.split("[[series]]")
            shorter.write_text("[[series]]".join([head, *rest]), encoding="utf-8")
        code, said = archive.call("retention", "schedule", "change", str(shorter), "--document", "Приказ № 8")
        assert code == ExitCode.CONFIG_INVALID, said
        assert "05-11" in said
    assert archive.read(lambda work: work.files.get(file.id).keep_until) == file.keep_until
    unused = schedule_file(archive.folder / "сроки.toml", Years(3), "05-15")
    assert archive.call("retention", "schedule", "change", str(unused), "--document", "Приказ № 9")[0] == 0


def test_covers_and_register_agree_or_nothing_is_deposited(archive: Archive) -> None:
    settings = load_settings(None).settings
    with archive.opened() as register:
        first = schedule_for_deposit(register, settings, by=ME, today=TODAY)
        assert first.latest.number == 1
        assert schedule_for_deposit(register, settings, by=ME, today=TODAY) == first
        longer = schedule_file(archive.folder / "сроки.toml", Years(7))
        named = settings.archive.model_copy(update={"schedule": longer})
        changed = settings.model_copy(update={"archive": named})
        with pytest.raises(Refused, match=r"7 лет.*редакции 1.*5 лет"):
            schedule_for_deposit(register, changed, by=ME, today=TODAY)
    archive.settle(Role.ARCHIVIST)
    assert archive.call("retention", "schedule", "change", str(longer), "--document", "Приказ № 7")[0] == 0
    with archive.opened() as register:
        assert schedule_for_deposit(register, changed, by=ME, today=TODAY).latest.number == 2
        with pytest.raises(Refused, match=r"5 лет.*редакции 2.*7 лет") as refused:
            schedule_for_deposit(register, settings, by=ME, today=TODAY)
    assert refused.value.remedy is not None
    assert "archive.schedule" in advice(refused.value.remedy)


def test_a_schedule_without_the_series_of_the_journals_is_told_of_at_once(archive: Archive) -> None:
    settings = archive.folder / "archiver.toml"
    text = settings.read_text(encoding="utf-8") + '[records]\njournal_index = "02-15"\n'
    settings.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigInvalid, match="02-15"):
        load_settings(None)


def test_a_file_is_explained_with_its_arithmetic(archive: Archive) -> None:
    archive.add(a_file("ИС-21", year=2002, closed=dt.date(2008, 6, 30)), a_file("ИС-21"))
    code, said = archive.call("retention", "explain", "ТК/05-11/2025-26/ИС-21")
    assert code == 0, said
    for part in (
        "Правило: 05-11",
        "5 лет; редакция 1 от 01.09.2023",
        "Основание: Положение об электронном журнале, раздел 5",
        "закрыто 30.06.2026",
        "2026 + 5 = 2031: с 01.01.2027 по 31.12.2031",
        "не раньше 01.01.2032",
        "Приостановки: нет",
    ):
        assert part in said
    code, said = archive.call("retention", "explain", "ИС-21")
    assert code == ExitCode.REFUSED
    assert "ТК/05-11/2002-03/ИС-21" in said and "ТК/05-11/2025-26/ИС-21" in said
    assert archive.call("retention", "explain", "ИС-99")[0] == ExitCode.REFUSED
    assert "срок истёк" in archive.call("retention", "explain", "ТК/05-11/2002-03/ИС-21")[1]


def test_a_late_entry_moves_the_closing_and_is_explained(archive: Archive) -> None:
    archive.settle(Role.SECRETARY)
    (file,) = archive.add(a_file("ИС-21", year=2024))
    late = ("retention", "close", "ИС-21", "--document", "Приказ о пересдаче № 12", "--on")
    for day in ("30.06.2025", "01.06.2025", "01.01.2199"):
        assert archive.call(*late, day)[0] == ExitCode.USAGE
    code, said = archive.call(*late, "15.10.2025")
    assert code == 0, said
    assert "хранится до 31.12.2030" in said  # the same year: the same period
    code, said = archive.call(*late, "02.02.2026")
    assert "хранится до 31.12.2031" in said
    code, said = archive.call("retention", "explain", file.external_id)
    assert "закрыто 30.06.2025" in said
    assert said.index("поздняя запись 15.10.2025") < said.index("поздняя запись 02.02.2026")
    assert f"Приказ о пересдаче № 12 ({ME})" in said
    assert "2026 + 5 = 2031" in said
