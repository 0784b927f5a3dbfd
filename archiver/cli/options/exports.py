"""The exports that a command works on, with the year and the settings they are read by, as one value."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from archiver.cli.options.collected import collected
from archiver.cli.options.options import exports_argument, exports_config_option, year_option

if TYPE_CHECKING:
    from archiver.counter.use_case import Workplace
    from archiver.disk.memory import Memory
    from archiver.intake.exports import Exports
    from archiver.journal.model import AcademicYear
    from archiver.settings.loading import LoadedSettings


@dataclass(frozen=True, slots=True)
class GivenExports:
    """EXPORTS, --year and --config; nothing is read yet."""

    exports: Path
    year: AcademicYear | None
    config: Path | None

    def settings(self) -> LoadedSettings:
        """The settings in force for work on them; raises ConfigInvalid."""
        from archiver.intake.in_force import settings_for

        return settings_for(self.config, self.exports)

    def check_command(self, group: str = "") -> str:
        """The command that checks these exports by these settings, quoted for a shell; of a `group` alone."""
        words = ["archiver", "check", str(self.exports)]
        words += ["--year", str(self.year)] if self.year else []
        words += ["--config", str(self.config)] if self.config else []
        return shlex.join([*words, *(["--group", group] if group else [])])

    def open(
        self, loaded: LoadedSettings, *, quiet: bool = False, memory: Memory | None = None
    ) -> tuple[Workplace, Exports]:
        """Where use cases of exports are at work, and what they work on; raises as `opened_exports`."""
        from archiver.cli.options.in_force import opened_exports
        from archiver.counter.use_case import Workplace

        return Workplace(loaded.settings), opened_exports(
            self.exports, loaded, self.year, quiet=quiet, memory=memory
        )


exports_options = collected("exports", GivenExports, exports_argument, year_option, exports_config_option)
