"""Volumes bound of laid pages and of set ones look alike, pixel by pixel, and read alike."""

from __future__ import annotations

import subprocess
from itertools import chain
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter

from archiver.binder.plan import BinderPart
from archiver.binder.volume import draft
from archiver.press.engine import Paper
from archiver.press.part import LaidPart, Part
from archiver.press.section.forms import section_form
from archiver.press.section.laying import lay_section
from archiver.press.section.pages import Layout, part_spec
from archiver.press.section.proof_cases import proof_cases
from archiver.press.section.slots import slots
from archiver.press.section.spec import PartSpec
from archiver.press.worker import set_part
from archiver.settings.tables import College, Orientation, Settings
from factories import make_journal

_DPI = 110
_INK, _EDGE, _SHARE = 128, 48, 300
"""Ink on one page has ink within one dot of it on the other; of 300 dots, one may be shaded otherwise.

The engine drops the fractions of kernings, poppler places letters in quarters of a dot and rules at
whole ones: 0.001 pt decides to which side a rule goes that lies between two.
"""


def specs(paper: Paper) -> list[PartSpec]:
    journal = make_journal()
    layout = Layout(paper.landscape, 25, paper.binding_margin_mm, "Колледж")
    return [
        *proof_cases(landscape=paper.landscape, binding_margin_mm=paper.binding_margin_mm),
        *(part_spec(journal, section, layout) for section in journal.sections[:2]),
    ]


@pytest.fixture(scope="module", params=[Paper(True, 25.0), Paper(False, 20.0)], ids=["wide", "high"])
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The same pages bound as they are laid, and as the engine sets them."""
    paper = request.param
    folder = tmp_path_factory.mktemp("volumes")
    form = section_form(paper).form
    assert form is not None
    printed = specs(paper)
    laid, set_ = folder / "laid.pdf", folder / "set.pdf"
    bound([lay_section(spec, form, slots()) for spec in printed], paper, laid)
    bound([set_part(spec, folder / "cache") for spec in printed], paper, set_)
    return laid, set_


def bound(parts: list[LaidPart] | list[Part], paper: Paper, path: Path) -> None:
    settings = Settings(
        college=College(name="Колледж", short_name="Колледж"),
        printing={
            "orientation": Orientation.LANDSCAPE if paper.landscape else Orientation.PORTRAIT,
            "binding_margin_mm": paper.binding_margin_mm,
        },
    )
    listed = [
        BinderPart(f"Предмет {number}", None, 1, "1 семестр", None, None, part)
        for number, part in enumerate(parts)
    ]
    draft(make_journal(), listed, settings, path)


def test_pages_look_alike(both: tuple[Path, Path]) -> None:
    laid, set_ = (rasterized(path) for path in both)
    assert len(laid) == len(set_) > 8
    for ours, theirs in zip(laid, set_, strict=True):
        with Image.open(ours) as own, Image.open(theirs) as other:
            assert own.size == other.size
            differing = ImageChops.difference(own, other).histogram()
            assert not astray(own, other), ours.name
            assert not astray(other, own), ours.name
            assert sum(differing[_EDGE:]) * _SHARE <= own.width * own.height, ours.name
            assert sum(own.histogram()[:128]) > 200  # a page with ink on it


def test_a_dot_astray_is_seen() -> None:
    blank, dotted = Image.new("L", (20, 20), 255), Image.new("L", (20, 20), 255)
    dotted.putpixel((10, 10), 0)
    moved = ImageChops.offset(dotted, 1, 0)
    assert astray(dotted, blank)
    assert not astray(dotted, moved)
    assert astray(dotted, ImageChops.offset(dotted, 2, 0))


def astray(image: Image.Image, other: Image.Image) -> int:
    """Dots of ink in `image` with no ink in `other` within one dot."""
    darkest = other.filter(ImageFilter.MinFilter(3))
    return sum(ImageChops.subtract(darkest, image).histogram()[_INK:])


def test_pages_read_alike(both: tuple[Path, Path]) -> None:
    laid, set_ = both
    for way in ("-raw", "-layout"):
        texts = [
            subprocess.run(["pdftotext", way, path, "-"], capture_output=True, check=True).stdout.decode()
            for path in (laid, set_)
        ]
        assert texts[0] == texts[1]
        assert "Достопримечательность" in texts[0].replace("\n", "")


def rasterized(path: Path) -> list[Path]:
    subprocess.run(["pdftoppm", "-r", str(_DPI), "-gray", path, path.with_suffix("")], check=True)
    return sorted(chain(path.parent.glob(f"{path.stem}-*.pgm")))
