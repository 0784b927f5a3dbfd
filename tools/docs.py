"""Writes the pages that come from the code: docs/cli.md, exit-codes.md, findings.md, module-answers.md.

`tools/docs.py` writes them; `tools/docs.py --check` names those out of date. A test runs the check.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click
import module_answers

from archiver.cli.main import commands
from archiver.cli.main import main as cli
from archiver.cli.telling.remedies import with_advice
from archiver.errors import ExitCode
from archiver.journal.codes import CODES
from archiver.journal.findings import Severity

DOCS = Path(__file__).resolve().parent.parent / "docs"
MADE = "<!-- Эта страница изготовлена командой make docs; правьте не её, а код. -->"

EXIT_CODES = {
    ExitCode.DONE: (
        "Сделано всё, о чём просили, и ничто не мешает; предупреждения, если они есть, показаны.",
        "Ничего. Кому важны и предупреждения, добавляет --strict: тогда с ними код 3.",
    ),
    ExitCode.INTERNAL: (
        "Непредвиденный сбой самой программы.",
        "Повторить с ARCHIVER_DEBUG=1 и передать вывод тем, кто сопровождает программу.",
    ),
    ExitCode.USAGE: ("Команда вызвана неверно.", "Прочитать сообщение и справку: archiver КОМАНДА --help."),
    ExitCode.FINDINGS: (
        "check, convert, preview, year-end и команды, которые печатают формы: что-то не сделано или что-то "
        "мешает печати. Команды, которые следят за архивом (verify, repair, deposit, calendar, deadlines, "
        "media, level, audit и другие): кто-то должен вмешаться.",
        "Прочитать вывод: там сказано, что не сделано и почему (для year-end — и в report.json).",
    ),
    ExitCode.INPUT_INVALID: (
        "Выгрузки (или названный файл) использовать нельзя; ничего не записано.",
        "Исправить или выгрузить заново файлы, названные в таблице.",
    ),
    ExitCode.CONFIG_INVALID: (
        "archiver.toml не найден, не читается или содержит ошибки.",
        "Исправить названные ключи; проверить: archiver config validate.",
    ),
    ExitCode.OUTPUT_FAILED: (
        "Результат не записан или не показан: нет места, нет прав, вывод некому читать; прежние файлы не "
        "изменены.",
        "Освободить место или выбрать другую папку.",
    ),
    ExitCode.ENGINE_FAILED: (
        "Печать не смогла сверстать или собрать страницы.",
        "Проверить компьютер: archiver doctor.",
    ),
    ExitCode.REGISTER_FAILED: (
        "Реестр архива не открылся, не прочитан или не записан; что в нём было, не изменилось.",
        "Сделать то, что сказано в сообщении; проверить: archiver register status.",
    ),
    ExitCode.REFUSED: (
        "Правило архива не позволяет (приостановка уничтожения, носитель другого года); ничего не изменено.",
        "Прочитать сообщение: в нём названо правило и что нужно сначала.",
    ),
    ExitCode.BUSY: (
        "Занято: то же делает другой запуск (он назван), или очередь этого запуска истекла, пока он стоял.",
        "Дождаться и повторить ту же команду: она сделает остальное.",
    ),
    ExitCode.MODULE_FAILED: (
        "Модуль электронного журнала не ответил или не принял учётную запись; полученное раньше сохранено.",
        "Прочитать сообщение: в нём сказано, что ответил модуль; проверить связь, адрес и учётную запись.",
    ),
    ExitCode.INTERRUPTED: (
        "Остановлено (Ctrl-C, SIGTERM, закрытый терминал); готовое сохранено, недописанного не осталось.",
        "Повторить ту же команду: она доделает остальное.",
    ),
}
SEVERITIES = {
    Severity.BLOCKING: "блокирует",
    Severity.WARNING: "внимание",
    Severity.NOTE: "к сведению",
}


def exit_codes_page() -> str:
    """The table of exit codes."""
    rows = [f"| {code.value} | {what} | {advice} |" for code, (what, advice) in EXIT_CODES.items()]
    return "\n".join(
        [
            "# Коды завершения",
            "",
            MADE,
            "",
            "На них можно опираться в своих сценариях: значение кода не меняется.",
            "",
            "| Код | Что значит | Что сделать |",
            "|---|---|---|",
            *rows,
            "",
        ]
    )


def findings_page() -> str:
    """The table of findings' codes."""
    rows = [
        f"| `{name}` | {SEVERITIES[code.severity]} | {_cell(code.title)} | "
        f"{_cell(with_advice(code.advice, code.remedy))} |"
        for name, code in CODES.items()
    ]
    return "\n".join(
        [
            "# Замечания",
            "",
            MADE,
            "",
            "Замечание, которое **блокирует**, останавливает журнал своей группы, пока его не исправят",
            "или не примут с причиной (`--accept КОД@ГРУППА=ПРИЧИНА` или `[[accepted]]` в `archiver.toml`).",
            "Остальные журнал не останавливают. Коды не меняются, на них можно опираться в сценариях.",
            "",
            "| Код | Вес | Что найдено | Что сделать |",
            "|---|---|---|---|",
            *rows,
            "",
        ]
    )


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def cli_page() -> str:
    """Every command with its help, as the program prints it."""
    context = click.Context(cli, info_name="archiver", terminal_width=100, **cli.context_settings)
    parts = ["# Команды", "", MADE, "", *_help(cli, context)]
    for name in commands():
        command = cli.get_command(context, name)
        assert command is not None
        parts += _command(command, context, name, level=2)
    return "\n".join(parts)


def _command(command: click.Command, parent: click.Context, name: str, level: int) -> Iterator[str]:
    context = click.Context(command, info_name=name, parent=parent, terminal_width=100)
    yield f"{'#' * level} {context.command_path}"
    yield ""
    yield from _help(command, context)
    if isinstance(command, click.Group):
        for child_name, child in command.commands.items():
            yield from _command(child, context, child_name, level + 1)


def _help(command: click.Command, context: click.Context) -> Iterator[str]:
    text = "\n".join(line.rstrip() for line in command.get_help(context).splitlines())
    yield from ("```", text, "```", "")


PAGES = {
    "cli.md": cli_page,
    "exit-codes.md": exit_codes_page,
    "findings.md": findings_page,
    "module-answers.md": module_answers.page,
}


def main(arguments: list[str]) -> int:
    """Write the pages, or with --check return 1 when one is out of date."""
    stale = []
    for name, make in PAGES.items():
        path, text = DOCS / name, make()
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        if "--check" in arguments:
            stale.append(name)
        else:
            path.write_text(text, encoding="utf-8")
    if stale:
        print(f"out of date: {', '.join(stale)}; run make docs", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
