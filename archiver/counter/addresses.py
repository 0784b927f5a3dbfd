"""Where the register is, for doors that keep something of their own beside it."""

from __future__ import annotations

from pathlib import Path

from archiver.register.connection import parse_url, sqlite_file
from archiver.settings.archive import ArchiveSettings


def register_address(settings: ArchiveSettings) -> tuple[str, Path | None]:
    """Its address with whatever password it has, and its file where it is one; raises RegisterFailed."""
    url = parse_url(settings.register_url)
    return url.render_as_string(hide_password=False), sqlite_file(url)
