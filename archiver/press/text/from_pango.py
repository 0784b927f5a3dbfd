"""Lines asked of the engine: text that letters.py cannot shape is broken and shaped by its own library.

Characters of the fallback face, combining signs, words longer than their line: what the engine makes of
them depends on Pango's itemization, so Pango is asked and its glyphs are taken as the engine would paint
them. A hundred times slower than letters.py, and needed for one line in thousands.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from itertools import groupby
from types import SimpleNamespace
from typing import Any

from archiver.press.refusal import CannotLayError
from archiver.press.text.letters import ENGINE_UNITS, Line, Run
from archiver.press.text.type import Type

FAMILIES = {
    "PTF55F": ("PT Serif", 400), "PTF75F": ("PT Serif", 700),
    "PTS55F": ("PT Sans", 400), "PTS75F": ("PT Sans", 700),
    "PTN57F": ("PT Sans Narrow", 400), "PTN77F": ("PT Sans Narrow", 700),
}  # fmt: skip
"""Family and weight of each face, as style sheets name them."""

_FALLBACK = "DejaVu Sans Condensed"
_FUDGE = 1e-6  # px by which the engine widens a line against errors of rounding


@functools.lru_cache(maxsize=20_000)
def asked_lines(
    text: str, type_: Type, widths: tuple[float, ...], *, hyphens: bool = False, anywhere: bool = True
) -> tuple[Line, ...]:
    """The lines of `text`, as `lines.broken` gives them; `anywhere` is what overflow-wrap says.

    Without widths it stays on one line, with the spaces around it.

    Raises CannotLayError where the engine has no way to ask it, or paints what a laid page cannot.
    """
    try:
        return tuple(_lines(text, type_, widths, hyphens=hyphens, anywhere=anywhere))
    except (ImportError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise CannotLayError("an engine that cannot be asked") from error


def asked_line(text: str, type_: Type) -> Line:
    """`text` on one line, however long, spaces around it included; raises CannotLayError."""
    lines = asked_lines(text, type_, ())
    if len(lines) != 1:
        raise CannotLayError("a text of no line or several")
    return lines[0]


def _lines(
    text: str, type_: Type, widths: tuple[float, ...], *, hyphens: bool, anywhere: bool
) -> Iterator[Line]:
    from archiver.press.engine import load

    load()
    from weasyprint.text.line_break import split_first_line, strut

    style = _style(type_, hyphens=hyphens, anywhere=anywhere)
    line_height, strut_baseline = strut(style)
    context = SimpleNamespace(dictionaries=_DICTIONARIES)
    left = text.encode()
    count = 0
    while left := left.lstrip(b" ") if widths else left:
        room = widths[min(count, len(widths) - 1)] + _FUDGE if widths else None
        whole = left.decode()
        layout, length, resume, width, height, baseline = split_first_line(whole, style, context, room, 0)
        if not length:
            raise CannotLayError("a line without text")
        shown = layout.text.rstrip(" ") if widths else layout.text
        if shown and shown != layout.text:
            # The space at the end is taken away, and the line set again without it.
            layout, _length, _resume, width, height, baseline = split_first_line(
                shown, style, context, None, 0
            )
        down = baseline + (line_height - height) / 2
        yield Line(
            body="",
            width=width * 1000 / type_.size,
            runs=_runs(layout, style) if shown else (),
            above=max(0.0, down - strut_baseline),
            below=max(0.0, strut_baseline - down),
        )
        count += 1
        if resume is None:
            return
        left = left[resume:]


def _style(type_: Type, *, hyphens: bool, anywhere: bool) -> Any:
    from weasyprint.css import InitialStyle

    family, weight = FAMILIES[type_.face]
    style = InitialStyle(_fonts())
    style.update(
        font_family=(family, _FALLBACK),
        font_weight=weight,
        font_size=type_.size,
        line_height=type_.leading,
        lang="ru",
        hyphens="auto" if hyphens else "manual",
        hyphenate_limit_chars=(7, 3, 3),
        hyphenate_character="-",
        overflow_wrap="anywhere" if anywhere else "normal",
    )
    return style


@functools.cache
def _fonts() -> Any:
    from archiver.press.engine import font_configuration

    return font_configuration()


_DICTIONARIES: dict[Any, Any] = {}


def _runs(layout: Any, style: Any) -> tuple[Run, ...]:
    """The glyphs of a line as the engine would paint them, face by face (weasyprint/draw/text.py)."""
    from weasyprint.text.ffi import ffi, pango

    layout.reactivate(style)
    pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
    first, _index = layout.get_first_line()
    runs: list[tuple[str, list[tuple[float, str]]]] = []
    run = first.runs[0]
    while run != ffi.NULL:
        item, run = run.data, run.next
        face, shows = _run(item)
        if runs and runs[-1][0] == face:
            runs[-1][1].extend(shows)
        else:
            runs.append((face, shows))
    layout.deactivate()
    return tuple(Run(face, tuple(_joined(shows))) for face, shows in runs)


def _joined(shows: list[tuple[float, str]]) -> Iterator[tuple[float, str]]:
    for rise, found in groupby(shows, lambda show: show[0]):
        bodies = [body for _rise, body in found]
        if rise:
            yield from ((rise, body) for body in bodies)
        elif body := "".join(bodies).replace("><", "").replace("<>", ""):
            yield rise, body


def _run(item: Any) -> tuple[str, list[tuple[float, str]]]:
    from weasyprint.text.ffi import pango
    from weasyprint.text.fonts import get_pango_font_key

    font = item.item.analysis.font
    key, _description, size = get_pango_font_key(font)
    face = _face(key, font)
    advance = _advances(face)
    shows: list[tuple[float, str]] = []
    body = "<"
    for info in item.glyphs.glyphs[0 : item.glyphs.num_glyphs]:
        glyph, width = info.glyph, info.geometry.width
        if glyph == pango.PANGO_GLYPH_EMPTY:
            body += f">{-width / size:.4g}<"
            continue
        if glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG:
            raise CannotLayError("a character that no face shows")
        offset = info.geometry.x_offset / size
        rise = -info.geometry.y_offset / 1000
        moved = f">{-offset:.6g}<" if offset else ""
        if rise:
            shows += [(0.0, f"{body}>"), (rise, f"<{moved}{glyph:04x}>")]
            body = "<"
        else:
            body += f"{moved}{glyph:04x}"
        kerning = int(advance(glyph) + offset - width * 1000 / ENGINE_UNITS / size)
        if kerning:
            body += f">{kerning}<"
    shows.append((0.0, f"{body}>"))
    return face, shows


@functools.cache
def _advances(face: str) -> Callable[[int], int]:
    """Widths of glyphs in 1/1000 of the size, as the volume tells them."""
    import uharfbuzz

    from archiver.press import fonts

    font = uharfbuzz.Font(uharfbuzz.Face(fonts.subset_program(face)))
    unit: int = font.face.upem

    @functools.cache
    def advance(glyph: int) -> int:
        width: int = font.get_glyph_h_advance(glyph)
        return round(width * 1000 / unit)

    return advance


_FACES: dict[int, str] = {}


def _face(key: int, font: Any) -> str:
    """The face behind a font of Pango, by the bytes of its program."""
    known = _FACES.get(key)
    if known is None:
        import hashlib

        from weasyprint.text.fonts import get_hb_object_data, get_pango_font_hb_face

        from archiver.press.typeface import face_of

        program = get_hb_object_data(get_pango_font_hb_face(font))
        known = face_of(hashlib.sha256(program).digest())
        if known is None:
            raise CannotLayError("a face that is not ours")
        _FACES[key] = known
    return known
