"""The law of conservation for answers: what stands in a file is used, listed as left out, or told once."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import module_answers as module
from hypothesis import given, settings
from hypothesis import strategies as st
from module_answers import ENTRIES, GROUPS, OTHER_PAGE, PAGE, SHEET, journal, read

from archiver.intake.account import FileAccount
from archiver.intake.spo import known
from archiver.intake.spo.kinds import kinds_of, look_through
from archiver.journal.marks import cell_text
from archiver.sample.college import make_college
from archiver.sample.college_files import college_files

FILES = (GROUPS, ENTRIES, PAGE, OTHER_PAGE, SHEET)
MAPPINGS = re.compile(r"(?:markSets|markSets\.\*\.marks|subjects\[\]\.marks|plannedLessons)$")


def kinds(value: Any, path: str = "") -> Iterator[str]:
    """Kinds of fields as somebody counts them who knows only which objects are keyed by numbers."""
    if isinstance(value, list):
        for one in value:
            yield from kinds(one, path if not path else f"{path}[]")
    elif isinstance(value, dict):
        for key, inner in value.items():
            kind = ".".join(filter(None, (path, "*" if MAPPINGS.search(path) else key)))
            yield kind
            yield from kinds(inner, kind)


def accounts(folder: Path, files: module.Answers) -> dict[str, FileAccount]:
    exports, reading = read(folder, files)
    return {one.file: one for one in (*exports.account, *reading.account)}


def test_every_file_has_an_account_that_counts_as_another_reader_does(tmp_path: Path) -> None:
    files = module.answers()
    found = accounts(tmp_path, files)
    assert found.keys() == files.keys()
    for name, value in files.items():
        assert found[name].unit == "field kinds"
        assert found[name].seen == len(set(kinds(value))), name
        assert found[name].reported == 0


def objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from objects(one)


@given(st.sampled_from(FILES), st.data())
@settings(max_examples=60, deadline=None)
def test_a_strange_field_anywhere_is_told_and_its_value_is_not(name: str, data: st.DataObject) -> None:
    files = module.changed()
    # An object without fields is keyed by numbers of students or tasks: what is put there is a mark.
    places = [one for one in objects(files[name]) if one and not any(key.isdigit() for key in one)]
    place = data.draw(st.sampled_from(places))
    place["zzField"] = data.draw(st.sampled_from(["Тайна", 5, None, {"a": "Тайна"}, ["Тайна"]]))
    with tempfile.TemporaryDirectory() as folder:
        exports, reading = read(Path(folder), files)
    everything = (*exports.findings, *reading.findings)
    assert any(
        one.code == "source.field-unknown" and "zzField" in (one.place.path or "") for one in everything
    )
    assert "Тайна" not in repr((everything, reading))


CELLS = st.dictionaries(
    st.sampled_from(["90210", "90211", "90212"]),
    st.fixed_dictionaries(
        {
            "marks": st.dictionaries(
                st.sampled_from(["1000", "1001", "77"]),
                st.sampled_from(
                    [
                        None,
                        "Five",
                        "Two",
                        4,
                        {"value": "Three"},
                        {"value": "Excellent"},
                        {"value": None, "isRequired": False},
                        {"isRequired": True},
                        {"value": "", "isRequired": True},
                        {},
                    ]
                ),
            )
        },
        optional={"absenceType": st.sampled_from(["IsAbsent", "IsLate", "SickLeave", "Abducted", None, ""])},
    ),
)


def marks_in(page: Any) -> int:
    """Marks of a page as `json` has them: words, absences, and points still to be given."""
    count = 0
    for one in page["lessons"]:
        for cell in one["markSets"].values():
            count += bool(cell.get("absenceType"))
            for mark in cell["marks"].values():
                whole = mark if isinstance(mark, dict) else {"value": mark}
                count += bool(whole.get("value")) or whole.get("isRequired") is True
    return count


@given(st.lists(CELLS, min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_marks_in_are_marks_out(cells: list[dict[str, Any]]) -> None:
    files = module.changed()
    home = {"id": 1001, "type": "Home", "topic": "§ 1", "condition": ""}
    files[PAGE]["lessons"] = [
        module.lesson(number, f"2025-09-{number:02}", tasks=[home], markSets=one)
        for number, one in enumerate(cells, 1)
    ]
    with tempfile.TemporaryDirectory() as folder:
        _exports, reading = read(Path(folder), files)
    page = next(one for one in journal(reading).sections if one.source == PAGE)
    assert sum(map(len, page.marks.values())) == marks_in(files[PAGE])
    assert all(cell_text(marks).strip() for marks in page.marks.values())


def test_the_sample_knows_no_field_that_the_table_does_not() -> None:
    answers = {
        re.compile("services/" + re.escape(one.address).replace(r"\*", "[^/]+") + r"\.json"): one
        for one in known.ANSWERS
    }
    files = [file for batch in college_files(make_college(1, 3), "spo") for file in batch]
    seen = 0
    for file in files:
        for address, answer in answers.items():
            if address.fullmatch(file.path):
                seen += 1
                value = json.loads(file.data)
                assert not look_through(value, answer.shape).unknown, file.path
    assert seen > 30


def test_what_is_left_out_is_not_read() -> None:
    for answer in known.ANSWERS:
        told = dict(kinds_of(answer.shape))
        assert {kind for kind, left_out in told.items() if left_out} == set(answer.left_out), answer.address
        assert all(why for why in answer.left_out.values())
