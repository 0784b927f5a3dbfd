"""The module's vocabularies in Russian (domain 4.4). A word that is not known is printed as it is."""

from __future__ import annotations

from archiver.journal.model import TermKind
from archiver.journal.results import ResultKind

LESSON_KINDS = {
    "Lecture": "Лекция",
    "Practice": "Практика",
    "Laboratory": "Лабораторная",
    "Self": "Самостоятельная работа",
    "Lesson": "Урок",
    "Consultation": "Консультация",
    "Seminar": "Семинар",
    "Excursion": "Экскурсия",
    "Examination": "Экзамен",
    "Composition": "Сочинение",
    "BusinessGame": "Деловая игра",
    "PracticalTraining": "Учебная практика",
    "SportStandarts": "Сдача нормативов",
    "PracticalWork": "Практическая работа",
}

EDUCATION_FORMS = {
    "FullTime": "очная",
    "PartTime": "очно-заочная",
    "Extramural": "заочная",
    "Intramural": "очная",
}

EXAMINATIONS = {
    "Exam": "Экз.",
    "DifferentiatedTest": "ДЗ",
    "Test": "З",
    "Other": "Итог",
    "CourseWork": "КР",
    "ProfessionalModule": "Экз.",
}

RESULT_KINDS = {
    "Exam": ResultKind.EXAM,
    "DifferentiatedTest": ResultKind.DIFFERENTIATED_TEST,
    "Test": ResultKind.TEST,
    "Other": ResultKind.TERM,  # a subject that ends the term without an examination
    "CourseWork": ResultKind.COURSE_WORK,
    "ProfessionalModule": ResultKind.MODULE_EXAM,
}

TERM_KINDS = {
    "Semester": TermKind.SEMESTER,
    "Trimester": TermKind.TRIMESTER,
    "Course": TermKind.COURSE,
}

TERM_NAMES = {
    TermKind.SEMESTER: "{number} семестр",
    TermKind.TRIMESTER: "{number} триместр",
    TermKind.COURSE: "{number} курс",
}


def academic_hours(duration: float | None) -> int | None:
    """Academic hours of a lesson's `duration`, which the module gives in hours or in minutes.

    Up to 12 it is taken for academic hours (a double lesson is 2, a day of practice 6), above for
    minutes: an academic hour has 45, so 90 is 2. A part of an hour cannot be printed: None.
    """
    if duration is None:
        return None
    hours = duration if duration <= 12 else round(duration / 45)
    return int(hours) if hours == int(hours) else None
