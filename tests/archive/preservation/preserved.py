"""What tests of checking and mending look at: the copies on the disks, and what the register says of them."""

from __future__ import annotations

import json
import subprocess
import sys
import types
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from archiver.counter.trail_files import FOLDER
from archiver.register.model.packages import CopyState
from archives import SmallArchive


@dataclass
class Preserved:
    """An archive with bags on the media «Н-1» and «Н-2»."""

    archive: SmallArchive

    def __post_init__(self) -> None:
        self.good = self.contents(1)

    def run(self, *words: str) -> int:
        """A command with the archive's settings."""
        return self.archive.run(*words)

    def disk(self, number: int) -> Path:
        """The folder that is the medium."""
        return self.archive.folder / f"disk{number}"

    def bags(self, number: int) -> list[Path]:
        """The bags on a medium, ИС-21 first."""
        return sorted(path.parent for path in self.disk(number).rglob("bagit.txt"))

    def bag(self, number: int) -> Path:
        """The bag of ИС-21 on a medium."""
        return self.bags(number)[0]

    def contents(self, number: int) -> dict[str, bytes]:
        """Every file of a medium but its identity and what it is told of the trail, whole or half-written."""
        disk = self.disk(number)
        return {
            path.relative_to(disk).as_posix(): path.read_bytes()
            for path in disk.rglob("*")
            if path.is_file()
            and not path.is_symlink()
            and path.name != "archiver-medium.json"
            and path.relative_to(disk).parts[0] != FOLDER
        }

    def states(self) -> dict[str, list[CopyState]]:
        """What the register says of the copies on each medium."""
        with self.archive.register() as register, register.reading() as work:
            return {
                medium.inventory_number: [copy.state for copy in work.copies.on_medium(medium.id)]
                for medium in work.media.all()
            }

    def whole(self) -> bool:
        """Whether all is on the disks as it was deposited, and the register says so."""
        same = self.contents(1) == self.good and self.contents(2) == self.good
        return same and {state for found in self.states().values() for state in found} == {
            CopyState.REGISTERED
        }

    def events(self, action: str) -> list[Any]:
        """The events of a kind, oldest first."""
        with self.archive.register() as register, register.reading() as work:
            return [event for event in work.trail.events() if event.action == action]

    def judged(self, number: int) -> bool:
        """What the library of the Library of Congress and sha256sum say of every bag on a medium."""
        for bag in self.bags(number):
            loc_bagit().Bag(str(bag)).validate()
            for sums in ("manifest-sha256.txt", "tagmanifest-sha256.txt"):
                subprocess.run(["sha256sum", "-c", "--quiet", "--strict", sums], cwd=bag, check=True)
        return True


def document(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """The JSON a command has just printed."""
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def loc_bagit() -> types.ModuleType:
    """The outside judge; it asks setuptools, if there, for its version."""
    stand_in = types.ModuleType("pkg_resources")
    stand_in.DistributionNotFound = metadata.PackageNotFoundError  # type: ignore[attr-defined]
    stand_in.get_distribution = metadata.distribution  # type: ignore[attr-defined]
    sys.modules.setdefault("pkg_resources", stand_in)
    import bagit

    return bagit
