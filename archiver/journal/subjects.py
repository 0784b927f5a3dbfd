"""Subject names of the plan: their index, what the index says they are, and a subgroup in the name."""

from __future__ import annotations

import re

from archiver.journal.model import Subject, SubjectKind

_INDEX = re.compile(r"^\s*([А-ЯЁ]{2,5}(?:\.[А-ЯЁ]{1,3})?(?:\.\d+)+)\.?(?=\s|$)\s*")
_SUBGROUP = re.compile(
    r"[\s,(]+(?:(?P<before>\d+)\s*[-‑]?(?:я|ая)?\s*(?:подгруппа|п/г|подгр\.?)"
    r"|(?:подгруппа|п/г|подгр\.?)\s*№?\s*(?P<after>\d+))\s*\)?\s*$",
    re.IGNORECASE,
)

_KINDS = {
    "ПМ": SubjectKind.MODULE,
    "МДК": SubjectKind.MODULE_COURSE,
    "УП": SubjectKind.EDUCATIONAL_PRACTICE,
    "ПП": SubjectKind.INDUSTRIAL_PRACTICE,
    "ПДП": SubjectKind.INDUSTRIAL_PRACTICE,
    "ГИА": SubjectKind.STATE_EXAM,
}


def subject(name: str) -> Subject:
    """The subject displayed as `name`: «УП.01 Учебная практика» has code «УП.01» and its kind."""
    found = _INDEX.match(name)
    if found:
        code = found.group(1)
        return Subject(name, code, _KINDS.get(code.split(".")[0], SubjectKind.SUBJECT))
    word = name.split(maxsplit=1)[0] if name.split() else ""
    return Subject(
        name, None, _KINDS.get(word, SubjectKind.SUBJECT) if word in {"ПДП", "ГИА"} else SubjectKind.SUBJECT
    )


def without_index(name: str) -> str:
    """The name with its index taken off: «МДК.01.02 Базы данных» → «Базы данных»."""
    return _INDEX.sub("", name) or name


def split_subgroup(name: str) -> tuple[str, str | None]:
    """A displayed name and the subgroup written in it: «Иностранный язык (2 подгруппа)» → («…язык», «2»)."""
    found = _SUBGROUP.search(name)
    if not found:
        return name.strip(), None
    return name[: found.start()].strip(), found["before"] or found["after"]
