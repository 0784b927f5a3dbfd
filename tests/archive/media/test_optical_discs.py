"""docs/optical-discs.md as it is written: an image is made with its options, read back, and verified."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from college_of_test import College
from repository import ROOT

PAGE = (ROOT / "docs" / "optical-discs.md").read_text(encoding="utf-8")
HOW = "discs: xorriso is not installed (Debian package xorriso), so no image was made and read back"


def told(program: str) -> list[str]:
    """The words of the command that the page tells, without its last two: the image and the folder."""
    (line,) = re.findall(rf"^ +({program} .*)$", PAGE, re.MULTILINE)
    return shlex.split(line)


def extracted(image: Path, to: Path) -> Path:
    """What lies on the disc, as its Rock Ridge names tell it."""
    subprocess.run(
        ["xorriso", "-osirrox", "on", "-indev", image, "-extract", "/", to], check=True, capture_output=True
    )
    return to


def test_a_burnt_disc_is_whole_and_a_scratched_one_is_not(
    college: College, record_property: Callable[[str, object], None]
) -> None:
    if shutil.which("xorriso") is None:
        record_property("not tested", HOW)
        return
    staged = college.disk("О-1", "--kind", "optical", "--write-once")
    college.disk("Н-1")
    college.binders("ИС-21")
    college.deposit()
    *command, _name, _folder = told("xorriso -as mkisofs")
    image = college.root / "О-1.iso"
    subprocess.run([*command, image, staged], check=True, capture_output=True)
    burnt = extracted(image, college.root / "cdrom")
    college.well("media", "change", "О-1", "--address", burnt)
    said = college.well("verify", "О-1")
    assert "целы" in said.out
    names = {path.relative_to(staged) for path in staged.rglob("*")}
    assert {path.relative_to(burnt) for path in burnt.rglob("*")} == names

    content = image.read_bytes()
    volume = next(staged.rglob("*.pdf")).read_bytes()
    at = content.index(volume[:2048]) + 100
    image.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
    shutil.rmtree(burnt)
    extracted(image, burnt)
    assert college.call("verify", "О-1").code == 3


def test_names_that_joliet_would_cut_are_not_ours(college: College) -> None:
    """Windows reads Joliet: 103 characters of a name with -joliet-long, 240 of a path."""
    folder = college.disk("О-1", "--kind", "optical")
    college.disk("Н-1")
    college.binders("ИС-21")
    college.deposit()
    assert max(len(path.name) for path in folder.rglob("*")) <= 103


@pytest.mark.parametrize("option", ["-r", "-J", "-joliet-long", "-iso-level"])
def test_the_page_tells_the_options_that_matter(option: str) -> None:
    assert option in told("xorriso -as mkisofs")
