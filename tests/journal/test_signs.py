"""The legend of a binder: only signs that stand in it, in words that are sure."""

from __future__ import annotations

from archiver.journal.marks import mark, module_absence, owed_mark
from archiver.journal.signs import legend
from factories import make_section


def of(*texts: str) -> tuple[str, ...]:
    marks = {("s1", "l1"): tuple(mark(text) for text in texts)}
    return tuple(map(str, legend([make_section(marks=marks, period_marks={})])))


def test_signs_are_explained_absences_first():
    assert of("5", "н/а", "зач", "уп", "осв", "н") == (
        "Н — отсутствие, причина не указана",
        "УП — отсутствие по уважительной причине",
        "осв — освобождение",
        "зач — зачтено",
        "н/а — не аттестован(а)",
    )


def test_the_module_s_own_absences():
    names = ("IsAbsent", "IsAbsentByValidReason", "IsAbsentByNotValidReason", "SickLeave", "IsLate")
    marks = {("s1", f"l{at}"): (module_absence(name),) for at, name in enumerate(names, 1)}
    assert tuple(map(str, legend([make_section(marks=marks, period_marks={})]))) == (
        "Б — болезнь",
        "Н — отсутствие, причина не указана",
        "НП — отсутствие без уважительной причины",
        "ОП — опоздание",
        "УП — отсутствие по уважительной причине",
    )


def test_each_sign_once_as_it_is_printed_in_lessons_and_results_alike():
    lessons = {("s1", "l1"): (mark("Н"),), ("s2", "l1"): (mark("н"),), ("s1", "l2"): (mark("н/я"),)}
    results = {("s1", "p1"): (mark("н/а"),), ("s2", "p1"): (mark("незач"),)}
    sections = [make_section(marks=lessons, period_marks=results)] * 2
    found = legend(sections)
    assert [sign.absence for sign in found] == [True, False, False]
    assert tuple(map(str, found)) == (
        "Н — отсутствие, причина не указана",
        "н/а — не аттестован(а)",
        "н/я — неявка",
    )


def test_grades_words_and_what_is_unknown_are_not_explained():
    marks = {("s1", "l1"): (mark("4"), mark("зачтено"), mark("см. прил."), mark("б/о"), owed_mark())}
    assert legend([make_section(marks=marks, period_marks={})]) == ()


def test_no_sections_no_legend():
    assert legend([]) == ()
