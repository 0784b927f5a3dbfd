"""A college drawn from a seed: facts of a year that its papers have to count, awkward ones in every group.

Nothing of the program is used here, so that a mistake of ours cannot be in both: `canonical_files` and
`module_snapshot` write these facts, the calculator reads only those files.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

YEAR = 2025
TERMS = {1: (date(2025, 9, 1), date(2025, 12, 28)), 2: (date(2026, 1, 12), date(2026, 6, 28))}
MONTHS = {1: (9, 12), 2: (1, 3)}
"""Lessons are drawn in these months: every month is a page of form 2."""

SURNAMES = (
    "Абаев", "Борисов", "Власов", "Громов", "Дёмин", "Елисеев", "Ёлкин", "Жилин", "Зуев", "Ильин", "Котов",
    "Лапин", "Мишин", "Носов", "Орехов", "Попов", "Рябов", "Седов", "Титов", "Фомин",
)  # fmt: skip
NAMES = ("Иван", "Пётр", "Олег", "Глеб", "Юрий", "Артём")
PATRONYMICS = ("Ильич", "Олегович", "Петрович", "Львович")
TEACHERS = ("Котова А.Б.", "Лисина В.Г.", "Медведев Д.Е.", "Рысин Ж.З.", "Соболева И.К.", "Хорькова Л.М.")


@dataclass(eq=False)
class Person:
    """A student; more than one stay is one who came back, under a new number in the module."""

    surname: str
    name: str
    patronymic: str
    stays: list[tuple[date, date | None]]
    leaves: list[tuple[date, date | None]] = field(default_factory=list)
    paid: bool = False

    def here(self, day: date) -> bool:
        """In the group and not on leave."""
        inside = any(start <= day and (end is None or day <= end) for start, end in self.stays)
        return inside and not any(start <= day and (end is None or day <= end) for start, end in self.leaves)


Row = tuple[Person, int]
"""A line of a page's list: the person and which of the stays."""


@dataclass(eq=False)
class Lesson:
    """`hours` None: the source does not tell them."""

    day: date
    hours: int | None
    kind: str


@dataclass(eq=False)
class Page:
    """A page of the journal: a subject (or a subgroup's part of it), a term, a teacher."""

    subject: str
    kind: str
    term: int
    teacher: str
    subgroup: str | None
    planned: int | None
    rows: list[Row]
    lessons: list[Lesson] = field(default_factory=list)
    cells: dict[tuple[Row, Lesson], list[str]] = field(default_factory=dict)
    results: list[tuple[str, str, dict[Row, list[str]]]] = field(default_factory=list)
    """Columns after the lessons: title, kind, marks."""


@dataclass(eq=False)
class Group:
    """A group with the pages of its year."""

    name: str
    course: int
    form: str
    funding: str | None
    people: list[Person]
    pages: list[Page] = field(default_factory=list)


@dataclass(frozen=True)
class Load:
    """What no journal tells of a teacher's load, to be said in the settings; `tariff` None: by the plan."""

    teacher: str
    group: str
    subject: str
    subgroup: str | None
    tariff: int | None
    change: int
    exam_hours: int
    consultation_hours: int


@dataclass(eq=False)
class College:
    """What is written, and the seed that draws it once more."""

    seed: int
    groups: list[Group]
    loads: list[Load]


def draw_college(seed: int) -> College:
    """Three groups: full-time, of the first year, part-time. The same seed gives the same college."""
    chance = random.Random(seed)
    kinds = (
        ("ИС-21", 2, "очная", "budget"),
        ("ТО-11", 1, "очная", chance.choice([None, "budget"])),
        ("ЗБ-31", 3, "заочная", "paid"),
    )
    groups = [_group(chance, *kind) for kind in kinds]
    return College(seed, groups, _loads(chance, groups))


def _loads(chance: random.Random, groups: list[Group]) -> list[Load]:
    taught = dict.fromkeys((p.teacher, g.name, p.subject, p.subgroup) for g in groups for p in g.pages)
    return [
        Load(
            *place,
            chance.choice([None, None, 10, 34]),
            chance.choice([0, 0, 4]),
            chance.choice([0, 0, 6]),
            chance.choice([0, 2]),
        )
        for place in taught
        if chance.random() < 0.8
    ]


def _group(chance: random.Random, name: str, course: int, form: str, funding: str | None) -> Group:
    surnames = chance.sample(SURNAMES, chance.randint(7, 9))
    people = [
        Person(surname, chance.choice(NAMES), chance.choice(PATRONYMICS), [(date(2025, 9, 1), None)])
        for surname in surnames
    ]
    _move(chance, people)
    for person in people:
        person.paid = chance.random() < 0.2
    group = Group(name, course, form, funding, people)
    for subject in _subjects(chance):
        group.pages += _pages(chance, group, *subject)
    return group


def _move(chance: random.Random, people: list[Person]) -> None:
    """Who left, came, came back and is on leave: the first of the list, so that there is always everybody."""
    back, left, came, away = people[:4]
    gone = date(2025, 10, chance.randint(5, 25))
    returned = chance.choice([date(2025, 11, 24), date(2026, 1, 12), date(2026, 2, 2)])
    back.stays = [(date(2025, 9, 1), gone), (returned, None)]
    left.stays = [
        (date(2025, 9, 1), chance.choice([date(2025, 11, 14), date(2026, 1, 30), date(2026, 3, 13)]))
    ]
    came.stays = [(chance.choice([date(2025, 11, 10), date(2025, 12, 25), date(2026, 1, 19)]), None)]
    away.leaves = [
        chance.choice(
            [
                (date(2025, 10, 6), date(2025, 12, 7)),
                (date(2025, 11, 3), date(2026, 11, 2)),
                (date(2026, 3, 2), date(2027, 3, 1)),
                (date(2026, 3, 2), None),
            ]
        )
    ]


def _subjects(chance: random.Random) -> list[tuple[str, str, str, dict[int, tuple[str, ...]], int]]:
    """Name, kind, how it is taught, columns of results by term, hours of a lesson."""
    subjects: list[tuple[str, str, str, dict[int, tuple[str, ...]], int]] = [
        (
            "ЕН.01 Математика",
            "subject",
            "one",
            {
                1: ("term",),
                2: chance.choice([("term", "exam"), ("exam",), ("exam", "final"), ("exam", "year")]),
            },
            2,
        ),
        ("ОГСЭ.03 Иностранный язык", "subject", "subgroups", {1: ("term",), 2: ("differentiated-test",)}, 2),
        ("ОП.01 Операционные системы", "subject", "changed", {1: ("term",), 2: ("exam",)}, 2),
        (
            "МДК.01.01 Разработка модулей",
            "module-course",
            "one",
            {1: ("term",), 2: ("exam", "course-work")},
            2,
        ),
        ("ОГСЭ.04 Физическая культура", "subject", "one", {1: ("test",), 2: ("test",)}, 2),
        ("УП.01 Учебная практика", "educational-practice", "one", {2: ("differentiated-test",)}, 6),
        ("ПМ.01 Разработка модулей", "module", "one", {2: ("module-exam",)}, 1),
        ("ОП.02 Базы данных", "subject", "shared", {chance.choice([1, 2]): ("final",)}, 2),
        ("ОП.03 История", "subject", "one", {1: ("exam", "average")}, 1),
    ]
    return subjects


def _pages(
    chance: random.Random,
    group: Group,
    subject: str,
    kind: str,
    taught: str,
    columns: dict[int, tuple[str, ...]],
    hours: int,
) -> list[Page]:
    first, second = chance.sample(TEACHERS, 2)
    pages = []
    halves = [group.people[::2], group.people[1::2]]
    for term, results in columns.items():
        if taught == "subgroups":
            parts = [("1", first, halves[0]), ("2", second, halves[1])]
        elif taught == "shared":
            parts = [(None, first, group.people), (None, second, group.people)]
        else:
            parts = [(None, second if taught == "changed" and term == 2 else first, group.people)]
        for number, (subgroup, teacher, people) in enumerate(parts):
            rows = _rows(people, term)
            planned = chance.choice([None, *[n * hours for n in (3, 4, 5, 6, 8)] * 3])
            page = Page(subject, kind, term, teacher, subgroup, planned, rows)
            page.lessons = _lessons(chance, term, hours, kind)
            page.cells = _cells(chance, page)
            if taught != "shared" or number == 0:
                page.results = [_results(chance, page, column) for column in results]
            pages.append(page)
    return pages


def _rows(people: list[Person], term: int) -> list[Row]:
    """Stays that touch the term, by name."""
    start, end = TERMS[term]
    rows = [
        (person, number)
        for person in people
        for number, (since, until) in enumerate(person.stays)
        if since <= end and (until is None or until >= start)
    ]
    return sorted(rows, key=lambda row: (row[0].surname.replace("Ё", "Е").replace("ё", "е"), row[1]))


def _lessons(chance: random.Random, term: int, hours: int, kind: str) -> list[Lesson]:
    start, end = TERMS[term]
    days = [start + timedelta(n) for n in range((end - start).days + 1)]
    days = [day for day in days if day.month in MONTHS[term] and day.weekday() < 6]
    chosen = sorted(chance.sample(days, chance.randint(4, 7)))
    lessons = [Lesson(day, hours, "Лекция") for day in chosen]
    if kind in ("subject", "module-course") and chance.random() < 0.5:
        lessons[-1].kind = chance.choice(["Консультация", "Экзамен", "Контрольная работа"])
    if chance.random() < 0.15:
        lessons.append(Lesson(chosen[0], 1, "Лекция"))  # a second lesson of that day
    if chance.random() < 0.05:
        lessons[0].hours = None
    return sorted(lessons, key=lambda lesson: lesson.day)


def _cells(chance: random.Random, page: Page) -> dict[tuple[Row, Lesson], list[str]]:
    cells = {}
    for lesson in page.lessons:
        if chance.random() < 0.1:
            continue  # nobody was marked: attendance was not kept
        for row in page.rows:
            person, stay = row
            since, until = person.stays[stay]
            if (
                not person.here(lesson.day)
                or lesson.day < since
                or (until is not None and lesson.day > until)
            ):
                continue
            marks = chance.choices(
                [[], ["5"], ["4"], ["3"], ["2"], ["уп"], ["нп"], ["б"], ["н"], ["оп"], ["4", "5"],
                 ["уп", "5"], ["оп", "4"], ["•"]],
                weights=[30, 10, 12, 9, 3, 4, 4, 3, 3, 2, 3, 2, 1, 1],
            )[0]  # fmt: skip
            if marks:
                cells[row, lesson] = list(marks)
    return cells


TITLES = {
    "year": "Год", "exam": "Экз.", "differentiated-test": "ДЗ", "test": "З", "final": "Итог",
    "course-work": "КП", "module-exam": "Экз. по модулю", "average": "Ср. балл",
}  # fmt: skip


def _results(chance: random.Random, page: Page, column: str) -> tuple[str, str, dict[Row, list[str]]]:
    end = TERMS[page.term][1]
    marks: dict[Row, list[str]] = {}
    gap = chance.random() < 0.15
    good = chance.random() < 0.4
    for row in page.rows:
        person, stay = row
        if stay != len(person.stays) - 1 and not (stay == 0 and not person.here(end)):
            continue  # the line of the stay that ended before
        if column == "average":
            marks[row] = [f"{chance.randint(20, 50) / 10}".replace(".", ",")]
            continue
        if not person.here(end):
            if chance.random() < 0.3:
                marks[row] = [chance.choice("345") if column != "test" else "зач"]  # is kept
            continue
        if gap and chance.random() < 0.2:
            continue  # not given yet
        if column == "test":
            marks[row] = chance.choices([["зач"], ["незач"], ["осв"], ["н/а"]], weights=[12, 1, 2, 1])[0]
        else:
            weights = [20, 24, 0, 0, 0, 0, 0, 1] if good else [8, 9, 6, 1, 1, 1, 1, 1]
            marks[row] = chance.choices(
                [["5"], ["4"], ["3"], ["2"], ["н/а"], ["н/я"], ["2", "4"], ["н/а", "4"]], weights=weights
            )[0]
    return TITLES.get(column, f"{page.term} сем."), column, marks
