"""Files of a snapshot as they come: other encodings, no answers, other names, other places, archives."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import fresh_answers as fresh
import pytest
from fresh_answers import ECONOMY, ECONOMY_2, EMPLOYEES, ENTRIES, MATHS, SHEET, look, write

from archiver.errors import InputInvalid
from archiver.intake.open import open_exports
from archiver.settings.tables import Settings


def text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def test_encodings(tmp_path: Path) -> None:
    found = fresh.answers()
    found[ECONOMY] = b"\xef\xbb\xbf" + text(found[ECONOMY]).encode()
    found[ECONOMY_2] = text(found[ECONOMY_2]).encode("utf-16")
    found[ENTRIES] = text(found[ENTRIES]).encode("utf-16-be")
    assert look(write(tmp_path, found)).codes == set()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (text(fresh.answers()[ECONOMY]).encode("cp1251"), "file.encoding"),
        (gzip.compress(text(fresh.answers()[ECONOMY]).encode()), "file.not-an-answer"),
        (text(fresh.answers()[ECONOMY]) * 2, "file.broken"),
        (text(fresh.answers()[ECONOMY])[:900], "file.broken"),
        (b"", "file.empty"),
        ("{}", "file.no-such-number"),
        ("[]", "file.no-such-number"),
        ("null", "file.no-such-number"),
        ('""', "file.no-such-number"),
        ("<!DOCTYPE html><title>Вход</title>", "file.session-expired"),
        ("<html><title>502 Bad Gateway</title></html>", "file.not-an-answer"),
        ("Internal Server Error", "file.not-an-answer"),
        ('{"message": "An error has occurred."}', "file.not-an-answer"),
        ('{"responseStatus": {"message": "Unauthorized"}}', "file.session-expired"),
        ('{"responseStatus": {"errorCode": "Forbidden", "message": "Нет прав"}}', "file.not-an-answer"),
    ],
)
def test_what_is_no_answer_is_told_as_what_it_is(tmp_path: Path, data: bytes | str, code: str) -> None:
    for place in (ECONOMY, SHEET):
        found = fresh.answers() | {place: data}
        told = look(write(tmp_path, found)).only(code)
        assert told.place.file == f"services/{place}.json"


def test_a_packed_answer_is_called_packed(tmp_path: Path) -> None:
    found = fresh.answers() | {ECONOMY: gzip.compress(b"{}")}
    assert "gzip" in look(write(tmp_path, found)).only("file.not-an-answer").message


def test_a_list_of_staff_that_is_none_blocks_no_group(tmp_path: Path) -> None:
    found = fresh.answers() | {EMPLOYEES: "<html>Авторизация</html>"}
    seen = look(write(tmp_path, found))
    assert seen.only("file.not-an-answer").group is None and seen.journal


@pytest.mark.parametrize("change", [str.title, str.upper])
def test_names_in_capitals(tmp_path: Path, change: Any) -> None:
    write(tmp_path / "written", fresh.answers())
    for path in sorted((tmp_path / "written").rglob("*.json")):
        parts = path.relative_to(tmp_path / "written").parts
        target = tmp_path / "exports" / Path(*map(change, parts))
        target.parent.mkdir(parents=True, exist_ok=True)
        path.rename(target)
    seen = look(tmp_path / "exports")
    assert seen.codes == set() and len(seen.journal.sections) == 4


def test_two_files_whose_names_differ_in_capitals_alone(tmp_path: Path) -> None:
    folder = write(tmp_path, fresh.answers())
    (folder / "services/journal/gradebook/71/subjects/701.JSON").write_bytes(b"{}")
    assert "spo.file-twice" in look(folder).blocking


def test_a_folder_around_and_no_suffix(tmp_path: Path) -> None:
    folder = write(tmp_path / "Снимок" / "spo.asurso.ru", fresh.answers())
    for path in sorted(folder.rglob("*.json")):
        path.rename(path.with_suffix(""))
    assert look(tmp_path).codes == set()


def test_a_record_of_the_network_is_called_so(tmp_path: Path) -> None:
    entries = [{"request": {"url": "https://spo.asurso.ru/services/x"}, "response": {"content": {}}}]
    har = text({"log": {"version": "1.2", "entries": entries}})
    with pytest.raises(InputInvalid) as refused:
        open_exports(write(tmp_path / "alone", {"/spo.asurso.ru.har": har}), Settings())
    (told,) = refused.value.problems
    assert told.code == "file.format" and "HAR" in told.message
    beside = look(write(tmp_path / "beside", fresh.answers() | {"/trace.json": har}))
    assert beside.only("file.format").group is None


@pytest.mark.parametrize("place", [MATHS, ENTRIES, SHEET])
@pytest.mark.parametrize("name", ["/Математика.json", "/Математика"])
def test_an_answer_without_its_address_is_no_stranger(tmp_path: Path, place: str, name: str) -> None:
    found = fresh.answers()
    found[name] = found[place]
    told = look(write(tmp_path, found)).only("spo.address-unknown")
    assert told.place.file == name[1:]


def test_what_nobody_knows_is_named_once(tmp_path: Path) -> None:
    found = fresh.answers() | {
        "people/positions/all": [{"id": 1}],
        "journal/consultations/7": [{"x": 1}],
        "/services/readme.txt": "…",
        "/notes.json": {"a": 1},
    }
    found[ECONOMY]["newField"] = {"a": 1}
    seen = look(write(tmp_path, found))
    assert seen.codes == {"source.file-unknown", "source.field-unknown", "file.ignored"}
    assert seen.only("source.file-unknown").message.startswith("3 ")


def test_lists_in_a_wrapper(tmp_path: Path) -> None:
    found = fresh.answers()
    found[ENTRIES] = {"data": found[ENTRIES], "total": 2}
    assert look(write(tmp_path, found)).codes == set()


def test_two_snapshots_of_a_group(tmp_path: Path) -> None:
    for name in ("январь", "июнь"):
        write(tmp_path / name, fresh.answers())
    assert look(tmp_path).only("group.twice").group == "ЭК-11"
