"""The command `archiver`: the list of commands, each imported only when it is called.

`archiver --help` must answer at once, and WeasyPrint or pydantic cost half a second each, so the
group keeps a table of names and short helps, and imports a module when its command is used.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import click

from archiver import __version__
from archiver.cli.options.click_words import metavar_of, speak_russian
from archiver.cli.options.sound_words import sound
from archiver.errors import OutputFailed
from archiver.locale import _
from archiver.wording.causes import cause

speak_russian()


_ELSEWHERE = {"papers": "archive_papers", "backup": "register", "restore": "register"}
"""Commands whose module is not called as they are."""


def commands() -> dict[str, tuple[str, str]]:
    """Name of each command → (`module:attribute`, short help), in the order of a year's work."""
    short_helps = {
        "sample": _("Write the exports of a fictional college"),
        "fetch": _("Take the journals from the module"),
        "check": _("Show what is wrong in the exports"),
        "convert": _("Turn exports into canonical JSON"),
        "preview": _("Print a group, a subject or an interval as a draft"),
        "year-end": _("Make the numbered, certified binder of every group"),
        "printed": _("Note that a volume was printed, and certified"),
        "statement": _("Print the grade statements of groups"),
        "hours": _("Print the hours of teachers: forms 2 and 3"),
        "people": _("Say who acts in the archive and in which roles"),
        "media": _("Look after the media of the archive"),
        "deposit": _("Put binders and grade statements onto the media of the archive"),
        "verify": _("Compare the media with what was deposited"),
        "drill": _("Take a bag of every medium back, as without the program"),
        "repair": _("Put damaged files back from good copies"),
        "papers": _("Print the papers of the archive"),
        "find": _("Find files of the archive and say where their copies are"),
        "get": _("Take a file out of the archive"),
        "level": _("Say how well the archive keeps what it keeps (NDSA)"),
        "paper": _("Look after the volumes on paper"),
        "retention": _("Say how long files are kept, and why"),
        "hold": _("Suspend or release the destruction of files"),
        "disposal": _("Destroy files whose period is over, by an act"),
        "audit": _("Check, anchor, show and hand over the audit trail"),
        "backup": _("Save the register of the archive to one file"),
        "restore": _("Put the register back from a saved copy"),
        "register": _("Look after the database of the archive"),
        "scholarship": _("Print the lists of groups for scholarships"),
        "certificate": _("Print a student's certificate of study"),
        "control": _("Print the monthly control of the journals"),
        "deadlines": _("Say whose printouts are due"),
        "calendar": _("List every obligation with its day"),
        "serve": _("Serve the console for the staff, in a browser"),
        "config": _("Show, check or create archiver.toml"),
        "jobs": _("Look after long work that was asked for at a console"),
        "doctor": _("Say whether this machine has all that is needed"),
        "cache": _("Show or clear the store of finished parts"),
    }
    targets = ((name, name.replace("-", "_")) for name in short_helps)
    return {
        name: (f"archiver.cli.{_ELSEWHERE.get(own, own)}:{own}", short_helps[name]) for name, own in targets
    }


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports them on use."""

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        """Parse, and answer --help."""
        with _keeping_from_click():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        with _keeping_from_click():
            return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Every command, in the order of the table."""
        return list(commands())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the command; None when there is none of that name."""
        entry = commands().get(cmd_name)
        if entry is None:
            return None
        module, _colon, attribute = entry[0].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        command.short_help = entry[1]
        _name_values(command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands from the table: help needs no import."""
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, short) for name, (_target, short) in commands().items()])


@contextlib.contextmanager
def _keeping_from_click() -> Iterator[None]:
    """click takes any broken pipe for a reader that went away, and ends with 1, the code of internal errors.

    Our own standard output says OutputLost instead (process/streams.py), so this one is of something else.
    """
    try:
        yield
    except BrokenPipeError as error:
        raise OutputFailed(
            _("Cannot write: {cause}. Free some space or choose another folder.").format(cause=cause(error))
        ) from error


def _name_values(command: click.Command) -> None:
    """Give every option that names no metavar a Russian one («ПУТЬ», not PATH), and sound values."""
    command.options_metavar = _("[OPTIONS]")
    for parameter in command.params:
        parameter.type = sound(parameter.type)
        if parameter.metavar is None:
            parameter.metavar = metavar_of(parameter)
    if isinstance(command, click.Group):
        command.subcommand_metavar = _("COMMAND …")
        for child in command.commands.values():
            _name_values(child)


@click.group(
    cls=LazyGroup,
    help=_(
        "Archive and print production for the electronic class journals of a college.\n\n"
        "The main job: archiver year-end 2025/26 --from EXPORTS --to OUT\n\n"
        "Exit codes: 0 done, 1 internal error, 2 wrong call, 3 done with findings, 4 exports unusable, "
        "5 settings wrong, 6 result not written, 7 the press failed, 8 the register failed, "
        "9 a rule of the archive forbids it, 10 another run is at it, 11 the module did not answer, "
        "130 stopped."
    ),
    options_metavar=_("[OPTIONS]"),
    subcommand_metavar=_("COMMAND …"),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="archiver")
def main() -> None:
    """The root of all commands; does nothing itself."""
