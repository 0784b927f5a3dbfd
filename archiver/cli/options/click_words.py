"""click in Russian: its own words (usage, errors, «Options») go through our catalogues.

click looks its texts up with the standard gettext, in a domain and by environment variables that an
application does not own. Its modules hold that function as `_` and `ngettext`; here both names are
pointed at ours, whose catalogue `ru/click.po` has click's texts. A test holds that every text of the
installed click is there.
"""

from __future__ import annotations

import sys
from importlib import import_module

import click

from archiver.locale import _, ngettext

_MODULES = ("core", "decorators", "exceptions", "formatting", "parser", "termui", "types", "utils")


def speak_russian() -> None:
    """Let click's modules look their texts up in our catalogues; calling it again changes nothing."""
    for name in _MODULES:
        import_module(f"click.{name}")
        module = sys.modules[f"click.{name}"]
        for function, ours in (("_", _), ("ngettext", ngettext)):
            if hasattr(module, function):
                setattr(module, function, ours)


def metavar_of(parameter: click.Parameter) -> str | None:
    """What stands for a parameter's value in the help: «ПУТЬ», «ЧИСЛО»; None to leave it to click."""
    if isinstance(parameter, click.Option) and (parameter.is_flag or parameter.count):
        return None
    if isinstance(parameter, click.Argument):
        return _argument_word(parameter)
    kind = parameter.type
    if isinstance(kind, (click.Path, click.File)):
        return _("PATH")
    words = {
        "text": _("TEXT"),
        "integer": _("NUMBER"),
        "integer range": _("NUMBER"),
        "float": _("NUMBER"),
        "float range": _("NUMBER"),
        "date": _("DATE"),
        "year": _("YEAR"),
    }
    return words.get(kind.name)


def _argument_word(argument: click.Argument) -> str | None:
    words = {
        "exports": _("EXPORTS"),
        "year": _("YEAR"),
        "folder": _("FOLDER"),
        "directory": _("FOLDER"),
        "file": _("FILE"),
        "out": _("FOLDER"),
    }
    word = words.get(argument.name or "")
    return word if word is None or argument.required else f"[{word}]"
