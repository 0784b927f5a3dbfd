"""Codes of the commands that make something: by what was made and what blocks, warnings on request only."""

from __future__ import annotations

import click
import pytest
from click.testing import CliRunner

from archiver.cli.options.ending import end
from archiver.journal.code import BLOCKING, NOTE, WARNING
from archiver.journal.findings import Finding, Severity


def code(*severities: Severity, **how: bool) -> int:
    @click.command()
    def command() -> None:
        end([Finding("any.code", severity, "что-то", "сделайте") for severity in severities], **how)

    return CliRunner().invoke(command).exit_code


@pytest.mark.parametrize(
    ("severities", "how", "lenient", "strict"),
    [
        ((), {}, 0, 0),
        ((NOTE,), {}, 0, 0),
        ((WARNING, NOTE), {}, 0, 3),
        ((), {"lacking": True}, 0, 3),
        ((NOTE, BLOCKING), {}, 3, 3),
        ((), {"unmade": True}, 3, 3),
    ],
)
def test_what_is_made_ends_with_0_whatever_is_doubtful(
    severities: tuple[Severity, ...], how: dict[str, bool], lenient: int, strict: int
) -> None:
    assert code(*severities, **how) == lenient
    assert code(*severities, strict=True, **how) == strict
