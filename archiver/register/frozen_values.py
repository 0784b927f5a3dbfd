"""Values of `retention` out of the texts they are kept as, each text read once.

Carrying out an act asks for it hundreds of times, and each time the texts come from the database: what
somebody has changed there is another text, and is read and verified anew.
"""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache
from typing import TypeVar, cast

from retention.act import DestructionAct, Terms
from retention.frozen import thaw
from retention.rows import ActRow
from retention.steps import Step
from retention.words import Identifier

T = TypeVar("T")


def value_of(kind: type[T], text: str) -> T:
    """The value of `kind` that `text` was made of; raises what `thaw` does. Not for texts with names."""
    return cast(T, _value(cast(Hashable, kind), text))


@lru_cache(maxsize=50_000)
def _value(kind: Hashable, text: str) -> object:
    return thaw(cast(type, kind), text)


@lru_cache(maxsize=4)
def act_of_texts(number: str, terms: str, rows: tuple[str, ...], steps: tuple[str, ...]) -> DestructionAct:
    """An act out of its texts; the same object for the same texts, so its digest is computed once."""
    return DestructionAct(
        Identifier(number),
        thaw(Terms, terms),
        tuple(value_of(ActRow, text) for text in rows),
        tuple(thaw(Step, text) for text in steps),
    )
