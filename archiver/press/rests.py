"""The code that kept forms and plates rest on: its digest is part of their names.

What was read back and proven by one text of these modules is not used by another. A test walks their imports
and fails where one is not named here.
"""

from __future__ import annotations

import functools
import hashlib
from importlib.resources import files

PACKAGES = (
    "archiver.press",
    "archiver.press.paint",
    "archiver.press.plates",
    "archiver.press.section",
    "archiver.press.text",
    "templates",
)
"""Every module of these."""

MODULES = (
    "archiver.__init__",
    "archiver.clock",
    "archiver.disk.__init__",
    "archiver.disk.claims",
    "archiver.disk.kept",
    "archiver.disk.plain_files",
    "archiver.disk.private",
    "archiver.disk.stand_in",
    "archiver.disk.unfinished",
    "archiver.errors",
    "archiver.locale.__init__",
    "archiver.process.__init__",
    "archiver.process.startup",
    "archiver.remedies",
    "archiver.settings.__init__",
    "archiver.settings.pdf_a",
    "archiver.wording.__init__",
    "archiver.wording.causes",
)
"""And these of other packages."""


@functools.cache
def code_digest() -> str:
    """Hex SHA-256 of the texts of all these modules, with their names."""
    total = hashlib.sha256()
    for name, text in sorted(_texts().items()):
        total.update(f"{name} {len(text)}\n".encode())
        total.update(text)
    return total.hexdigest()


def _texts() -> dict[str, bytes]:
    texts = {
        f"{package}.{file.name.removesuffix('.py')}": file.read_bytes()
        for package in PACKAGES
        for file in files(package).iterdir()
        if file.name.endswith(".py")
    }
    for module in MODULES:
        package, _dot, name = module.rpartition(".")
        texts[module] = files(package).joinpath(f"{name}.py").read_bytes()
    return texts
