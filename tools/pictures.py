"""The pictures of docs/pictures: pages of a fictional college, set by this program and drawn by poppler.

    tools/pictures.py                   draw them anew
    tools/pictures.py --check           fail where pages are not those that were drawn
    tools/pictures.py --before FOLDER   draw «…-before.png» from another version of the program

What is compared is each page's words and where they stand: renderers differ from one version to the next.
"""

from __future__ import annotations

import argparse
import functools
import hashlib
import json
import os
import struct
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pypdf import PageObject, PdfReader, PdfWriter, Transformation
from pypdf.generic import DecodedStreamObject, NameObject

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
DRAWN = PICTURES / "drawn.json"
YEAR, GROUP = "2025/26", "ИС-21"
COMMANDS = (
    ("sample", "exports", "--groups", "2", "--seed", "23", "--year", YEAR),
    ("year-end", YEAR, "--from", "exports", "--to", "journals"),
    ("statement", "exports", "--to", "papers", "--group", GROUP),
    ("hours", "exports", "--form", "3", "--teacher", "Казакова С.Ф.", "--to", "papers"),
    ("scholarship", "exports", "--term", "1", "--to", "papers", "--group", GROUP),
)
LARGEST = 100_000
WIDTHS = (1600, 1300, 1000, 800)
"""Pixels across a picture: the most that keeps it small enough."""
GAP = 12.0  # points between pages that lie side by side


@dataclass(frozen=True, slots=True)
class Picture:
    """The pages of a file that hold all of `words`, from the `first`, `most` of them, side by side."""

    name: str
    file: str
    words: tuple[str, ...] = ()
    first: int = 0
    most: int = 6
    before: bool = True
    share: float = 1.0
    """How much of a page's height is shown, from the top."""


_MATHS = ("ЕН.01 Математика", "из 28", "1 семестр")
_VOLUME = f"journals/*{GROUP}*.pdf"
ALL = (
    Picture("lessons-of-28", _VOLUME, _MATHS),
    Picture("statement-term", f"papers/**/*ведомость {GROUP}*1 семестр.pdf"),
    Picture("statement-year", f"papers/**/*ведомость {GROUP}* год.pdf"),
    Picture("form-3", "papers/**/Форма 3 Казакова*.pdf"),
    Picture("scholarship", f"papers/**/Стипендия {GROUP}*.pdf"),
    Picture("marks", _VOLUME, _MATHS, most=1, before=False),
    Picture("lessons", _VOLUME, _MATHS, first=1, most=1, before=False),
    Picture("contents", _VOLUME, ("ВНУТРЕННЯЯ ОПИСЬ",), most=1, before=False),
    Picture("certification", _VOLUME, ("ЗАВЕРИТЕЛЬНАЯ НАДПИСЬ",), most=1, before=False),
)


def main(argv: Sequence[str]) -> int:
    """Exit code 0 when the pictures are drawn, or are those of today's pages."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--before", type=Path)
    asked = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        for command in COMMANDS:
            _archiver(command, folder, asked.before or ROOT)
        chosen = [one for one in ALL if one.before or not asked.before]
        pages = {one.name: list(pages_of(one, folder)) for one in chosen}
        empty = [name for name, found in pages.items() if not found]
        if empty:
            print(f"no page was found for: {', '.join(empty)}", file=sys.stderr)
            return 1
        known = {name: hashlib.sha256("\n".join(map(_words, found)).encode()).hexdigest()
                 for name, found in pages.items()}  # fmt: skip
        if asked.check:
            drawn = json.loads(DRAWN.read_text("utf-8"))
            stale = [name for name, digest in known.items() if drawn.get(name) != digest]
            if stale:
                print(f"drawn from other pages: {', '.join(stale)}; run make pictures", file=sys.stderr)
            return bool(stale)
        for one in chosen:
            ending = "" if not one.before else "-before" if asked.before else "-after"
            draw(pages[one.name], PICTURES / f"{one.name}{ending}.png", folder)
        if not asked.before:
            DRAWN.write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")
    return 0


def _archiver(command: Sequence[str], folder: Path, program: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(program)}
    for one in [name for name in environment if name.startswith("ARCHIVER_")]:
        del environment[one]
    words = [sys.executable, "-m", "archiver", *command]
    done = subprocess.run(words, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode not in {0, 3}:
        raise SystemExit(f"archiver {' '.join(command)}: {done.returncode}\n{done.stderr}{done.stdout}")


def pages_of(picture: Picture, folder: Path) -> Iterator[PageObject]:
    """The pages that a picture shows, of the files below `folder`."""
    found = 0
    for path in sorted(folder.glob(picture.file)):
        for page, text in _read(path):
            if all(word in text for word in picture.words):
                found += 1
                if picture.first < found <= picture.first + picture.most:
                    hidden = (1 - picture.share) * float(page.mediabox.height)
                    page.mediabox.bottom = float(page.mediabox.bottom) + hidden
                    yield page


@functools.cache
def _read(path: Path) -> list[tuple[PageObject, str]]:
    """The pages of a file and the text of each."""
    return [(page, " ".join(page.extract_text().split())) for page in PdfReader(path).pages]


def _words(page: PageObject) -> str:
    """The words of a page, each with its place in whole millimetres."""
    told: list[str] = []

    def see(text: str, current: list[float], matrix: list[float], _font: object, _size: float) -> None:
        if text.strip():
            x = matrix[4] * current[0] + matrix[5] * current[2] + current[4]
            y = matrix[4] * current[1] + matrix[5] * current[3] + current[5]
            told.append(f"{x / 72 * 25.4:.0f} {y / 72 * 25.4:.0f} {text.strip()}")

    page.extract_text(visitor_text=see)
    return "\n".join(told)


def draw(pages: Sequence[PageObject], picture: Path, folder: Path, largest: int = LARGEST) -> None:
    """The pages side by side, framed, as a grey PNG of at most `largest` bytes; `folder` is scratch."""
    height = max(float(page.mediabox.height) for page in pages)
    width = sum(float(page.mediabox.width) + GAP for page in pages) - GAP
    writer = PdfWriter()
    sheet = writer.add_blank_page(width + 2, height + 2)
    frames, left = [], 1.0
    for page in pages:
        wide, high = float(page.mediabox.width), float(page.mediabox.height)
        bottom = 1 + height - high
        shift = Transformation().translate(left, bottom - float(page.mediabox.bottom))
        sheet.merge_transformed_page(page, shift)
        frames.append(f"{left} {bottom} {wide} {high} re S")
        left += wide + GAP
    drawing = DecodedStreamObject()
    drawing.set_data(("0.5 G 1.2 w\n" + "\n".join(frames)).encode())
    framed = PageObject.create_blank_page(width=width + 2, height=height + 2)
    framed[NameObject("/Contents")] = drawing
    sheet.merge_page(framed)
    whole = folder / "sheet.pdf"
    writer.write(whole)
    for pixels in WIDTHS:
        size = ["-scale-to-x", str(pixels), "-scale-to-y", "-1"]
        words = ["pdftoppm", "-gray", "-singlefile", *size, str(whole), str(folder / "sheet")]
        subprocess.run(words, check=True)
        data = _png((folder / "sheet.pgm").read_bytes())
        if len(data) <= largest:
            break
    picture.write_bytes(data)
    print(f"{picture.name}: {pixels} pixels, {picture.stat().st_size} bytes")


def _png(grey: bytes) -> bytes:
    """A PNG of sixteen greys from a PGM of 256 (RFC 2083; netpbm's «P5»)."""
    _magic, width, height, _most, pixels = grey.split(maxsplit=4)
    wide, high = int(width), int(height)
    pixels = grey[-wide * high :]
    rows = bytearray()
    for row in range(high):
        line = [value >> 4 for value in pixels[row * wide : (row + 1) * wide]] + [0] * (wide % 2)
        rows.append(0)
        rows += bytes(one << 4 | other for one, other in zip(line[::2], line[1::2], strict=True))
    head = struct.pack(">IIBBBBB", wide, high, 4, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
