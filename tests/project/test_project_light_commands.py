"""What a command loads: none of the heavy packages that it has no use for, so that it answers at once.

Each of them takes from a tenth of what Python and click take together to four times as much. How long
commands take is measured by benchmarks/commands.py, not here: no test looks at a clock.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from repository import python

ENGINE = {"weasyprint", "pydyf", "tinycss2", "tinyhtml5", "cssselect2", "pyphen", "PIL", "uharfbuzz"}
PAGES = ENGINE | {"jinja2", "fontTools", "segno", "pypdf", "openpyxl", "archiver.binder"}
STORES = {"boto3", "botocore", "sqlalchemy.dialects.postgresql", "alembic"}
EXPORTS = {"lxml", "msgspec", "archiver.intake", "archiver.binding", "archiver.reports"}
REGISTER = {"sqlalchemy", "archiver.register.work", "archiver.register.tables"}
LEARNED = {"retention.act", "retention.copies", "archiver.register.repositories.acts"}
"""Rules of destruction, for who looks at media alone."""

LOOKING = PAGES | STORES | EXPORTS
NOT_LOADED = {
    "media list": LOOKING | LEARNED,
    "find Абаев": LOOKING,
    "register status": LOOKING - {"archiver.reports"},
    "check EXPORTS": ENGINE | STORES | REGISTER | {"jinja2", "pypdf", "segno", "openpyxl", "urllib.request"},
    "statement EXPORTS --to OUT": STORES | REGISTER | {"segno"},
}
LOADED = """
import sys
from archiver.__main__ import run
run(sys.argv[1:])
print()
print("LOADED", *sys.modules)
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the exports of one group, and a user's folders with a register of nothing."""
    folder = tmp_path_factory.mktemp("light")
    made = python("-m", "archiver", "sample", str(folder / "exports"), "--groups", "1", **home(folder))
    assert made.returncode == 0, made.stderr
    (folder / "disk").mkdir()
    words = ["media", "add", "D-1", str(folder / "disk"), "--kind", "directory", "--site", "Главный"]
    made = python("-m", "archiver", *words, "--custodian", "Инженер", **home(folder))
    assert made.returncode == 0, made.stderr
    return folder


def home(folder: Path) -> dict[str, str]:
    return {f"XDG_{name}_HOME": str(folder / name) for name in ("DATA", "CONFIG", "CACHE")}


@pytest.mark.parametrize("command", NOT_LOADED)
def test_a_command_loads_no_heavy_package_that_it_has_no_use_for(command: str, place: Path) -> None:
    named = {"EXPORTS": f"{place / 'exports'}", "OUT": f"{place / 'out'}"}
    words = [named.get(word, word) for word in command.split()]
    done = python("-c", LOADED, *words, **home(place))
    assert done.returncode == 0, done.stderr
    loaded = set(done.stdout.splitlines()[-1].split()[1:])
    assert loaded, done.stderr
    assert sorted(NOT_LOADED[command] & loaded) == []
