"""Build hook: compiles the Russian catalogues (`archiver/locale/ru/*.po` → `.mo`)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_LONG_AGO = dt.datetime(2020, 2, 2, tzinfo=dt.UTC)


class CatalogueHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs for wheels and for editable installs, so both carry what the console says."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile every catalogue and name the results as files of the wheel."""
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import read_po

        folder = Path(self.root) / "archiver" / "locale"
        for source in sorted(folder.glob("*/*.po")):
            target = source.with_suffix(".mo")
            with source.open("rb") as po, target.open("wb") as mo:
                catalogue = read_po(po, locale=source.parent.name)
                # Without a fixed date the header holds the moment of building, and no wheel equals another.
                catalogue.creation_date = catalogue.revision_date = _LONG_AGO
                write_mo(mo, catalogue)
            build_data["artifacts"].append(target.relative_to(self.root).as_posix())
