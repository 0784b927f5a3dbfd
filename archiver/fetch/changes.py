"""What has changed between two answers to one address, counted; no student and no mark is named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from archiver.locale import _


@dataclass(frozen=True, slots=True)
class Changed:
    """How much: of single things that are new, gone and other."""

    lessons: tuple[int, int, int] = (0, 0, 0)
    marks: tuple[int, int, int] = (0, 0, 0)
    students: tuple[int, int, int] = (0, 0, 0)
    other: bool = False

    def words(self) -> str:
        """«lessons +2; marks +14, ~1», or that something else has changed."""
        told = [
            f"{name} {_signed(counts)}"
            for name, counts in (
                (_("lessons"), self.lessons),
                (_("marks"), self.marks),
                (_("students"), self.students),
            )
            if any(counts)
        ]
        return "; ".join(told) or _("something else")


def page_changed(old: Any, new: Any) -> Changed:
    """The differences of two journal pages."""
    return Changed(
        _counts(_by_id(old, "lessons", without="markSets"), _by_id(new, "lessons", without="markSets")),
        _counts(_page_marks(old), _page_marks(new)),
        _counts(
            _by_id(old, "students", without="averageScore"), _by_id(new, "students", without="averageScore")
        ),
        other=True,
    )


def results_changed(old: Any, new: Any) -> Changed:
    """The differences of two results sheets."""
    return Changed(
        marks=_counts(_sheet_marks(old), _sheet_marks(new)),
        students=_counts(_by_id(old, "students"), _by_id(new, "students")),
        other=True,
    )


def _signed(counts: tuple[int, int, int]) -> str:
    return ", ".join(f"{sign}{count}" for sign, count in zip("+−~", counts, strict=True) if count)


def _counts(old: Mapping[Any, Any], new: Mapping[Any, Any]) -> tuple[int, int, int]:
    both = old.keys() & new.keys()
    return (
        len(new.keys() - old.keys()),
        len(old.keys() - new.keys()),
        sum(old[one] != new[one] for one in both),
    )


def _list(value: Any, name: str) -> Iterable[dict[str, Any]]:
    items = value.get(name) if isinstance(value, dict) else None
    return [one for one in items if isinstance(one, dict)] if isinstance(items, list) else []


def _by_id(value: Any, name: str, without: str = "") -> dict[str, Any]:
    return {
        str(one.get("id")): {key: item for key, item in one.items() if key != without}
        for one in _list(value, name)
    }


def _page_marks(value: Any) -> dict[tuple[str, ...], Any]:
    found: dict[tuple[str, ...], Any] = {}
    for lesson in _list(value, "lessons"):
        sets = lesson.get("markSets")
        for student, one in sets.items() if isinstance(sets, dict) else ():
            if not isinstance(one, dict):
                continue
            place = str(lesson.get("id")), str(student)
            if one.get("absenceType"):
                found[*place, ""] = one["absenceType"]
            marks = one.get("marks")
            found.update(
                {(*place, str(task)): mark for task, mark in marks.items()} if isinstance(marks, dict) else {}
            )
    return found


def _sheet_marks(value: Any) -> dict[tuple[str, ...], Any]:
    return {
        (name, str(one.get("id")), str(student)): mark
        for name in ("subjects", "profModules", "courseWorks")
        for one in _list(value, name)
        if isinstance(one.get("marks"), dict)
        for student, mark in one["marks"].items()
    }
