"""`--to`: one file or a folder of files, told apart before anything is read.

A command that writes exactly one file takes its name, one that writes several takes a folder; the help says
which, and the other kind is refused (archiver.disk.targets).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from archiver.cli.options.sound_words import SoundPath
from archiver.locale import _

PDF = (".pdf",)


class ToFolder(SoundPath):
    """The folder that several files are written into."""

    def __init__(self) -> None:
        super().__init__(readable=False, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Refuse (UsageError) what is a file, or is called as one."""
        from archiver.disk.targets import refuse_file

        folder: Path = super().convert(value, param, ctx)
        refuse_file(folder)
        return folder


class ToFile(SoundPath):
    """The one file that is written, in the form that its ending tells."""

    def __init__(self, endings: Sequence[str] = PDF) -> None:
        super().__init__(readable=False, path_type=Path)
        self.endings = tuple(endings)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """Refuse (UsageError) what is a folder, or is called as no file of these endings."""
        from archiver.disk.targets import refuse_folder

        file: Path = super().convert(value, param, ctx)
        refuse_folder(file, self.endings, slash=str(value).endswith("/"))
        return file


def to_folder(
    text: str, *, name: str = "out", required: bool = True
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """`--to ПАПКА`, described by `text`, as the parameter `name`."""
    return click.option("--to", name, required=required, type=ToFolder(), metavar=_("FOLDER"), help=text)


def to_file(
    text: str = "", *, endings: Sequence[str] = PDF, required: bool = True
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """`--to ФАЙЛ`, described by `text`, as the parameter `out`."""
    told = text or _("The PDF to write.")
    return click.option("--to", "out", required=required, type=ToFile(endings), metavar=_("FILE"), help=told)
