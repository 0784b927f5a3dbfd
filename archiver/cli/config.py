"""`archiver config`: show, check and create archiver.toml."""

from __future__ import annotations

from pathlib import Path

import click

from archiver.locale import _

_FILE = "archiver.toml"


config = click.Group(
    "config",
    help=_(
        "What differs between colleges is kept in archiver.toml: names, departments and heads, periods, "
        "paper, order of subjects, limits.\n\n"
        "The file is looked for at --config, in the variable ARCHIVER_CONFIG, in the current folder; without "
        "a file the defaults hold. Of one that came with the exports, when there is no other, only "
        "academic_year, college, departments, groups, periods, printing, reports and calendar are used."
    ),
)


@config.command(
    "show", short_help=_("Print the settings in force"), help=_("Print the settings in force, as TOML.")
)
@click.option(
    "--config", "explicit", type=click.Path(path_type=Path, readable=False), help=_("Settings file.")
)
@click.option(
    "--exports",
    type=click.Path(path_type=Path),
    help=_("Folder of exports: the settings for work on them."),
)
def show(explicit: Path | None, exports: Path | None) -> None:
    from archiver.cli.options.in_force import tell_received
    from archiver.cli.telling.render import literal
    from archiver.intake.in_force import settings_for
    from archiver.settings.text import settings_text

    loaded = settings_for(explicit, exports)
    if loaded.path is None:
        source = _("No settings file found; these are the defaults. Create one: archiver config init")
    elif loaded.received:
        source = _("From the file {file}, which came with the exports").format(file=loaded.path.resolve())
    else:
        source = _("From the file: {file}").format(file=loaded.path.resolve())
    click.echo(f"# {literal(source)}")
    click.echo(settings_text(loaded.settings), nl=False)
    tell_received(loaded)


@config.command(
    "validate",
    short_help=_("Check a settings file"),
    help=_("Check a settings file and name everything that is wrong.\n\nExit codes: 0 right, 5 wrong."),
)
@click.argument("file", required=False, type=click.Path(path_type=Path))
def validate(file: Path | None) -> None:
    from archiver.settings.loading import load_settings

    loaded = load_settings(file)
    if loaded.path is None:
        click.echo(_("No settings file found; the defaults hold, they are right."))
        return
    click.echo(_("{file}: everything is right.").format(file=loaded.path))


@config.command(
    "init",
    short_help=_("Create a settings file to fill in"),
    help=_("Create a settings file with every setting, its description and its default."),
)
@click.argument("file", required=False, default=_FILE, type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help=_("Replace a file that is there."))
@click.option(
    "--from-snapshot",
    "snapshot",
    type=click.Path(path_type=Path, readable=False),
    help=_("Fill in what the module knows (archiver fetch): names, departments, heads, groups, periods."),
)
def init(file: Path, force: bool, snapshot: Path | None) -> None:
    from archiver.settings.text import write_template

    settings = None
    if snapshot is not None:
        from archiver.fetch.known_settings import known_settings

        settings = known_settings(snapshot)
    file = write_template(file / _FILE if file.is_dir() else file, settings, replace=force)
    click.echo(
        _("Created {file}. Fill it in and check it: archiver config validate {file}").format(file=file)
    )
