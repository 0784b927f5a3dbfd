"""A face as it stands in a PDF: its program, what its glyphs mean and how wide they are, made once.

Every page embeds the very same programs (press/fonts.py), so what a PDF says of a face is fixed too:
whole tables, not those of the letters a page happens to use (ISO 32000-1, 9.7 and 9.10.3).
"""

from __future__ import annotations

import functools
import hashlib
import io
import zlib
from dataclasses import dataclass

from archiver.press import fonts

_PER_BLOCK = 100  # Adobe Technical Note 5411: at most 100 entries a bfchar block
_SYMBOLIC = 4  # ISO 32000-1, table 123: glyphs are reached by number, not by a Latin encoding


@dataclass(frozen=True, slots=True)
class Typeface:
    """What a volume needs of a face; streams are deflated already, `widths` is the text of /W.

    `name` is its name in PDF, with the six letters that mark a subset; `cid_set` tells the glyphs
    there are, one bit each (PDF/A-1 asks for it).
    """

    face: str
    name: str
    program: bytes
    program_length: int
    to_unicode: bytes
    cid_set: bytes
    widths: str
    descriptor: str


@functools.cache
def typeface(face: str) -> Typeface:
    """The face by its file name, e.g. «PTF55F»."""
    from fontTools.ttLib import TTFont

    program = fonts.subset_program(face)
    font = TTFont(io.BytesIO(program), lazy=True)
    scale = 1000 / font["head"].unitsPerEm
    order = {name: number for number, name in enumerate(font.getGlyphOrder())}
    texts: dict[int, int] = {}
    for point, name in font.getBestCmap().items():
        # A glyph of two characters (space and no-break space) means the plainer one, for searching.
        texts[order[name]] = min(point, texts.get(order[name], point))
    advances = [round(font["hmtx"][name][0] * scale) for name in font.getGlyphOrder()]
    postscript = font["name"].getDebugName(6)
    return Typeface(
        face=face,
        name=f"{_tag(program)}+{postscript}",
        program=zlib.compress(program, 9),
        program_length=len(program),
        to_unicode=zlib.compress(_to_unicode(texts), 9),
        cid_set=zlib.compress(_bits(len(advances)), 9),
        widths=f"[0 [{' '.join(map(str, advances))}]]",
        descriptor=_descriptor(font, scale),
    )


@functools.cache
def face_of(program_digest: bytes) -> str | None:
    """The face whose program has this SHA-256, None for a program that is not ours."""
    return _digests().get(program_digest)


@functools.cache
def _digests() -> dict[bytes, str]:
    return {
        hashlib.sha256(fonts.subset_program(face)).digest(): face for face in (*fonts.FACES, fonts.FALLBACK)
    }


def _descriptor(font: object, scale: float) -> str:
    """The entries of a font descriptor that depend on the face alone (ISO 32000-1, table 122)."""
    head, hhea, post, os2 = (font[tag] for tag in ("head", "hhea", "post", "OS/2"))  # type: ignore[index]
    box = " ".join(str(round(edge * scale)) for edge in (head.xMin, head.yMin, head.xMax, head.yMax))
    capital = round((getattr(os2, "sCapHeight", 0) or 700 / scale) * scale)
    return (
        f"/Flags {_SYMBOLIC} /FontBBox [{box}] /ItalicAngle {post.italicAngle:g} "
        f"/Ascent {round(hhea.ascent * scale)} /Descent {round(hhea.descent * scale)} "
        f"/CapHeight {capital} /StemV {_stem(os2.usWeightClass)} "
    )


def _stem(weight: int) -> int:
    """Width of upright stems, which no table tells: by weight, as Adobe's own fonts have it."""
    return 50 + round((weight / 65) ** 2)


def _tag(program: bytes) -> str:
    """Six capital letters that name the subset (ISO 32000-1, 9.6.4)."""
    return "".join(chr(ord("A") + byte % 26) for byte in hashlib.sha256(program).digest()[:6])


def _bits(count: int) -> bytes:
    """`count` ones, the first in the highest bit."""
    return b"\xff" * (count // 8) + bytes([0xFF00 >> count % 8 & 0xFF] if count % 8 else [])


def _to_unicode(texts: dict[int, int]) -> bytes:
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<0000> <ffff>",
        "endcodespacerange",
    ]
    rows = [
        f"<{glyph:04x}> <{chr(point).encode('utf-16-be').hex()}>" for glyph, point in sorted(texts.items())
    ]
    for start in range(0, len(rows), _PER_BLOCK):
        block = rows[start : start + _PER_BLOCK]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines).encode("ascii")
