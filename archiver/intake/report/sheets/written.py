"""How many pages an HTML export was written with, counted without the parser that reads it.

A parser that stops in the middle says nothing, and the sections behind that place would be missing from the
binder. So the lines «Предмет : …» are counted in the raw text too, by rules of its own: tags are only told
apart as far as rows and cells need it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from archiver.intake.report.lines import subject_line

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*>")
_SPACES = re.compile(r"[\s\u00a0\u202f]+")
_OTHER_WORDS = re.compile(r"(?:мдк|практика)(?:\s|&\w{1,8};|<[^<>]*>)*[:–—-]")
_HIDDEN = (("<!--", "-->"), ("<script", "</script"), ("<style", "</style"), ("<title", "</title"))
_SHORT = frozenset({"<style", "<title"})
_PAGE = re.compile(r"<(?:table|body|html)\b", re.IGNORECASE)
_ROW = frozenset({"tr", "table", "tbody", "thead", "tfoot"})
_CELL = frozenset({"td", "th"})
_LINE = frozenset({"p", "div", "br", "hr", "li", "ul", "ol", "center", "caption"}) | {
    f"h{level}" for level in range(1, 7)
}


def pages_written(text: str, read: int) -> int:
    """The number of pages in the text of an export of which `read` were read; `read` if nothing is amiss."""
    return max(read, _counted(text)) if _words(text) > read else read


def _words(text: str) -> int:
    """How often the words that begin a page are there at all, in whatever place: quick, and never too few."""
    folded = (unescape(text) if "&#" in text else text).casefold()
    return sum(map(folded.count, ("предмет", "дисциплин"))) + len(_OTHER_WORDS.findall(folded))


def _counted(text: str) -> int:
    return sum(1 for cells in _rows(shown(text)) if subject_line(cells))


def shown(text: str) -> str:
    """The text of a page that browsers show; what is never closed stays, for it swallows pages."""
    for begin, end in _HIDDEN:
        kept, at = [], 0
        pattern = re.compile(re.escape(begin), re.IGNORECASE)
        closing = re.compile(re.escape(end), re.IGNORECASE)
        while (found := pattern.search(text, at)) and (closed := closing.search(text, found.end())):
            kept.append(text[at : found.start()])
            if begin in _SHORT and _PAGE.search(text, found.end(), closed.start()):
                kept.append(text[found.end() : closed.start()])  # never closed: the end is another report's
            at = closed.end()
        text = "".join((*kept, text[at:]))
    return text


def _rows(text: str) -> Iterator[tuple[str, ...]]:
    """The cells of every row of a table, and lines outside of tables as rows of one cell."""
    cells, words = [], []
    inside = False  # a cell
    at = 0
    for tag in _TAG.finditer(text):
        words.append(text[at : tag.start()])
        at = tag.end()
        name = tag[2].lower()
        if name in _CELL or name in _ROW or (name in _LINE and not inside):
            cells.append(_SPACES.sub(" ", unescape("".join(words))).strip())
            words = []
            if name not in _CELL:
                yield tuple(cells)
                cells = []
            inside = name in _CELL and not tag[1]
        elif name in _LINE:
            words.append(" ")
    cells.append(_SPACES.sub(" ", unescape("".join((*words, text[at:])))).strip())
    yield tuple(cells)
