"""Build hook: compiles the Russian catalogues (`archiver/locale/ru/*.po` → `.mo`)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


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
                write_mo(mo, read_po(po, locale=source.parent.name))
            build_data["artifacts"].append(target.relative_to(self.root).as_posix())
