"""The last touch to a part: its faces described alike in every part, none of them lacking a letter."""

from __future__ import annotations

import functools
import io
import zlib
from typing import Any

_FIXED_PITCH = 1  # ISO 32000-1, table 123


def finish(document: Any, pdf: Any) -> None:
    """Make font descriptors depend on the face alone, and refuse a page with a letter no font has.

    WeasyPrint measures a face at the size it is first used in, so two parts would describe one font
    program in two ways, and the binder could not keep one copy.
    """
    if any(font.missing for font in document.fonts.values()):
        raise ValueError("a glyph is missing")
    metrics = {font.name: _metrics(font.file_content) for font in document.fonts.values()}
    for item in pdf.objects:
        if isinstance(item, dict) and item.get("Type") == "/FontDescriptor":
            item.update(metrics[item["FontName"]])
            item["Flags"] &= ~_FIXED_PITCH  # said of any face of which a page shows one letter only
        elif getattr(item, "compress", False):
            _pack(item)


def _pack(stream: Any) -> None:
    """Pack a stream as it would be packed when it is written; a font program, in every paper, only once."""
    if len(stream.stream) == 1 and isinstance(stream.stream[0], bytes):
        stream.stream = [_packed(stream.stream[0])]
        stream.extra["Filter"], stream.compress = "/FlateDecode", False


@functools.lru_cache(maxsize=32)
def _packed(program: bytes) -> bytes:
    packing = zlib.compressobj(level=9)
    return packing.compress(program) + packing.flush()


@functools.cache
def _metrics(program: bytes) -> dict[str, Any]:
    import pydyf
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(program), lazy=True)
    head, scale = font["head"], 1000 / font["head"].unitsPerEm
    box = [round(edge * scale) for edge in (head.xMin, head.yMin, head.xMax, head.yMax)]
    return {
        "FontBBox": pydyf.Array(box),
        "Ascent": round(font["hhea"].ascent * scale),
        "Descent": round(font["hhea"].descent * scale),
        "CapHeight": round((getattr(font["OS/2"], "sCapHeight", 0) or 700 / scale) * scale),
    }
