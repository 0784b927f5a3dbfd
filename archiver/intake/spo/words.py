"""The module's vocabularies in Russian, as its own screens translate them; a strange word stays as it is."""

from __future__ import annotations

from archiver.journal.model import TermKind
from archiver.journal.results import ResultKind

# Kinds of a lesson (ThematicPlanLessonType), not of a subject: its PracticalTraining is a practice.
LESSON_KINDS = {
    "Lecture": "Лекция",
    "Practice": "Практика",
    "Laboratory": "Лабораторная",
    "Self": "Самостоятельная работа",
    "Lesson": "Урок",
    "Consultation": "Консультация",
    "Seminar": "Семинар",
    "Excursion": "Экскурсия",
    "Examination": "Контрольная работа",
    "Composition": "Сочинение",
    "BusinessGame": "Деловая игра",
    "PracticalTraining": "Практическое занятие",
    "SportStandarts": "Сдача нормативов",
    "PracticalWork": "Практическая работа",
}

EDUCATION_FORMS = {
    "FullTime": "очная",
    "PartTime": "очно-заочная",
    "Extramural": "заочная",
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
    TermKind.COURSE: "Весь курс",
}
