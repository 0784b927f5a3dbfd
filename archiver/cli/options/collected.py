"""Options that a command is given as one value of the trade, so that nobody spells them out a second time."""

from __future__ import annotations

import functools
from collections.abc import Callable
from importlib import import_module
from typing import Any

import click


def collected(
    name: str, made: str | Callable[..., Any], *options: Callable[..., Any]
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add `options` to a command, which is given what `made` makes of them, as the argument `name`.

    `made` takes each by its own name; where it is «module:class», the module is imported when the command is
    called: heavy ones belong inside of commands.
    """

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(command)
        def with_value(*arguments: Any, **given: Any) -> Any:
            make = _imported(made) if isinstance(made, str) else made
            value = make(**{own: given.pop(own) for own in names})
            return command(*arguments, **given, **{name: value})

        def declared() -> list[click.Parameter]:
            return getattr(with_value, "__click_params__", [])

        before = len(declared())
        result: Callable[..., Any] = with_value
        for option in reversed(options):
            result = option(result)
        names = [str(one.name) for one in declared()[before:]]
        return result

    return decorate


def _imported(place: str) -> Callable[..., Any]:
    module, _colon, attribute = place.partition(":")
    made: Callable[..., Any] = getattr(import_module(module), attribute)
    return made
