"""Specs of sections for the comparison of both ways of setting them: whatever an office can type.

Built directly, page by page, so that few pages hold many cases; `journals` goes the whole way from a
journal. All strategies are bounded: an example is two to six pages.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from hypothesis import strategies as st

from archiver.journal.marks import mark
from archiver.journal.model import Leave, PeriodColumn
from archiver.press.section.pages import Layout, part_spec
from archiver.press.section.spec import (
    Cell,
    Grid,
    Heading,
    LessonRow,
    ListPage,
    MarksPage,
    Month,
    PartSpec,
    Row,
    Span,
    Spread,
    Totals,
)
from archiver.press.text.printable import printable
from factories import TERMS, make_journal, make_lesson, make_section, make_student

WORDS = (
    "и", "в", "Тема", "Решение", "задач", "Практическая", "работа", "Электробезопасность,", "№", "12.",
    "объектно-ориентированное", "программирование", "(лекция)", "«Война", "и", "мир»", "—", "–", "-", "г.",
    "09.02.07", "1/2", "и/или", "А.С.Пушкин", "С++", "C#", "Windows", "HTML/CSS", "TCP/IP-сети", "IPv6",
    "https://school.example.ru/a/b?c=1&d=%D0%B9#e", "user_name@example.ru", "C:\\Temp\\x.txt", "стр.45-47,",
    "§", "3.1–3.4", "50%", "№5", "«№»", "'да'", "\"нет\"", "“так”", "‘вот’", "[1]", "{x}", "<b>", "&amp;",
    "x²+y²=z²", "a≥b", "≥", "→", "√2", "α-частица", "Ω", "H₂O", "±5", "10⁻³", "°C", "½", "…", "...", "!",
    "Ғылым", "қазақ", "Әлия", "Өмір", "Үңгір", "Җәмилә", "ӘЛЕМ", "Ҡыш", "ӑс", "Ї", "ґрунт", "Müller", "Łódź",
    "нaйдено", "Пётр", "ёлка", "Е\u0308лка", "и\u0306од", "за\u0301мок", "е\u0301", "⟨U+674E⟩", "1\u00a0000",
    "кг/м³", "т.\u00a0д.", "Ж" * 24, "превысокомногорассмотрительствующий", "12345678901234567890", "VII",
    "а-б-в-г-д", "Ростов-на-Дону", "$100", "€5", "₽", "10:30", "АВАТ", "ТАРА", "УХОД", "Р.", "Т.", "«А»,",
    "AVA", "To", "WWW", "1,5", "2+2=4", "a|b", "a~b", "^", "`x`", "#5", "*", "†", "‰", "™", "©", "ﬁ",
    "ბერიძე", "(გიორგი", "დ.)", "Խաչատրյան,", "Ա.",
    "м²,", "√", "∑", "∫", "≈", "×", "÷", "♀", "✓", "①", "′", "й\u0306", "а\u030a", "α", "βγ", "λ=5", "(≥)",
)  # fmt: skip
"""Words as offices type them, and as they should not."""

_spaces = st.sampled_from((" ",) * 12 + ("  ", "\u00a0", "\u2009"))
_days = st.dates(dt.date(2025, 9, 1), dt.date(2025, 12, 28))


@st.composite
def texts(draw: st.DrawFn, most: int = 20, least: int = 1) -> str:
    """Words joined as people join them, made printable as the press does."""
    words = draw(st.lists(st.sampled_from(WORDS), min_size=least, max_size=most))
    joined = "".join(word + draw(_spaces) for word in words) if words else ""
    return printable(joined)[0].strip()


def some(text: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """A text or a blank."""
    return st.one_of(st.just(""), text)


plain_topics = st.lists(
    st.sampled_from([word for word in WORDS if word.replace("-", "").isalpha() and word.isprintable()]),
    max_size=60,
).map(lambda words: printable(" ".join(words))[0].strip())

marks = st.one_of(
    st.just(()),
    st.just(()),
    st.sampled_from(
        (("5",), ("4",), ("н",), ("уп",), ("зач",), ("н/а",), ("—",), ("5,", "4"), ("5,4,", "н"))
    ),
    st.lists(st.sampled_from(("5", "4,", "н/а", "зачтено", "см. прил.", "А", "0,5", "✓")), max_size=3).map(
        tuple
    ),
)
points = st.one_of(st.none(), st.sampled_from((4.5, 4.75, 6.0, 6.25, 7.5, 8.0, 9.0)))


@st.composite
def cells(draw: st.DrawFn, count: int) -> tuple[Cell, ...]:
    """Cells over `count` columns, some of them spanning several."""
    found: list[Cell] = []
    at = 0
    while at < count:
        if draw(st.integers(0, 15)) == 0:
            span = draw(st.integers(1, count - at))
            said = draw(
                st.sampled_from(("а/о", "академ. отпуск", "академ. отпуск с 08.09.2025 (пр. № 15-у)"))
            )
            found.append(Cell((said,), span, draw(st.sampled_from((4.5, 6.0, 8.0))), leave=True))
            at += span
            continue
        lines = draw(marks)
        found.append(Cell(lines, points=draw(points) if lines else None))
        at += 1
    return tuple(found)


@st.composite
def headings(draw: st.DrawFn) -> Heading:
    """Heads of pages: from nothing said to long words in every place."""
    return Heading(
        college=draw(some(texts(14))),
        year="2025/2026",
        group=draw(st.one_of(st.just("ИС-21"), texts(3))) or "1",
        course=draw(st.sampled_from((None, 1, 4))),
        speciality=draw(st.one_of(st.just(""), st.just("09.02.07 Информационные системы"), texts(25))),
        subject=draw(st.one_of(st.just("Физика"), texts(20))) or "Предмет",
        subgroup=draw(some(texts(6))),
        term=draw(st.one_of(st.just("1 семестр"), texts(5))) or "1",
        interval=draw(st.sampled_from(("", "01.09.2025–28.12.2025"))),
        teacher=draw(st.one_of(st.none(), st.just("Иванова Мария Петровна"), texts(8))) or None,
    )


@st.composite
def specs(draw: st.DrawFn) -> PartSpec:
    """Whole sections, few pages each."""
    landscape = draw(st.booleans())
    count = draw(st.one_of(st.integers(0, 8), st.integers(0, 30)))
    periods = draw(st.lists(st.one_of(st.just("Экзамен"), texts(5), st.just("")), max_size=3))
    students = draw(st.one_of(st.integers(0, 7), st.integers(0, 40)))
    room = 250.0 if landscape else 165.0
    number, period, name = (
        6.5,
        draw(st.sampled_from((8.0, 11.5, 14.0))),
        draw(st.sampled_from((30.0, 34.0, 44.37))),
    )
    lesson = min(8.5, (room - number - name - period * len(periods)) / max(count, 1))
    grid = Grid(
        number,
        name,
        int(lesson * 100) / 100,
        period,
        draw(st.sampled_from((6.5, 7.25, 9.0))),
        draw(st.sampled_from((4.5, 6.75, 8.5, 9.0))),
        draw(st.sampled_from((3.5, 6.0, 7.0, 8.0))),
        draw(st.sampled_from((8.0, 8.5, 9.0))),
    )
    rows = []
    for at in range(students):
        person = draw(st.one_of(st.just(f"Фамилия Имя Отчество {at}"), texts(7)))
        own = draw(st.one_of(st.none(), st.none(), st.sampled_from((6.5, 7.0))))
        rows.append(Row(str(at + 1), person, own, draw(cells(count + len(periods)))))
    months, left = [], count
    while left:
        days = draw(st.integers(1, left))
        wide = days * grid.lesson_mm
        months.append(Month("Сентябрь" if wide > 15 else "Окт." if wide > 8 else "09", days))
        left -= days
    page = MarksPage(
        lessons=Span(1, count, count + draw(st.integers(0, 40))) if count else None,
        students=draw(st.one_of(st.none(), st.just(Span(1, students, 80)))) if students else None,
        months=tuple(months),
        days=tuple(f"{draw(st.integers(1, 31)):02d}" for _ in range(count)),
        periods=tuple(periods),
        rows=tuple(rows),
        row_mm=draw(st.sampled_from((3.2, 4.17, 5.8))),
        notes=tuple(draw(st.lists(texts(9), max_size=4))),
    )
    topic = st.one_of(st.just(""), st.just("Тема"), texts(12), texts(60), plain_topics)
    listed = tuple(
        LessonRow(
            at + 1,
            f"{draw(_days):%d.%m.%Y}",
            draw(st.sampled_from(("", "2", "12"))),
            draw(st.one_of(st.just(""), st.just("Лекция"), texts(4))),
            draw(topic),
            draw(topic),
        )
        for at in range(count)
    )
    return PartSpec(
        landscape=landscape,
        binding_margin_mm=draw(st.sampled_from((20.0, 25.0, 27.5, 35.0))),
        heading=draw(headings()),
        grid=grid,
        spreads=(
            Spread(
                (page,), tuple(lists(listed, draw(st.integers(1, 30)))) if draw(st.integers(0, 4)) else ()
            ),
        ),
        totals=Totals(draw(st.sampled_from(("", "36", "1024"))), draw(st.sampled_from(("", "0", "34")))),
        unprintable=(),
    )


def lists(rows: tuple[LessonRow, ...], most: int) -> Iterator[ListPage]:
    """List pages of at most so many rows."""
    for at in range(0, len(rows), most):
        page = rows[at : at + most]
        yield ListPage(Span(page[0].number, page[-1].number, len(rows)), page)


@st.composite
def journals(draw: st.DrawFn) -> PartSpec:
    """A section of a journal as the press makes its pages."""
    students = tuple(
        make_student(
            at + 1,
            **{
                key: value
                for key, value in {
                    "surname": draw(st.one_of(st.none(), texts(3))),
                    "name": draw(st.one_of(st.none(), texts(1))),
                    "enrolled": draw(st.one_of(st.none(), st.none(), _days)),
                    "left": draw(st.one_of(st.none(), st.none(), _days)),
                }.items()
                if value
            },
            leaves=tuple(
                Leave(
                    start, draw(st.one_of(st.none(), st.just(start + dt.timedelta(40)))), draw(some(texts(3)))
                )
                for start in draw(st.lists(_days, max_size=1))
            ),
        )
        for at in range(draw(st.one_of(st.integers(1, 6), st.integers(1, 45))))
    )
    lessons = tuple(
        make_lesson(
            at + 1,
            TERMS[0].start + dt.timedelta(days=2 * at),
            hours=draw(st.sampled_from((None, 1, 2))),
            kind=draw(st.one_of(st.none(), st.just("Практика"), texts(3))),
            topic=draw(st.one_of(st.none(), texts(10), texts(40), plain_topics)),
            homework=draw(st.one_of(st.none(), texts(6), plain_topics)),
        )
        for at in range(draw(st.one_of(st.integers(0, 8), st.integers(0, 40))))
    )
    given = st.lists(st.sampled_from(("5", "4", "н", "уп", "зач", "н/а", "см. прил.", "отл.")), max_size=3)
    grades = {
        (student.id, lesson.id): tuple(mark(text) for text in draw(given))
        for student in students[:6]
        for lesson in lessons[:12]
    }
    columns = tuple(
        PeriodColumn(f"p{at}", title or "—")
        for at, title in enumerate(draw(st.lists(st.one_of(st.just("1 семестр"), texts(4)), max_size=3)))
    )
    section = replace(
        make_section(draw(st.one_of(st.just("Физика"), texts(15))) or "Физика"),
        teacher=draw(st.one_of(st.none(), st.just("Иванова Мария Петровна"), texts(5))) or None,
        subgroup=draw(some(texts(2))),
        students=students,
        lessons=lessons,
        marks={place: said for place, said in grades.items() if said},
        period_columns=columns,
        period_marks={(student.id, column.id): (mark("4"),) for student in students for column in columns},
        planned_hours=draw(st.sampled_from((None, 36))),
    )
    layout = Layout(
        landscape=draw(st.booleans()),
        lessons_per_page=draw(st.one_of(st.none(), st.integers(3, 30))),
        binding_margin_mm=draw(st.sampled_from((20.0, 25.0, 30.0, 35.0))),
        college_short=draw(some(texts(8))),
    )
    return part_spec(make_journal(sections=(section,)), section, layout)
