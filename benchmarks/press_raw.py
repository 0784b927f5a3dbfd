"""The contender «raw PDF writer»: what the same pages cost when nobody lays anything out.

A program for this one form and this one college: every number of the layout stands in it. It draws the
rules, shapes every text by HarfBuzz, centres what is centred by the width that it gets, deflates every
page's stream and embeds the same subsets of the same faces once a volume. There is no HTML, no form that is
read back, no PDF/A, no front matter, no bookmarks, no check, no cover for odd names.

It is given more than the others (press_raw_given.py): the `PartSpec`s in memory (what stands where, rows and
sizes) and every text already cut into its lines. Not counted: making these.
Counted: start-up, imports, everything from the first text to the closed file. It is written as one would:
strings joined, faces prepared once a process, pages packed by the library of the press at its level, and no
text remembered (`remember`, the second row, keeps shaped texts in a dictionary, which is what the press does
with words: the honest limit).
"""

from __future__ import annotations

import functools
import json
import sys
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import uharfbuzz
from deflate import zlib_compress
from press_measure import Told

if TYPE_CHECKING:
    from press_raw_given import Given

    from archiver.press.section.spec import Heading, ListPage, MarksPage, Totals

MM = 72 / 25.4
WIDTH, HEIGHT = 297 * MM, 210 * MM
LEFT, RIGHT, TOP, BOTTOM = 25 * MM, 287 * MM, HEIGHT - 20 * MM, 20 * MM
LIST_MM = (7.5, 16.5, 9.5, 23.0, 133.5, 52.0, 20.0)
LIST_HEADS = ("№", "Дата", "Часы", "Вид занятия", "Тема, содержание занятия", "Домашнее задание", "Подпись")
SERIF, BOLD, NARROW = "PTF55F", "PTF75F", "PTN57F"
LEVEL = 3
"""Of libdeflate, as the press packs."""


class Face:
    """A face of the subset: shapes text, and is embedded as it is."""

    def __init__(self, name: str, program: bytes, remember: bool) -> None:
        self.name, self.program = name, program
        self._font = uharfbuzz.Font(uharfbuzz.Face(program))
        self.glyphs = self._font.face.glyph_count
        self.advances = [self._font.get_glyph_h_advance(glyph) for glyph in range(self.glyphs)]
        self._hex = [f"{glyph:04x}" for glyph in range(self.glyphs)]
        self.packed = zlib.compress(program)
        self.shape = functools.cache(self._shape) if remember else self._shape

    def _shape(self, text: str) -> tuple[str, int]:
        """The inside of a TJ array, and the width in 1/1000 of the size."""
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        uharfbuzz.shape(self._font, buffer)
        pieces, width, advances, numbers = [], 0, self.advances, self._hex
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            glyph, advance = info.codepoint, position.x_advance
            width += advance
            kern = advances[glyph] - advance
            pieces.append(f"{numbers[glyph]}>{kern}<" if kern else numbers[glyph])
        return f"<{''.join(pieces)}>", width


class Page:
    """The content of one page; y grows upwards."""

    def __init__(self, faces: dict[str, Face]) -> None:
        self._faces = faces
        self._rules: dict[float, list[str]] = {}
        self._texts: list[str] = []
        self._font: tuple[str, float] | None = None

    def rule(self, x1: float, y1: float, x2: float, y2: float, width: float) -> None:
        """A line of so many mm."""
        self._rules.setdefault(width, []).append(f"{x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l")

    def text(self, text: str, x: float, y: float, face: str, points: float, align: float = 0.0) -> float:
        """A line of text at x, centred on it (align 0.5) or ending at it (1.0); its width."""
        body, units = self._faces[face].shape(text)
        width = units * points / 1000
        if self._font != (face, points):
            self._font = face, points
            self._texts.append(f"/{face} {points:g} Tf")
        self._texts.append(f"1 0 0 1 {x - align * width:.2f} {y:.2f} Tm[{body}]TJ")
        return width

    def stream(self) -> bytes:
        """All of it, deflated."""
        rules = "\n".join(
            f"{width * MM:.3f} w\n{chr(10).join(lines)}\nS" for width, lines in self._rules.items()
        )
        return zlib_compress(f"{rules}\nBT\n{chr(10).join(self._texts)}\nET\n".encode("ascii"), LEVEL)


class Writer:
    """Draws the pages of one volume and writes its file."""

    def __init__(self, faces: dict[str, Face], college: str) -> None:
        self._faces, self._college = faces, college
        self.streams: list[bytes] = []

    def part(self, given: Given) -> None:
        """All pages of one section."""
        spec = given.spec
        for spread in spec.spreads:
            for page in spread.marks:
                self._marks(given, page)
            last = spec.totals if spread is spec.spreads[-1] else None
            for listed in spread.lists:
                self._list(given, listed, last if listed is spread.lists[-1] else None)

    def _page(self, given: Given, lessons: Any) -> tuple[Page, float]:
        """A page with its head; where the head ends."""
        heading: Heading = given.spec.heading
        page = Page(self._faces)
        page.text(str(len(self.streams) + 1), RIGHT, HEIGHT - 12 * MM, SERIF, 12, 1.0)
        running = f"{self._college} · Журнал учебных занятий · {heading.year} учебный год"
        page.text(running, LEFT, HEIGHT - 12.6 * MM, NARROW, 8)
        y = TOP
        if lessons:
            said = f"занятия {lessons.first}–{lessons.last} из {lessons.total}"
            page.text(said, RIGHT, y - 11.4, SERIF, 9, 1.0)
        for line in given.subject:
            page.text(line, LEFT, y - 12.3, BOLD, 13)
            y -= 14.95
        for line in given.facts:
            page.text(line, LEFT, y - 9.3, SERIF, 9)
            y -= 12.15
        page.text(f"Преподаватель {heading.teacher or ''}", RIGHT, y - 9.3, SERIF, 9, 1.0)
        term = " · ".join(filter(None, (f"{heading.term}, {heading.interval}", heading.subgroup)))
        page.text(term, LEFT, y - 9.3, SERIF, 9)
        return page, y - 12.15 - 2.6 * MM

    def _marks(self, given: Given, marks: MarksPage) -> None:
        grid = given.spec.grid
        page, top = self._page(given, marks.lessons)
        edges = [LEFT, LEFT + grid.number_mm * MM, LEFT + (grid.number_mm + grid.name_mm) * MM]
        for width in (*(grid.lesson_mm for _ in marks.days), *(grid.period_mm for _ in marks.periods)):
            edges.append(edges[-1] + width * MM)
        under, end, days = top - 4.6 * MM, top - 9.0 * MM, len(marks.days)
        page.text("№", (edges[0] + edges[1]) / 2, (top + end) / 2 - 3, NARROW, 8, 0.5)
        page.text("Фамилия, имя, отчество", (edges[1] + edges[2]) / 2, (top + end) / 2 - 3, NARROW, 8, 0.5)
        heavy, at = [0, 2], 2
        for month in marks.months:
            middle = (edges[at] + edges[at + month.days]) / 2
            page.text(month.label, middle, (top + under) / 2 - 2.8, NARROW, 8, 0.5)
            at += month.days
            heavy.append(at)
        for place, day in enumerate(marks.days, 2):
            middle = (edges[place] + edges[place + 1]) / 2
            page.text(day, middle, (under + end) / 2 - 0.35 * grid.day_pt, NARROW, grid.day_pt, 0.5)
        for place, title in enumerate(marks.periods, 2 + days):
            lines = given.titles[title]
            y = (top + end) / 2 + len(lines) * 4.2 - 6.9
            for line in lines:
                page.text(line, (edges[place] + edges[place + 1]) / 2, y, NARROW, 7.5, 0.5)
                y -= 8.4
        page.rule(edges[2], under, edges[2 + days], under, 0.12)
        page.rule(edges[0], end, edges[-1], end, 0.4)
        y = end
        for number, row in enumerate(marks.rows, 1):
            below = self._row(page, given, row, edges, y, marks.row_mm * MM)
            page.rule(edges[0], below, edges[-1], below, 0.12 if number % 5 else 0.3)
            y = below
        for place, x in enumerate(edges):
            page.rule(
                x, top if place <= 2 or place in heavy else under, x, y, 0.4 if place in heavy else 0.12
            )
        page.rule(edges[0], top, edges[-1], top, 0.4)
        page.rule(edges[0], y, edges[-1], y, 0.4)
        page.rule(edges[-1], top, edges[-1], y, 0.4)
        for note in marks.notes:
            y -= 10
            page.text(f"{note}.", LEFT, y, NARROW, 7.5)
        self.streams.append(page.stream())

    def _row(self, page: Page, given: Given, row: Any, edges: list[float], y: float, least: float) -> float:
        """A student's row from y downwards; where it ends."""
        grid = given.spec.grid
        points = row.points or grid.name_pt
        names = given.names[row.name]
        height = max(least, len(names) * points * 1.12 + 0.5)
        for cell in row.cells:
            if len(cell.lines) > 1:
                height = max(height, len(cell.lines) * (cell.points or grid.mark_pt) * 1.12 + 0.5)
        middle = y - height / 2
        page.text(
            row.number, (edges[0] + edges[1]) / 2, middle - 0.36 * grid.name_pt, NARROW, grid.name_pt, 0.5
        )
        base = middle + (len(names) * 0.56 - 0.93) * points
        for line in names:
            page.text(line, edges[1] + 0.96 * MM, base, NARROW, points)
            base -= points * 1.12
        at = 2
        for cell in row.cells:
            if cell.lines:
                size = cell.points or grid.mark_pt
                x = (edges[at] + edges[at + cell.span]) / 2
                base = middle + (len(cell.lines) * 0.56 - 0.93) * size
                for line in cell.lines:
                    page.text(line, x, base, NARROW, size, 0.5)
                    base -= size * 1.12
            at += cell.span
        return y - height

    def _list(self, given: Given, listed: ListPage, totals: Totals | None) -> None:
        points = given.spec.grid.list_pt
        leading = points * 1.22
        edges = [LEFT]
        for width in LIST_MM:
            edges.append(edges[-1] + width * MM)
        page, top = self._page(given, listed.lessons)
        y = self._list_head(page, edges, top)
        for row in listed.rows:
            cells = given.listed[row.number]
            height = max(map(len, cells)) * leading + 1.15 * MM
            last = totals is not None and row is listed.rows[-1]
            if y - height - (10 * MM if last else 0) < BOTTOM:
                self._list_end(page, edges, top, y)
                page, top = self._page(given, listed.lessons)
                y = self._list_head(page, edges, top)
            for at, lines in enumerate(cells):
                base = y - 0.56 * MM - 0.98 * points
                for line in lines:
                    if at < 3:
                        page.text(line, (edges[at] + edges[at + 1]) / 2, base, NARROW, points, 0.5)
                    else:
                        page.text(line, edges[at] + MM, base, NARROW if at == 3 else SERIF, points)
                    base -= leading
            y -= height
            page.rule(edges[0], y, edges[-1], y, 0.12 if row.number % 5 else 0.3)
        if totals is not None:
            base = y - 4 * MM - 10
            said = f"По плану {totals.planned or '______'} ч., дано {totals.given or '______'} ч."
            page.text(said, LEFT, base, SERIF, 9.5)
            signed = f"Преподаватель ____________________ {given.spec.heading.teacher or ''}"
            page.text(signed, RIGHT, base, SERIF, 9.5, 1.0)
        self._list_end(page, edges, top, y)

    def _list_head(self, page: Page, edges: list[float], y: float) -> float:
        for at, title in enumerate(LIST_HEADS):
            page.text(title, (edges[at] + edges[at + 1]) / 2, y - 10, NARROW, 8, 0.5)
        page.rule(edges[0], y, edges[-1], y, 0.35)
        page.rule(edges[0], y - 5.2 * MM, edges[-1], y - 5.2 * MM, 0.35)
        return y - 5.2 * MM

    def _list_end(self, page: Page, edges: list[float], top: float, y: float) -> None:
        for at, x in enumerate(edges):
            page.rule(x, top, x, y, 0.12 if 0 < at < len(edges) - 1 else 0.35)
        page.rule(edges[0], y, edges[-1], y, 0.35)
        self.streams.append(page.stream())

    def save(self, place: Path) -> None:
        """Write the file: catalogue, page tree, faces, pages, cross-reference table."""
        objects: list[bytes] = [b"<</Type/Catalog/Pages 2 0 R>>", b"", b""]

        def add(entries: str, data: bytes | None = None) -> int:
            body = entries.encode("ascii")
            if data is not None:
                body = b"<<%b/Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream" % (body, len(data), data)
            objects.append(body)
            return len(objects)

        fonts = [f"/{face.name} {_embed(face, add)} 0 R" for face in self._faces.values()]
        objects[2] = f"<</Font<<{''.join(fonts)}>>>>".encode("ascii")
        kids = []
        for stream in self.streams:
            content = add("", stream)
            kids.append(
                add(
                    f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH:.2f} {HEIGHT:.2f}]"
                    f"/Resources 3 0 R/Contents {content} 0 R>>"
                )
            )
        listed = " ".join(f"{kid} 0 R" for kid in kids)
        objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{listed}]>>".encode("ascii")
        with place.open("wb") as file:
            at = file.write(b"%PDF-1.7\n")
            table = ["0000000000 65535 f \n"]
            for number, body in enumerate(objects, 1):
                table.append(f"{at:010d} 00000 n \n")
                at += file.write(b"%d 0 obj\n%b\nendobj\n" % (number, body))
            file.write(f"xref\n0 {len(table)}\n{''.join(table)}".encode("ascii"))
            file.write(b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(table), at))


def _embed(face: Face, add: Any) -> int:
    """A composite font with its program; the number of its object."""
    program = add(f"/Length1 {len(face.program)}", face.packed)
    descriptor = add(
        f"<</Type/FontDescriptor/FontName/AAAAAA+{face.name}/Flags 4/FontBBox[-200 -300 1200 1100]"
        f"/ItalicAngle 0/Ascent 1018/Descent -276/CapHeight 700/StemV 80/FontFile2 {program} 0 R>>"
    )
    widths = " ".join(map(str, face.advances))
    descendant = add(
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont/AAAAAA+{face.name}/CIDToGIDMap/Identity"
        f"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/W[0[{widths}]]"
        f"/FontDescriptor {descriptor} 0 R>>"
    )
    unicode = add("", _to_unicode(face))
    number: int = add(
        f"<</Type/Font/Subtype/Type0/BaseFont/AAAAAA+{face.name}/Encoding/Identity-H"
        f"/DescendantFonts[{descendant} 0 R]/ToUnicode {unicode} 0 R>>"
    )
    return number


@functools.cache
def _to_unicode(face: Face) -> bytes:
    """What each glyph means, deflated."""
    font = uharfbuzz.Font(uharfbuzz.Face(face.program))
    pairs = {font.get_nominal_glyph(point): point for point in font.face.unicodes}
    lines = [f"<{glyph:04x}> <{point:04x}>" for glyph, point in sorted(pairs.items()) if glyph]
    blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]
    body = "".join(f"{len(block)} beginbfchar\n{chr(10).join(block)}\nendbfchar\n" for block in blocks)
    head = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap "
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n"
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
    )
    return zlib.compress(f"{head}{body}endcmap end end\n".encode("ascii"))


def main(task: dict[str, Any], told: Told) -> None:
    """The first groups of the college, a file each."""
    with told.given():
        import press_college
        from press_raw_given import given
        from press_settings import settings as how

        from archiver.binder import pdf_file
        from archiver.binding.parts import ordered, part_specs
        from archiver.press.fonts import subset_program

        assert pdf_file.LEVEL == LEVEL
        settings = how()
        press_college.journal(0)
        programs = {name: subset_program(name) for name in (SERIF, BOLD, NARROW)}
    faces = {name: Face(name, program, task["remember"]) for name, program in programs.items()}
    pages = 0
    for position in range(task["groups"]):
        with told.given():
            journal = press_college.journal(position)
            parts = [given(spec) for spec in part_specs(journal, ordered(journal, settings), settings)]
        writer = Writer(faces, settings.college.short_name)
        for part in parts:
            writer.part(part)
        writer.save(Path(task["to"]) / f"{position}.pdf")
        pages += len(writer.streams)
    told.said |= {"pages": pages}


if __name__ == "__main__":
    said = Told()
    main(json.loads(sys.argv[1]), said)
    said.tell(Path(sys.argv[2]))
