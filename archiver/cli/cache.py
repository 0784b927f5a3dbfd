"""`archiver cache`: look at and clear the store of finished parts (they hold names of students)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from archiver.cli.options.collected import collected
from archiver.locale import _, ngettext

if TYPE_CHECKING:
    from archiver.settings.tables import Cache

cache = click.Group(
    "cache",
    help=_(
        "Finished parts of binders are kept, so that a correction in one subject prints one subject. "
        "They hold names; parts not used for cache.keep_days are removed by themselves."
    ),
)


def _settings(config: Path | None) -> Cache:
    from archiver.settings.loading import load_settings

    return load_settings(config).settings.cache


settings_of_cache = collected(
    "kept",
    _settings,
    click.option("--config", type=click.Path(path_type=Path, readable=False), help=_("Settings file.")),
)


@cache.command(
    "show",
    short_help=_("Say where parts are kept and how many"),
    help=_("Say where parts are kept and how many."),
)
@settings_of_cache
def show(kept: Cache) -> None:
    from archiver.press.cache import PartCache, cache_folder
    from archiver.wording.figures import decimal

    folder = cache_folder(kept)
    parts, size = PartCache(folder).size()
    click.echo(_("Folder: {folder}").format(folder=folder))
    click.echo(
        ngettext("{count} part, {size} MB", "{count} parts, {size} MB", parts).format(
            count=parts, size=decimal(size / 2**20)
        )
    )
    click.echo(_("Unused parts are removed after {days} d.").format(days=kept.keep_days))


@cache.command(
    "clear", short_help=_("Remove all kept parts"), help=_("Remove all kept parts; binders are not touched.")
)
@settings_of_cache
def clear(kept: Cache) -> None:
    from archiver.disk.memory import user_memory
    from archiver.press.cache import PartCache, cache_folder

    user_memory().forget()
    removed = PartCache(cache_folder(kept)).clear()
    click.echo(ngettext("{count} part removed.", "{count} parts removed.", removed).format(count=removed))
