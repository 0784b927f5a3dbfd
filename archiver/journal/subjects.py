"""Subject names of the plan: their index, what the index says they are, and a subgroup in the name."""

from __future__ import annotations

import re

from archiver.journal.model import Subject, SubjectKind

# «МДК.01.02», «ОП.В.01», «ОУП.03у»; for modules and practices also «ПМ 01» and «УП01».
_INDEX = re.compile(
    r"\s*((?:[А-ЯЁ]{2,5}(?:\.[А-ЯЁ]{1,3})?\.\d{1,3}|(?:ПМ|МДК|УП|ПП) ?\d{2})(?:\.\d{1,3}){0,3}[а-яё]?)"
    r"(?:\.?(?=\s|$)|\.(?=[А-ЯЁ]))\s*"
)
# Repetitions are bounded and start at a word, so that no name, however long, takes long to read.
_WORD = r"(?:подгруппа|подгр\.?|п/гр?\.?|п\.\s?г\.)"
_SUBGROUP = re.compile(
    rf"(?<![^\s,(/-])(?:(?P<before>\d{{1,3}}|I{{1,3}})\s?(?:[-‑]?(?:а?я))?\s?{_WORD}"
    rf"|{_WORD}\s?(?:№\s?)?(?P<after>\d{{1,3}}|I{{1,3}}|[А-ЯЁ]))\s?\)?\s*$",
    re.IGNORECASE,
)

_ROMAN = {"I": "1", "II": "2", "III": "3"}

_KINDS = {
    "ПМ": SubjectKind.MODULE,
    "МДК": SubjectKind.MODULE_COURSE,
    "УП": SubjectKind.EDUCATIONAL_PRACTICE,
    "ПП": SubjectKind.INDUSTRIAL_PRACTICE,
    "ПДП": SubjectKind.INDUSTRIAL_PRACTICE,
    "ГИА": SubjectKind.STATE_EXAM,
}


# Names without an index tell their kind by how they begin.
_BEGINNINGS = {
    "пдп": SubjectKind.INDUSTRIAL_PRACTICE,
    "гиа": SubjectKind.STATE_EXAM,
    "учебная практика": SubjectKind.EDUCATIONAL_PRACTICE,
    "производственная практика": SubjectKind.INDUSTRIAL_PRACTICE,
    "преддипломная практика": SubjectKind.INDUSTRIAL_PRACTICE,
    "профессиональный модуль": SubjectKind.MODULE,
    "экзамен по модулю": SubjectKind.MODULE,
    "экзамен (квалификационный)": SubjectKind.MODULE,
    "экзамен квалификационный": SubjectKind.MODULE,
    "государственная итоговая аттестация": SubjectKind.STATE_EXAM,
}


def subject(name: str) -> Subject:
    """The subject displayed as `name`: «УП.01 Учебная практика» has code «УП.01» and its kind.

    Indices of the plan as in ФГОС СПО (ОП, ПМ, МДК, УП, ПП, ПДП, ГИА); the name is not changed.
    """
    found = _INDEX.match(name)
    if found:
        code = found[1]
        prefix = re.split(r"[.\s\d]", code, maxsplit=1)[0]
        return Subject(name, code, _KINDS.get(prefix, SubjectKind.SUBJECT))
    words = " ".join(name.split()).casefold()
    for beginning, kind in _BEGINNINGS.items():
        if words.startswith(beginning) and not words[len(beginning) :][:1].isalpha():
            return Subject(name, None, kind)
    return Subject(name)


def without_index(name: str) -> str:
    """The name with its index taken off: «МДК.01.02 Базы данных» → «Базы данных»."""
    found = _INDEX.match(name)
    return (name[found.end() :] if found else name) or name


def split_subgroup(name: str) -> tuple[str, str | None]:
    """A displayed name and the subgroup in it: «Физика (2 подгруппа)» → («Физика», «2»), None without one."""
    found = _SUBGROUP.search(name)
    if not found or not name[: found.start()].strip(" ,(/-"):
        return name.strip(), None
    rest = name[: found.start()].lstrip().rstrip(" ,(/-–—\t\N{NO-BREAK SPACE}")
    told = found["before"] or found["after"]
    return rest, _ROMAN.get(told.upper(), told)
