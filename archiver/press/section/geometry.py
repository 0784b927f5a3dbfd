"""Measures of a page: how wide columns are, how high rows, how large letters.

The paper gives the room, the section says what must fit. Margins: ГОСТ Р 7.0.97 asks for at least
20 mm at the top and the bottom and 10 mm at the right; the left one is the binding margin.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import truediv

from archiver.press.engine import Paper
from archiver.press.section.portions import Portion, cost, even, portions
from archiver.press.section.slots import Shrinking, Sized, Slots
from archiver.press.section.spec import Grid, Heading
from archiver.press.text.measure import (
    MM_PER_POINT,
    NARROW,
    SERIF,
    SERIF_BOLD,
    fitting_points,
    lines_needed,
    width_em,
    width_mm,
)

TOP_MM, RIGHT_MM, BOTTOM_MM = 20.0, 10.0, 20.0
NUMBER_MM = 6.5
PADDING_MM = 0.6  # on both sides of a cell together
LESSON_MM = (1.4, 8.5)  # a column holds two digits at least, and does not gape at most
ROOMY_MM = 5.0  # a column in which two marks stand side by side in full size
USUAL_LESSONS = 25
"""The lessons of a page where nothing is asked for: more, where all are as wide as `ROOMY_MM`."""
PERIOD_MM = (8.0, 14.0)
ROW_MM = (3.2, 5.8)
TITLE_PT = 7.5  # of period columns
LEADING = 1.12  # of lines inside a cell
ROW_LEADING = 1.22  # of a full row: letters do not touch the rules
LINE_MM = 0.17  # what the rule under a row adds to it, the heavier fifth ones told evenly
NONE_MM = 20.0  # «Занятий нет» and the hours' line under it

_LIST_STEP_PT = 0.5
_SURELY = 0.999
"""A share of its room that a text fills on one line whatever the last figures of its width are."""
_HEAD_ROWS_MM = 9.2  # months and days
_SUBJECT_PT, _FACTS_PT, _NOTES_PT = 13.0, 9.0, 7.5
_SUBJECT_ASIDE_MM = 42.0  # «занятия 1–25 из 47» to the right of the subject
_HEADING_GAP_MM = 2.6
TOTALS_MM = 9.5  # the line of the hours, and the gap over it


def text_width(paper: Paper) -> float:
    """Width between the binding margin and the right one."""
    return paper.width_mm - paper.binding_margin_mm - RIGHT_MM


def text_height(paper: Paper) -> float:
    """Height between the top margin and the bottom one."""
    return paper.height_mm - TOP_MM - BOTTOM_MM


def heading_height(paper: Paper, heading: Heading) -> float:
    """Height of the head of a page: the subject, the group, the term."""
    width = text_width(paper)
    subject = lines_needed(heading.subject, _SUBJECT_PT, width - _SUBJECT_ASIDE_MM, SERIF_BOLD)
    course = "0 курс · " if heading.course else ""
    facts = f"Группа {heading.group} · {course}{heading.speciality}"
    lines = 1 + lines_needed(facts, _FACTS_PT, width, SERIF)
    return (subject * _SUBJECT_PT * 1.15 + lines * _FACTS_PT * 1.35) * MM_PER_POINT + _HEADING_GAP_MM


def room_for_rows(paper: Paper, heading: Heading, notes: Sequence[str]) -> float:
    """Height left for students' rows and the lines between them, under the head and above the notes."""
    noted = lines_needed("  ".join(notes), _NOTES_PT, text_width(paper)) if notes else 0
    used = heading_height(paper, heading) + _HEAD_ROWS_MM + noted * _NOTES_PT * 1.3 * MM_PER_POINT
    return text_height(paper) - used - (2.0 if notes else 1.0)  # for hairlines, and the gap above notes


def name_width(paper: Paper, names: Iterable[str], slot: Shrinking, widest: float | None = None) -> float:
    """Width of the names' column: the longest name in full, within reason; less when lessons need it."""
    widest = widest or (62.0 if paper.landscape else 54.0)
    needed = [width_mm(name, slot.size) + 2.6 for name in names]
    # A name far beyond the column is wrapped anyway and must not widen it for all others beyond two lines.
    longest = max((width if width <= widest * 1.4 else width / 2 for width in needed), default=0.0)
    return round(min(max(longest, 34.0), widest), 2)


def period_width(titles: Iterable[str], marks: Iterable[str]) -> float:
    """Width of the columns after the lessons, by their longest word and mark."""
    words = [word for title in titles for word in title.split()]
    longest = max((width_mm(text, TITLE_PT) for text in (*words, *marks)), default=0.0)
    return round(min(max(longest + 1.6, PERIOD_MM[0]), PERIOD_MM[1]), 2)


def lesson_width(room: float, chunks: Sequence[int], period_columns: int, period_mm: float) -> float:
    """Width of a lesson's column, one for all pages: period columns stand on the last one only."""
    widths = [room / count for count in chunks[:-1]]
    if chunks and chunks[-1]:
        widths.append((room - period_columns * period_mm) / chunks[-1])
    return round(max(LESSON_MM[0], min(*widths, LESSON_MM[1]) if widths else LESSON_MM[1]) - 0.005, 2)


def topics(
    paper: Paper,
    heading: Heading,
    lessons: Sequence[tuple[str, str, str]],
    most: int,
    slot: Sized,
    *,
    listed: bool,
    facing: bool,
) -> tuple[float, tuple[Portion, ...]]:
    """The largest size at which the facing lists take the fewest pages, and the portions on them.

    A lesson is its (kind, topic, homework); no portion has more than `most` lessons. Without lists where
    they are not `listed`.
    """
    if not listed:
        return slot.size, tuple(Portion(share, ()) for share in even(len(lessons), -(-len(lessons) // most)))
    homework, kind = (52.0, 23.0) if paper.landscape else (36.0, 20.0)
    fixed = 7.5 + 16.5 + 9.5 + (20.0 if paper.landscape else 16.0)
    topic = text_width(paper) - fixed - homework - kind
    room = text_height(paper) - heading_height(paper, heading) - 5.5

    rooms = kind - 1.9, topic - 1.9, homework - 1.9
    faces = NARROW, SERIF, SERIF
    ems = [tuple(map(width_em, lesson, faces)) for lesson in lessons]
    fullest = [max(map(truediv, wide, rooms)) for wide in ems]

    def height(at: int, points: float) -> float:
        mm = points * MM_PER_POINT
        lines = 1
        if fullest[at] * mm > _SURELY:
            for text, em, room, face in zip(lessons[at], ems[at], rooms, faces, strict=True):
                if em * mm > room:
                    lines = max(lines, lines_needed(text, points, room, face))
        return lines * points * 1.22 * MM_PER_POINT + 1.15

    best: tuple[float, tuple[Portion, ...]] = slot.size, ()
    fewest, least = (0, 0), (2 * -(-len(lessons) // most), 0)
    for points in _list_sizes(slot):
        heights = [height(at, points) for at in range(len(lessons))]
        found = portions(heights, most, room, TOTALS_MM, facing=facing)
        pages = cost(found, facing=facing)
        if points == slot.size or pages < fewest:
            best, fewest = (points, found), pages
        if fewest <= least:
            break  # marks and topics take a page each at the least
    return best


def _list_sizes(slot: Sized) -> list[float]:
    steps = int((slot.size - slot.shrink_to) / _LIST_STEP_PT)
    return [slot.size - step * _LIST_STEP_PT for step in range(steps + 1)]


def most_lessons(
    paper: Paper, names: Sequence[str], periods: Sequence[str], period_marks: Sequence[str], slots: Slots
) -> int:
    """How many lessons stand on a page whose columns need not be narrower than a page takes gladly."""
    used = name_width(paper, names, slots.name) + len(periods) * period_width(periods, period_marks)
    return max(USUAL_LESSONS, int((text_width(paper) - NUMBER_MM - 0.5 - used) / ROOMY_MM))


def grid(
    paper: Paper,
    room_mm: float,
    list_pt: float,
    names: Sequence[str],
    chunks: Sequence[int],
    periods: Sequence[str],
    period_marks: Sequence[str],
    slots: Slots,
) -> Grid:
    """The grid's measures: all `names` in `room_mm` of height, or evenly on as few pages as take them."""
    pages = max(1, math.ceil(len(names) * (ROW_MM[0] + LINE_MM) / room_mm))
    rows = max(1, math.ceil(len(names) / pages))
    row_mm = min(max(room_mm / rows - LINE_MM, ROW_MM[0]), ROW_MM[1])
    line_pt = (row_mm - 0.1) / (ROW_LEADING * MM_PER_POINT)
    room = text_width(paper) - NUMBER_MM - 0.5
    period_mm = period_width(periods, period_marks)
    name_mm = name_width(paper, names, slots.name)
    lesson_mm = lesson_width(room - name_mm, chunks, len(periods), period_mm)
    for wanted, widest in ((ROOMY_MM, 44.0), (2.1, 30.0)):
        if lesson_mm < wanted:
            name_mm = name_width(paper, names, slots.name, widest)
            lesson_mm = lesson_width(room - name_mm, chunks, len(periods), period_mm)
    if lesson_mm < 2.1:
        period_mm = PERIOD_MM[0]
        lesson_mm = lesson_width(room - name_mm, chunks, len(periods), period_mm)
    mark_pt = min(fitting_points("уп", lesson_mm - min(PADDING_MM, lesson_mm / 6)), line_pt)
    mark_pt = clamp(mark_pt, (slots.mark.wrapped_to, slots.mark.size))
    day_pt = clamp(fitting_points("00", lesson_mm - min(0.6, lesson_mm / 6)), slots.day.limits)
    name_pt = clamp(line_pt, slots.name.limits)
    return Grid(NUMBER_MM, name_mm, lesson_mm, period_mm, name_pt, mark_pt, day_pt, list_pt)


def clamp(points: float, limits: tuple[float, float]) -> float:
    """A size within its limits, in quarters of a point so that few sizes are in use."""
    return int(min(max(points, limits[0]), limits[1]) * 4) / 4


def shared_row(room: float, heights: Sequence[float]) -> float:
    """The row height, without its rule, that fills `room` when rows that need more than it take more."""
    height = ROW_MM[1]
    for _attempt in range(4):
        tall = [need for need in heights if need > height]
        if not heights or len(tall) == len(heights):
            break
        fitting = (room - sum(tall) - len(heights) * LINE_MM) / (len(heights) - len(tall))
        if fitting >= height:
            break
        height = fitting
    return round(min(max(height, ROW_MM[0]), ROW_MM[1]) - 0.005, 2)


def split_rows(room: float, heights: Sequence[float]) -> list[range]:
    """Pages of rows: as few as hold them, equally full (31 and 30, not 40 and 21)."""
    count = len(heights)
    for pages in range(1, count + 1):
        edges = [round(count * page / pages) for page in range(pages + 1)]
        chunks = [range(first, last) for first, last in pairwise(edges)]
        if all(len(chunk) == 1 or sum(heights[i] + LINE_MM for i in chunk) <= room for chunk in chunks):
            return chunks
    return [range(0)]
