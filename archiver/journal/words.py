"""Numbers and names as forms want them: «247 (двести сорок семь) листов», «Ю.Л. Чарикова».

Russian whatever language the screens speak: this is the text of printed forms. Names are never
declined (surnames such as «Черных» defeat every library); forms are worded in the nominative.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal

from archiver.journal.letters import capital

Gender = Literal["m", "f", "n"]
Forms = tuple[str, str, str]
"""Forms after 1, 2 and 5: («лист», «листа», «листов»)."""


@dataclass(frozen=True, slots=True)
class Noun:
    """What is counted: its forms after 1, 2 and 5, and its gender."""

    forms: Forms
    gender: Gender


SHEETS = Noun(("лист", "листа", "листов"), "m")
PAGES = Noun(("страница", "страницы", "страниц"), "f")
VOLUMES = Noun(("том", "тома", "томов"), "m")
SUBJECTS = Noun(("предмет", "предмета", "предметов"), "m")
DOCUMENTS = Noun(("документ", "документа", "документов"), "m")

_NBSP = "\N{NO-BREAK SPACE}"


def day(date: dt.date) -> str:
    """The date as Russian offices write it: «05.09.2025»."""
    return f"{date.day:02}.{date.month:02}.{date.year:04}"  # strftime does not pad years everywhere


def plural(number: int, forms: Forms) -> str:
    """The form that agrees with `number`: 21 → лист, 22 → листа, 11 → листов."""
    last, tens = abs(number) % 10, abs(number) % 100
    if last == 1 and tens != 11:
        return forms[0]
    if 2 <= last <= 4 and not 12 <= tens <= 14:
        return forms[1]
    return forms[2]


def in_words(number: int, gender: Gender = "m") -> str:
    """The number in words, nominative: 21 → «двадцать один», feminine «двадцать одна»."""
    from num2words import num2words

    return str(num2words(number, lang="ru", gender=gender))


def figures_and_words(number: int, noun: Noun) -> str:
    """«247 (двести сорок семь) листов», as a certification sheet counts (domain rule 2.7)."""
    return f"{number}{_NBSP}({in_words(number, noun.gender)}) {plural(number, noun.forms)}"


def label_before(label: str, value: str) -> str:
    """The label of a value, empty where the value says it itself: «Отделение» before «Отделение связи»."""
    named, said = (_WORD.findall(text.casefold()) for text in (label, value))
    places = range(len(said) - len(named) + 1)
    return "" if named and any(said[at : at + len(named)] == named for at in places) else label


def post_in(post: str, department: str) -> tuple[str, str]:
    """Post and department of who signs, as two lines that do not say «отделение» twice.

    «Отделение информационных технологий» follows «Заведующий отделением» in the case it has; other names are
    set apart, because declining them would be guessing.
    """
    if "отделени" not in department.casefold():
        return post, f"«{department}»" if department else ""
    if department.casefold().startswith("отделение ") and post.casefold().endswith("отделением"):
        return f"{post} {department.split(maxsplit=1)[1]}", ""
    return post, f"({department})"


def initials_first(name: str) -> str:
    """«Чарикова Юлия Львовна» → «Ю.Л. Чарикова»: a signature block (GOST R 7.0.97).

    Names already short are only turned round; a name of one word stays as it is.
    """
    surname, initials = _split(name)
    return f"{initials}{_NBSP}{surname}" if surname and initials else surname or initials


def surname_first(name: str) -> str:
    """«Чарикова Юлия Львовна» → «Чарикова Ю.Л.»: lists and columns."""
    surname, initials = _split(name)
    return f"{surname}{_NBSP}{initials}" if surname and initials else surname or initials


_WORD = re.compile(r"\w+")
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?)+[^\W\d_]?")
_LETTER = re.compile(r"[^\W\d_]")
_GLUED = re.compile(r"\.(?=[^\W\d_]{2})")
# «сын», «дочь»: the end of an Azerbaijani, Kazakh or Turkmen patronymic, not an initial of its own.
_PATRONYMIC_ENDS = re.compile(r"-?(?:оглы|оглу|кызы|кизи|гызы|улы|уулу|угли)", re.IGNORECASE)


def _split(name: str) -> tuple[str, str]:
    """Surname and «И.О.»; either may be empty."""
    words = [word for word in _GLUED.sub(". ", name).split() if not _PATRONYMIC_ENDS.fullmatch(word)]
    if len(words) < 2:
        return " ".join(words), ""
    if _INITIALS.fullmatch(words[0]):
        given = _leading_initials(words)
        surname = words[len(given) :]
        return " ".join(surname), _initials(given)
    # «фон Дервиз», «де Толли»: small-letter particles belong to the surname.
    length = 1 + next((i for i, word in enumerate(words[:-1]) if not word.islower()), 0)
    while length < len(words) and words[length].startswith("("):  # «Иванова (Петрова) Анна»
        length += 1
    return " ".join(words[:length]), _initials(words[length:])


def _leading_initials(words: list[str]) -> list[str]:
    given = []
    for word in words:
        if not (_INITIALS.fullmatch(word) or _LETTER.fullmatch(word)):
            break
        given.append(word)
    return given


def _initials(given: list[str]) -> str:
    return "".join(_initial(word) for word in given)


def _initial(word: str) -> str:
    """«Юлия» → «Ю.», «Анна-Мария» → «А.-М.», «Ю.Л» → «Ю.Л.», «Мамед-оглы» → «М.»."""
    if _INITIALS.fullmatch(word):
        return word if word.endswith(".") else f"{word}."
    letters = (_LETTER.search(part) for part in _without_end(word).split("-"))
    return "-".join(f"{capital(letter[0])}." for letter in letters if letter)


def _without_end(word: str) -> str:
    head, hyphen, tail = word.rpartition("-")
    return head if hyphen and _PATRONYMIC_ENDS.fullmatch(tail) else word
