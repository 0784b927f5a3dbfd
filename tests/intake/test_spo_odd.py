"""Odd values anywhere in any answer: findings, never a traceback, and every file still accounted for."""

from __future__ import annotations

import copy
import tempfile
from pathlib import Path
from typing import Any

import module_answers as module
from hypothesis import given, settings
from hypothesis import strategies as st

from archiver.errors import InputInvalid
from archiver.intake.open import open_exports
from archiver.settings.tables import Settings

ODD = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**6), 10**6) | st.floats(-9, 9) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=5,
)
MORE = {
    module.STUDENTS: {"studentsCount": 1, "students": [{"lastName": "Бек", "studentGroup": {"id": 1873}}]},
    module.JOURNALS: [{"id": 1873, "name": "ИСиП-24-1", "code": "09.02.07", "yearNumber": 2}],
    "services/people/organization.json": {"name": "Техникум", "directorName": "Ким О.С."},
    f"{module.SHEETS}1873.json": module.sheet(2, {71: ("ОП.01 Математика", "Exam", module.FINALS)}),
    f"{module.OF_STUDENT}90210.json": module.sheet(1, {61: ("ОП.01 Математика", "Exam", module.FINALS)}),
}


@given(st.sampled_from(sorted([*module.answers(), *MORE])), st.data())
@settings(max_examples=150, deadline=None)
def test_odd_values_are_findings(name: str, data: st.DataObject) -> None:
    files = copy.deepcopy(module.answers() | MORE)
    target: Any = files[name]
    while True:
        keys = list(target) if isinstance(target, dict) else list(range(len(target)))
        key = data.draw(st.sampled_from(keys))
        deeper = target[key]
        if not isinstance(deeper, (dict, list)) or not deeper or data.draw(st.booleans()):
            break
        target = deeper
    target[key] = data.draw(ODD)
    with tempfile.TemporaryDirectory() as folder:
        try:
            exports = open_exports(module.write(Path(folder), files), Settings())
        except InputInvalid as refused:
            assert refused.problems
            return
        for group in exports.groups:
            reading = group.read()
            assert reading.journal is not None or reading.findings
            assert all(one.balanced for one in (*exports.account, *reading.account))
