"""What the fictional college teaches: departments, specialities and the plan of every course.

The plan of a course has 12 to 18 subjects with the indices of a vocational plan (domain 4.5): ОУП in
the first course; later ОГСЭ, ЕН, ОП and one professional module (МДК, УП, ПП, ПМ) a year; the fourth
ends with ПДП and ГИА. Practices are counted in days of 6 hours.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from archiver.sample import plan_general, plan_professional

LESSON_HOURS = 2
PRACTICE_DAY_HOURS = 6


class Control(StrEnum):
    """How a subject ends its term; the values are the module's ExaminationType."""

    NONE = "Other"
    EXAM = "Exam"
    DIFFERENTIATED = "DifferentiatedTest"
    TEST = "Test"
    MODULE = "ProfessionalModule"


class Manner(StrEnum):
    """How a subject is taught: decides lesson kinds, tasks and topics."""

    LESSONS = "lessons"
    SPORT = "sport"
    PRACTICE = "practice"
    MODULE_EXAM = "module-exam"


@dataclass(frozen=True, slots=True)
class TermPlan:
    """A subject in one term: number of lessons (days, for a practice) and how the term ends."""

    lessons: int
    control: Control = Control.NONE
    course_work: bool = False


@dataclass(frozen=True, slots=True)
class SubjectPlan:
    """A subject of a course; `terms` is keyed by the number of the term."""

    name: str
    themes: tuple[str, ...]
    terms: dict[int, TermPlan]
    subgroups: int = 1
    manner: Manner = Manner.LESSONS

    @property
    def hours_per_lesson(self) -> int:
        """Academic hours of one lesson or of one day of practice."""
        days = self.manner is Manner.PRACTICE
        return PRACTICE_DAY_HOURS if days else LESSON_HOURS


@dataclass(frozen=True, slots=True)
class Speciality:
    """A speciality; `prefix` begins the names of its groups («ИС-21»)."""

    prefix: str
    code: str
    name: str
    department: int


DEPARTMENTS = (
    "Отделение информационных технологий",
    "Техническое отделение",
    "Отделение экономики и медицины",
)

SPECIALITIES = (
    Speciality("ИС", "09.02.07", "Информационные системы и программирование", 0),
    Speciality("ТО", "23.02.07", "Техническое обслуживание и ремонт автотранспортных средств", 1),
    Speciality("ЭК", "38.02.01", "Экономика и бухгалтерский учёт (по отраслям)", 2),
    Speciality("СЗ", "08.02.01", "Строительство и эксплуатация зданий и сооружений", 1),
    Speciality("СД", "34.02.01", "Сестринское дело", 2),
)

_SPLIT = ("Иностранный язык", "Информатика", "Информационные технологии")
_NONE, _EXAM, _DIFF, _TEST = Control.NONE, Control.EXAM, Control.DIFFERENTIATED, Control.TEST


def _parse(text: str) -> dict[str, tuple[str, ...]]:
    rows = (line.removeprefix("- ").split(" | ") for line in text.strip().splitlines())
    return {row[0]: tuple(row[1].split("; ")) if len(row) > 1 else () for row in rows}


def _subject(
    index: str,
    name: str,
    themes: tuple[str, ...],
    first: TermPlan | None,
    second: TermPlan | None,
    manner: Manner = Manner.LESSONS,
) -> SubjectPlan:
    terms = {number: plan for number, plan in ((1, first), (2, second)) if plan is not None}
    sport = name.startswith("Физическая культура")
    split = 2 if name.startswith(_SPLIT) else 1
    return SubjectPlan(f"{index} {name}", themes, terms, split, Manner.SPORT if sport else manner)


@cache
def course_plan(speciality: Speciality, course: int) -> tuple[SubjectPlan, ...]:
    """The subjects of `course` (1–4) of the speciality, in the order of the plan."""
    if course == 1:
        return _first_course()
    return {2: _second_course, 3: _third_course, 4: _fourth_course}[course](speciality.prefix)


def _first_course() -> tuple[SubjectPlan, ...]:
    lengths = ((22, 30), (26, 32), (34, 40), (18, 22), (24, 30), (26, 28), (17, 20), (16, 18), (26, 30))
    found = []
    for position, (name, themes) in enumerate(_parse(plan_general.SCHOOL).items()):
        one, two = lengths[position % len(lengths)]
        end = _EXAM if name in {"Русский язык", "Математика", "Физика"} else _DIFF
        first: TermPlan | None = TermPlan(one)
        if name == "Физическая культура":
            first, end = TermPlan(one, _TEST), _TEST
        if name == "Индивидуальный проект":
            first, two = None, 14
        found.append(_subject(f"ОУП.{position + 1:02d}", name, themes, first, TermPlan(two, end)))
    return tuple(found)


def _second_course(prefix: str) -> tuple[SubjectPlan, ...]:
    human, science, common = _shared()
    plan = [
        _from(human, "ОГСЭ.02", "История", TermPlan(24, _DIFF), None),
        _from(human, "ОГСЭ.03", "Иностранный язык", TermPlan(18), TermPlan(24, _DIFF)),
        _from(human, "ОГСЭ.04", "Физическая культура", TermPlan(22, _TEST), TermPlan(26, _TEST)),
        _from(science, "ЕН.01", "Математика", TermPlan(28), TermPlan(26, _EXAM)),
        _from(science, "ЕН.02", "Информационные технологии", TermPlan(16), TermPlan(20, _DIFF)),
    ]
    lengths = ((24, 0), (26, 30), (34, 38), (17, 32), (0, 28))
    for number, (name, themes) in enumerate(_parse(plan_professional.SUBJECTS[prefix]).items(), 1):
        one, two = lengths[(number - 1) % len(lengths)]
        last = _EXAM if number % 2 else _DIFF
        first = TermPlan(one, _NONE if two else last) if one else None
        second = TermPlan(two, last) if two else None
        plan.append(_subject(f"ОП.{number:02d}", name, themes, first, second))
    plan.append(_from(common, "ОП.06", "Безопасность жизнедеятельности", None, TermPlan(34, _DIFF)))
    return (*plan, *_module(prefix, 1, days=(12, 12), industrial=18))


def _third_course(prefix: str) -> tuple[SubjectPlan, ...]:
    human, science, common = _shared()
    return (
        _from(human, "ОГСЭ.01", "Основы философии", TermPlan(18), TermPlan(18, _DIFF)),
        _from(human, "ОГСЭ.03", "Иностранный язык", TermPlan(17), TermPlan(22, _DIFF)),
        _from(human, "ОГСЭ.04", "Физическая культура", TermPlan(20, _TEST), TermPlan(24, _TEST)),
        _from(human, "ОГСЭ.05", "Психология общения", TermPlan(20), TermPlan(24, _DIFF)),
        _from(science, "ЕН.03", "Экологические основы", TermPlan(18, _TEST), None),
        _from(common, "ОП.07", "Правовое обеспечение", TermPlan(24), TermPlan(20, _DIFF)),
        _from(common, "ОП.08", "Экономика организации", TermPlan(32), TermPlan(28, _EXAM, course_work=True)),
        _from(common, "ОП.09", "Охрана труда", TermPlan(26), TermPlan(20, _DIFF)),
        *_module(prefix, 2, days=(12, 18), industrial=24),
    )


def _fourth_course(prefix: str) -> tuple[SubjectPlan, ...]:
    human, _science, common = _shared()
    practice = ("Сбор материала для выпускной работы", "Оформление отчёта и дневника практики")
    state_exam = ("Требования к дипломной работе", "Предзащита", "Защита дипломной работы")
    days = Manner.PRACTICE
    return (
        _from(human, "ОГСЭ.03", "Иностранный язык", TermPlan(18), TermPlan(16, _DIFF)),
        _from(human, "ОГСЭ.04", "Физическая культура", TermPlan(20, _TEST), TermPlan(16, _TEST)),
        _from(human, "ОГСЭ.05", "Психология общения", TermPlan(26), TermPlan(16, _DIFF)),
        _from(common, "ОП.09", "Охрана труда", TermPlan(28), TermPlan(16, _DIFF)),
        _from(common, "ОП.10", "Основы предпринимательской", TermPlan(30), TermPlan(18, _DIFF)),
        _from(common, "ОП.11", "Документационное обеспечение", TermPlan(26), TermPlan(17, _EXAM)),
        *_module(prefix, 3, days=(12, 6), industrial=12),
        _subject("ПДП", "Преддипломная практика", practice, None, TermPlan(24, _DIFF), days),
        _subject("ГИА", "Защита дипломной работы", state_exam, None, TermPlan(6, _EXAM), Manner.MODULE_EXAM),
    )


def _shared() -> tuple[dict[str, tuple[str, ...]], ...]:
    texts = (plan_general.HUMANITIES, plan_general.SCIENCE, plan_general.PROFESSIONAL)
    return tuple(_parse(text) for text in texts)


def _from(
    area: dict[str, tuple[str, ...]],
    index: str,
    beginning: str,
    first: TermPlan | None,
    second: TermPlan | None,
) -> SubjectPlan:
    name = next(name for name in area if name.startswith(beginning))
    return _subject(index, name, area[name], first, second)


def _module(prefix: str, number: int, *, days: tuple[int, int], industrial: int) -> tuple[SubjectPlan, ...]:
    """The professional module taught in course `number` + 1: its МДК, practices and module exam."""
    blocks: list[list[str]] = []
    for line in plan_professional.MODULES[prefix].strip().splitlines():
        if line.startswith("- "):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    module, *courses = blocks[number - 1]
    parsed = [_parse(line) for line in courses]
    themes = tuple(theme for course in parsed for listed in course.values() for theme in listed)
    code = f"{number:02d}"
    found = []
    for position, course in enumerate(parsed, 1):
        (name, own), *_rest = course.items()
        big = position == 1
        first, second = (
            (TermPlan(36), TermPlan(40, _EXAM, course_work=True))
            if big
            else (
                TermPlan(20),
                TermPlan(26, _DIFF),
            )
        )
        found.append(_subject(f"МДК.{code}.{position:02d}", name, own, first, second))
    practice = Manner.PRACTICE
    in_class = (TermPlan(days[0]), TermPlan(days[1], _DIFF))
    at_work = TermPlan(industrial, _DIFF)
    exam = TermPlan(6, Control.MODULE)
    return (
        *found,
        _subject(f"УП.{code}", "Учебная практика", themes, *in_class, practice),
        _subject(
            f"ПП.{code}",
            "Производственная практика (по профилю специальности)",
            themes,
            None,
            at_work,
            practice,
        ),
        _subject(f"ПМ.{code}", module, themes, None, exam, Manner.MODULE_EXAM),
    )
