"""`archiver cache`: look at and clear the store of finished parts (they hold names of students)."""

from __future__ import annotations

from pathlib import Path

import click

from archiver.locale import _, ngettext

_config_option = click.option(
    "--config", "explicit", type=click.Path(path_type=Path, readable=False), help=_("Settings file.")
)


@click.group(
    "cache",
    help=_(
        "Finished parts of binders are kept, so that a correction in one subject prints one subject. "
        "They hold names; parts not used for cache.keep_days are removed by themselves."
    ),
)
def cache() -> None:
    """The group of commands about the part cache."""


@cache.command(
    "show",
    short_help=_("Say where parts are kept and how many"),
    help=_("Say where parts are kept and how many."),
)
@_config_option
def show(explicit: Path | None) -> None:
    """Print folder, number of parts and size; nothing is made or removed."""
    from archiver.press.cache import PartCache, cache_folder
    from archiver.settings.loading import load_settings

    settings = load_settings(explicit).settings
    folder = cache_folder(settings.cache)
    parts, size = PartCache(folder).size()
    click.echo(_("Folder: {folder}").format(folder=folder))
    click.echo(
        ngettext("{count} part, {size:.1f} MB", "{count} parts, {size:.1f} MB", parts).format(
            count=parts, size=size / 2**20
        )
    )
    click.echo(_("Unused parts are removed after {days} d.").format(days=settings.cache.keep_days))


@cache.command(
    "clear", short_help=_("Remove all kept parts"), help=_("Remove all kept parts; binders are not touched.")
)
@_config_option
def clear(explicit: Path | None) -> None:
    """Remove every part; the next run prints everything again."""
    from archiver.press.cache import PartCache, cache_folder
    from archiver.settings.loading import load_settings

    removed = PartCache(cache_folder(load_settings(explicit).settings.cache)).clear()
    click.echo(ngettext("{count} part removed.", "{count} parts removed.", removed).format(count=removed))
