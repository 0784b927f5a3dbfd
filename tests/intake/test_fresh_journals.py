"""Canonical files changed by hand: told in the words of the file, and nothing becomes a grade by them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fresh_answers as fresh
import pytest

from archiver.errors import InputInvalid
from archiver.intake.canonical import dump
from archiver.intake.open import open_exports
from archiver.journal.model import MarkKind
from archiver.settings.tables import Settings

Change = Callable[[dict[str, Any]], Any]


def changed(tmp_path: Path, change: Change) -> Path:
    """A folder with the sound journal, changed by hand."""
    source = fresh.look(fresh.write(tmp_path / "snapshot", fresh.answers()))
    value = json.loads(dump(source.journal))
    change(value)
    folder = tmp_path / "journals"
    folder.mkdir()
    (folder / "ЭК-11 2025-26.json").write_text(json.dumps(value, ensure_ascii=False), "utf-8")
    return folder


def cell(value: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = value["sections"][0]["marks"][0]["marks"][0]
    return found


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (lambda one: one["sections"][0].pop("term"), "sections[0].term"),
        (lambda one: one.pop("terms"), "terms"),
        (lambda one: one["sections"][0].update(term="1"), "sections[0].term"),
        (lambda one: one["sections"][0].update(colour="red"), "sections[0].colour"),
        (lambda one: one["sections"][0]["lessons"][0].update(hours=-2), "sections[0].lessons[0].hours"),
        (lambda one: one["sections"][0]["lessons"][0].update(hours=1.5), "sections[0].lessons[0].hours"),
        (lambda one: one["plan"][0].update(hours=-8), "plan[0].hours"),
        (lambda one: one["group"].update(course=-1), "group.course"),
        (
            lambda one: one["sections"][0]["lessons"][0].update(date="30.02.2025"),
            "sections[0].lessons[0].date",
        ),
        (lambda one: cell(one).update(kind="excellent"), "sections[0].marks[0].marks[0].kind"),
        (lambda one: one.update(year="2025/27"), "year"),
    ],
)
def test_wrong_values(tmp_path: Path, change: Change, path: str) -> None:
    seen = fresh.look(changed(tmp_path, change))
    told = seen.only("file.value")
    assert told.place.path == path and told.group == "ЭК-11"
    assert "module" not in told.advice


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda one: one["sections"].append(one["sections"][0]), "section.twice"),
        (lambda one: one["sections"][0].pop("students"), "mark.no-place"),
        (lambda one: one["sections"][0]["marks"][0].update(student="999"), "mark.no-place"),
        (lambda one: one["sections"][0]["lessons"][0].update(date="2031-01-01"), "lesson.outside-interval"),
        (lambda one: one["sections"][0].update(term=9), "term.unknown"),
        (lambda one: one.update(version=99), "file.version"),
        (lambda one: one["terms"][0].update(end="2025-08-01"), "lesson.outside-interval"),
    ],
)
def test_journals_that_cannot_be_right(tmp_path: Path, change: Change, code: str) -> None:
    assert code in fresh.look(changed(tmp_path, change)).blocking


@pytest.mark.parametrize(
    ("mark", "kind"),
    [
        ({"text": "абв", "kind": "grade"}, MarkKind.UNKNOWN),
        ({"text": "5", "kind": "absence"}, MarkKind.UNKNOWN),
        ({"text": "зач", "kind": "grade"}, MarkKind.UNKNOWN),
        ({"text": "5", "kind": "owed"}, MarkKind.UNKNOWN),
        ({"text": "5", "kind": "grade"}, MarkKind.GRADE),
        ({"text": "•", "kind": "owed"}, MarkKind.OWED),
    ],
)
def test_a_mark_is_what_its_text_says(tmp_path: Path, mark: dict[str, Any], kind: MarkKind) -> None:
    def put(value: dict[str, Any]) -> None:
        value["sections"][0]["marks"][0]["marks"] = [mark]

    seen = fresh.look(changed(tmp_path, put))
    assert seen.section().marks["11", "100"][0].kind is kind
    assert ("mark.unknown" in seen.codes) == (kind is MarkKind.UNKNOWN)


def test_a_cell_given_twice_keeps_both(tmp_path: Path) -> None:
    def again(value: dict[str, Any]) -> None:
        marks = [{"text": "2", "kind": "grade"}]
        value["sections"][0]["marks"].append({"student": "11", "column": "100", "marks": marks})

    assert fresh.look(changed(tmp_path, again)).cells()["11", "100"] == "5/2"


def test_two_groups_in_one_file_and_a_version_in_quotes(tmp_path: Path) -> None:
    folder = changed(tmp_path, lambda one: one.update(version="1"))
    told = fresh.look(folder).only("file.version")
    assert "«1»" in told.message
    path = folder / "ЭК-11 2025-26.json"
    one = json.loads(path.read_text("utf-8"))
    path.rename(folder / "обе.json")
    (folder / "обе.json").write_text(json.dumps([one, one], ensure_ascii=False), "utf-8")
    with pytest.raises(InputInvalid) as refused:
        open_exports(folder, Settings())
    (only,) = refused.value.problems
    assert (only.code, only.place.path) == ("file.value", "$")
