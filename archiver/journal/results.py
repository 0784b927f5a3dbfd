"""What a column after the lessons holds, told by its title: «Экз.», «1 сем.», «Год», «Ср. балл», «Пропуски».

A title is read only where every word of it is known, so that a column nobody knows («Рубежный
контроль», «Оценка», «Пересдача») never becomes a grade. Averages and counts of absences are the
exception: one word is enough, because they are no grades whatever else the title says.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from enum import StrEnum

from archiver.journal.letters import folded


class ResultKind(StrEnum):
    """What a result column holds, told by its title or by the source's own word for it."""

    FINAL = "final"  # «Итог», «Итоговая оценка»
    EXAM = "exam"
    MODULE_EXAM = "module-exam"  # «Экзамен квалификационный», «Экз. по модулю»
    DIFFERENTIATED_TEST = "differentiated-test"
    TEST = "test"
    TERM = "term"  # «1 сем.», «За период», «Полугодие»
    YEAR = "year"
    COURSE_WORK = "course-work"
    AVERAGE = "average"
    ABSENCE = "absence"
    UNKNOWN = "unknown"

    @property
    def examines(self) -> bool:
        """Whether the column is of an exam or a test."""
        return self in _EXAMINING

    @property
    def is_grade(self) -> bool:
        """Whether its marks are results of students: an average, a count or an unknown title never is."""
        return self not in {ResultKind.AVERAGE, ResultKind.ABSENCE, ResultKind.UNKNOWN}


_EXAMINING = frozenset(
    {ResultKind.EXAM, ResultKind.MODULE_EXAM, ResultKind.DIFFERENTIATED_TEST, ResultKind.TEST}
)


class _Said(StrEnum):
    """What a word adds to a title without naming a kind."""

    MODULE = "module"  # with an exam: the module's
    WORK = "work"  # of a course work or a diploma only: «Итоговая работа» is a lesson's
    GRADED = "graded"  # «зачёт с оценкой»
    NUMBER = "number"
    NOTHING = "nothing"


_KINDS: tuple[tuple[ResultKind, str], ...] = (  # what a title names first in this list, it is
    (ResultKind.COURSE_WORK, r"кр|кп|к/р|к/п|курсов\w*"),
    (ResultKind.MODULE_EXAM, r"э/к|экв|эм"),
    (ResultKind.DIFFERENTIATED_TEST, r"дз|д/з|кдз|зао|з/о|диф\w*"),
    (
        ResultKind.EXAM,
        r"э|эк|кэ|екз|экз|экзам\w*|дэ|гэ|гиа|вкр|демоэкз\w*|демонстрац\w*|государств\w*|гос|диплом\w*|защит\w*",
    ),
    (ResultKind.TEST, r"з|зч|зач|зачет\w*"),
    (ResultKind.FINAL, r"итог|итогов\w*"),
    (ResultKind.TERM, r"сем|семестр\w*|полуг\w*|п/г|трим\w*|четв\w*|период\w*|промеж\w*"),
    (ResultKind.YEAR, r"год|года|году|годов\w*"),
)
_ASIDES: tuple[tuple[_Said, str], ...] = (
    (_Said.MODULE, r"модул\w*|пм|квал\w*|кв|к"),
    (_Said.WORK, r"работ\w*|раб|проект\w*"),
    (_Said.GRADED, r"оцен\w*|оц"),
    (_Said.NUMBER, r"\d+|[ivхі]+|№|перв\w*|втор\w*|трет\w*"),
    (
        _Said.NOTHING,
        r"отмет\w*|отм|результат\w*|за|по|с|и|на|в|й|ый|ой|ое|ая|я|г|уч|учеб\w*|аттест\w*|атт|комп\w*"
        r"|дисциплин\w*|предмет\w*|мдк|курс|курса|форм\w*|контрол[ья]|устн\w*|письм\w*",
    ),
)
_SENSES: list[tuple[ResultKind | _Said, re.Pattern[str]]] = [
    *((kind, re.compile(pattern)) for kind, pattern in _KINDS),
    *((aside, re.compile(pattern)) for aside, pattern in _ASIDES),
]
_ORDER = tuple(kind for kind, _pattern in _KINDS)

_AVERAGE = re.compile(r"ср|сред|средн\w*|срб|ср/б|срвзв\w*|взвеш\w*|средневзвеш\w*")
_ABSENCE = re.compile(
    r"проп|пропу[скщ]\w*|прогул\w*|отсут\w*|неявк\w*|(?:не)?посещ\w*|опозд\w*|(?:не)?уваж\w*|неув|болезн\w*|причин\w*"
)
_ABSENCE_LETTERS = frozenset(
    {"н", "нб", "н/б", "нн", "нп", "н/п", "н/у", "н/ув", "уп", "у/п", "ув", "у/ув", "б", "оп"}
)
_COUNTING = re.compile(r"кол|во|количеств\w*|числ\w*|всего|итого|из|них|час\w*|ч|дн\w*|зан\w*|урок\w*|пар\w*")

_WORD = re.compile(r"\d+|№|[^\W\d_]+(?:/[^\W\d_]+)*")
_THREE_FOR_ZE = re.compile(r"(?<!\d)3(?=ач)|(?<=\bд)3\b|(?<=д/)3\b")


@functools.lru_cache(maxsize=2_000)
def kind_of_title(title: str) -> ResultKind:
    """The kind of the column headed `title`; UNKNOWN unless every word of it is understood."""
    words = tuple(_words(title))
    if any(_AVERAGE.fullmatch(word) for word in words):
        return ResultKind.AVERAGE
    if any(_ABSENCE.fullmatch(word) for word in words) or _counts_absences(words):
        return ResultKind.ABSENCE
    said = _said(words)
    if said and _Said.WORK in said and "курс" in words:  # «Курс. раб.»
        return ResultKind.COURSE_WORK
    if said is None or (_Said.WORK in said and not said & {ResultKind.COURSE_WORK, ResultKind.EXAM}):
        return ResultKind.UNKNOWN
    kind = next((kind for kind in _ORDER if kind in said), ResultKind.UNKNOWN)
    if kind is ResultKind.EXAM and _Said.MODULE in said:
        return ResultKind.MODULE_EXAM
    if kind is ResultKind.TEST and _Said.GRADED in said and "с" in words:
        return ResultKind.DIFFERENTIATED_TEST
    if kind is ResultKind.FINAL and ResultKind.YEAR in said and ResultKind.TERM not in said:
        return ResultKind.YEAR
    return kind


@functools.lru_cache(maxsize=2_000)
def term_of_title(title: str) -> int | None:
    """The number of the term a title names, «2 сем.», «II семестр», «Семестр 2»; None where it names none."""
    words = [word for word in _words(title) if not _ENDING.fullmatch(word)]
    for place, word in enumerate(words):
        if _TERM.fullmatch(word):
            near = (*words[max(0, place - 1) : place], *words[place + 1 : place + 2])
            return next((number for number in map(_number, near) if number is not None), None)
    return None


def _number(word: str) -> int | None:
    """1–12 in figures, Roman or as an ordinal."""
    if word.isdecimal() and 1 <= int(word) <= 12:
        return int(word)
    roman = word.translate(_ROMAN)
    if roman in _NUMERALS:
        return _NUMERALS.index(roman) + 1
    return next((number for number, stem in enumerate(_ORDINALS, 1) if word.startswith(stem)), None)


_TERM = re.compile(r"сем|семестр\w*|полуг\w*|п/г|трим\w*|период\w*")
_ENDING = re.compile(r"й|ый|ой|ое|ая|я|го|№")
_ROMAN = str.maketrans("хі", "xi")
_NUMERALS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_ORDINALS = ("перв", "втор", "трет")


def _words(title: str) -> Iterator[str]:
    """The title's words, a slash inside one kept where it belongs to an abbreviation («д/з», «н/б»)."""
    for word in _WORD.findall(_THREE_FOR_ZE.sub("з", folded(title))):
        if "/" in word and word not in _ABSENCE_LETTERS and not _AVERAGE.fullmatch(word) and not _sense(word):
            yield from word.split("/")
        else:
            yield word


def _sense(word: str) -> ResultKind | _Said | None:
    return next((sense for sense, pattern in _SENSES if pattern.fullmatch(word)), None)


def _said(words: tuple[str, ...]) -> set[ResultKind | _Said] | None:
    """All that the words say, None with a word that is not known.

    Behind the «по» of an exam, a test or a course work stands a subject, whatever it is called.
    """
    said: set[ResultKind | _Said] = set()
    for word in words:
        sense = _sense(word)
        named = any(kind is ResultKind.COURSE_WORK or kind in _EXAMINING for kind in said)
        if sense is not None:
            said.add(sense)
        elif not (named and "по" in words[: words.index(word)]):
            return None
    return said


def _counts_absences(words: tuple[str, ...]) -> bool:
    """«Н», «Кол-во уп», «Всего н/б за 1 сем.»: nothing but letters of absence and words of counting."""
    letters = [word for word in words if word in _ABSENCE_LETTERS]
    others = [word for word in words if word not in _ABSENCE_LETTERS]
    return bool(letters) and all(
        _COUNTING.fullmatch(word)
        or _sense(word) in {_Said.NUMBER, _Said.NOTHING, ResultKind.TERM, ResultKind.YEAR}
        for word in others
    )
