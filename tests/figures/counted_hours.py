"""Hours given by teachers: form 2 (group and month) and form 3 (teacher and year).

Rules: domain 6.2, 6.3; ADR 0037 (whose the planned hours are, holidays rounded once).
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

from counted_marks import rounded
from raw_journals import Journal, Lesson, Page

Figures = dict[tuple[object, ...], object]
Hours = int | str | None
"""«4+?»: beside 4 hours a lesson that does not tell its own. None: an empty cell."""


@dataclass(frozen=True)
class Load:
    """What the settings say of a teacher's load and no journal tells."""

    teacher: str
    group: str
    subject: str
    subgroup: str | None = None
    tariff: int | None = None
    change: int = 0
    exam_hours: int = 0
    consultation_hours: int = 0


def loads(settings: Path) -> list[Load]:
    """`[[loads]]` of archiver.toml."""
    return [Load(**load) for load in tomllib.loads(settings.read_text(encoding="utf-8"))["loads"]]


def _load(all_of: list[Load], journal: Journal, page: Page) -> Load | None:
    wanted = page.teacher, journal.group, page.subject, page.subgroup
    return next((x for x in all_of if (x.teacher, x.group, x.subject, x.subgroup) == wanted), None)


def add(cells: Iterable[Hours]) -> Hours:
    """A sum: an empty cell leaves it empty, lessons without hours stay in it as «?»."""
    known, unknown = 0, False
    for cell in cells:
        if cell is None:
            return None
        unknown |= isinstance(cell, str)
        known += int(cell.rstrip("+?") or 0) if isinstance(cell, str) else cell
    return known if not unknown else f"{known}+?" if known else "?"


def given(lessons: Iterable[Lesson]) -> Hours:
    """Hours of lessons together."""
    return add("?" if lesson.hours is None else lesson.hours for lesson in lessons)


def planned(journal: Journal, page: Page) -> int | None:
    """The page's plan is its teacher's, unless teachers of one list seem to have the whole plan each."""
    together = [
        other
        for other in journal.pages
        if (other.subject, other.term, other.subgroup) == (page.subject, page.term, page.subgroup)
    ]
    plans = {other.planned for other in together}
    if len(together) == 1 or None in plans:
        return page.planned if len(together) == 1 else None
    (first, *others) = plans
    if others or first is None:
        return page.planned  # unequal parts are shares
    if journal.plan_by_page:
        return None  # equal lines of the module's plan may be one line told twice
    if (plan := journal.plan.get((page.subject, page.term))) is not None:
        return page.planned if plan != first else None
    hours = given(lesson for other in together for lesson in other.lessons)
    most = Fraction(len(together) + 1, 2) * first
    return page.planned if isinstance(hours, int) and hours > most else None


def months(journal: Journal) -> list[tuple[int, int]]:
    """Months with lessons."""
    return sorted({(x.day.year, x.day.month) for page in journal.pages for x in page.lessons})


def form2(journal: Journal, year: int, month: int, all_loads: list[Load]) -> Figures:
    """Hours by row and day, their sums, the balance of the plan: a row is a page with lessons that month."""
    figures: Figures = {}
    for page in journal.pages:
        held = [x for x in page.lessons if (x.day.year, x.day.month) == (year, month)]
        if not held:
            continue
        row = ("row", page.subject, page.subgroup, page.teacher)
        for day in {lesson.day for lesson in held}:
            figures[*row, day.day] = given(lesson for lesson in held if lesson.day == day)
        figures[*row, "всего дано"] = given(held)
        before = given(x for x in page.lessons if x.day < min(lesson.day for lesson in held).replace(day=1))
        plan = _plan_of_term(journal, page, all_loads)
        figures[*row, "по плану"] = plan
        figures[*row, "остаток на начало"] = start = _less(plan, before)
        figures[*row, "остаток на конец"] = _less(start, given(held))
    for place in {key[-1] for key in figures}:
        figures["sum", place] = add(_hours(cell) for key, cell in figures.items() if key[-1] == place)
    return figures


def _hours(cell: object) -> Hours:
    assert cell is None or isinstance(cell, int | str)
    return cell


def _less(hours: Hours, taken: Hours) -> Hours:
    return hours - taken if isinstance(hours, int) and isinstance(taken, int) else None


def _plan_of_term(journal: Journal, page: Page, all_loads: list[Load]) -> int | None:
    load = _load(all_loads, journal, page)
    pages = [
        x
        for x in journal.pages
        if (x.subject, x.subgroup, x.teacher) == (page.subject, page.subgroup, page.teacher)
    ]
    if load is not None and load.tariff is not None and len(pages) == 1:
        return load.tariff  # of the year, which is this term
    return planned(journal, page)


Key = TypeVar("Key")


def teachers(journals: list[Journal]) -> list[str]:
    return sorted({page.teacher for journal in journals for page in journal.pages})


Column = tuple[str, str, str | None]
"""Subject, group, subgroup."""


def form3(journals: list[Journal], teacher: str, all_loads: list[Load]) -> Figures:
    """Lines by column; the sums go by who pays, and together."""
    columns: dict[Column, tuple[Journal, list[Page]]] = {}
    for journal in journals:
        for page in journal.pages:
            if page.teacher == teacher:
                key = page.subject, journal.group, page.subgroup
                columns.setdefault(key, (journal, []))[1].append(page)
    lines = {key: _lines(journal, pages, all_loads) for key, (journal, pages) in columns.items()}
    payers = {key: journal.paid for key, (journal, _pages) in columns.items()}
    figures: Figures = {}
    off = holidays({key: column["тарификация"] for key, column in lines.items()}, payers)
    for key, column in lines.items():
        column["5 %"] = off[key]
        column.update(_balance(column))
        figures |= {("cell", *key, line): hours for line, hours in column.items()}
    return figures | _sums(lines, payers)


def _lines(journal: Journal, pages: list[Page], all_loads: list[Load]) -> dict[object, Hours]:
    """Hours of months, terms, the year; of which practice, consultations, exams; what is stated beside."""
    lessons = [lesson for page in pages for lesson in page.lessons]
    lines: dict[object, Hours] = {"дано": given(lessons)}
    for month in {(lesson.day.year, lesson.day.month) for lesson in lessons}:
        lines[month] = given(x for x in lessons if (x.day.year, x.day.month) == month)
    for term in journal.terms:
        lines["период", term] = given(x for page in pages if page.term == term for x in page.lessons)
    lines["практика"] = given(lessons) if "practice" in pages[0].kind else 0
    for line, kind in (("консультации занятиями", "Консультация"), ("экзамены занятиями", "Экзамен")):
        lines[line] = given(lesson for lesson in lessons if lesson.kind == kind)
    load = _load(all_loads, journal, pages[0])
    if load is not None and load.tariff is not None:
        lines["тарификация"] = load.tariff
    else:
        lines["тарификация"] = add(planned(journal, page) for page in pages)
    lines["изменение"] = load.change if load else None
    lines["консультации"] = (
        _beside(load.consultation_hours, lines["консультации занятиями"]) if load else None
    )
    lines["экзаменационные"] = _beside(load.exam_hours, lines["экзамены занятиями"]) if load else None
    return lines


def _beside(stated: int, lessons: Hours) -> Hours:
    """What stands as lessons already is not added again."""
    if stated == 0:
        return 0
    return max(0, stated - lessons) if isinstance(lessons, int) else None


def _balance(lines: dict[object, Hours]) -> dict[object, Hours]:
    """Domain 6.3: what remains = tariff − change − 5 %; of the year = lessons and what is beside them."""
    after = _less(_less(lines["тарификация"], lines["изменение"]), lines["5 %"])
    year = add([lines["дано"], lines["консультации"], lines["экзаменационные"]])
    year = year if isinstance(year, int) else None
    lacking, above = _less(after, year), _less(year, after)
    return {
        "после снятия": after,
        "за год": year,
        "не выполнено": max(0, lacking) if isinstance(lacking, int) else None,
        "сверх плана": max(0, above) if isinstance(above, int) else None,
    }


def holidays(tariffs: dict[Column, Hours], payers: dict[Column, bool | None]) -> dict[Column, Hours]:
    """5 % of the total in whole hours, parted by largest remainders: first among who pays, then columns."""
    exact = {key: Fraction(hours * 5, 100) for key, hours in tariffs.items() if isinstance(hours, int)}
    of_payers: dict[bool | None, Fraction] = defaultdict(Fraction)
    for key in sorted(exact):
        of_payers[payers[key]] += exact[key]
    whole = int(rounded(sum(exact.values(), Fraction(0)), 0))
    off: dict[Column, Hours] = dict.fromkeys(tariffs)
    for payer, hours in parted(whole, of_payers).items():
        off |= parted(hours, {key: part for key, part in sorted(exact.items()) if payers[key] is payer})
    return off


def parted(whole: int, exact: dict[Key, Fraction]) -> dict[Key, int]:
    """Whole parts that add up; what is over goes to the largest remainders."""
    parts = {key: int(part) for key, part in exact.items()}
    over = whole - sum(parts.values())
    for key in sorted(exact, key=lambda key: exact[key] - parts[key], reverse=True)[:over]:
        parts[key] += 1
    return parts


def _sums(lines: dict[Column, dict[object, Hours]], payers: dict[Column, bool | None]) -> Figures:
    """Sums of columns; nobody knows who pays as long as it is not known of every column."""
    sums: Figures = {}
    for line in {line for column in lines.values() for line in column}:
        empty = 0 if isinstance(line, tuple) else None
        cells = {key: column.get(line, empty) for key, column in lines.items()}
        sums["sum", line] = add(cells.values())
        for name, paid in (("бюджет", False), ("внебюджет", True)):
            if None not in payers.values():
                sums["sum", name, line] = add(cells[key] for key in cells if payers[key] is paid)
    return sums
