"""What the system tells of the disk below a folder: file system, serial number, capacity."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from archiver.wording.storage import telling
from storage.file_system import file_system_of

_WITH_UUID = re.compile(r"\S+ ([0-9A-Fa-f-]{8,})")
_DEVICES = Path("/run/udev/data")


def described_by_system(folder: Path, capacity: int | None) -> dict[str, Any]:
    """Fields of a Medium that need nobody to write them; those the system does not tell are left out."""
    with telling():
        system = file_system_of(folder)
    told = {"filesystem": system.name, "serial": serial_of(system.device), "capacity": capacity}
    return {name: value for name, value in told.items() if value}


def another(registered: str, folder: Path) -> str:
    """The file system of `folder` when it is surely another than that in the register; else empty.

    Only a UUID stays with a disk: a device number changes whenever the disk is plugged in.
    """
    with telling():
        system = file_system_of(folder)
    known = _WITH_UUID.fullmatch(registered)
    if system.uuid is None or known is None or known[1] == system.uuid:
        return ""
    return system.name


def serial_of(device: str) -> str:
    """The serial number of the disk with this device number («8:1»), empty where udev knows none."""
    try:
        lines = (_DEVICES / f"b{device}").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    known = dict(line[2:].split("=", 1) for line in lines if line.startswith("E:") and "=" in line)
    return known.get("ID_SERIAL_SHORT") or known.get("ID_SERIAL") or ""
