"""What form 3 sets against the hours given: the share of the plan or the tariff, and what settings add."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from archiver.reports.hours.pages import GroupPages
from archiver.reports.hours.plan import ColumnKey, Shares, column_key, loads_of
from archiver.reports.hours.teachers import Teachers
from archiver.settings.hours import TeacherLoad


@dataclass(frozen=True, slots=True)
class Norm:
    """What is known of a column besides its lessons; None for what nobody told."""

    tariff: int | None = None
    change: int | None = None
    consultations: int | None = None
    exams: int | None = None
    subject: str = ""
    group: str = ""
    subgroup: str = ""
    practice: bool = False


NOTHING_PLANNED = Norm(0, 0, 0, 0)
"""Of a substitution: it was never planned, so all of it is above the plan."""


def norms_of(
    teacher: str,
    groups: Iterable[tuple[GroupPages, Shares]],
    teachers: Teachers,
    loads: Sequence[TeacherLoad],
) -> dict[ColumnKey, Norm]:
    """The norms of a teacher's columns: those with pages of his, or with a load of the settings."""
    found: dict[ColumnKey, Norm] = {}
    mine = [load for load in loads if teachers.of(load.teacher) == (teacher,)]
    stated = {column_key(load.subject, load.group, load.subgroup or "") for load in mine}
    for group, shares in groups:
        for page in group.pages:
            named = teacher in teachers.of(page.teacher)
            if not named and not mine:
                continue
            key = column_key(page.subject, group.group, page.subgroup)
            if key not in found and (named or key in stated):
                own = list(loads_of(mine, teachers, teacher, key))
                names = page.subject, group.group, page.subgroup
                found[key] = _norm(own, shares.of_teacher(teacher, key), names, practice=page.practice)
    return found


def _norm(
    loads: Sequence[TeacherLoad],
    of_plan: dict[int, int | None],
    names: tuple[str, str, str],
    *,
    practice: bool,
) -> Norm:
    tariff = _tariff(loads, of_plan)
    if not loads:
        return Norm(tariff, None, None, None, *names, practice)
    return Norm(
        tariff,
        sum(load.change for load in loads),
        sum(load.consultation_hours for load in loads),
        sum(load.exam_hours for load in loads),
        *names,
        practice,
    )


def _tariff(loads: Sequence[TeacherLoad], of_plan: dict[int, int | None]) -> int | None:
    """The year's hours: those stated for the year, else period by period as stated or as planned."""
    of_year = [load.tariff for load in loads if load.term is None and load.tariff is not None]
    if of_year:
        return sum(of_year)
    by_term = dict(of_plan)
    for term in {load.term for load in loads if load.term is not None and load.tariff is not None}:
        by_term[term] = sum(load.tariff or 0 for load in loads if load.term == term)
    hours = list(by_term.values())
    if not hours or None in hours:
        return None
    return sum(one or 0 for one in hours)
