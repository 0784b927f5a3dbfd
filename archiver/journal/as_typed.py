"""Names found as people type them: «ис 21» for «ИС-21», «матем» for «ЕН.01 Математика», «лебедев п.с.».

What is typed is compared with the names that are there in steps, each taken only when the one before found
nothing: the same name; the same letters and numbers whatever stands between them; beginnings of its words
in their order; a part of it. Letters are compared as `letters.folded` does: case, ё and letters of the other
keyboard («ИC» with a Latin C) do not matter. A number counts whole: «ИС-2» is no part of «ИС-21», since
a college may have both and only one of them may be in the exports.

Nothing is chosen here: whoever asks gets every name of the first step that found any. Where an act cannot
be undone only `strictly_same` counts (hold, disposal): a part of a name is no decision.
"""

from __future__ import annotations

import difflib
import functools
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import takewhile

from archiver.journal.collation import name_key, plain_text, same_name
from archiver.journal.letters import folded

_WORD = re.compile(r"[^\W\d_]+|\d+")
_LONGEST = 300
"""Letters of a typed text or a name that are compared; no name is so long."""
_CLOSE = 0.6
"""How alike a name must be to be suggested: `difflib`'s own bound."""

_LEAST = 3
"""Letters of a contraction: two are the beginnings of too much."""

Words = tuple[str, ...]


def fitting(typed: str, names: Iterable[str], *, people: bool = False) -> tuple[str, ...]:
    """The names that `typed` means, each spelling once and in their order; empty when none fits.

    `people`: the names are of persons, and an initial among them fits a first name typed in full
    («Лебедев П.С.» is found by «Лебедев Павел Сергеевич»). Several spellings of one name (`same_name`)
    come together: `several` says whether they are more than one.
    """
    there = tuple(dict.fromkeys(names))
    for fits in _steps(typed, people=people):
        if found := tuple(name for name in there if fits(name)):
            return found
    return ()


def several(names: Iterable[str], *, people: bool = False) -> bool:
    """Whether these are different names, and not spellings of one.

    Spellings are what `same_name` takes for such; of `people` also «Лебедев П. С.» beside «Лебедев П.С.».
    """
    return len({_joined(_words(name)) if people else name_key(name) for name in names}) > 1


def strictly_same(typed: str, name: str) -> bool:
    """Whether `typed` is the whole name but for case, ё, quotes, kinds of dash, and spaces anywhere.

    For what cannot be undone: neither a part, nor a letter of the other keyboard, nor a missing dash.
    """
    return same_name(_without_spaces(typed), _without_spaces(name))


def nearest(typed: str, names: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """The names most like what was typed, the best first; empty when none is like it.

    Those that it contracts come first («физкультура», «ОБЖ»): what is so short is suggested, not taken.
    """
    keys: dict[str, str] = {}
    for name in names:
        keys.setdefault(_joined(_words(name)), name)
    wanted = _joined(_words(typed))
    close = [key for key, name in keys.items() if _contracts(wanted, _words(name))][:most]
    if not close:
        close = difflib.get_close_matches(wanted, [key for key in keys if key], n=most, cutoff=_CLOSE)
    if not close:  # a long name with one word that is like the typed one: «матиматика»
        close = [key for key, name in keys.items() if _like_a_word(wanted, _words(name))][:most]
    return tuple(keys[key] for key in close)


def _contracts(typed: str, words: Words) -> bool:
    """Whether `typed` is put together from beginnings of the words, in their order; some may be left out."""
    ends = {0}
    for word in words:
        ends |= {at + length for at in ends for length in _beginnings(typed[at:], word)}
    return len(typed) >= _LEAST and len(typed) in ends


def _beginnings(typed: str, word: str) -> range:
    """How many letters of `typed` may stand for the word."""
    same = takewhile(lambda pair: pair[0] == pair[1], zip(typed, word, strict=False))
    return range(1, sum(1 for _pair in same) + 1)


def _like_a_word(wanted: str, words: Words) -> bool:
    return bool(wanted) and bool(difflib.get_close_matches(wanted, words, n=1, cutoff=_CLOSE + 0.1))


def _steps(typed: str, *, people: bool) -> Iterator[Callable[[str], bool]]:
    yield functools.partial(same_name, typed)
    words = _words(typed)
    if not words:
        return
    joined = _joined(words)
    yield lambda name: _joined(_words(name)) == joined
    yield lambda name: _in_order(words, _words(name), _begins)
    if people:
        yield lambda name: _surname_and_initials(words, _words(name))
    # A number counts whole at the edges of a part, too.
    part = re.compile(rf"(?<!\d){re.escape(joined)}" if words[0].isdecimal() else re.escape(joined))
    ends = words[-1].isdecimal()
    yield lambda name: any(
        not (ends and rest[:1].isdecimal())
        for key in (_joined(_words(name)),)
        for rest in (key[found.end() :] for found in part.finditer(key))
    )


@functools.lru_cache(maxsize=10_000)
def _words(text: str) -> Words:
    """The words and numbers of a text, folded: «ИС-021» → «ис», «21»."""
    found = _WORD.findall(folded(text[:_LONGEST]))
    return tuple((word.lstrip("0") or "0") if word.isdecimal() else word for word in found)


def _joined(words: Words) -> str:
    """The words without what stands between them; two numbers stay apart."""
    parts: list[str] = []
    for word in words:
        if parts and word[0].isdecimal() and parts[-1][-1].isdecimal():
            parts.append(".")
        parts.append(word)
    return "".join(parts)


def _in_order(typed: Words, name: Words, fits: Callable[[str, str], bool]) -> bool:
    """Whether each typed word fits a word of the name, later ones later words."""
    rest = iter(name)
    return all(any(fits(word, there) for there in rest) for word in typed)


def _surname_and_initials(typed: Words, name: Words) -> bool:
    """As `_in_order`, where an initial fits a typed first name; the first word, a surname, fits none."""
    first, *more = typed
    at = next((at for at, word in enumerate(name) if _begins(first, word)), None)
    return at is not None and _in_order(tuple(more), name[at + 1 :], _begins_or_is_begun)


def _begins(typed: str, word: str) -> bool:
    return word == typed if typed.isdecimal() else word.startswith(typed)


def _begins_or_is_begun(typed: str, word: str) -> bool:
    return _begins(typed, word) or (len(word) == 1 and typed.startswith(word))


def _without_spaces(text: str) -> str:
    return "".join(plain_text(text).split())
