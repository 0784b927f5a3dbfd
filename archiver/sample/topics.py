"""Lesson topics, kinds and homework of a subject, made from the themes of its plan."""

from __future__ import annotations

import random
from dataclasses import dataclass

from archiver.sample.curriculum import Control, Manner, SubjectPlan

# The module's ThematicPlanLessonType, as far as the fictional college uses it.
LECTURE, PRACTICE, LABORATORY = "Lecture", "Practice", "Laboratory"
LESSON, SPORT, FIELD = "Lesson", "SportStandarts", "PracticalTraining"
CONSULTATION, EXAMINATION = "Consultation", "Examination"

_LECTURES = (
    "{theme}",
    "{theme}: основные понятия и определения",
    "{theme}. Современное состояние вопроса",
    "{theme}: классификация, область применения",
)
_PRACTICES = (
    "Практическое занятие № {number}. {theme}",
    "Практическое занятие № {number}. {theme}: решение типовых задач",
    "Практическое занятие № {number}. {theme}: разбор ситуаций и работа с нормативными документами",
)
_LABORATORIES = (
    "Лабораторная работа № {number}. {theme}",
    "Лабораторная работа № {number}. Исследование по теме «{theme}»",
)
_TAILS = (
    "; разбор типичных ошибок, оформление отчёта в соответствии с требованиями методических указаний "
    "и ответы на контрольные вопросы",
    ". Самостоятельная работа с источниками: составление опорного конспекта, сравнительной таблицы "
    "и перечня нормативных правовых актов, действующих на дату проведения занятия",
)
_HOMEWORK = (
    "Конспект, § {number}",
    "Учебник, с. {page}–{last}, вопросы 1–{count}",
    "Подготовить отчёт о практической работе",
    "Решить задачи № {page}, {last}",
    "Составить таблицу по теме; повторить определения",
    "Подготовить сообщение (5–7 минут)",
)


@dataclass(frozen=True, slots=True)
class Topic:
    """What a lesson is about; `kind` is a ThematicPlanLessonType, `section` the theme it belongs to."""

    kind: str
    text: str
    section: str
    homework: str | None = None


def topics(plan: SubjectPlan, term: int, rng: random.Random) -> list[Topic]:
    """A topic for every lesson of the term; the second term takes the second half of the themes."""
    outline = plan.terms[term]
    themes = plan.themes
    if len(plan.terms) > 1:
        half = (len(themes) + 1) // 2
        themes = themes[:half] if term == 1 else themes[half:]
    theme_of = [themes[position * len(themes) // outline.lessons] for position in range(outline.lessons)]
    if plan.manner is Manner.PRACTICE:
        return [_field_day(day, theme) for day, theme in enumerate(theme_of, 1)]
    if plan.manner is Manner.SPORT:
        return [_sport(theme, rng) for theme in theme_of]
    if plan.manner is Manner.MODULE_EXAM:
        return _module_exam(theme_of)
    return _lessons(plan, outline.control, theme_of, rng)


def _field_day(day: int, theme: str) -> Topic:
    if day == 1:
        return Topic(FIELD, "Вводный инструктаж по охране труда и пожарной безопасности. " + theme, theme)
    return Topic(FIELD, f"{theme}. Выполнение видов работ, день {day}", theme)


def _sport(theme: str, rng: random.Random) -> Topic:
    exercise = rng.choice(
        (
            "техника выполнения",
            "развитие выносливости",
            "учебная игра",
            "общая физическая подготовка",
            "сдача норматива",
        )
    )
    kind = SPORT if exercise == "сдача норматива" else PRACTICE
    return Topic(kind, f"{theme}: {exercise}", theme, rng.choice((None, "Комплекс упражнений № 3")))


def _module_exam(theme_of: list[str]) -> list[Topic]:
    *before, last = theme_of
    found = [Topic(CONSULTATION, f"Консультация: {theme}", theme) for theme in before]
    return [
        *found,
        Topic(EXAMINATION, "Аттестация: теоретический вопрос, практическое задание, портфолио", last),
    ]


def _lessons(plan: SubjectPlan, control: Control, theme_of: list[str], rng: random.Random) -> list[Topic]:
    found: list[Topic] = []
    practices = laboratories = 0
    laboratory_share = 0.25 if plan.name.startswith(("ОП", "МДК", "ОУП.06", "ОУП.07")) else 0.0
    for position, theme in enumerate(theme_of):
        begins = position == 0 or theme_of[position - 1] != theme
        ends = position + 1 == len(theme_of) or theme_of[position + 1] != theme
        lot = rng.random()
        if position + 1 == len(theme_of):
            kind, text = LESSON, _ending(control)
        elif ends and lot < 0.6:
            kind, text = LESSON, f"Контрольная работа по разделу «{theme}»"
        elif begins or lot < 0.4:
            kind, text = LECTURE, rng.choice(_LECTURES).format(theme=theme)
        elif lot < 0.4 + laboratory_share:
            laboratories += 1
            kind, text = LABORATORY, rng.choice(_LABORATORIES).format(theme=theme, number=laboratories)
        else:
            practices += 1
            kind, text = PRACTICE, rng.choice(_PRACTICES).format(theme=theme, number=practices)
        if kind != LESSON and rng.random() < 0.08:
            text += rng.choice(_TAILS)
        found.append(Topic(kind, text, theme, _homework(position + 1, rng)))
    return found


def _ending(control: Control) -> str:
    return {
        Control.DIFFERENTIATED: "Дифференцированный зачёт",
        Control.TEST: "Зачёт",
        Control.EXAM: "Повторение и обобщение. Подготовка к экзамену",
    }.get(control, "Обобщающее занятие. Подведение итогов семестра")


def _homework(number: int, rng: random.Random) -> str | None:
    if rng.random() < 0.25:
        return None
    page = rng.randint(8, 240)
    return rng.choice(_HOMEWORK).format(
        number=number, page=page, last=page + rng.randint(2, 9), count=rng.randint(3, 8)
    )
