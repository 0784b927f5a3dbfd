"""The settings and the register that a command works with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archiver.register.register import Register
    from archiver.settings import Settings


def opened(config: Path | None, *, create: bool = False) -> tuple[Settings, Register]:
    """The settings and the register they name."""
    from archiver.configuration import load_settings
    from archiver.register.opening import open_register

    settings = load_settings(config).settings
    return settings, open_register(settings.archive, create=create)
