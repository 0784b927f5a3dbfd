"""Whether there surely is no register: told without loading what could open one."""

from __future__ import annotations

from pathlib import Path

from archiver.disk.private import user_data
from archiver.register.address import FILE_NAME
from archiver.settings.tables import Settings

_FILE = "sqlite:////"


def surely_no_register(settings: Settings) -> bool:
    """Whether the register is a file that is not there; False says nothing."""
    address = settings.archive.register_url
    if not address:
        return _is_missing(user_data(FILE_NAME))
    plain = address.startswith(_FILE) and not set("?%#") & set(address)
    return plain and _is_missing(Path(address.removeprefix(_FILE[:-1])))


def _is_missing(file: Path) -> bool:
    try:
        file.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return file.is_absolute()
    except (OSError, ValueError):
        return False
    return False
