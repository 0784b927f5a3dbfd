"""The table of the benchmark and what the figures asked for come to.

A row is printed as soon as it is measured; the ratios follow from rows by their names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from press_measure import Run

TITLES = "| what | pages | wall, s | CPU, s | pages/s | pages/CPU s | PDF, MB | KB/page | peak, MB |"


@dataclass(frozen=True)
class Row:
    """What one contender did: pages and bytes of all PDFs that it wrote, and what they cost."""

    what: str
    pages: int
    size: int
    run: Run

    @property
    def rate(self) -> float:
        """Pages per CPU second."""
        return self.pages / self.run.cpu

    def __str__(self) -> str:
        run, kilobytes = self.run, self.size / 1024 / max(self.pages, 1)
        return (
            f"| {self.what} | {self.pages} | {run.wall:.1f} | {run.cpu:.1f} | {self.pages / run.wall:.1f} "
            f"| {self.rate:.1f} | {self.size / 1e6:.1f} | {kilobytes:.1f} | {run.peak:.0f} |"
        )


def counted(what: str, folder: Path, run: Run) -> Row:
    """A row for the PDFs in `folder`."""
    files = sorted(folder.rglob("*.pdf"))
    return Row(what, sum(map(pages_of, files)), sum(file.stat().st_size for file in files), run)


def pages_of(file: Path) -> int:
    """Pages of a PDF."""
    from pypdf import PdfReader

    return int(PdfReader(file).root_object["/Pages"]["/Count"])  # type: ignore[index]


@dataclass(frozen=True)
class Figure:
    """A figure: what was got, the bound if one was asked for, and whether that is a least or a most."""

    what: str
    got: float
    bound: float | None
    least: bool
    unit: str = ""

    @property
    def reached(self) -> bool:
        """Whether it is; so is what nobody asked for."""
        if self.bound is None:
            return True
        return self.got >= self.bound if self.least else self.got <= self.bound

    def __str__(self) -> str:
        if self.bound is None:
            return f"| {self.what} | {self.got:.3g}{self.unit} | | |"
        sign, said = ("≥" if self.least else "≤"), ("reached" if self.reached else "NOT reached")
        return f"| {self.what} | {self.got:.3g}{self.unit} | {sign} {self.bound:g}{self.unit} | {said} |"


def figures(rows: Mapping[str, Row], linear: Mapping[str, float], late: float | None) -> Iterator[Figure]:
    """All that the measured rows allow to be said."""
    ours = rows.get("ours")
    if ours:
        for name, bound in (("chromium cold", 10.0), ("chromium", 10.0), ("typst", 5.0)):
            if name in rows:
                what = f"pages per CPU second, archiver ÷ {rows[name].what}"
                yield Figure(what, ours.rate / rows[name].rate, bound, least=True, unit=" ×")
        if "raw" in rows:
            what = "CPU a page, archiver ÷ raw PDF writer"
            yield Figure(what, rows["raw"].rate / ours.rate, 1.2, least=False, unit=" ×")
            what = "the same, a writer that remembers shaped texts"
            yield Figure(what, rows["raw remembering"].rate / ours.rate, None, least=False, unit=" ×")
        if "plain" in rows:
            what = "pages per CPU second, archiver ÷ plain WeasyPrint"
            yield Figure(what, ours.rate / rows["plain"].rate, None, least=True, unit=" ×")
        what = "bytes a page, the year"
        yield Figure(what, ours.size / 1024 / ours.pages, 4.0, least=False, unit=" KB")
    if "cold" in rows and "cold chromium" in rows:
        wall = rows["cold chromium"].run.wall
        what = "one binder, cold: Chromium's seconds ÷ archiver's"
        yield Figure(what, wall / rows["cold"].run.wall, 1.0, least=True, unit=" ×")
        if "cold empty" in rows:
            what = "the same, no form in the cache"
            yield Figure(what, wall / rows["cold empty"].run.wall, None, least=True, unit=" ×")
    if "one core" in rows and "two cores" in rows:
        gain = rows["one core"].run.wall / rows["two cores"].run.wall
        yield Figure("year-end: seconds of one core ÷ of two", gain, 1.8, least=True, unit=" ×")
    if late is not None:
        yield Figure("late correction of one subject, warm", late, 0.3, least=False, unit=" s")
    for what, times in linear.items():
        yield Figure(f"ten times the pages, {what}: times the CPU", times, 10.5, least=False, unit=" ×")
    if "thick" in rows:
        yield Figure("peak of a 600-page binder", rows["thick"].run.peak, 200.0, least=False, unit=" MB")
