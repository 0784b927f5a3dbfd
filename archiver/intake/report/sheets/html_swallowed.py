"""Elements of an HTML page whose content no reader shows, and that swallow rows of a table when left open.

A «<textarea>» or «<script>» that is never closed, or only by another one's end, takes every mark up to there
with it, and no parser says a word.
"""

from __future__ import annotations

import re

_TOKEN = re.compile(
    r"<!--|<(/?)table\b|<(script|style|textarea|title|select|noscript|iframe|object|template|svg)\b[^<>]*>",
    re.IGNORECASE,
)
_TAKING = re.compile(
    r"""<[a-z](?:[^<>="']++|=\s*+(?:"[^"<]*+"|'[^'<]*+'|(?=[^"'\s<]))|["'])*+(?:(?=<)|=\s*+(?=["']))""",
    re.IGNORECASE,
)
_ROWS = re.compile(r"</?t[rdh]\b", re.IGNORECASE)


def swallows_rows(text: str) -> bool:
    """Whether something that is opened swallows the rest of the page, or rows of the table it stands in."""
    at = tables = 0
    while found := _TOKEN.search(text, at):
        at = found.end()
        if found[2] is None and found[0] != "<!--":
            tables += -1 if found[1] else 1
            continue
        if found[0].endswith("/>"):
            continue
        end = re.compile("-->" if found[2] is None else rf"</{found[2]}\b", re.IGNORECASE)
        closed = end.search(text, at)
        if closed is None:
            return True
        if found[2] is not None and tables > 0 and _ROWS.search(text, at, closed.start()):
            return True
        at = closed.end()
    return False


def tag_swallows_rows(text: str) -> bool:
    """Whether a tag takes rows or cells for its own: a quote or a «>» is missing.

    `text` is the page without comments and scripts. Values that hold no «<» are passed over by the pattern.
    """
    at = 0
    while found := _TAKING.search(text, at):
        at = found.end()
        end = at
        if text[at] in "\"'":
            end = text.find(text[at], at + 1)
            end = len(text) if end < 0 else end
            if _ROWS.search(text, at, end):
                return True
        elif _ROWS.match(text, at):
            return True
        at = max(at, end)
    return False
