"""Parts as the press makes them, and ways to look at the pages of a bound volume."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Sequence
from pathlib import Path

from pypdf import PageObject, PdfReader, PdfWriter

from archiver.binder.assembly import assemble
from archiver.binder.metadata import About
from archiver.binder.plan import BinderPart
from archiver.binder.segments import Kind, front_segment
from archiver.binding.parts import binder_parts, ordered, part_specs
from archiver.journal.model import Journal
from archiver.press.engine import Typeset
from archiver.press.part import LaidPart, Part
from archiver.press.worker import set_part
from archiver.settings.groups import DepartmentSettings
from archiver.settings.tables import College, Printing, Settings
from factories import make_journal, make_section

MM = 72 / 25.4
TITLES = ("Ёмкости и йод", "МДК.01.01 Базы данных", "Физика")


def make_settings(**printing: object) -> Settings:
    """A college that has told everything; `printing` overrides paper and volumes."""
    return Settings(
        college=College(
            name="Отрадненский нефтяной техникум",
            short_name="ОНТ",
            authority="Министерство образования",
            city="Отрадный",
        ),
        departments=(DepartmentSettings(name="Информационные технологии"),),
        printing=Printing.model_validate(printing),
    )


def make_bound_journal() -> Journal:
    """Three subjects in two terms, the second with two subgroups."""
    sections = [
        make_section(title, term, subgroup=subgroup)
        for term in (1, 2)
        for title in TITLES
        for subgroup in (("1", "2") if title.startswith("МДК") else (None,))
    ]
    return make_journal(sections=tuple(sections))


def press_parts(journal: Journal, settings: Settings, cache: Path) -> tuple[BinderPart, ...]:
    """The journal's parts in the order of the binder, set by the engine."""
    sections = ordered(journal, settings)
    specs = part_specs(journal, sections, settings)
    return binder_parts(journal, sections, [set_part(spec, cache) for spec in specs])


def repeated(parts: Sequence[BinderPart], times: int) -> tuple[BinderPart, ...]:
    """Many subjects out of few: the same pages under names of their own."""
    return tuple(
        dataclasses.replace(part, title=f"{part.title} {number:02d}")
        for part in parts
        for number in range(1, times + 1)
    )


def spoiled(part: BinderPart, path: Path, data: bytes) -> BinderPart:
    """`part` with `data` in place of its PDF."""
    path.write_bytes(data)
    return dataclasses.replace(part, part=Part(part.part.key, path, part.part.pages))


def resized(part: BinderPart, path: Path, pages: int) -> BinderPart:
    """`part` with its first page `pages` times: an odd number of them, or more than a volume holds."""
    writer = PdfWriter()
    page = PdfReader(part.part.path).pages[0]
    for _number in range(pages):
        writer.add_page(page)
    writer.write(path)
    return dataclasses.replace(part, part=Part(f"{part.part.key}-{pages}", path, pages))


def opened(done: Typeset | LaidPart) -> PdfReader:
    """Front matter as it is read in a volume, laid or set."""
    about = About("", "", "", b"0" * 16, landscape=True, duplex=False, binding_margin_mm=25.0)
    file = io.BytesIO()
    assemble(file, [front_segment(Kind.COVER, "Обложка", done)], about)
    return PdfReader(file)


def texts(page: PageObject) -> list[tuple[str, float, float]]:
    """Every text of a page with the place it begins at, in mm from the left and from the top."""
    found: list[tuple[str, float, float]] = []
    height = float(page.mediabox.height)

    def visit(text: str, cm: list[float], tm: list[float], _font: object, _size: float) -> None:
        if text.strip():
            x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
            y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            found.append((text.strip(), x / MM, (height - y) / MM))

    page.extract_text(visitor_text=visit)
    return found


def bookmarks(reader: PdfReader) -> list[tuple[str, int, list[tuple[str, int]]]]:
    """Lines of the outline with their page index and the lines below them."""
    lines: list[tuple[str, int, list[tuple[str, int]]]] = []
    for item in reader.outline:
        if isinstance(item, list):
            lines[-1][2].extend((str(one.title), _page(reader, one)) for one in item)
        else:
            lines.append((str(item.title), _page(reader, item), []))
    return lines


def _page(reader: PdfReader, item: object) -> int:
    number = reader.get_destination_page_number(item)
    assert number is not None
    return number
