"""How high a report will be, so that it need not be set to find out how closely it must be.

Measured with the faces of the page, by the sizes of reports.css; a few tenths of a millimetre too high rather
than too low. All lengths are in mm.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from archiver.press.text.measure import MM_PER_POINT, SERIF, SERIF_BOLD, lines_needed, width_mm
from archiver.reports.document.density import LEVELS, Density
from archiver.reports.document.layout import HEADING_PT, NOTE_PT, Laid, laid
from archiver.reports.document.report import Column, Report, Row, Signature, shown

_FACTS_APART_MM = 6.0
_RULE_MM = 0.12
_SIDES_MM = 1.2  # of a cell's text
_LEADING = 1.12
_SEAL_MM = 25.0
_POST_MM = {1: 74.0, 2: 40.0, 3: 33.0}
"""Room for a post where so many sign beside each other on A4, or less than there is."""
_TOO_HIGH_MM = 1.0
"""So much of what is measured is found again when the report is set."""


def level_for(report: Report) -> int | None:
    """The first of `LEVELS` at which the report may stand on one sheet; None where it never does."""
    for level, density in enumerate(LEVELS):
        above, below = density.margins_mm
        if height(report, density) - _TOO_HIGH_MM <= report.sheet.height_mm - above - below:
            return level
    return None


def across(report: Report, density: Density) -> int:
    """How many sign beside each other: two where the sheet lies, three where it is set closely."""
    if not report.sheet.landscape:
        return 1
    return 3 if density.dense else 2


def height(report: Report, density: Density) -> float:
    """The height of the report on a sheet without end."""
    width, dense = report.sheet.text_width_mm, density.dense
    parts = [_head(report, width, dense=dense)]
    for table in report.tables:
        if table.caption:
            parts.append(_lines([table.caption], 9 if dense else 10, 1.25, width) + (1.5 if dense else 3.5))
        parts += [_table(one, density) + (1.0 if dense else 2.0) for one in laid(table, width, density)]
    if report.missing:
        size, leading = (8.0, 1.2) if dense else (8.5, 1.3)
        parts.append(
            _lines(["Чего", *(f"— {line}" for line in report.missing)], size, leading, width - 4.5)
            + (3.0 if dense else 6.0)
        )
    if report.remarks:
        size, leading = (7.5, 1.2) if dense else (8.0, 1.3)
        remarks = [" ".join(report.remarks)] if dense else report.remarks
        parts.append(_lines(remarks, size, leading, width) + (1.0 if dense else 2.0))
    parts.append(_end(report, width, density))
    return sum(parts)


def _head(report: Report, width: float, *, dense: bool) -> float:
    total = 0.0
    if report.approval:
        total += 4 * 10 * 1.5 * MM_PER_POINT + 2
    if report.organisation:
        total += _lines([report.organisation], 9 if dense else 10, 1.25, width) + (0.5 if dense else 1.5)
    if dense:
        total += _lines([" ".join((report.title, *report.subtitle))], 12, 1.1, width, SERIF_BOLD)
    else:
        total += _lines([report.title], 13, 1.2, width, SERIF_BOLD)
        total += _lines(report.subtitle, 11, 1.25, width) + 0.6 * len(report.subtitle)
    if report.facts:
        size, leading, above = (9.0, 1.2, 0.8) if dense else (9.5, 1.35, 2.5)
        total += _facts(report, size, width) * size * leading * MM_PER_POINT + above
    return total


def _facts(report: Report, points: float, width: float) -> int:
    """The lines that the facts take side by side."""
    lines, used = 1, 0.0
    for fact in report.facts:
        label = f"{fact.said_by}: " if fact.said_by else ""
        need = width_mm(label, points, SERIF) + width_mm(fact.value or "_" * 38, points, SERIF_BOLD)
        if used and used + need > width:
            lines, used = lines + 1, 0.0
        lines += int(need // width)
        used += need % width + _FACTS_APART_MM + width_mm(" ", points, SERIF)
    return lines


def _table(part: Laid, density: Density) -> float:
    columns, widths = part.table.columns, part.widths_mm
    upright = [
        _heading(column, width) for column, width in zip(columns, widths, strict=True) if not column.rotated
    ]
    total = max([part.heading_mm, *upright])
    groups: dict[str, float] = {}
    for column, width in zip(columns, widths, strict=True):
        if column.group:
            groups[column.group] = groups.get(column.group, 0.0) + width
    if groups:
        total += (
            max(lines_needed(title, HEADING_PT * 1.1, width - _SIDES_MM) for title, width in groups.items())
            * (HEADING_PT * _LEADING * MM_PER_POINT)
            + 0.9
            + _RULE_MM
        )
    return total + 0.6 + sum(_row(row, widths, density) for row in part.table.rows)


def _heading(column: Column, width: float) -> float:
    lines = lines_needed(column.title, HEADING_PT, width - _SIDES_MM) * HEADING_PT
    if column.note:
        lines += lines_needed(column.note, NOTE_PT, width - _SIDES_MM) * NOTE_PT
    return lines * _LEADING * MM_PER_POINT + 0.9


def _row(row: Row, widths: Sequence[float], density: Density) -> float:
    lines, start = 1, 0
    for cell in row.cells:
        text = shown(cell.value)
        if " " in text or len(text) > 12:
            room = sum(widths[start : start + cell.span]) - _SIDES_MM
            lines = max(lines, lines_needed(text, density.body_pt * (1.1 if cell.strong else 1), room))
        start += cell.span
    leading = 1.0 if density.dense else _LEADING
    return lines * density.body_pt * leading * MM_PER_POINT + 2 * density.padding_mm + _RULE_MM


def _end(report: Report, width: float, density: Density) -> float:
    dense, wide = density.dense, across(report, density)
    size, leading, gap = (9.0, 1.2, 0.5) if dense else (10.0, 1.35, 1.0)
    spare = wide > 1 and len(report.signatures) % wide != 0
    aside = dense and report.dated and bool(report.closing) and not spare
    total = (1.0 if dense else 3.0) + len(report.closing) * gap
    total += _lines(report.closing, size, leading, width - (54 if aside else 0))
    total += _signed(report.signatures, wide, dense=dense)
    if report.dated and not spare and not aside:
        total += size * 1.25 * MM_PER_POINT + (0.8 if dense else 2.0)
    if report.seal:
        total += _SEAL_MM
    if report.resolution:
        total += (2.0 if dense else 5.0) + len(report.resolution.lines) * gap
        total += _lines(report.resolution.lines, size, leading, width)
        total += _signed(report.resolution.signatures, wide, dense=dense)
    return total


def _signed(signatures: Sequence[Signature], wide: int, *, dense: bool) -> float:
    if not signatures:
        return 0.0
    size, leading, line = (8.5, 1.1, 4.6) if dense else (10.0, 1.25, 5.6)
    captions = NOTE_PT * 1.1 * MM_PER_POINT
    rows = (
        max(line, _lines([max((one.post for one in few), key=len)], size, leading, _POST_MM[wide]))
        for few in (signatures[at : at + wide] for at in range(0, len(signatures), wide))
    )
    return sum(row + captions for row in rows) + (0.8 if dense else 2.0)


def _lines(texts: Iterable[str], points: float, leading: float, width: float, face: str = SERIF) -> float:
    return sum(_each(texts, points, width, face)) * points * leading * MM_PER_POINT


def _each(texts: Iterable[str], points: float, width: float, face: str) -> Iterator[int]:
    for text in texts:
        yield lines_needed(text, points, width, face)
