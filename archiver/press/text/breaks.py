"""Breaks: where a line of plain text may end, told without asking; of other text Pango is asked.

Unicode line breaking (UAX 14) as Pango has it, and inside words the Russian patterns. The rule for plain
text holds as far as tests/press compares it with Pango's answers.
"""

from __future__ import annotations

import functools
import re
from typing import Any

_WORD_LETTERS, _LEFT, _RIGHT = 7, 3, 3
"""What `hyphenate-limit-chars` says where `hyphens` is «auto» (press/section.css)."""

# Words of which UAX 14 can be told without asking, and signs that stand alone.
_SIMPLE = re.compile(
    r'(?:(?:[«("]*[^\W_]+(?:(?:[-–/.,]|[.,;:»)"]*\xa0[«("]*)[^\W_]+)*[.,;:»)"]*|№|(?<![—–] )[—–])(?: |$))+'
)
_PLACE = re.compile(r" |(?<=\w)(?:–(?=\w)|[-/](?=[^\W\d])|(?<=[^\W\d])[/.,](?=\d))")
"""After a space; in a word after a dash, after a hyphen or a stroke before a letter, and after all signs but
the hyphen that stand between a letter and a figure."""
# But a bracket is kept with the quotation mark before it, spaces or not (LB15).
_KEPT_TOGETHER = re.compile(r'[«»"] \(')
_CORE = re.compile(r'[«("]*([^\W\d_]+)[-–/.,;:»)"!?]*')


def breaks_of(text: str) -> list[int]:
    """Where the next line may begin, the end of the text last."""
    if _SIMPLE.fullmatch(text) and not _KEPT_TOGETHER.search(text):
        found = [place.end() for place in _PLACE.finditer(text)]
    else:
        found = list(unicode_breaks(text))
    return [*found, len(text)]


@functools.lru_cache(maxsize=20_000)
def unicode_breaks(text: str) -> tuple[int, ...]:
    """The places in `text` at which a line may begin, as the engine's own library tells them."""
    # Asked of the engine's own library, so that both break alike.
    from archiver.press.engine import load

    load()
    from weasyprint.text.line_break import get_log_attrs

    attributes = get_log_attrs(text, "ru")
    return tuple(at for at in range(1, len(text)) if attributes[at].is_line_break)


def divisions(segment: str) -> tuple[str, ...]:
    """Beginnings of `segment`, the longest first, after which it may be hyphenated."""
    if len(segment) < _WORD_LETTERS:
        return ()
    core = _CORE.fullmatch(segment)
    if core is None:
        return _odd_divisions(segment)
    if len(core[1]) < _WORD_LETTERS:
        return ()
    before = segment[: core.start(1)]
    return tuple(before + piece for piece in _divided(core[1]))


@functools.lru_cache(maxsize=20_000)
def _odd_divisions(segment: str) -> tuple[str, ...]:
    """The same for a word with digits or signs in it: the engine says what a word is."""
    from archiver.press.engine import load

    load()
    from weasyprint.text.line_break import get_next_word_boundaries

    at = 0
    while at < len(segment):
        found = get_next_word_boundaries(segment[at:], "ru")
        if not found:
            break
        first, last = found
        if last - first >= _WORD_LETTERS:
            return tuple(segment[: at + first] + piece for piece in _divided(segment[at + first : at + last]))
        at += last
    return ()


@functools.lru_cache(maxsize=50_000)
def _divided(word: str) -> tuple[str, ...]:
    return tuple(first for first, _second in _dictionary().iterate(word))


@functools.cache
def _dictionary() -> Any:
    import pyphen

    return pyphen.Pyphen(lang=pyphen.language_fallback("ru"), left=_LEFT, right=_RIGHT)
