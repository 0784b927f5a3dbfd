"""Tables of a journal that cannot be printed whole, and the cells that must be named for it."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Doubtful:
    """A table that cannot be printed whole: `codes` are told, the blocking ones name `cells`."""

    text: str
    codes: frozenset[str]
    cells: tuple[str, ...] = ()
    marks: dict[str, str] = field(default_factory=dict)


DOUBTFUL = {
    "two tables side by side": Doubtful(
        """\
Предмет : Физика||||Предмет : Химия
№|ФИО|Сентябрь||№|ФИО|Сентябрь
||1|3|||1
1|Абаев Иван|5||1|Абаев Иван|3
2|Белова Анна|н|3|2|Белова Анна|2""",
        frozenset({"report.bad-day", "source.unaccounted"}),
        ("E3", "E1"),
        {"Абаев": "5 ·", "Белова": "н 3"},
    ),
    "a statement under the journal": Doubtful(
        """\
Предмет : Физика
№|ФИО|Сентябрь|
||1|3
1|Абаев Иван|5|
2|Белова Анна|н|3

Сводная ведомость
№|ФИО|Физика|Химия
1|Абаев Иван|5|4
2|Белова Анна|3|3""",
        frozenset({"source.unaccounted", "report.text-left-out"}),
        ("A8",),
        {"Абаев": "5 ·", "Белова": "н 3"},
    ),
    "the list once more without a word": Doubtful(
        """\
Предмет : Физика
№|ФИО|Сентябрь|
||1|3
1|Абаев Иван|5|
2|Белова Анна|н|3

1|Абаев Иван|5|4
2|Белова Анна|3|3""",
        frozenset({"source.unaccounted"}),
        ("A7",),
        {"Абаев": "5 ·", "Белова": "н 3"},
    ),
    "the next month without its subject": Doubtful(
        """\
Предмет : Физика
№|ФИО|Сентябрь|
||1|3
1|Абаев Иван|5|
№|ФИО|Октябрь|
||1|2
1|Абаев Иван|4|4""",
        frozenset({"report.no-subject"}),
        ("A5",),
        {"Абаев": "5 ·"},
    ),
    "a note right of the table": Doubtful(
        """\
Предмет : Физика
№|ФИО|Сентябрь|
||1|3
1|Абаев Иван|5|||переведён из ИС-22
2|Белова Анна|н|3""",
        frozenset({"mark.no-place"}),
        ("F4",),
        {"Абаев": "5 ·", "Белова": "н 3"},
    ),
    "a work between the days": Doubtful(
        """\
Предмет : Физика
№|ФИО|Сентябрь||
||1|КР|3
1|Абаев Иван|5|4|5
2|Белова Анна|н|3|4""",
        frozenset({"report.bad-day"}),
        ("D3",),
        {"Абаев": "5 5", "Белова": "н 4"},
    ),
    "a note under the list": Doubtful(
        """\
Предмет : Физика
№|ФИО|Сентябрь|
||1|3
1|Абаев Иван|5|
2|Белова Анна|н|3
* занятие 03.09 проведено дистанционно
3|Волков Пётр|4|4""",
        frozenset({"report.text-left-out"}),
        marks={"Абаев": "5 ·", "Белова": "н 3", "Волков": "4 4"},
    ),
    "kinds of lessons under the days": Doubtful(
        """\
Предмет : Физика
№|ФИО|Сентябрь|
||1|3
|Вид занятия|лек|пр
1|Абаев Иван|5|""",
        frozenset({"source.unaccounted"}),
        ("B4",),
        {"Абаев": "5 ·"},
    ),
    "numbers of pairs under the days": Doubtful(
        """\
Предмет : Физика
№|ФИО|Сентябрь|
||1|3
||1|2
1|Абаев Иван|5|""",
        frozenset({"report.name-missing"}),
        ("B4",),
        {"Абаев": "5 ·"},
    ),
    "somebody's name under the list": Doubtful(
        """\
Предмет : Физика
№|ФИО|Сентябрь|
||1|3
1|Абаев Иван|5|
|Кузнецова Мария Ивановна""",
        frozenset({"source.unaccounted"}),
        ("B5",),
        {"Абаев": "5 ·"},
    ),
    "a day without a month": Doubtful(
        """\
Предмет : Физика
№|ФИО||Сентябрь|
||1|3|5
1|Абаев Иван|5|4|3
2|Белова Анна|н|3|""",
        frozenset({"report.bad-day"}),
        ("C3",),
        {"Абаев": "4 3", "Белова": "3 ·"},
    ),
    "two subjects over one table": Doubtful(
        """\
Предмет : Физика
Дисциплина : Химия
№|ФИО|Сентябрь|
||1|3
1|Абаев Иван|5|""",
        frozenset({"report.no-months"}),
        ("A1",),
        {"Абаев": "5 ·"},
    ),
    "a year and a course that cannot be read": Doubtful(
        """\
Учебный год: 2025/27
Курс : второй
Предмет : Физика
№|ФИО|Сентябрь|
||1|3
1|Абаев Иван|5|""",
        frozenset({"report.text-left-out"}),
        marks={"Абаев": "5 ·"},
    ),
    "the same student without a number and with one": Doubtful(
        """\
Предмет : Физика
№|ФИО|Сентябрь|
||1|3
|Абаев Иван|5|
1|Абаев Иван|2|""",
        frozenset({"source.unaccounted", "report.unnumbered"}),
        ("A5",),
        {"Абаев": "5 ·"},
    ),
}
