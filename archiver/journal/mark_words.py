"""The words of marks: what «5», «неуд», «н/зач», «уп», «н/я» mean, however they are typed.

Source of the vocabulary: the module's enumerations MarkRating and AbsenceType, the labels of its own
screens («уп», «нп», «б»), and the words that the law gives grades. What is not here is unknown: «б/о»
may be «без оценки» or «болел, освобождён», «п» present or absent, so neither is guessed.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from enum import StrEnum

from archiver.journal.letters import folded
from archiver.journal.model import MarkKind


class Reason(StrEnum):
    """Why a student was absent, as far as the mark tells; LATE is no absence."""

    UNTOLD = "untold"
    EXCUSED = "excused"
    UNEXCUSED = "unexcused"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a mark means: `grade` 2–5 of a grade, `passed` of a test, `reason` of an absence.

    The law's scale ends at «неудовлетворительно»: «1» is one, like «2», wherever grades are counted.
    """

    kind: MarkKind
    grade: int | None = None
    passed: bool | None = None
    reason: Reason | None = None


def _meanings() -> dict[str, Meaning]:
    found: dict[str, Meaning] = {}
    for grade, words in _GRADES.items():
        found |= dict.fromkeys(words.split(), Meaning(MarkKind.GRADE, grade=grade))
    for passed, words in ((True, _PASSED), (False, _FAILED)):
        found |= dict.fromkeys(words.split("|"), Meaning(MarkKind.CREDIT, passed=passed))
    for reason, words in _ABSENT.items():
        found |= dict.fromkeys(words.split(), Meaning(MarkKind.ABSENCE, reason=reason))
    found |= dict.fromkeys(_NOT_ASSESSED.split("|"), Meaning(MarkKind.NOT_ASSESSED))
    return found | dict.fromkeys(_EXEMPT.split(), Meaning(MarkKind.EXEMPT))


_GRADES = {
    5: "5 отл отлично",
    4: "4 хор хорошо",
    3: "3 уд удовл удовлетв удовлетворительно",
    2: "2 1 неуд неудовл неудовлетв неудовлетворительно",
}
_PASSED = "зач|зачет|зч|зачт|зачтено|✓"
_FAILED = "незач|незачет|н/зач|н/зачет|н/з|нз|незачт|незачтено|не зач|не зачет|не зачт|не зачтено"
_ABSENT = {
    Reason.UNTOLD: "н нб н/б",
    Reason.UNEXCUSED: "нп н/п",
    Reason.EXCUSED: "уп у/п б",
    Reason.LATE: "оп",
}
_NOT_ASSESSED = (
    "н/а|на|н/ат|н/атт|н/аттест|неатт|не атт|неаттестован|неаттестована|не аттестован|не аттестована"
    "|н/я|ня|неявка|не явился|не явилась"
)
_EXEMPT = "осв освоб освобожден освобождена"
_MEANINGS = _meanings()

_AROUND_SLASH = re.compile(r"\s*[/\\]\s*")
_TWICE_SAID = re.compile(r"([2-5])\s*\((\w+)\.?\)")
_SIGNED = re.compile(r"[1-5]\s*[+\-‐‑–—−]")


@functools.lru_cache(maxsize=5_000)
def meaning_of(text: str) -> Meaning | None:
    """What one mark written as `text` means; None when it is not known."""
    plain = _plain(text)
    known = _MEANINGS.get(plain)
    if known is None and (twice := _TWICE_SAID.fullmatch(plain)):  # «5 (отлично)»
        known = _MEANINGS.get(twice[2])
        if known is None or known.grade != int(twice[1]):
            return None
    return known


def is_signed(text: str) -> bool:
    """Whether the mark is a grade with a sign, «5-» or «4+», which is no grade of the scale."""
    return bool(_SIGNED.fullmatch(text.strip()))


def _plain(text: str) -> str:
    """For looking up: no case, no dots, nothing around a slash or at the ends, one keyboard's letters."""
    plain = " ".join(_AROUND_SLASH.sub("/", folded(text)).split()).strip(" .,;")
    return plain if any(c.isdigit() for c in plain) else plain.replace(".", "")
