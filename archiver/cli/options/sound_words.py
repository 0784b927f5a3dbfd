"""Words of a command that can be what they are taken for: paths that can exist, texts that can be written.

Every parameter of every command is held to it (archiver.cli.main), so that nothing behind has to expect what
no file system and no register can hold.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from archiver.disk.plain_files import refuse_impossible
from archiver.locale import _
from archiver.wording.causes import cause

_OF_A_PATH = (
    "exists", "file_okay", "dir_okay", "writable", "readable", "resolve_path", "allow_dash", "executable",
)  # fmt: skip


class SoundPath(click.Path):
    """A path that can exist; whether it does is asked later, by what is to be done with it."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Refuse a path that is empty, too long, or leads round in a circle."""
        if isinstance(value, str):
            if not value:
                self.fail(_("the path is empty."), param, ctx)
            try:
                refuse_impossible(Path(value))
            except OSError as error:
                shown = click.format_filename(value)[:80]
                self.fail(_("{path}: {cause}.").format(path=shown, cause=cause(error)), param, ctx)
        return super().convert(value, param, ctx)


class SoundText(click.types.StringParamType):
    """A text in UTF-8."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Refuse bytes that are none (a terminal with another encoding)."""
        text = super().convert(value, param, ctx)
        try:
            text.encode()
        except UnicodeEncodeError:
            self.fail(_("«{value}» is no text in UTF-8.").format(value=ascii(text)[1:-1][:80]), param, ctx)
        return text


def sound(kind: click.ParamType[Any]) -> click.ParamType[Any]:
    """The type that refuses what is not sound, in the place of click's own."""
    if type(kind) is click.types.StringParamType:
        return SoundText()
    if type(kind) is click.Path:
        return SoundPath(**{name: getattr(kind, name) for name in _OF_A_PATH}, path_type=kind.type)
    return kind
