"""What several forms share: the organisation, who signs, protocols."""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar

from archiver.press.engine import Typeset, typeset
from archiver.press.text.long_words import settable
from archiver.settings.pdf_a import PdfA

BINDING_MM = 30.0
"""Left margin of papers kept for more than ten years (GOST R 7.0.97, domain 7.1)."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """The college as forms name it; `authority` stands above it, `city` is the place of drawing up."""

    name: str = ""
    authority: str = ""
    city: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Signer:
    """Post and printed name («Ю.Л. Чарикова») of a signature block; empty ones are lines to fill in."""

    post: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Protocol:
    """A protocol as forms quote it: number, date «12.01.2032»."""

    number: str = ""
    on: str = ""


NOBODY = Signer()
NO_PROTOCOL = Protocol()

T = TypeVar("T")


def set_form(template: str, form: Any, pdf_a: PdfA, *, landscape: bool = False, **context: object) -> Typeset:
    """The pages of a form as `pdf_a`; every text is made printable (hostile and unshown characters too)."""
    texts = {name: plain(value) for name, value in context.items()}
    return typeset(
        template,
        {"form": plain(form), **texts},
        landscape=landscape,
        binding_margin_mm=BINDING_MM,
        pdf_a=pdf_a,
    )


def plain(value: T) -> T:
    """`value` with every text in it as it can be printed; dataclasses and tuples are gone through."""
    new: Any = value
    if isinstance(value, str):
        new = settable(value)[0].strip()
    elif isinstance(value, tuple):
        new = tuple(map(plain, value))
    elif is_dataclass(value) and not isinstance(value, type):
        new = replace(value, **{field.name: plain(getattr(value, field.name)) for field in fields(value)})
    return new  # type: ignore[no-any-return]
