"""What offices write around the tables besides «Слово : значение»: totals, signatures, titles, pages.

Told by their first words. A student's name must never pass for one of them: «Числова» is no «число»,
«Итогов» no «итого», and a word that is also a surname counts only with what belongs to it.
"""

from __future__ import annotations

import re
from enum import StrEnum

_LONGEST = 200


class Phrase(StrEnum):
    """What a text is."""

    SEPARATOR = "separator"  # «2 подгруппа» between students
    FURNITURE = "furniture"  # page numbers, rules, the report's own title: nothing of it is printed
    TOTALS = "totals"  # «Итого», «Средний балл», «По плану 34 ч.»: counted again, not copied
    SIGNATURE = "signature"  # «Преподаватель ____ /Орлов О.О./»
    LESSON = "lesson"  # «Вид занятия», «№ пары»: a row about lessons, not about a student


_SUBGROUP_WORD = r"(?:подгруппа|подгр\.?|п/гр?\.?|п\.\s?г\.)"
_SEPARATOR = re.compile(
    rf"[\s(–—-]*(?:(?:\d{{1,2}}|[IVХX]{{1,3}})\s?(?:-?\s?(?:а?я))?\s?{_SUBGROUP_WORD}"
    rf"|{_SUBGROUP_WORD}\s?(?:№\s?)?(?:\d{{1,2}}|[IVХX]{{1,3}}|[А-Я]))[\s):.–—-]*",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"[\W_]+"
    r"|(?:стр(?:аница|\.)?|лист)\s*№?\s*\d{1,4}(?:\s*(?:из|/)\s*\d{1,4})?\.?"
    r"|\d{1,4}\s+из\s+\d{1,4}"
    r"|(?:дата|время)(?:\s+и\s+время)?\s+(?:печати|формирования|выгрузки|создания)\b.*"
    r"|(?:сформирован|распечатан|напечатан|выгружен)[оа]?\b.*"
    r"|https?://\S+"
    r"|(?:асу\s+рсо|сетевой\s+город|сетевое\s+образование|сетевой\s+поо)\b.*"
    r"|распечатка(?:\s+(?:классного\s+)?журнала)?\b.*"
    r"|(?:(?:электронный|классный|учебный|групповой)\s+)*журнал"
    r"(?:\s+(?:группы|класса|успеваемости|посещаемости|уч[её]та|учебных|теоретического|практических)\b.*)?"
    r"|(?:за\s+)?(?:[1-4]|iv|i{1,3})(?:\s*-?\s*(?:й|ый|ой|ое|е))?\s+(?:семестр|полугодие|триместр)\w{0,2}\.?"
    r"|(?:учебные\s+)?занятия|отметки|оценки|успеваемость\s+и\s+посещаемость(?:\s+студентов)?",
    re.IGNORECASE | re.DOTALL,
)
_INSTITUTION = re.compile(
    r"\b(?:колледж|техникум|училище|лицей|[гм]?[абк]?п?оу|министерство|департамент|управление\s+образования"
    r"|(?:образовательн|бюджетн|автономн)\w+\s+(?:\w+\s+)*учреждени\w+)\b",
    re.IGNORECASE,
)
_TOTALS = re.compile(
    r"(?:итого|итог|всего|средн(?:ий|яя|ее)|ср\.?\s*(?:балл|оценка|знач)\w*"
    r"|общ(?:ий|ее|ая)\s+(?:балл|количество|число|итог|сумма)"
    r"|качеств(?:о|енная)|абсолютная|успеваемость|процент|%|кол-?\s?во|количество|численность"
    r"|число\s+(?:студ|присут|отсут|оцен|проп)\w*"
    r"|(?:из\s+них\s+)?(?:присутств|отсутств)(?:овало|ует|уют|овали)|пропущено|пропуск(?:и|ов)|посещаемость"
    r"|не\s*(?:аттестован|успева)\w*|аттестован(?:о|ы)|успевают|отличник(?:и|ов)|хорошист(?:ы|ов)"
    r"|проведено|выдано|(?:дано|по\s+(?:учебному\s+)?(?:плану|программе))\s*[:–—_-]?\s*(?:\d|час|ч\b|_|$)"
    r"|(?:на\s+)?[«\"][2-5н][»\"]|на\s+[2-5]\b)(?!\w)",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(
    r"(?:\(?(?:рос|под)пись|\(?расшифровка|\(ф\.?\s*и\.?\s*о\.?|преподавател[ьи]|учитель|педагог|мастер\s+(?:п/о|производственного\s+обучения)|кл(?:ассный|\.)\s*рук\w*|куратор"
    r"|тьютор|зав(?:едующ\w{2,3}|\.)\s*(?:отделени|уч|практик|кафедр)\w*|зам(?:еститель|\.)\s*директора|директор"
    r"|методист|староста|секретарь|диспетчер|журнал\s+провер\w*|проверил[аи]?|проверено|принял[аи]?|сдал[аи]?"
    r"|ознакомлен[аы]?|м\.\s*п\.)(?!\w)",
    re.IGNORECASE,
)
_LESSON = re.compile(
    r"(?:(?:вид|тип|форма|тема|дата|месяц|день|дни(?:\s+недели)?|номер|№|кол-?\s?во|количество)\s*(?:и\s+\w+\s+)?"
    r"(?:заняти|урок|пар[аы]?|час|недел|месяц)\w*|№\s*п/п\s+заняти\w+|пара|часы|часов|день|дата|месяц"
    r"|(?:дата|месяц)\s*[/,]?\s*(?:день|число))[\s:.]*",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"[А-ЯЁA-Z][\w'’-]+(?:\s+\(?[А-ЯЁA-Z][\w'’-]+\)?){1,4}|[А-ЯЁA-Z][\w'’-]+\s+[А-ЯЁA-Z]\.\s?(?:[А-ЯЁA-Z]\.)?"
)
_LETTERS = re.compile(r"[^\W\d_]{2}")
_SAID = re.compile(r"[^\W\d_]{2,}")
_WEEKDAY = re.compile(
    r"(?:пн|вт|ср|чт|пт|сб|вс|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье)\.?",
    re.IGNORECASE,
)


def phrase_of(text: str) -> Phrase | None:
    """What the text is, None for anything else."""
    if len(text) > _LONGEST:
        return None
    if _SEPARATOR.fullmatch(text):
        return Phrase.SEPARATOR
    if _FURNITURE.fullmatch(text):
        return Phrase.FURNITURE
    if _LESSON.fullmatch(text):
        return Phrase.LESSON
    if _TOTALS.match(text):
        return Phrase.TOTALS
    if _SIGNATURE.match(text):
        return Phrase.SIGNATURE
    return None


def is_institution(text: str) -> bool:
    """Whether a line above the pages names the college or who stands over it."""
    return bool(_INSTITUTION.search(text, 0, _LONGEST))


def is_weekday(text: str) -> bool:
    """«Пн», «вторник»."""
    return bool(_WEEKDAY.fullmatch(text))


def is_person(text: str) -> bool:
    """Whether the text can be nothing but somebody's name: «Абаев Иван Иванович», «Абаев И. И.»."""
    return bool(_PERSON.fullmatch(text))


def names_somebody(text: str) -> bool:
    """Whether the text can be a name at all: it has letters, and is no date and no mark."""
    return bool(_LETTERS.search(text))


def is_blank_signature(text: str) -> bool:
    """Whether a line is only the word and the place to sign: «Преподаватель ____________»."""
    found = _SIGNATURE.match(text)
    rest = text[found.end() :] if found else text
    return not _SAID.search(rest)
