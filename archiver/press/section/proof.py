"""The proof of a form: specimens laid into it stand exactly where the engine sets them.

A form is only numbers read from a template; what it was not read for (a picture, a colour, a row more)
shows here, and a form that differs anywhere is not used.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from archiver.press.paint.canvas import FONT_NAMES
from archiver.press.paint.faces import faces_of
from archiver.press.paint.painted import NEAR, Painted, Rule, Text, painted
from archiver.press.part import LaidPart
from archiver.press.refusal import TooManyTopicsError
from archiver.press.section.form import SectionForm
from archiver.press.section.laying import lay_section
from archiver.press.section.slots import slots
from archiver.press.section.spec import PartSpec, with_halves

if TYPE_CHECKING:
    pass


_ROUNDING = 0.5  # of 1/1000 of the size

_SPACE = 1  # the glyph of a space in every face of the press


def differences(spec: PartSpec, form: SectionForm) -> Iterator[str]:
    """What stands otherwise on the pages laid than on those set; CannotLayError, EngineFailed."""
    from archiver.press.section.setting import set_pages

    spec, part = _laid(spec, form)
    laid = [painted(content, _LAID) for content in part.contents]
    set_ = list(set_by_engine(set_pages(spec).pdf))
    if len(laid) != len(set_):
        yield f"{len(laid)} pages instead of {len(set_)}"
        return
    for number, (ours, theirs) in enumerate(zip(laid, set_, strict=True), 1):
        for said in page_differences(ours, theirs):
            yield f"page {number}: {said}"


def _laid(spec: PartSpec, form: SectionForm) -> tuple[PartSpec, LaidPart]:
    """The pages laid, and what of: topics that do not fit on their page under these measures are parted."""
    while True:
        try:
            return spec, lay_section(spec, form, slots())
        except TooManyTopicsError as error:
            spec = with_halves(spec, error.first)


def page_differences(ours: Painted, theirs: Painted) -> Iterator[str]:
    """What differs between two pages: texts one by one in their order, then rules."""
    if len(ours.texts) != len(theirs.texts):
        yield f"{len(ours.texts)} texts instead of {len(theirs.texts)}"
    for at, (own, other) in enumerate(zip(ours.texts, theirs.texts, strict=False)):
        if _shown(own) != _shown(other) or own.face != other.face:
            yield f"text {at} reads otherwise"
        elif max(abs(own.x - other.x), abs(own.y - other.y), abs(own.size - other.size)) > NEAR:
            yield f"text {at} stands {own.x - other.x:.2f}, {own.y - other.y:.2f} pt off"
        elif not _spaced_alike(own, other):
            yield f"text {at} is spaced otherwise"
        elif own.cut is not None and abs(own.cut - (other.cut or 0.0)) > NEAR:
            yield f"text {at} is cut elsewhere"
    yield from ("a rule is only laid" for rule in ours.rules if not _among(rule, theirs.rules))
    yield from ("a rule is only set" for rule in theirs.rules if not _among(rule, ours.rules))


def set_by_engine(pdf: bytes) -> Iterator[Painted]:
    """What the engine's own pages paint."""
    from pypdf import PdfReader

    for page in PdfReader(io.BytesIO(pdf)).pages:
        contents = page.get_contents()
        yield painted(contents.get_data() if contents is not None else b"", faces_of(page))


def _shown(text: Text) -> tuple[int, ...]:
    """The glyphs without spaces at the end, which show nothing."""
    glyphs = text.glyphs
    while glyphs and glyphs[-1] == _SPACE:
        glyphs = glyphs[:-1]
    return glyphs


def _spaced_alike(own: Text, other: Text) -> bool:
    """Whether each glyph is as far from the begin of the text.

    The engine drops the fraction of every kerning it writes (weasyprint/draw/text.py), so a glyph may
    differ by 1/1000 of the size for each kerning before it.
    """
    allowed, before = _ROUNDING, (0.0, 0.0)
    for ours, theirs in zip(own.shifts, other.shifts, strict=False):
        if (ours, theirs) != before:
            allowed += 1.0
            before = ours, theirs
        if abs(ours - theirs) > allowed:
            return False
    return True


def _among(rule: Rule, others: Iterable[Rule]) -> bool:
    return any(rule.horizontal is other.horizontal and _near(_ends(rule), _ends(other)) for other in others)


def _ends(rule: Rule) -> tuple[float, ...]:
    return rule.at, rule.start, rule.end, rule.width


def _near(ours: Iterable[float], theirs: Iterable[float]) -> bool:
    return all(abs(own - other) <= NEAR for own, other in zip(ours, theirs, strict=True))


_LAID = {name: face for face, name in FONT_NAMES.items()}
