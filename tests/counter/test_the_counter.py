"""Every use case is declared once; who may do it stands in one table, and nobody gets round it."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import FunctionType

import pytest

import archiver
from archiver.counter.use_case import USE_CASES
from archiver.errors import Refused
from archiver.people.who import Acting
from archiver.permissions import TABLE, Permission
from archiver.register.model.people import Person, Role
from counters import MOMENT, stranger

ROOT = Path(archiver.__file__).parent
BELOW = {"register", "cli", "web", "jobs", "counter", "locale"}
"""Rooms whose functions are no use cases: what they are made of, and the doors."""
HELPERS = {
    "archiver.archive.disposal.believing.heard_from",
    "archiver.archive.disposal.carried.hear_statements",
    "archiver.archive.disposal.carried.refuse_silent",
    "archiver.archive.disposal.carried.refuse_unlike_copies",
    "archiver.archive.disposal.acts.officer_of",
    "archiver.archive.disposal.searching.look_through",
    "archiver.archive.disposal.statements.read_statements",
    "archiver.archive.disposal.unseen.unseen_of",
    "archiver.archive.preservation.adopting.look_again",
    "archiver.archive.retrieval.best_copy.best_copy",
    "archiver.archive.retrieval.best_copy.look_again",
    "archiver.archive.retrieval.documents.read_documents",
}
"""Take a session on behalf of a use case, never of a door."""


PROVED = {
    "archiver.archive.custody.holding.lift",
    "archiver.archive.custody.holding.place",
    "archiver.archive.custody.schedule.change",
    "archiver.archive.disposal.appraising.appraise",
    "archiver.archive.disposal.by_hand.confirm_removed",
    "archiver.archive.disposal.execution.execute",
    "archiver.archive.disposal.paper.confirm_medium",
    "archiver.archive.disposal.returning.finish_returned",
    "archiver.archive.disposal.paper.confirm_paper",
    "archiver.archive.disposal.steps.agree",
    "archiver.archive.disposal.steps.agree_regionally",
    "archiver.archive.disposal.steps.approve",
    "archiver.archive.disposal.steps.confirm_date",
    "archiver.archive.staff.change",
    "archiver.archive.staff.enter",
    "archiver.archive.staff.set_password",
    "archiver.archive.upkeep.rebuild",
    "archiver.archive.upkeep.restore",
}
"""A password is asked for them where the account is not enough (ADR 0034)."""


def modules() -> Iterator[str]:
    for found in pkgutil.walk_packages([str(ROOT)], "archiver."):
        if found.name.split(".")[1] not in BELOW and not found.name.endswith("__main__"):
            yield found.name


def functions() -> Iterator[tuple[str, FunctionType]]:
    for name in modules():
        for member in vars(importlib.import_module(name)).values():
            if inspect.isfunction(member) and member.__module__ == name:
                yield f"{name}.{member.__name__}", member


def takes(function: FunctionType) -> str:
    """What its first parameter is; of what runs inside a unit of work, nothing."""
    annotations = [str(one.annotation) for one in inspect.signature(function).parameters.values()]
    return annotations[0] if annotations and "Work" not in annotations else ""


def test_a_public_function_of_a_session_is_a_declared_use_case() -> None:
    found = {name for name, one in functions() if takes(one) in {"Session", "Caller", "Workplace"}}
    public = {name for name in found if not name.rpartition(".")[2].startswith("_")}
    assert public - HELPERS == set(USE_CASES)
    assert public >= HELPERS
    assert len(public) > 40


def test_who_acts_is_proved_in_every_step_of_an_act_and_in_what_gives_rights() -> None:
    assert list(functions())  # loads every use case
    assert {name for name, one in USE_CASES.items() if TABLE[one.permission].proved} == PROVED


def test_every_permission_stands_in_the_table_and_is_asked_by_somebody() -> None:
    assert set(TABLE) == set(Permission)
    for name in modules():
        importlib.import_module(name)
    assert {one.permission for one in USE_CASES.values()} == set(Permission)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("permission", Permission)
def test_a_role_may_what_the_table_says(role: Role, permission: Permission) -> None:
    person = Person(
        login="orlova",
        name="Орлова Мария Павловна",
        roles=(role,),
        groups=("ИС-21", "ИС–22"),
        registered_at=MOMENT,
    )
    rule = TABLE[permission]
    everywhere, own = role in rule.roles, role in rule.own
    for group, may in (
        ("", everywhere),
        ("ИС-21", everywhere or own),
        ("ис-22", everywhere or own),
        ("ИС-2", everywhere),
        ("ИС-23", everywhere),
    ):
        assert allowed(Acting("orlova", person), permission, group) is may, group
        nobodys = Acting("orlova", replace(person, groups=()))
        assert allowed(nobodys, permission, group) is everywhere, group


def allowed(acting: Acting, permission: Permission, group: str) -> bool:
    try:
        acting.require(permission, group)
    except Refused:
        return False
    return True


def test_a_curator_may_nothing_with_the_whole_college() -> None:
    own = {one for one, rule in TABLE.items() if Role.CURATOR in rule.own}
    assert own == {Permission.JOURNAL_CHECK, Permission.SCHOLARSHIP_MAKE}
    assert not {one for one in own if Role.CURATOR in TABLE[one].roles}


def test_what_a_curator_may_do_with_own_groups_is_asked_group_by_group() -> None:
    assert list(functions())  # loads every use case
    for name, one in USE_CASES.items():
        assert one.by_group is bool(TABLE[one.permission].own), name


def test_work_by_schedule_may_five_things() -> None:
    may = {one for one, rule in TABLE.items() if Role.SCHEDULED in rule.roles}
    assert may == {
        Permission.MEDIA_VERIFY,
        Permission.REGISTER_BACKUP,
        Permission.MEDIA_DUE,
        Permission.CALENDAR_LOOK,
        Permission.TRAIL_ANCHOR,
    }


def test_a_stranger_sees_no_names_and_changes_nothing() -> None:
    for permission, rule in TABLE.items():
        looking = permission.value.split(":")[1] in {"look", "due"}
        assert rule.anybody is looking, permission
        if not looking:
            with pytest.raises(Refused):
                stranger().require(permission)


def imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (one.name for one in node.names)


ROOMS_OF_DOORS = {"cli", "web", "jobs"}
DOORS = sorted(path for room in ROOMS_OF_DOORS for path in (ROOT / room).rglob("*.py"))


@pytest.mark.parametrize("file", DOORS, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_a_door_knows_neither_register_nor_stores(file: Path) -> None:
    below = [
        name
        for name in imported(file)
        if name.split(".")[0] == "storage" or name.startswith(("archiver.register", "archiver.counter.turn"))
    ]
    assert below == []


def test_no_use_case_knows_the_command_line() -> None:
    for file in sorted(ROOT.rglob("*.py")):
        if file.relative_to(ROOT).parts[0] in ROOMS_OF_DOORS | {"__main__.py"}:
            continue
        names = set(imported(file))
        assert not {
            name for name in names if name.split(".")[0] == "click" or name.startswith("archiver.cli")
        }, file
