"""One small journal read from .xls, .xlsx and HTML: the same journal, and the one that was printed."""

import datetime as dt
import pickle
from dataclasses import replace

import pytest
from report_printing import NAMES, Memory, as_html, as_xls, as_xlsx, codes, day, page, read_one

from archiver.intake.report.discover import report_groups
from archiver.journal.model import AcademicYear, Feature, Journal, MarkKind, SubjectKind
from archiver.journal.results import ResultKind
from archiver.settings.tables import Settings

PREAMBLE = ("Распечатка классного журнала", "Группа: ИС-21", "Интервал : 01.09.2025 – 15.01.2026")
DATES = [day("29.12.2025"), day("30.12.2025"), day("12.01.2026")]
PAGES = [
    page(
        [day("02.09.2025"), day("02.09.2025"), day("01.10.2025")],
        [["5", "", "н"], ["уп,5", "4", ""], ["", "зач", "@"]],
        subject="МДК.01.02 Базы данных (1 подгруппа)",
        lines=["Преподаватель: Петрова О.И."],
        facing=[
            [1, "02.09.2025", 2, "Введение", "Читать § 1"],
            [2, "02.09.2025", 1, "Модели", ""],
            [3, "01.10.2025", 2, "Ключи", "Упр. 3"],
        ],
        foot=["По плану 34 ч., дано 32 ч."],
    ),
    page(
        DATES,
        [["4/5", "", "2"], ["", "", "б"], ["осв", "3", ""]],
        subject="МДК.01.02 Базы данных (1 подгруппа)",
        titles=["1 сем.", "Экз."],
        facing=[[4, "29.12.2025", 2, "SQL", ""], [6, "12.01.2026", 2, "Итоги", ""]],
    ),
]
PAGES[1].rows = [
    (n, name, [*cells, grade, exam])
    for (n, name, cells), grade, exam in zip(PAGES[1].rows, "5н3", ("5", "", "н/а"), strict=True)
]
PRINTED = {
    "ИС-21.xls": as_xls(PAGES, PREAMBLE),
    "ИС-21.xlsx": as_xlsx(PAGES, PREAMBLE),
    "ИС-21.html": as_html(PAGES, PREAMBLE).encode(),
}


def journal(name: str, data: bytes) -> Journal:
    reading = read_one({name: data})
    assert codes(reading) == set()
    assert reading.journal is not None
    return reading.journal


@pytest.mark.parametrize("name", PRINTED)
def test_what_was_printed_is_read(name: str) -> None:
    read = journal(name, PRINTED[name])
    assert (read.group.name, read.year, read.format) == ("ИС-21", AcademicYear(2025), name.split(".")[1])
    assert [(term.number, term.start, term.end) for term in read.terms] == [
        (1, day("01.09.2025"), day("15.01.2026"))
    ]
    (section,) = read.sections
    assert (section.subject.name, section.subject.code) == ("МДК.01.02 Базы данных", "МДК.01.02")
    assert section.subject.kind is SubjectKind.MODULE_COURSE
    assert (section.subgroup, section.term, section.teacher) == ("1", 1, "Петрова О.И.")
    assert section.planned_hours == 34
    assert [one.full_name for one in section.students] == list(NAMES)
    assert section.students[2].patronymic == "Эльдар Оглы"
    assert [one.number for one in section.students] == [1, 2, 3]
    told = [(one.date, one.hours, one.topic, one.homework) for one in section.lessons]
    assert told == [
        (day("02.09.2025"), 2, "Введение", "Читать § 1"),
        (day("02.09.2025"), 1, "Модели", None),
        (day("01.10.2025"), 2, "Ключи", "Упр. 3"),
        (day("29.12.2025"), 2, "SQL", None),
        (day("30.12.2025"), None, None, None),
        (day("12.01.2026"), 2, "Итоги", None),
    ]
    grid = [
        ["/".join(mark.text for mark in section.marks.get((who.id, one.id), ())) for one in section.lessons]
        for who in section.students
    ]
    assert grid == [
        ["5", "", "н", "4/5", "", "2"],
        ["уп/5", "4", "", "", "", "б"],
        ["", "зач", "@", "осв", "3", ""],
    ]
    assert section.marks[section.students[2].id, section.lessons[2].id][0].kind is MarkKind.UNKNOWN
    assert [(one.title, one.kind) for one in section.period_columns] == [
        ("1 сем.", ResultKind.TERM),
        ("Экз.", ResultKind.EXAM),
    ]
    results = {
        (who.number, one.title): section.period_marks[who.id, one.id][0].text
        for who in section.students
        for one in section.period_columns
        if (who.id, one.id) in section.period_marks
    }
    assert results == {
        (1, "1 сем."): "5",
        (2, "1 сем."): "н",
        (3, "1 сем."): "3",
        (1, "Экз."): "5",
        (3, "Экз."): "н/а",
    }
    assert read.carries == {
        Feature.TOPICS,
        Feature.HOURS,
        Feature.HOMEWORK,
        Feature.TEACHER,
        Feature.PERIOD_GRADES,
        Feature.PLANNED_HOURS,
    }


def neutral(read: Journal) -> Journal:
    return replace(read, format="", sections=tuple(replace(one, source=None) for one in read.sections))


def test_three_formats_give_one_journal() -> None:
    first, *others = (neutral(journal(name, data)) for name, data in PRINTED.items())
    assert all(other == first for other in others)


def test_content_decides_and_not_the_extension() -> None:
    html, xls = PRINTED["ИС-21.html"], PRINTED["ИС-21.xls"]
    assert journal("ИС-21.xls", html).format == "html"
    assert journal("ИС-21.html", xls).format == "xls"


def test_a_group_can_be_read_in_another_process() -> None:
    tree = Memory(dict(list(PRINTED.items())[:1]))
    (group,), findings = report_groups(tree, tree.names(), Settings(), None)
    assert not findings
    assert pickle.loads(pickle.dumps(group)).read() == group.read()
    assert (group.name, group.year, group.files) == ("ИС-21", AcademicYear(2025), ("ИС-21.xls",))


def test_only_what_the_files_had_is_carried() -> None:
    bare = page([day("02.09.2025")], [["5"], ["4"], ["3"]])
    reading = read_one({"ИС-21 2025-26.xls": as_xls([bare])})
    assert reading.journal is not None
    assert reading.journal.carries == frozenset()
    assert reading.journal.sections[0].teacher is None


def test_subject_may_be_written_without_the_space_before_the_colon() -> None:
    text = as_html(PAGES, PREAMBLE).replace("Предмет : ", "ПРЕДМЕТ: ")
    assert neutral(journal("ИС-21.html", text.encode())) == neutral(
        journal("ИС-21.html", PRINTED["ИС-21.html"])
    )


def test_facing_list_may_stand_to_the_right_of_the_marks() -> None:
    text = """<p>Предмет : Физика</p><table>
    <tr><td>№</td><td>ФИО</td><td>Сентябрь</td><td></td><td>Дата</td><td>Тема занятия</td>
    <td>Что задано</td></tr>
    <tr><td></td><td></td><td>1</td><td>3</td><td></td><td></td><td></td></tr>
    <tr><td>1</td><td>Абаев Иван</td><td>5</td><td>4</td><td>01.09</td><td>Сила</td><td>§ 1</td></tr>
    <tr><td>2</td><td>Белов Пётр</td><td>н</td><td></td><td>03.09</td><td>Масса</td><td></td></tr></table>"""
    reading = read_one({"ИС-21 2025-26.html": text})
    assert reading.journal is not None and codes(reading) == set()
    (section,) = reading.journal.sections
    assert [(one.date, one.topic, one.homework) for one in section.lessons] == [
        (dt.date(2025, 9, 1), "Сила", "§ 1"),
        (dt.date(2025, 9, 3), "Масса", None),
    ]
    assert section.period_columns == ()
