"""Every command of the program with words that let it do its work in the college of these tests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import click

from archiver.cli.main import commands
from archiver.cli.main import main as group

JOURNAL, STATEMENTS = "ТК/05-11/2025-26/ИС-21", "ТК/05-12/2025-26/ИС-21"
_NEXT_YEAR = dt.date.today() + dt.timedelta(days=365)
_PROTOCOL = "--protocol 1 --date 01.02.2026"

CALLS: dict[str, tuple[int | set[int], str]] = {
    "sample": (0, "sample new --format json --groups 1"),
    "fetch": (11, "fetch https://127.0.0.1:1 --login dispatcher --to new --password-file password"),
    "check": (0, "check exports"),
    "convert": (0, "convert exports --to new"),
    "preview": (0, "preview exports --group ИС-21 --to new/draft.pdf"),
    "year-end": (0, "year-end 2025/26 --from exports --to new --workers 1"),
    "printed": (9, "printed ИС-21 --volume 1 --copy 1 --printed binders"),
    "statement": (0, "statement exports --to new --workers 1"),
    "hours": (0, "hours exports --to new --workers 1"),
    "people add": (0, "people add petrov 'Петров Пётр Петрович' --role dispatcher"),
    "people list": (0, "people list"),
    "people change": (0, "people change ivanov --role it"),
    "people password": (0, "people password ivanov --new-password-file password"),
    "people leave": (0, "people leave ivanov"),
    "media add": (0, "media add ИТ-3 d3 --kind directory --site Б"),
    "media change": (0, "media change ИТ-1 --site В"),
    "media parity": (0, "media parity ИТ-1"),
    "media wipe-free": (9, "media wipe-free ИТ-1"),
    "media list": (0, "media list"),
    "media show": (0, "media show ИТ-1"),
    "media label": (0, "media label ИТ-1 --to new/label.pdf"),
    "media check": (0, "media check ИТ-1"),
    "media retire": ({0, 3}, "media retire ИТ-2 --reason износ"),
    "media due": ({0, 3}, "media due"),
    "media probe": (2, "media probe ИТ-1"),
    "media unregistered": (0, "media unregistered"),
    "media adopt": (0, "media adopt ИТ-1"),
    "media erase-duplicate": (2, "media erase-duplicate ИТ-1 папка"),
    "media readmit": (9, "media readmit ИТ-1 --reason найден"),
    "deposit": (0, "deposit binders --from exports"),
    "verify": (0, "verify --all"),
    "drill": (0, "drill"),
    "repair": (0, "repair"),
    "papers cover": (0, f"papers cover {JOURNAL} --to new"),
    "papers certification": (0, f"papers certification {JOURNAL} --to new"),
    "papers inventory": (0, "papers inventory 2025/26 --to new/inventory.pdf"),
    "papers electronic-inventory": (
        0,
        "papers electronic-inventory 2025/26 --to new/electronic.pdf",
    ),
    "papers transfer": (0, "papers transfer 2025/26 --to new/transfer.pdf"),
    "papers plan": (0, "papers plan 2025/26 --to new/plan.pdf"),
    "find": (0, "find ИС-21"),
    "get": (0, "get ИС-21 --all --to new"),
    "level": (0, "level"),
    "level state": (0, f"level state virus-check --document 'Акт 1' --until {_NEXT_YEAR}"),
    "level measures": (0, "level measures"),
    "paper check": (3, "paper check archiver.toml --site Архив"),
    "paper add": (0, f"paper add {JOURNAL} --site Архив"),
    "paper move": (0, f"paper move {STATEMENTS} --site Подвал"),
    "paper none": (0, f"paper none {JOURNAL} --reason электронная"),
    "paper lend": (0, f"paper lend {STATEMENTS} --to 'Иванов И. И.' --until {_NEXT_YEAR}"),
    "paper return": (9, f"paper return {STATEMENTS}"),
    "paper list": (0, "paper list"),
    "retention explain": (0, f"retention explain {JOURNAL}"),
    "retention close": ({0, 9}, f"retention close {JOURNAL} --on 2026-08-01 --document Приказ"),
    "retention sync": (0, "retention sync"),
    "retention schedule show": (0, "retention schedule show"),
    "retention schedule history": (0, "retention schedule history"),
    "retention schedule change": (9, "retention schedule change schedule.toml --document Приказ"),
    "hold place": (0, f"hold place {JOURNAL} --document Запрос"),
    "hold lift": (0, "hold lift 1 --document Приказ"),
    "hold list": (0, "hold list"),
    "disposal due": (0, "disposal due"),
    "disposal draft": (9, "disposal draft"),
    "disposal list": (0, "disposal list"),
    "disposal show": (9, "disposal show 1"),
    "disposal print": (9, "disposal print 1 --to new/act.pdf"),
    "disposal agree": (9, f"disposal agree 1 {_PROTOCOL}"),
    "disposal agree-region": (9, f"disposal agree-region 1 {_PROTOCOL}"),
    "disposal approve": (9, "disposal approve 1"),
    "disposal confirm-date": (9, "disposal confirm-date 1"),
    "disposal account": (9, "disposal account 1"),
    "disposal keep": (9, "disposal keep 1"),
    "disposal cancel": (9, "disposal cancel 1 --reason ошибка"),
    "disposal appraise": (0, f"disposal appraise {JOURNAL} --destroy {_PROTOCOL}"),
    "disposal execute": (9, "disposal execute 1 --yes"),
    "disposal confirm-paper": (9, "disposal confirm-paper 1 --method burnt"),
    "disposal confirm-medium": (9, "disposal confirm-medium 1 ИТ-1 --document Акт"),
    "disposal confirm-removed": (9, "disposal confirm-removed 1 ИТ-1 --document Акт"),
    "disposal finish-returned": (9, "disposal finish-returned 1"),
    "disposal recover": (0, "disposal recover"),
    "audit verify": (0, "audit verify"),
    "audit anchor": (9, "audit anchor"),
    "audit show": (0, "audit show"),
    "audit export": (0, "audit export new/audit.xml"),
    "backup": (0, "backup new/register.gz"),
    "restore": (3, "restore register.gz --replace"),
    "register status": (0, "register status"),
    "register upgrade": (0, "register upgrade"),
    "register rebuild": (9, "register rebuild ИТ-1"),
    "scholarship": (0, "scholarship exports --term 1 --to new"),
    "certificate": (0, "certificate statements --student 'Ёлкин Пётр Ильич' --to new"),
    "control": (0, "control exports --since control.json --to new"),
    "deadlines": ({0, 3}, "deadlines exports --printed binders --to new"),
    "calendar": ({0, 3}, "calendar --from exports --printed binders --ics new/duties.ics"),
    "serve": (2, "serve --host 0.0.0.0"),
    "config show": (0, "config show"),
    "config validate": (0, "config validate archiver.toml"),
    "config init": (0, "config init new/archiver.toml"),
    "jobs list": (0, "jobs list"),
    "jobs show": (2, "jobs show 1"),
    "jobs stop": (2, "jobs stop 1"),
    "jobs retry": (2, "jobs retry 1"),
    "jobs work": (5, "jobs work --config nowhere.toml"),
    "doctor": (0, "doctor"),
    "cache show": (0, "cache show"),
    "cache clear": (0, "cache clear"),
}
"""Name → exit code (several where it depends on the day), words."""


def expected(name: str) -> set[int]:
    """The exit codes a call of CALLS may end with."""
    code = CALLS[name][0]
    return code if isinstance(code, set) else {code}


def leaves() -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, by its words."""
    context = click.Context(group)
    for name in commands():
        command = group.get_command(context, name)
        assert command is not None
        yield from _leaves(name, command)


def _leaves(name: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    if not isinstance(command, click.Group) or command.invoke_without_command:
        yield name, command
    for below, child in getattr(command, "commands", {}).items():
        yield from _leaves(f"{name} {below}", child)
