"""Canonical JSON: lossless, deterministic, described by its schema, strict about what it is not."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from journal_strategies import JOURNALS

from archiver.intake.canonical import dump, file_name, json_schema, load, read_canonical, write_canonical
from archiver.intake.canonical.read import head_of
from archiver.intake.exports import Reading
from archiver.intake.open import open_exports
from archiver.intake.refusal import FileRefused
from archiver.intake.tree.directory_tree import DirectoryTree
from archiver.journal.findings import Severity
from archiver.journal.model import AcademicYear, Group, Journal
from archiver.journal.results import ResultKind
from archiver.settings.tables import Limits, Settings
from factories import make_journal

ROOT = Path(__file__).parents[2]
SCHEMA = ROOT / "docs" / "journal.schema.json"


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    schema = json.loads(SCHEMA.read_bytes())
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())


@given(JOURNALS)
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_load_gives_back_what_was_dumped(
    validator: jsonschema.Draft202012Validator, journal: Journal
) -> None:
    data = dump(journal)
    assert load(data) == journal
    assert dump(load(data)) == data
    validator.validate(json.loads(data))


def test_schema_in_docs_is_the_generated_one() -> None:
    assert SCHEMA.read_bytes() == json_schema()


def test_example_of_the_docs_is_a_journal() -> None:
    text = (ROOT / "docs" / "journal-format.md").read_text()
    journal = load(text.split("```json\n")[1].split("```")[0].encode())
    assert journal.sections[0].marks["7", "3"][0].source == "Five"


def test_dump_is_readable_and_has_no_order_of_its_own() -> None:
    journal = make_journal()
    section = journal.sections[0]
    turned = replace(section, marks=dict(reversed(list(section.marks.items()))))
    data = dump(journal)
    assert dump(replace(journal, sections=(turned, *journal.sections[1:]))) == data
    assert data.endswith(b"}\n")
    lines = data.decode().splitlines()
    assert '  "version": 1,' in lines
    assert max(map(len, lines)) < 200
    assert "\\u" not in data.decode()


def read(folder: Path, data: bytes) -> Reading:
    (folder / "a.json").write_bytes(data)
    return read_canonical(DirectoryTree(folder, Limits()), "a.json", "ИС-21")


def changed(path: str, value: object) -> bytes:
    whole: Any = json.loads(dump(make_journal()))
    target = whole
    *parts, last = path.split("/")
    for part in parts:
        target = target[int(part) if part.isdigit() else part]
    target[last] = value
    return json.dumps(whole).encode()


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        ("year", "2025/27", "year"),
        ("year", "2025", "year"),
        ("unknown", 1, "unknown"),
        ("sections/0/lessons/1/date", "01.09.2025", "sections[0].lessons[1].date"),
        ("sections/0/lessons/1/date", 20250901, "sections[0].lessons[1].date"),
        ("sections/0/lessons/1/hours", "2", "sections[0].lessons[1].hours"),
        ("sections/0/lessons/1/hours", True, "sections[0].lessons[1].hours"),
        ("sections/0/marks/0/marks", [], "sections[0].marks[0].marks"),
        ("sections/0/marks/0/column", None, "sections[0].marks[0].column"),
        ("source/carries", ["telepathy"], "source.carries[0]"),
        ("group/name", ["x"], "group.name"),
    ],
)
def test_wrong_values_are_placed(tmp_path: Path, path: str, value: object, place: str) -> None:
    reading = read(tmp_path, changed(path, value))
    assert reading.journal is None
    assert [(one.code, one.place.path, one.group) for one in reading.findings] == [
        ("file.value", place, "ИС-21")
    ]


def test_all_wrong_values_at_once(tmp_path: Path) -> None:
    whole = json.loads(dump(make_journal()))
    for lesson in whole["sections"][0]["lessons"]:
        lesson["date"] = "вчера"
    reading = read(tmp_path, json.dumps(whole).encode())
    assert len(reading.findings) == len(whole["sections"][0]["lessons"]) > 1


@pytest.mark.parametrize(
    ("listed", "key"),
    [
        ("sections/0/lessons", "id"),
        ("sections/0/students", "id"),
        ("sections/0/period_columns", "id"),
        ("terms", "number"),
    ],
)
def test_an_id_given_twice_is_placed(tmp_path: Path, listed: str, key: str) -> None:
    whole: Any = json.loads(dump(make_journal()))
    target = whole
    for part in listed.split("/"):
        target = target[int(part) if part.isdigit() else part]
    target.append({**target[-1], key: target[0][key]})
    reading = read(tmp_path, json.dumps(whole).encode())
    assert reading.journal is None
    (found,) = reading.findings
    path = listed.replace("/0/", "[0].")
    assert (found.code, found.severity, found.place.file) == ("file.value", Severity.BLOCKING, "a.json")
    assert found.place.path == f"{path}[{len(target) - 1}].{key}"
    assert f"{path}[0].{key}" in found.message


def test_ids_are_of_their_lists_alone(tmp_path: Path) -> None:
    whole: Any = json.loads(dump(make_journal()))
    assert len({lesson["id"] for section in whole["sections"] for lesson in section["lessons"]}) < sum(
        len(section["lessons"]) for section in whole["sections"]
    )
    assert read(tmp_path, json.dumps(whole).encode()).journal is not None


@pytest.mark.parametrize("version", [2, 0, "1", True, None, [1]])
def test_unknown_versions_are_refused(tmp_path: Path, version: object) -> None:
    reading = read(tmp_path, changed("version", version))
    assert [one.code for one in reading.findings] == ["file.version"]
    with pytest.raises(ValueError, match="1"):
        load(changed("version", version))


def test_control_characters_are_cleaned_on_reading_and_told(tmp_path: Path) -> None:
    reading = read(tmp_path, changed("group/curator", "Сидо\x07рова\x1b[2J <b>"))
    assert reading.journal is not None
    assert reading.journal.group.curator == "Сидорова[2J <b>"
    (note,) = reading.findings
    assert (note.code, note.severity, note.place.path) == (
        "text.control-characters",
        Severity.NOTE,
        "group.curator",
    )


@given(st.floats(0, 0.9999))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_truncated_files_are_refused(tmp_path: Path, part: float) -> None:
    whole = dump(make_journal())
    data = whole[: int((len(whole) - 2) * part)]
    assert [one.severity for one in read(tmp_path, data).findings] == [Severity.BLOCKING]
    with pytest.raises(ValueError):
        load(data)


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_a_head_is_told_without_the_rest(tmp_path: Path, bom: bytes) -> None:
    head, _terms, _rest = dump(make_journal()).partition(b'"terms"')
    (tmp_path / "a.json").write_bytes(bom + head)
    found = head_of(DirectoryTree(tmp_path, Limits()), "a.json")
    assert (found.name, found.year) == (make_journal().group.name, make_journal().year)


def test_a_file_cut_off_after_its_head_is_refused_under_its_group(tmp_path: Path) -> None:
    data = dump(make_journal())
    (tmp_path / "a.json").write_bytes(data[: len(data) // 2])
    tree = DirectoryTree(tmp_path, Limits())
    head = head_of(tree, "a.json")
    assert head.name == make_journal().group.name
    found = read_canonical(tree, "a.json", head.name)
    assert found.journal is None
    assert [(finding.code, finding.group) for finding in found.findings] == [("file.broken", head.name)]


@pytest.mark.parametrize(
    "text",
    [
        '{"group": {"name": "А"}, "group": {"name": "Б"}, "year": "2025/26"}',
        '{"group": NaN, "year": "2025/26"}',
        '{"year": "2025/26"}',
        '[{"group": {"name": "А"}}]',
        '{"group" {"name": "А"}, "year": "2025/26"}',
    ],
)
def test_a_head_that_is_not_sound_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.json").write_text(text, "utf-8")
    with pytest.raises(FileRefused):
        head_of(DirectoryTree(tmp_path, Limits()), "a.json")


def test_file_name_is_readable_and_rewriting_replaces(tmp_path: Path) -> None:
    journal = make_journal()
    path = write_canonical(journal, tmp_path / "out")
    assert path.name == "ИС-21 2025-26.json"
    assert write_canonical(journal, tmp_path / "out") == path
    assert load(path.read_bytes()) == journal


@pytest.mark.parametrize(
    "name", ["../../evil", "/etc/passwd", "C:\\x", "А" * 300, "con", "a\x00b", "<script>", "…/."]
)
def test_hostile_group_names_stay_in_the_folder(tmp_path: Path, name: str) -> None:
    journal = replace(make_journal(), group=Group(name))
    out = tmp_path / "out"
    path = write_canonical(journal, out)
    assert path.parent == out
    assert list(tmp_path.rglob("*.json")) == [path]
    assert load(path.read_bytes()) == journal


def test_groups_whose_names_fold_together_keep_their_files(tmp_path: Path) -> None:
    journals = [replace(make_journal(), group=Group(name)) for name in ("ИС/21", "ИС:21", "ис-21")]
    paths = [write_canonical(journal, tmp_path) for journal in journals]
    assert len(set(paths)) == 3
    assert [write_canonical(journal, tmp_path) for journal in journals] == paths
    assert [load(path.read_bytes()) for path in paths] == journals
    assert file_name(replace(journals[0], year=AcademicYear(2024))) == "ИС-21 2024-25.json"


def test_schema_refuses_what_the_reader_refuses(validator: jsonschema.Draft202012Validator) -> None:
    whole = json.loads(dump(make_journal()))
    for path, value in (("version", 2), ("extra", 1), ("terms", None)):
        spoiled = copy.deepcopy(whole) | {path: value}
        assert not validator.is_valid(spoiled)


@pytest.mark.parametrize(
    ("column", "kind"),
    [
        ({"title": "Экз."}, ResultKind.EXAM),
        ({"title": "1 сем.", "final": True}, ResultKind.TERM),
        ({"title": "Оценка", "final": True}, ResultKind.TERM),
        ({"title": "Оценка"}, ResultKind.UNKNOWN),
        ({"title": "Средний балл", "final": True}, ResultKind.AVERAGE),
        ({"title": "Оценка", "kind": "exam"}, ResultKind.EXAM),
    ],
)
def test_a_column_without_a_kind_is_read_by_its_title(column: dict[str, object], kind: ResultKind) -> None:
    file = json.loads(dump(make_journal()))
    file["sections"][0]["period_columns"] = [{"id": "final", **column}]
    (read,) = load(json.dumps(file).encode()).sections[0].period_columns
    assert read.kind is kind


def test_very_many_wrong_values_cost_their_number(tmp_path: Path) -> None:
    """Told in a time that grows with their number, not with its square: a file of a megabyte had 200,000."""
    document = json.loads(dump(make_journal()))
    document["sections"][0]["marks"] = [{"student": "s1", "column": "l1", "marks": [[]] * 30_000}]
    file = tmp_path / "a.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    reading = read_canonical(DirectoryTree(tmp_path, Limits()), "a.json", "ИС-21")
    assert reading.journal is None and len(reading.findings) == 51
    assert "29950" in reading.findings[-1].message


def test_a_journal_whose_mark_stands_far_from_its_head_is_no_stranger(tmp_path: Path) -> None:
    whole = json.loads(dump(make_journal()))
    del whole["format"]
    late = json.dumps({**whole, "source": None} | {"format": "college-archiver/journal"}).encode()
    (tmp_path / "a.json").write_bytes(b"{" + b" " * 5_000 + late.lstrip(b"{"))
    exports = open_exports(tmp_path, Settings())
    assert [group.name for group in exports.groups] == [make_journal().group.name]
