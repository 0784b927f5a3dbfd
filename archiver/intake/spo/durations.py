"""Hours of lessons: the module tells a duration without its unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from archiver.journal.codes import finding
from archiver.journal.findings import Finding
from archiver.locale import _
from archiver.settings.hours import LessonDuration

_MINUTES = 45
_MOST_HOURS = 12


def academic_hours(duration: float | None, unit: LessonDuration = LessonDuration.AUTO) -> int | None:
    """Academic hours of a lesson's `duration`; a part of an hour cannot be printed: None.

    Without a unit up to 12 is taken for academic hours (a double lesson is 2, a day of practice 6), above for
    minutes: an academic hour has 45, so 90 is 2.
    """
    if duration is None:
        return None
    in_hours = unit is LessonDuration.HOURS or (unit is LessonDuration.AUTO and duration <= _MOST_HOURS)
    hours = duration if in_hours else round(duration / _MINUTES)
    return int(hours) if hours == int(hours) else None


@dataclass(slots=True)
class Durations:
    """The durations of a group's lessons as they are read, to tell once what was taken for what."""

    unit: LessonDuration = LessonDuration.AUTO
    _guessed: Counter[float] = field(default_factory=Counter)
    _blank: Counter[float] = field(default_factory=Counter)

    def hours(self, duration: float | None) -> int | None:
        """Academic hours of the duration."""
        hours = academic_hours(duration, self.unit)
        if duration and hours is None:
            self._blank[duration] += 1
        elif duration and _is_doubtful(duration, self.unit):
            self._guessed[duration] += 1
        return hours

    def findings(self, group: str) -> Iterable[Finding]:
        """`lesson.duration` if the unit was a guess, `lesson.hours-blank` if hours cannot be printed."""
        if self._guessed:
            told = ", ".join(
                _("{duration} is {hours} h ({count})").format(
                    duration=_figure(one), hours=academic_hours(one, self.unit), count=count
                )
                for one, count in sorted(self._guessed.items())[:6]
            )
            message = _(
                "The module does not tell the unit of a lesson's duration; taken so (lessons): {told}."
            )
            yield finding("lesson.duration", message.format(told=told), group=group)
        if self._blank:
            message = _("Durations of {count} lessons are no whole hours ({told}): their hours stay blank.")
            told = ", ".join(map(_figure, sorted(self._blank)[:6]))
            yield finding(
                "lesson.hours-blank",
                message.format(count=sum(self._blank.values()), told=told),
                group=group,
            )


def _is_doubtful(duration: float, unit: LessonDuration) -> bool:
    """Whether the unit is a guess, or the one that is set makes a lesson of no hours or of too many."""
    hours = academic_hours(duration, unit)
    if unit is LessonDuration.AUTO:
        return duration <= _MOST_HOURS or duration % _MINUTES != 0
    return hours == 0 or (hours or 0) > _MOST_HOURS


def _figure(duration: float) -> str:
    return f"{duration:g}".replace(".", ",")
