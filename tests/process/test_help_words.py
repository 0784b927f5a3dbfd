"""What stands for values in the help is said in the reader's language."""

from __future__ import annotations

import re

import click
from calls import leaves


def test_no_value_is_called_by_a_developers_word() -> None:
    called = {
        f"{name} {parameter.name}": parameter.make_metavar(click.Context(command))
        for name, command in leaves()
        for parameter in command.params
        if not (isinstance(parameter, click.Option) and parameter.is_flag)
    }
    assert called["year-end accepted"] == "КОД@ГРУППА=ПРИЧИНА"
    assert {place: word for place, word in called.items() if re.search("[A-Z]{2}", word)} == {}
