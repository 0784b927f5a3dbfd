"""The smallest and the largest pages: text and geometry of those that were looked at.

After a wanted change, look at the pages and copy what the failure shows into tests/golden.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from pathlib import Path

import pytest
from press_pages import Printed, printed

from archiver.journal.marks import marks_of_cell
from archiver.journal.model import Section
from factories import make_lessons, make_section, make_students

GOLDEN = Path(__file__).parents[1] / "golden"
SIGNS = ("5", "4", "б", "3", "н", "уп", "5", "н/а", "4", "нп", "5/4", "уп,5")
LONG = ("Константинопольская-Рождественская", "Александра-Владислава", "Магомедгаджиевна кызы")
SUBJECT = "МДК.01.02 Поддержка и тестирование программных модулей, сопровождение и обслуживание программ"


def section(students: int, lessons: int, *, long: bool = False) -> Section:
    """A section with every kind of sign; `long` with names and a subject as long as they come."""
    people = make_students(students)
    if long:
        people = tuple(
            replace(one, surname=f"{LONG[0]} {one.number}", name=LONG[1], patronymic=LONG[2])
            for one in people
        )
    taught = make_lessons(lessons, step_days=1)
    marks = {
        (student.id, lesson.id): marks_of_cell(SIGNS[(student.number * 7 + place * 3) % len(SIGNS)])
        for student in people
        for place, lesson in enumerate(taught)
        if (student.number + place) % 3
    }
    results = {(one.id, "final"): marks_of_cell("4") for one in people}
    name = SUBJECT if long else "Физика"
    return make_section(name, students=people, lessons=taught, marks=marks, period_marks=results)


def geometry(page: Printed) -> str:
    """Of the first page of marks and the first of topics: each line's place in whole mm, sizes and texts."""
    lines = [f"страниц: {page.out.pages}"]
    for number in (0, len(page.spec.spreads[0].marks)):
        lines.append(f"страница {number + 1}")
        for top, words in groupby(page.words(number), lambda word: round(word.top)):
            line = list(words)
            sizes = "/".join(dict.fromkeys(f"{word.size:.2f}".rstrip("0").rstrip(".") for word in line))
            lines.append(f"{line[0].left:4.0f} {top:4.0f} {sizes} → {' | '.join(word.text for word in line)}")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("name", "students", "lessons", "long", "layout"),
    [
        ("least", 8, 1, False, {}),
        ("usual", 30, 28, False, {"duplex": True}),
        ("longest", 45, 28, True, {"landscape": False}),
    ],
)
def test_the_page_is_the_one_looked_at(
    name: str, students: int, lessons: int, long: bool, layout: dict[str, bool]
) -> None:
    found = geometry(printed(section(students, lessons, long=long), **layout))
    assert found.splitlines() == (GOLDEN / f"press_{name}.txt").read_text("utf-8").splitlines()


def test_students_on_two_pages_are_set_as_large_as_their_rows_allow() -> None:
    grid = printed(section(45, 2)).spec.grid
    assert (grid.name_pt, grid.mark_pt) == (9.0, 9.0)


def test_names_too_long_for_any_column_take_two_lines_in_a_wide_one() -> None:
    page = printed(section(8, 2, long=True))
    assert page.spec.grid.name_mm > 50.0
    tops = [round(word.top, 1) for word in page.words() if "Рождественская 1 " in f"{word.text} "]
    assert len(tops) == 1
