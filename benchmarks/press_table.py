"""The table of the benchmark and what the figures asked for come to, in Russian for docs/performance.md.

A row is printed as soon as it is measured; the ratios follow from rows by their names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from press_measure import Run

TITLES = """\
| что | страниц | время, с | ЦП, с | стр./с ЦП | КБ/стр. | память, МБ |
|---|--:|--:|--:|--:|--:|--:|"""
FIGURES = """\
| цель | получено | нужно | |
|---|--:|--:|---|"""


def spoken(number: float, digits: int) -> str:
    """A number as Russian papers write it; a dash for what was not measured."""
    return f"{number:.{digits}f}".replace(".", ",") if number else "—"


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
        cells = (
            str(self.pages),
            spoken(run.wall, 2 if run.wall < 10 else 1),
            spoken(run.cpu, 2 if run.cpu < 10 else 1),
            spoken(self.rate, 0 if self.rate > 20 else 1) if run.cpu else "—",
            spoken(kilobytes, 1),
            spoken(run.peak, 0),
        )
        return f"| {self.what} | {' | '.join(cells)} |"


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
        got = f"{spoken(self.got, 2 if self.got < 10 else 0)}{self.unit}"
        if self.bound is None:
            return f"| {self.what} | {got} | | |"
        sign, said = ("≥" if self.least else "≤"), ("да" if self.reached else "**нет**")
        return f"| {self.what} | {got} | {sign} {f'{self.bound:g}'.replace('.', ',')}{self.unit} | {said} |"


def figures(rows: Mapping[str, Row], linear: Mapping[str, float], late: float | None) -> Iterator[Figure]:
    """All that the measured rows allow to be said."""
    yield from _of_a_year(rows)
    if "cold" in rows and "cold chromium" in rows:
        wall = rows["cold chromium"].run.wall
        what = "один том холодным процессом: во сколько раз быстрее Chromium"
        yield Figure(what, wall / rows["cold"].run.wall, 1.0, least=True, unit=" ×")
        for name, what, bound in (
            ("cold empty", "то же, кэш пользователя пуст", 2.0),
            ("cold bare", "то же, и при установке ничего не приготовлено", None),
        ):
            if name in rows:
                yield Figure(what, wall / rows[name].run.wall, bound, least=True, unit=" ×")
    if "one core" in rows and "two cores" in rows:
        gain = rows["one core"].run.wall / rows["two cores"].run.wall
        yield Figure("`year-end`: два ядра быстрее одного", gain, 1.8, least=True, unit=" ×")
    if late is not None:
        yield Figure("позднее исправление предмета, тёплый процесс", late, 0.3, least=False, unit=" с")
    if "preview" in rows:
        wall = rows["preview"].run.wall
        yield Figure("`preview` предмета, команда целиком", wall, 2.0, least=False, unit=" с")
    for what, times in linear.items():
        yield Figure(f"в десять раз больше страниц, {what}: ЦП больше", times, 10.5, least=False, unit=" ×")
    if "thick" in rows:
        yield Figure("память тома в 600 страниц", rows["thick"].run.peak, 200.0, least=False, unit=" МБ")
    if "ours" in rows and "tenth" in rows:
        what = "память года к памяти его десятой части"
        yield Figure(what, rows["ours"].run.peak / rows["tenth"].run.peak, None, least=False, unit=" ×")


def _of_a_year(rows: Mapping[str, Row]) -> Iterator[Figure]:
    ours = rows.get("ours")
    if ours is None:
        return
    for name, bound in (("chromium cold", 10.0), ("chromium", 10.0), ("typst", 5.0)):
        if name in rows:
            what = f"страниц на секунду ЦП: больше, чем {rows[name].what}"
            yield Figure(what, ours.rate / rows[name].rate, bound, least=True, unit=" ×")
    if "plain" in rows:
        what = "страниц на секунду ЦП: больше, чем WeasyPrint напрямую"
        yield Figure(what, ours.rate / rows["plain"].rate, None, least=True, unit=" ×")
    if "raw" in rows:
        what = "ЦП страницы к простому писателю PDF"
        yield Figure(what, rows["raw"].rate / ours.rate, 1.2, least=False, unit=" ×")
        what = "то же к писателю, который запоминает набранное"
        yield Figure(what, rows["raw remembering"].rate / ours.rate, 1.3, least=False, unit=" ×")
    what = "размер страницы в среднем за год"
    yield Figure(what, ours.size / 1024 / ours.pages, 4.0, least=False, unit=" КБ")
