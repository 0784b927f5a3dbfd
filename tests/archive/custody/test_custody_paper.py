"""Volumes on paper through the commands: registered, moved, lent, overdue, returned."""

from __future__ import annotations

import dataclasses
import datetime as dt

from custody_archive import ME, Archive, a_file

from archiver.archive.custody.paper import VOLUMES
from archiver.errors import ExitCode
from archiver.register.model.paper import MovementKind
from archiver.register.model.people import Role

HERE = ("--site", "Корпус 1", "--room", "архив", "--shelf", "3", "--custodian", "Архивариус")


def test_sheets_come_from_the_binder_that_was_deposited(archive: Archive) -> None:
    (file,) = archive.add(dataclasses.replace(a_file("ИС-21"), volumes=2, sheets=380))
    code, said = archive.call("paper", "add", "ИС-21", *HERE)
    assert code == ExitCode.REFUSED
    assert "--sheets" in said
    with archive.opened() as register, register.transaction(by=ME) as work:
        work.trail.note(VOLUMES, f"file:{file.id}", sheets=[250, 130])
    code, said = archive.call("paper", "add", "ИС-21", "--volume", "2", "--sheets", "131", *HERE)
    assert code == 0, said
    code, said = archive.call("paper", "add", "ИС-21", *HERE)
    assert "том 1 из 2, листов: 250" in said
    assert "том 2" not in said
    assert archive.call("paper", "add", "ИС-21", *HERE)[0] == ExitCode.REFUSED
    assert archive.call("paper", "add", "ИС-21", "--volume", "3", *HERE)[0] == ExitCode.USAGE
    code, said = archive.call("paper", "list", "ИС-21")
    assert code == 0
    assert "131" in said and "Корпус 1, архив, 3" in said


def test_a_volume_goes_out_and_comes_back(archive: Archive) -> None:
    archive.settle(Role.SECRETARY)
    (file,) = archive.add(a_file("ИС-21"))
    assert archive.call("paper", "add", "ИС-21", *HERE)[0] == 0
    tomorrow = dt.date.today() + dt.timedelta(days=1)
    lend = ("paper", "lend", "ИС-21", "--to", "Юрист Соколов", "--document", "Требование № 4", "--until")
    assert archive.call(*lend, "01.01.2020")[0] == ExitCode.USAGE
    code, said = archive.call(*lend, f"{tomorrow:%d.%m.%Y}")
    assert code == 0
    assert f"выдан: Юрист Соколов, до {tomorrow:%d.%m.%Y}" in said
    assert archive.call(*lend, f"{tomorrow:%d.%m.%Y}")[0] == ExitCode.REFUSED
    move = ("paper", "move", "ИС-21", "--site", "Корпус 2")
    assert archive.call(*move)[0] == ExitCode.REFUSED
    code, said = archive.call("paper", "list")
    assert code == 0 and "Юрист Соколов" in said
    assert "нет" in archive.call("paper", "list", "--overdue")[1]
    with archive.opened() as register, register.transaction(by=ME) as work:
        (copy,) = work.paper.of_file(file.id)
        work.paper.lend(work.paper.take_back(copy), "Юрист Соколов", dt.date(2025, 1, 9))
    code, said = archive.call("paper", "list", "--overdue")
    assert code == ExitCode.FINDINGS
    assert "ПРОСРОЧЕН" in said
    assert archive.call("paper", "return", "ИС-21")[0] == 0
    assert archive.call("paper", "return", "ИС-21")[0] == ExitCode.REFUSED
    code, said = archive.call(*move, "--document", "Акт № 2")
    assert code == 0 and "Корпус 2; на месте" in said
    moved = archive.read(lambda work: [one.kind for one in work.paper.movements(copy.id)])
    assert moved == [
        MovementKind.REGISTERED,
        MovementKind.LENT,
        MovementKind.RETURNED,
        MovementKind.LENT,
        MovementKind.RETURNED,
        MovementKind.MOVED,
    ]


def test_who_has_no_role_changes_nothing(archive: Archive) -> None:
    archive.settle(Role.COMMISSION)
    archive.add(a_file("ИС-21"))
    code, said = archive.call("paper", "add", "ИС-21", *HERE)
    assert code == ExitCode.REFUSED
    assert "архивариус / диспетчер / секретарь учебной части" in said
