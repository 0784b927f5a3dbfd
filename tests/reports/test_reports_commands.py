"""The commands as a user calls them: what is written, what is refused, with which exit code."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from small_journal import OWNER, journal

from archiver.cli.main import main
from archiver.errors import ArchiverError
from archiver.intake.canonical import write_canonical
from archiver.reports.statement.extract import grade_statement
from archiver.reports.statement.files import read_statements
from archiver.reports.statement.twin import dump
from archiver.settings.tables import Limits

SETTINGS = '[college]\nname = "ОНТ"\n[reports]\ndirector = "Бурлаков Юрий Александрович"\n'


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def exports(tmp_path: Path) -> Path:
    folder = tmp_path / "выгрузки"
    write_canonical(journal(), folder)
    (folder / "archiver.toml").write_text(SETTINGS, encoding="utf-8")
    return folder


def call(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def refused(*words: object) -> ArchiverError:
    error = call(*words).exception
    assert isinstance(error, ArchiverError), error
    return error


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_statements_are_written_once_and_kept(exports: Path, tmp_path: Path) -> None:
    out = tmp_path / "ведомости"
    done = call("statement", exports, "--to", out, "--term", 1)
    assert done.exit_code == 0  # a cell with two marks is told on the page
    assert "чего не хватает" in done.output
    assert call("statement", exports, "--to", out, "--term", 1, "--strict").exit_code == 3
    base = "ИС-21 2025-26/Сводная ведомость ИС-21 2025-26 1 семестр"
    assert files(out) == {f"{base}{suffix}" for suffix in (".pdf", ".xlsx", ".json")}
    before = {name: (out / name).read_bytes() for name in files(out)}
    again = call("statement", exports, "--to", out, "--term", 1)
    assert "без изменений 1" in again.output
    assert {name: (out / name).read_bytes() for name in files(out)} == before


def statements(folder: Path) -> Path:
    """Twins of both terms and of the year, as they lie in an archive; no journal beside them."""
    folder.mkdir()
    for term in (1, 2, None):
        (folder / f"{term or 'год'}.json").write_bytes(dump(grade_statement(journal(), OWNER, term=term)))
    return folder


def test_a_certificate_needs_no_journal(tmp_path: Path) -> None:
    archive = statements(tmp_path / "архив")
    done = call("certificate", archive, "--student", "ёлкин пётр ильич", "--to", tmp_path / "справки")
    assert done.exit_code == 0, done.output
    assert files(tmp_path / "справки") == {"Справка Ёлкин Пётр Ильич.pdf", "Справка Ёлкин Пётр Ильич.xlsx"}
    nobody = refused("certificate", archive, "--student", "Ёлкин Павел", "--to", tmp_path / "с")
    assert (nobody.exit_code, "Пётр" in nobody.message) == (2, False)
    assert refused("certificate", tmp_path / "нет", "--student", "А", "--to", tmp_path / "с").exit_code == 4
    one = archive / "1.json"
    one.write_text(one.read_text("utf-8")[:-40], encoding="utf-8")
    broken = refused("certificate", one, "--student", "Ёлкин Пётр Ильич", "--to", tmp_path / "с")
    assert (broken.exit_code, len(broken.problems)) == (4, 1)
    assert not (tmp_path / "с").exists()


def test_a_student_is_found_by_a_part_of_the_name_that_only_one_bears(tmp_path: Path) -> None:
    archive = statements(tmp_path / "архив")
    part = call(
        "certificate", archive, "--student", "елкин п", "--group", "ис21", "--to", tmp_path / "справки"
    )
    assert part.exit_code == 0, part.output
    assert "Справка Ёлкин Пётр Ильич.pdf" in files(tmp_path / "справки")
    several = refused("certificate", archive, "--student", "а", "--to", tmp_path / "с")  # Абаев, … Алла …
    assert several.exit_code == 2
    assert "нескольких студентов (группы ИС-21)" in several.message and "Абаев" not in several.message
    other = refused("certificate", archive, "--student", "Ёлкин", "--group", "ИС-22", "--to", tmp_path / "с")
    assert other.message == "Группы ИС-22 в ведомостях нет. Есть: ИС-21. Может быть, ИС-21?"


def test_a_statement_that_cannot_be_read_does_not_hide_the_others(tmp_path: Path) -> None:
    archive = statements(tmp_path / "архив")
    (archive / "лишнее.json").write_text('{"format": "other"}', encoding="utf-8")
    one = archive / "1.json"
    one.write_text(one.read_text("utf-8")[:-40], encoding="utf-8")
    read = read_statements([archive, archive / "2.json"], Limits())
    assert [statement.period for statement in read.statements] == ["2 семестр", "год"]
    assert [problem.place.file for problem in read.problems] == ["1.json"]


def test_hours_of_a_month_and_of_a_teacher(exports: Path, tmp_path: Path) -> None:
    out = tmp_path / "часы"
    done = call("hours", exports, "--to", out, "--month", "2025-12", "--workers", 1)
    assert done.exit_code == 0, done.output
    assert files(out) == {"Форма 2/Форма 2 ИС-21 2025-12.pdf", "Форма 2/Форма 2 ИС-21 2025-12.xlsx"}
    joined = call("hours", exports, "--to", out, "--month", "2025-12", "--joined", "--workers", 1)
    assert f"Одним файлом: {out / 'Форма 2 одним файлом.pdf'}, бумаг: 1, страниц: " in joined.output
    call("hours", exports, "--to", out, "--teacher", "Фомин Иван Андреевич", "--workers", 1)
    assert any("Форма 3 Фомин" in name for name in files(out))
    (out / "Форма 2" / "Форма 2 ИС-21 2025-12.pdf").unlink()
    again = call("hours", exports, "--to", out, "--month", "2025-12", "--workers", 1)
    assert "Форма 2 одним файлом.pdf — от прежнего запуска" in again.output
    assert refused("hours", exports, "--to", out, "--teacher", "Никто Н.Н.").exit_code == 2
    assert call("hours", exports, "--to", out, "--month", "2025-13").exit_code == 2


def test_groups_months_and_teachers_are_found_as_people_type_them(exports: Path, tmp_path: Path) -> None:
    out = tmp_path / "часы"
    ledger = {"Форма 2/Форма 2 ИС-21 2025-12.pdf", "Форма 2/Форма 2 ИС-21 2025-12.xlsx"}
    for month in ("декабрь", "дек.", "12", "12.2025", "декабря 2025"):
        done = call("hours", exports, "--to", out / month, "--month", month, "--group", "ис 21")
        assert (done.exit_code, files(out / month)) == (0, ledger), done.output
    by_part = call("hours", exports, "--to", out / "п", "--teacher", "фомин и.а.", "--workers", 1)
    assert by_part.exit_code == 0, by_part.output
    assert {name.split()[3] for name in files(out / "п")} == {"Фомин"}
    nobody = refused("hours", exports, "--to", out, "--teacher", "Фамин")
    assert "Преподавателя «Фамин» в выгрузках нет." in nobody.message
    assert nobody.message.endswith("Может быть, Фомин Иван Андреевич?")
    group = refused("statement", exports, "--to", out, "--group", "ИС-12")
    assert group.message == "Группы ИС-12 в выгрузках нет. Есть: ИС-21. Может быть, ИС-21?"
    wrong = call("hours", exports, "--to", out, "--month", "сенябрь")
    assert wrong.exit_code == 2 and "сентябрь, 9 или 09.2025" in wrong.output


def test_one_of_several_groups_is_not_chosen(exports: Path, tmp_path: Path) -> None:
    write_canonical(replace(journal(), group=replace(journal().group, name="ИС-22")), exports)
    several = refused("statement", exports, "--to", tmp_path / "в", "--group", "ис")
    assert (several.exit_code, several.message) == (
        2,
        "«ис» подходит к нескольким группам: ИС-21, ИС-22. Напишите название полнее.",
    )
    assert not (tmp_path / "в").exists()


def test_scholarships_of_a_term(exports: Path, tmp_path: Path) -> None:
    out = tmp_path / "стипендия"
    assert call("scholarship", exports, "--to", out, "--term", 1).exit_code == 0
    assert files(out) == {f"Стипендия ИС-21 2025-26 1 семестр{suffix}" for suffix in (".pdf", ".xlsx")}
    error = refused("scholarship", exports, "--to", out, "--term", 7)
    assert (error.exit_code, "1, 2" in error.message) == (2, True)


def test_a_control_is_compared_with_the_one_before(exports: Path, tmp_path: Path) -> None:
    out = tmp_path / "контроль"
    assert call("control", exports, "--to", out, "--until", "30.09.2025").exit_code == 0
    strict = ("--until", "30.09.2025", "--strict")
    assert call("control", exports, "--to", tmp_path / "строго", *strict).exit_code == 3  # remarks
    before = out / "Контроль 2025-09-30.json"
    assert json.loads(before.read_text("utf-8"))["groups"] == ["ИС-21"]
    done = call("control", exports, "--to", out, "--until", "31.10.2025", "--since", before)
    assert done.exit_code == 0
    before.write_text("{}", encoding="utf-8")
    wrong = refused("control", exports, "--to", out, "--until", "30.11.2025", "--since", before)
    assert wrong.exit_code == 4
    assert "Контроль 2025-11-30.pdf" not in files(out)
    gone = refused("control", exports, "--to", out, "--since", tmp_path / "нет.json")
    assert gone.exit_code == 4


def test_deadlines_tell_what_is_due(exports: Path, tmp_path: Path) -> None:
    assert call("deadlines", exports, "--today", "28.12.2025").exit_code == 0
    due = call("deadlines", exports, "--today", "30.12.2025", "--json")
    assert due.exit_code == 3
    first = json.loads(due.output)["deadlines"][0]
    assert (first["group"], first["due"], first["state"], first["days"]) == ("ИС-21", "2026-01-02", "due", 3)
    assert refused("deadlines", exports, "--printed", tmp_path / "нет").exit_code == 2
    out = tmp_path / "сроки"
    call("deadlines", exports, "--today", "30.12.2025", "--to", out)
    assert files(out) == {"Сроки печати 2025-12-30.pdf", "Сроки печати 2025-12-30.xlsx"}


@pytest.mark.parametrize("command", [("statement",), ("hours",), ("scholarship", "--term", 1), ("control",)])
def test_what_cannot_be_read_writes_nothing(command: tuple[object, ...], tmp_path: Path) -> None:
    exports = tmp_path / "выгрузки"
    exports.mkdir()
    (exports / "ИС-21.json").write_text('{"format": "college-archiver/journal"', encoding="utf-8")
    out = tmp_path / "формы"
    assert refused(*command, exports, "--to", out).exit_code == 4
    assert not out.exists()
    assert refused(*command, exports, "--to", exports / "формы").exit_code in {2, 4}


def test_an_unknown_group_is_named(exports: Path, tmp_path: Path) -> None:
    error = refused("statement", exports, "--to", tmp_path / "о", "--group", "ТО-11")
    assert (error.exit_code, "ИС-21" in error.message) == (2, True)


def test_an_empty_group_is_printed_with_what_it_lacks(tmp_path: Path) -> None:
    exports = tmp_path / "выгрузки"
    write_canonical(replace(journal(), sections=(), plan=()), exports)
    done = call("statement", exports, "--to", tmp_path / "о", "--term", 1)
    assert done.exit_code == 0
    statement = json.loads(next((tmp_path / "о").rglob("*.json")).read_text("utf-8"))
    assert "В журнале нет ни одного студента." in statement["missing"]


def test_a_disk_that_refuses_leaves_nothing_half_written(
    exports: Path, tmp_path: Path, full_disk: Callable[[], None]
) -> None:
    full_disk()
    out = tmp_path / "о"
    error = refused("statement", exports, "--to", out, "--term", 1)
    assert error.exit_code == 6
    assert files(out) == set() if out.exists() else True
