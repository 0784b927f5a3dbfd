"""Who a teacher is, however a page writes the name: a person has one form 3.

«Иванова А.Б.», «Иванова А. Б.», «ИВАНОВА А.Б.» and «Иванова Анна Борисовна» are one person while the college
has nobody else of that surname and those initials. Where it has, and where one name may be the beginning of
another («Иванова А.»), nobody is joined: that is told.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from archiver.journal.collation import name_key, plain_text, sort_key
from archiver.journal.letters import folded
from archiver.journal.words import surname_first

_SEVERAL = re.compile(r"[,;/]|\s+и\s+")
_GLUED = re.compile(r"(?<=[а-яё])(?=[А-ЯЁ]\.)")
_UNDOTTED = re.compile(r"(?<=[а-яё]) ([А-ЯЁ])([А-ЯЁ])$")
_INITIALS = re.compile(r"(?:[А-ЯЁA-Z]\.?[ -]?){1,3}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Names that may be of one person and were not joined."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Teachers:
    """The teachers of a college by every spelling that was met.

    `joined` are the spellings of those whose names were written in full and in short. `_read` are texts
    whose people were looked up: a page is asked for with every lesson.
    """

    _people: Mapping[object, str]
    _read: Mapping[str, tuple[str, ...]]
    doubts: tuple[Doubt, ...] = ()
    joined: tuple[tuple[str, ...], ...] = ()

    def of(self, written: str) -> tuple[str, ...]:
        """The people whom a page names as its teacher, each once; nobody for an empty text."""
        read = self._read.get(written)
        return _named(written, self._people) if read is None else read


def _named(written: str, people: Mapping[object, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(people.get(_spelling(one), _tidy(one)) for one in people_in(written)))


def people_in(written: str) -> tuple[str, ...]:
    """The names in a text: «Иванова А.Б., Петров В.Г.» are two people, «Иванова, А.Б.» is one."""
    names: list[str] = []
    for part in (" ".join(plain_text(one).split()) for one in _SEVERAL.split(written)):
        if part and names and _INITIALS.fullmatch(part):
            names[-1] = f"{names[-1]} {part}"
        elif part:
            names.append(part)
    return tuple(names)


def known_teachers(written: Iterable[str]) -> Teachers:
    """The people behind the texts that name them, on pages and in the settings."""
    texts = Counter(written)
    spellings = Counter[str]()
    for text, count in texts.items():
        spellings.update({_tidy(one): count for one in people_in(text)})
    alike: dict[object, list[str]] = defaultdict(list)
    for name in sorted(spellings, key=sort_key):
        alike[_short(name)].append(name)
    people: dict[object, str] = {}
    doubts: list[Doubt] = []
    joined: list[tuple[str, ...]] = []
    for key, names in alike.items():
        full = {_spelling(name): name for name in names if _is_full(name)}
        if len(full) > 1:  # two people of one surname and initials: a short name is of either
            people |= full
            short = [name for name in names if not _is_full(name)]
            people |= {_spelling(name): short[0] for name in short}
            if short:
                people[key] = short[0]
                doubts.append(Doubt((short[0], *full.values())))
            continue
        best = max(names, key=lambda name: (_is_full(name), _mixed(name), "ё" in name, spellings[name]))
        people |= {_spelling(name): best for name in names} | {key: best}
        if full and len(names) > len(full):
            joined.append(tuple(names))
    read = {text: _named(text, people) for text in texts}
    return Teachers(people, read, (*doubts, *_beginnings(set(people.values()))), tuple(joined))


def _beginnings(people: set[str]) -> Iterable[Doubt]:
    """Names of which one may be the beginning of another: «Иванова А.» and «Иванова А.Б.»."""
    by_surname: dict[object, list[str]] = defaultdict(list)
    for name in sorted(people, key=sort_key):
        by_surname[_surname(name)].append(name)
    for names in by_surname.values():
        letters = {name: _initials(name) for name in names}
        found = [
            name
            for name in names
            if any(_begins(letters[name], letters[o]) or _begins(letters[o], letters[name]) for o in names)
        ]
        if found:
            yield Doubt(tuple(found))


def _begins(one: str, other: str) -> bool:
    return len(one) < len(other) and other.startswith(one)


def _tidy(name: str) -> str:
    """The name as a form writes it: one space between words, none between initials."""
    plain = _UNDOTTED.sub(r" \1.\2.", _GLUED.sub(" ", " ".join(plain_text(name).split())))
    return plain if _is_full(plain) else surname_first(plain).replace("\N{NO-BREAK SPACE}", " ")


def _is_full(name: str) -> bool:
    words = name.split()
    return len(words) > 1 and "." not in name and all(len(word) > 1 for word in words)


def _mixed(name: str) -> bool:
    return name not in (name.upper(), name.lower())


def _spelling(name: str) -> object:
    return name_key(folded(_tidy(name)))


def _short(name: str) -> object:
    return name_key(folded(surname_first(_tidy(name))))


def _surname(name: str) -> object:
    return name_key(folded(surname_first(name).split("\N{NO-BREAK SPACE}")[0]))


def _initials(name: str) -> str:
    _surname_of, _space, initials = surname_first(name).partition("\N{NO-BREAK SPACE}")
    return folded(initials).replace(".", "")
