"""Sixty colleges for twenty-five years as rows of the register, made up in order of their keys.

Nothing is destroyed and no name erased, which is more than an archive would ever hold.
"""

from __future__ import annotations

import datetime as dt
import itertools
import json
from collections.abc import Iterator
from typing import Any

from archiver.journal.subjects import without_index
from archiver.register.desk import signed
from archiver.register.folding import folded
from archiver.register.model.trail import ORIGIN

YEARS, COLLEGES, COURSES, SERIES = 25, 60, 4, ("journal", "statement")
STUDENTS = 20
FIRST_YEAR = 2001
PROGRAMMES = 20
COMMON = ("Математика", "Русский язык", "Физическая культура", "История")
SURNAMES = [a + b for a in ("Алек", "Бор", "Вик", "Григ", "Дем", "Ерш", "Зим", "Игн", "Кир", "Лоб",
                            "Мак", "Ник", "Осин", "Пав", "Рог", "Сем", "Тих", "Ул", "Фед", "Яш")
            for b in ("ов", "ёв", "ин", "ский", "енко", "ушкин", "арев", "онов", "ихин", "аков")]  # fmt: skip
NAMES = ["Анна", "Борис", "Вера", "Глеб", "Дарья", "Егор", "Жанна", "Игорь", "Ксения", "Лев", "Мария", "Олег"]
MOMENT = "2026-07-01 09:00:00.000000"


class Colleges:
    """Everything by formula, so that rows come in the order of their primary keys."""

    def __init__(self, groups: int) -> None:
        self.groups = groups
        self.files_count = YEARS * COLLEGES * COURSES * groups * 2

    def file_id(self, year: int, college: int, course: int, group: int, series: int) -> int:
        """The id of a file; `year` counts from 0."""
        return (((year * COLLEGES + college) * COURSES + course) * self.groups + group) * 2 + series + 1

    def _places(self) -> Iterator[tuple[int, int, int, int, int]]:
        return itertools.product(
            range(YEARS), range(COLLEGES), range(COURSES), range(self.groups), range(len(SERIES))
        )

    def subjects(self, programme: int) -> tuple[str, ...]:
        """What a programme teaches: four subjects everybody has, eight of its own."""
        own = (f"МДК.{programme + 1:02d}.0{n} Предмет {programme * 8 + n} особый" for n in range(1, 9))
        return (*COMMON, *own)

    def student(self, number: int) -> str:
        """A name of its own for each student."""
        surname, rest = number % len(SURNAMES), number // len(SURNAMES)
        name, rest = rest % len(NAMES), rest // len(NAMES)
        return f"{SURNAMES[surname]} {NAMES[name]} Отчество{rest}"

    def first_student(self, college: int, intake: int, group: int) -> int:
        """The number of the first of a group's students; `intake` counts from -3."""
        return ((college * (YEARS + COURSES) + intake + COURSES) * self.groups + group) * STUDENTS

    def terms(self) -> Iterator[tuple[Any, ...]]:
        """Students first, then subjects, each under its id."""
        count = COLLEGES * (YEARS + COURSES) * self.groups * STUDENTS
        for number in range(count):
            yield number + 1, "student", folded(self.student(number))
        keys = dict.fromkeys(
            folded(form)
            for programme in range(PROGRAMMES)
            for name in self.subjects(programme)
            for form in (name, without_index(name))
        )
        for number, key in enumerate(keys, count + 1):
            yield number, "subject", key

    def subject_terms(self) -> dict[str, int]:
        """Key of each subject → its id."""
        count = COLLEGES * (YEARS + COURSES) * self.groups * STUDENTS
        keys = itertools.islice(self.terms(), count, None)
        return {key: number for number, _kind, key in keys}

    def postings(self) -> Iterator[tuple[int, int]]:
        """Which file holds which term, by term."""
        for college, intake in itertools.product(range(COLLEGES), range(-COURSES, YEARS)):
            courses = [course for course in range(COURSES) if 0 <= intake + course < YEARS]
            for group in range(self.groups):
                files = [
                    self.file_id(intake + course, college, course, group, series)
                    for course in courses
                    for series in range(2)
                ]
                first = self.first_student(college, intake, group)
                for student in range(first + 1, first + STUDENTS + 1):
                    for file in files:
                        yield student, file
        programmes: dict[int, list[int]] = {}
        for programme in range(PROGRAMMES):
            for name in self.subjects(programme):
                for form in (name, without_index(name)):
                    programmes.setdefault(self.subject_terms_cached[folded(form)], []).append(programme)
        for term, has in sorted(programmes.items()):
            wanted = set(has)
            for place in self._places():
                if place[3] % PROGRAMMES in wanted:
                    yield term, self.file_id(*place)

    @property
    def subject_terms_cached(self) -> dict[str, int]:
        """`subject_terms`, made once."""
        if not hasattr(self, "_subject_terms"):
            self._subject_terms = self.subject_terms()
        return self._subject_terms

    def files(self) -> Iterator[tuple[Any, ...]]:
        """Files in the order of the tables' columns."""
        for place in self._places():
            year, college, course, group, series = place
            start = FIRST_YEAR + year
            number = self.file_id(*place)
            name = f"ИС-{start - course - 2000:02d}{group:02d}"
            keep = 5 if series == 0 else 25
            yield (
                number, f"{college}/{start}/{number}", SERIES[series], "05-11", f"Журнал {name}", start,
                MOMENT, f"Колледж {college}", "Отделение 1", name, folded(name), f"{start}-09-01",
                f"{start + 1}-07-05", keep, "раздел 5", f"{start + 1 + keep}-12-31", False, 120, 1, "kept",
                None, None, "[]",
            )  # fmt: skip

    def rosters(self) -> Iterator[tuple[Any, ...]]:
        """The names in each file."""
        lists = [json.dumps(self.subjects(programme), ensure_ascii=False) for programme in range(PROGRAMMES)]
        for place in self._places():
            year, college, course, group, _series = place
            first = self.first_student(college, year - course, group)
            names = json.dumps([self.student(first + n) for n in range(STUDENTS)], ensure_ascii=False)
            ids = json.dumps(list(range(first + 1, first + STUDENTS + 1)))
            yield self.file_id(*place), names, lists[group % PROGRAMMES], "[]", ids

    def media(self) -> Iterator[tuple[Any, ...]]:
        """Two disks and a bucket for each college."""
        for college in range(COLLEGES):
            for kind, number in (("disk", 1), ("disk", 2), ("bucket", 3)):
                medium = college * 3 + number
                yield (
                    medium, f"Н-{medium}", kind, f"identity-{medium}", f"/mnt/{medium}", f"площадка {number}",
                    "2026-06-01", "", "", None, "", f"угроза {number}", "", None, None, True, "good", None,
                    "2026-10-01", "2027-10-01", None, None, None, "",
                )  # fmt: skip

    def bags(self) -> Iterator[tuple[Any, ...]]:
        """One for each file, on two or three media."""
        for place in self._places():
            number, college = self.file_id(*place), place[1]
            media = range(college * 3 + 1, college * 3 + 3 + (place[4]))
            yield (
                number, number, f"bag-{number}", b"\x01" * 32, 10_000_000, 3, "2026-07-01", "current",
                " ".join(map(str, media)),
            )  # fmt: skip

    def bag_contents(self) -> Iterator[tuple[Any, ...]]:
        """Three in each bag."""
        for bag in range(1, self.files_count + 1):
            for number, (path, kind) in enumerate(
                (
                    ("data/volume.pdf", "volume"),
                    ("data/journal.json", "twin"),
                    ("data/export.zip", "source"),
                )
            ):
                key = (bag - 1) * 3 + number + 1
                yield key, bag, path, 3_000_000, b"\x02" * 32, b"\x03" * 64, kind, "fmt/477"

    def copies(self) -> Iterator[tuple[Any, ...]]:
        """Each bag on its media."""
        key = 0
        for place in self._places():
            bag, college = self.file_id(*place), place[1]
            for medium in range(college * 3 + 1, college * 3 + 3 + place[4]):
                key += 1
                yield (
                    key,
                    bag,
                    medium,
                    f"bag-{bag}",
                    "registered",
                    MOMENT,
                    MOMENT,
                    "fadvise",
                    None,
                    "",
                    False,
                )

    def events(self) -> Iterator[tuple[Any, ...]]:
        """As many events as files, chained."""
        previous = ORIGIN
        moment = dt.datetime(2026, 7, 1, tzinfo=dt.UTC)
        for sequence in range(1, self.files_count + 1):
            at = (moment + dt.timedelta(seconds=sequence)).isoformat().replace("+00:00", "Z")
            detail = json.dumps({"bag": sequence, "medium": 3, "read_back": "fadvise"})
            event = signed(
                sequence, at, "orlova", "archiver 0.3", "copy.registered", f"copy:{sequence}", "done", detail,
                previous=previous,
            )  # fmt: skip
            previous = event.digest
            yield tuple(getattr(event, name) for name in event.__slots__)
