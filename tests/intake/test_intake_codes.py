"""Every code the intake gives is in the one table, so that it can be accepted and documented."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import archiver.intake
import archiver.settings.loading
from archiver.journal.codes import CODES
from archiver.journal.intake_codes import INTAKE_CODES

_CODE = re.compile(r"(file|spo|group|term|settings|text|year)\.[a-z][a-z-]+")
_JSON_PATHS = {"group.name"}


def used() -> set[str]:
    found = set()
    rooms = (archiver.intake, archiver.settings.loading)  # the second tells of settings that came along
    for path in (path for room in rooms for path in Path(str(room.__file__)).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and _CODE.fullmatch(node.value):
                found.add(node.value)
    return found - _JSON_PATHS


def test_codes_in_use_and_codes_of_the_table_are_the_same() -> None:
    assert used() - CODES.keys() == set()
    assert INTAKE_CODES.keys() - used() == set()
