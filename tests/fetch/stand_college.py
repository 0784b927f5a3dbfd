"""What the stand-in's college answers, written by hand after public clients (docs/module-answers.md).

Nothing here comes from our sample's writer, and nothing is shared with the expectations, which stand in the
tests word for word. Three groups: one of the second course with two years of terms, one that has graduated
and is in no list of today's groups, one of the first course.
"""

from __future__ import annotations

from typing import Any

Answers = dict[str, Any]

IS, EK, TO = 311, 312, 313
"""ИСиП-24-1; ЭК-22-1, which has graduated; ТО-25-1."""

_BOOK = "/services/journal/gradebook"
GROUPS = "/services/people/student-groups/all"
EMPLOYEES = "/services/people/employees/all"
BOOKS = f"{_BOOK}/student-groups"
_SHEETS = "/services/reports/curator/group-attestation/Semester"

BIRTHDAY, SNILS, PHONE = "1979-04-17", "112-233-445 95", "+7 912 345-67-89"
"""Of an employee: must be found nowhere on disk."""


def entries_of(group: int) -> str:
    return f"{_BOOK}/{group}/entries"


def page_of(book: int, subject: int) -> str:
    return f"{_BOOK}/{book}/subjects/{subject}"


def _day(date: str) -> str:
    return f"{date}T00:00:00.0000000"


def _person(number: int, surname: str, name: str, patronymic: str | None = None) -> dict[str, Any]:
    found = {"id": number, "firstName": name, "lastName": surname}
    return found if patronymic is None else found | {"middleName": patronymic}


KARGIN = _person(801, "Каргин", "Пётр", "Андреевич")
LEE = _person(802, "Ли", "Анна")
KIM = _person(803, "Ким", "Ольга", "Сергеевна")
FORMER = _person(804, "Ушакова", "Вера", "Ильинична")
_POSTS = {801: "Преподаватель", 802: "Преподаватель", 803: "Заведующая отделением", 804: "Методист"}

STUDENTS = {
    IS: (
        _person(90001, "Абрамова", "Дарья", "Олеговна"),
        _person(90002, "Бек", "Тимур"),
        _person(90003, "Яшин", "Степан", "Ильич"),
    ),
    EK: (_person(90101, "Власова", "Ирина", "Петровна"), _person(90102, "Гусев", "Олег", "Львович")),
    TO: (_person(90201, "Дёмин", "Иван", "Ильич"), _person(90202, "Ежова", "Мария", "Юрьевна")),
}
ADMITTED = {IS: "2024-09-01", EK: "2022-09-01", TO: "2025-09-01"}

_WORDS = {
    "5": {"value": "Five", "isRequired": False},
    "4": {"value": "Four", "isRequired": False},
    "3": {"value": "Three", "isRequired": True},
    "2": {"value": "Two", "isRequired": True},
    "+": {"value": "Success", "isRequired": False},
    "-": {"value": "Fail", "isRequired": False},
    "?": {"isRequired": True},  # a mark that is owed
    ".": {"isRequired": False},  # no mark
}
_ABSENCES = {
    "уп": "IsAbsentByValidReason",
    "нп": "IsAbsentByNotValidReason",
    "б": "SickLeave",
    "оп": "IsLate",
    "н": "IsAbsent",
}


def _cell(lesson: int, told: str) -> dict[str, Any]:
    """«уп», «5», «4 3» (of two tasks), «оп 4»: an absence and marks by task."""
    words = told.split()
    cell: dict[str, Any] = {"marks": {}}
    if words and words[0] in _ABSENCES:
        cell["absenceType"] = _ABSENCES[words.pop(0)]
    for number, word in enumerate(words, 1):
        cell["marks"][str(lesson * 10 + number)] = _WORDS[word]
    return cell


def _lesson(number: int, date: str, kind: str, line: int, cells: dict[int, str], home: str) -> dict[str, Any]:
    tasks = [
        {"id": number * 10 + 1, "type": "Lesson", "topic": "Ответ", "attachments": []},
        {"id": number * 10 + 2, "type": "Control", "topic": "Проверка", "attachments": []},
    ]
    if home:
        tasks.append({"id": number * 10 + 9, "type": "Home", "condition": home, "attachments": []})
    return {
        "id": number,
        "date": _day(date),
        "scheduleLessonId": 700_000 + number,
        "type": kind,
        "duration": 90,
        "startTime": "08:30",
        "endTime": "10:00",
        "tasks": tasks,
        "markSets": {str(student): _cell(number, told) for student, told in cells.items() if told},
        "plannedLessons": {str(line): 2},
    }


def _page(
    group: int, first: int, days: list[str], cells: list[tuple[str, ...]], teacher: Any, **more: Any
) -> dict[str, Any]:
    """A lesson a day from number `first`; a tuple of cells a lesson, one a student of the page."""
    students = more.pop("students", STUDENTS[group])
    numbers = [one["id"] for one in students]
    kinds = ("Lecture", "PracticalTraining", "Lecture", "Examination")
    return {
        "workingProgram": {
            "isApproved": True,
            "topics": [
                {
                    "sectionIndex": 1,
                    "index": 1,
                    "name": "Раздел 1",
                    "lessons": [
                        {"id": first * 100 + place, "type": "Lecture", "duration": 2, "name": f"Тема {place}"}
                        for place in range(1, len(days) + 1)
                    ],
                }
            ],
        },
        "lessons": [
            _lesson(
                first + place,
                day,
                kinds[place % 4],
                first * 100 + place + 1,
                dict(zip(numbers, row, strict=True)),
                "§ 1, упр. 2" if place == 0 else "",
            )
            for place, (day, row) in enumerate(zip(days, cells, strict=True))
        ],
        "students": [
            one | {"number": place, "startDate": _day(ADMITTED[group]), "averageScore": 4.333333333}
            for place, one in enumerate(students, 1)
        ],
        "remarks": [],
        "teacher": teacher,
    } | more


def _entry(
    number: int, name: str, term: tuple[int, int], days: tuple[str, str], subjects: dict[int, str]
) -> Any:
    year, place = term
    return {
        "id": number,
        "name": name,
        "yearNumber": year,
        "termNumber": place,
        "termType": "Semester",
        "isActive": False,
        "startDate": _day(days[0]),
        "endDate": _day(days[1]),
        "scheduleSubjects": [
            {
                "id": key,
                "name": subject,
                "plannedHours": 8,
                "editable": False,
                "isAttendanceEditable": False,
                "remarks": [],
            }
            for key, subject in subjects.items()
        ],
    }


def _sheet(
    group: int, term: int, year: int, subjects: list[tuple[int, str, str, Any, str]]
) -> dict[str, Any]:
    """Subjects: number, name, kind of examination, teacher, a mark a student («5 4 .»)."""
    return {
        "termType": "Semester",
        "termNumber": term,
        "year": year,
        "students": list(STUDENTS[group]),
        "subjects": [
            {
                "id": key,
                "name": name,
                "examinationType": kind,
                "teacher": teacher,
                "marks": {
                    str(one["id"]): _WORDS[word]
                    for one, word in zip(STUDENTS[group], marks.split(), strict=True)
                    if word != "."
                },
            }
            for key, name, kind, teacher, marks in subjects
        ],
        "profModules": [],
        "courseWorks": [],
        "departmentName": "Отделение цифровых технологий",
    }


_ORGANIZATION = {
    "organizationId": "7c1c2b1e-0000-4000-8000-000000000001",
    "name": "ГБПОУ «Волжский техникум»",
    "shortName": "Волжский техникум",
    "abbreviation": "ВТ",
    "organizationType": "Spo",
    "type": "Poo",
    "directorName": "Седова Нина Павловна",
    "directorPosition": "Директор",
    "phone": "+7 846 000-00-00",
    "address": {"region": "Самарская область", "settlement": "Самара", "mailAddress": "", "kladr": ""},
}

_LOGIN = {
    "installName": "СПО",
    "localNetwork": False,
    "tenantName": "spo_77",
    "tenants": {
        "spo_77": {
            "firstName": "Ольга",
            "lastName": "Ким",
            "middleName": "Сергеевна",
            "isTrusted": True,
            "employeeRole": {"id": 803, "permissions": [200, 202, 507, 509, 700]},
            "settings": {"organization": _ORGANIZATION},
        }
    },
}

_AUTUMN, _SPRING = ("2025-09-01", "2025-12-27"), ("2026-01-12", "2026-06-27")
_GRAPHICS, _ENGLISH, _SPORT = "ОП.01 Инженерная графика", "ОГСЭ.03 Иностранный язык", "ОГСЭ.04 Физкультура"
_MATHS, _ACCOUNTS, _HISTORY = "БУП.01 Математика", "МДК.02.01 Основы учёта", "БУП.05 История"


def _employees() -> Answers:
    people = (KARGIN, LEE, KIM, FORMER)
    posts = [
        one | {"positionId": 10 + place, "positionName": _POSTS[one["id"]], "isFired": one is FORMER}
        for place, one in enumerate(people)
    ]
    personal = {"birthday": _day(BIRTHDAY), "snils": SNILS, "phone": PHONE, "gender": "Female"}
    return {
        f"{EMPLOYEES}:names": list(people),
        f"{EMPLOYEES}:posts": posts,
        f"{EMPLOYEES}:personal": [one | personal for one in posts],
    }


def _of_the_second_course() -> Answers:
    """ИСиП-24-1: its first year too, a subject in two subgroups, every kind of mark and absence."""
    first, second = STUDENTS[IS][:1], STUDENTS[IS][1:]
    september = ["2025-09-08", "2025-09-15", "2025-09-22", "2025-09-29"]
    february = ["2026-02-02", "2026-02-09", "2026-02-16", "2026-03-02"]
    first_year = [f"2024-10-{day:02}" for day in (7, 14, 21, 28)]
    plain = [("5", "4", "3")] * 4
    return {
        entries_of(IS): [
            _entry(5101, "ИС-24-1", (1, 1), ("2024-09-02", "2024-12-28"), {11: _MATHS}),
            _entry(5102, "ИСиП-24-1", (1, 2), ("2025-01-13", "2025-06-27"), {12: _MATHS}),
            _entry(
                5103,
                "ИСиП-24-1",
                (2, 1),
                _AUTUMN,
                {21: _GRAPHICS, 22: f"{_ENGLISH} (1 подгруппа)", 23: f"{_ENGLISH} (2 подгруппа)"},
            ),
            _entry(5104, "ИСиП-24-1", (2, 2), _SPRING, {31: _GRAPHICS, 32: _SPORT}),
        ],
        page_of(5101, 11): _page(IS, 1100, first_year, plain, "Ли А."),
        page_of(5102, 12): _page(IS, 1200, [f"2025-02-{day:02}" for day in (3, 10, 17, 24)], plain, "Ли А."),
        page_of(5103, 21): _page(
            IS,
            2100,
            september,
            [("5", "нп", "3"), ("4 3", "оп 4", "уп"), ("5", "4", "?"), ("б", "5", "2")],
            "Каргин П.А.",
        ),
        page_of(5103, 22): _page(IS, 2200, september, [("5",)] * 3 + [("4",)], LEE, students=first),
        page_of(5103, 23): _page(
            IS, 2300, september, [("3", "4"), ("4", "н"), ("4", "5"), ("5", "5")], KARGIN, students=second
        ),
        page_of(5104, 31): _page(
            IS, 3100, february, [("5", "4", "3"), ("5", "4", "3"), ("5", "4", "3"), ("4", "", "3")], KARGIN
        ),
        page_of(5104, 32): _page(IS, 3200, february, [("+", "+", "-")] * 4, None),
        f"{_SHEETS}/1/2024/{IS}": _sheet(IS, 1, 2024, [(11, _MATHS, "Other", LEE, "5 4 3")]),
        f"{_SHEETS}/2/2024/{IS}": _sheet(IS, 2, 2024, [(12, _MATHS, "Exam", LEE, "4 4 3")]),
        f"{_SHEETS}/1/2025/{IS}": _sheet(
            IS,
            1,
            2025,
            [
                (21, _GRAPHICS, "DifferentiatedTest", KARGIN, "5 4 3"),
                (22, f"{_ENGLISH} (1 подгруппа)", "Other", LEE, "5 . ."),
                (23, f"{_ENGLISH} (2 подгруппа)", "Other", "Каргин П.А.", ". 4 5"),
            ],
        ),
        f"{_SHEETS}/2/2025/{IS}": _sheet(
            IS, 2, 2025, [(31, _GRAPHICS, "Exam", KARGIN, "5 4 3"), (32, _SPORT, "Test", None, "+ + +")]
        ),
        # until the retake of the fourth of July the third student has not passed
        f"{_SHEETS}/2/2025/{IS}:before-2026-07-04": _sheet(
            IS, 2, 2025, [(31, _GRAPHICS, "Exam", KARGIN, "5 4 3"), (32, _SPORT, "Test", None, "+ + -")]
        ),
    }


def _of_others() -> Answers:
    """ЭК-22-1, which has since graduated, and ТО-25-1: one subject in both terms of the year."""
    found: Answers = {}
    for group, name, course, subject, kinds in (
        (EK, "ЭК-22-1", 4, _ACCOUNTS, ("Other", "Exam")),
        (TO, "ТО-25-1", 1, _HISTORY, ("Other", "Test")),
    ):
        books = (group * 10 + 1, group * 10 + 2)
        found[entries_of(group)] = [
            _entry(book, name, (course, term), days, {term: subject})
            for book, term, days in zip(books, (1, 2), (_AUTUMN, _SPRING), strict=True)
        ]
        for book, term, month, kind in zip(books, (1, 2), ("2025-10", "2026-03"), kinds, strict=True):
            days = [f"{month}-{day:02}" for day in (4, 11, 18, 25)]
            cells = [("4", "5"), ("4", "5"), ("3", "5"), ("4", "4")]
            found[page_of(book, term)] = _page(group, book * 10, days, cells, "Ли А.")
            marks = "+ +" if kind == "Test" else "4 5"
            sheet = _sheet(group, term, 2025, [(term, subject, kind, LEE, marks)])
            found[f"{_SHEETS}/{term}/2025/{group}"] = sheet
    return found


def answers() -> Answers:
    """Every address of the college with what is there, a new copy each time; «login» is the answer to it."""
    groups = (
        (IS, "ИСиП-24-1", "09.02.07", 2, 801),
        (TO, "ТО-25-1", "23.02.07", 1, 802),
    )
    return {
        "login": _LOGIN,
        GROUPS: [
            {
                "id": number,
                "name": name,
                "code": code,
                "yearNumber": course,
                "educationForm": "FullTime",
                "departmentId": 4,
                "curatorId": curator,
            }
            for number, name, code, course, curator in groups
        ],
        "/services/people/departments/all": [
            {"id": 4, "name": "Отделение цифровых технологий", "managerId": 803}
        ],
        "/services/people/organization": _ORGANIZATION,
        BOOKS: [
            {"id": IS, "name": "ИСиП-24-1", "code": "09.02.07", "yearNumber": 2},
            {"id": EK, "name": "ЭК-22-1", "code": "38.02.01", "yearNumber": 4},
            {"id": TO, "name": "ТО-25-1", "code": "23.02.07", "yearNumber": 1},
        ],
        **_employees(),
        **_of_the_second_course(),
        **_of_others(),
    }
