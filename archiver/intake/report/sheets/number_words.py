"""Numbers that a workbook shows as words: 1 in a cell of the format «[=1]"зач";"незач"» is nobody's grade.

Source: ECMA-376 part 1, 18.8.31 (numFmts); [MS-XLS] 2.4.126 (Format) has the same codes.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Iterator

_PIECE = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|[_*].|\[(?P<told>[^\]]*)\]?|(?P<end>;)|(?P<sign>.)', re.S
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_HOLDS = {
    **{"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge},
    **{"=": operator.eq, "<>": operator.ne},
}
_SHOWS_NUMBER = re.compile(r"[0#?@]|[^\W\d_]")  # digits, dates and «General», in whatever language
_HAS_LETTERS = re.compile(r"[^\W\d_]")

_Section = tuple[str, bool, tuple[str, float] | None]
"""The words of a section, whether it shows the number, and its condition."""


def shows_words(code: str) -> bool:
    """Whether a format shows some numbers as words alone."""
    return any(_HAS_LETTERS.search(words) and not number for words, number, _condition in _sections(code))


def word_for(code: str, value: float) -> str | None:
    """The words that stand for a number; None where the number itself is shown, or nothing."""
    sections = list(_sections(code))[:3]
    if any(condition for _words, _number, condition in sections):
        fitting = (one for one in sections if one[2] is None or _HOLDS[one[2][0]](value, one[2][1]))
        words, number, _condition = next(fitting, ("", True, None))
    else:
        place = 0 if value > 0 or len(sections) == 1 else 1 if value < 0 or len(sections) == 2 else 2
        if not value and len(sections) == 2:
            place = 0
        words, number, _condition = sections[place]
    return words if words and not number else None


def _sections(code: str) -> Iterator[_Section]:
    words, number = "", False
    condition: tuple[str, float] | None = None
    for piece in _PIECE.finditer(code):
        if piece["end"]:
            yield words.strip(), number, condition
            words, number, condition = "", False, None
        elif piece["told"] is not None:
            found = _CONDITION.fullmatch(piece["told"])
            condition = (found[1], float(found[2])) if found else condition
            number = number or piece["told"].strip("hmsHMSчмсЧМС") == ""  # hours that run on
        elif piece["sign"]:
            number = number or bool(_SHOWS_NUMBER.match(piece["sign"]))
            words += piece["sign"]
        else:
            words += piece["quoted"] or piece["escaped"] or ""
    yield words.strip(), number, condition
