"""A rendered template taken apart: its paragraphs of words, and the skeleton that holds them.

Two documents with one skeleton differ in words only, so what the engine found out about one (where
lines stand, how wide they may be) holds for the other as long as each paragraph has as many lines.
Rows of a table whose body is marked `data-rows` may also differ in number.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from html import unescape

_TOKEN = re.compile(r"<(/?)([a-z][a-z0-9]*)((?:[^>\"]|\"[^\"]*\")*)>|([^<]+)")
_CLASS = re.compile(r'class="([^"]*)"')
_PATH = re.compile(r' d="([^"]*)"')
_BOX = re.compile(r'viewBox="([^"]*)"')
_INLINE = frozenset({"b", "i", "span"})
_VOID = frozenset({"col", "meta", "link", "img"})
_SPACE = re.compile(r"[ \n\t]+")
ROWS = "data-rows"


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one style; `style` names the innermost element: («b», «») or («span», «small»)."""

    style: tuple[str, str]
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What one block says: chunks parted by line breaks, each a few runs."""

    chunks: tuple[tuple[Run, ...], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Paragraphs with one skeleton: all outside the rows, or those of one row."""

    skeleton: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Markup:
    """A document: what stands before the rows, the rows, what stands after; `picture` is an SVG path.

    `viewbox` is the side of the picture's square in its own units.
    """

    skeleton: str
    before: tuple[Paragraph, ...]
    rows: tuple[Group, ...] | None
    after: tuple[Paragraph, ...]
    picture: str = ""
    viewbox: float = 0.0


class MarkupUnreadableError(Exception):
    """The document is built in a way that plates do not know."""


def take_apart(html: str) -> Markup:
    """The paragraphs and the skeleton of `html`; raises MarkupUnreadableError."""
    head, found, body = html.partition("<body")
    if not found:
        raise MarkupUnreadableError("no body")
    reader = _Reader()
    reader.read("<body" + body.partition("</html>")[0])
    return reader.markup(head)


@dataclass(slots=True)
class _Block:
    """An open block element: its inline content so far."""

    tag: str
    name: str
    runs: list[Run | None] = field(default_factory=list)  # None is a line break


class _Reader:
    def __init__(self) -> None:
        self._skeleton: list[str] = []
        self._paragraphs: list[Paragraph] = []
        self._blocks: list[_Block] = []
        self._inline: list[tuple[str, str]] = []
        self._rows: list[Group] | None = None
        self._before: tuple[Paragraph, ...] = ()
        self._outer: tuple[list[str], list[Paragraph]] | None = None
        self._stacking = False
        self._picture, self._viewbox, self._drawing = "", 0.0, False

    def read(self, body: str) -> None:
        for close, tag, attributes, text in _TOKEN.findall(body):
            if text:
                self._text(text)
            elif tag == "svg" or self._drawing:
                self._svg(close, tag, attributes)
            elif close:
                self._close(tag)
            else:
                self._open(tag, attributes)

    def markup(self, head: str) -> Markup:
        if self._blocks:
            raise MarkupUnreadableError("an element left open")
        style = head.partition("<style")[2]
        rows = None if self._rows is None else tuple(self._rows)
        if rows == ():
            self._skeleton.append(ROWS)  # of a list without rows the height of one cannot be learned
        whole = hashlib.sha256((style + "".join(self._skeleton)).encode()).hexdigest()
        if rows is None:
            return Markup(whole, tuple(self._paragraphs), None, (), self._picture, self._viewbox)
        return Markup(whole, self._before, rows, tuple(self._paragraphs), self._picture, self._viewbox)

    def _svg(self, close: str, tag: str, attributes: str) -> None:
        path, box = _PATH.search(attributes), _BOX.search(attributes)
        if box:
            self._viewbox = float(box[1].split()[2])
        if path:
            self._picture = path[1]
        self._skeleton.append(f"<{close}{tag}{_PATH.sub('', _BOX.sub('', attributes))}>")
        self._drawing = not (close and tag == "svg")

    def _open(self, tag: str, attributes: str) -> None:
        found = _CLASS.search(attributes)
        name = found[1] if found else ""
        if tag == "br":
            self._block().runs.append(None)
            self._skeleton.append("<br>")
            return
        if tag == "tr" and self._stacking:
            self._outer = self._skeleton, self._paragraphs
            self._skeleton, self._paragraphs = [], []
        self._skeleton.append(f"<{tag}{attributes}>")
        if tag in _INLINE:
            self._inline.append((tag, name))
            return
        if tag in _VOID:
            return
        if self._blocks:
            self._flush(self._blocks[-1])
        self._blocks.append(_Block(tag, name))
        if tag == "tbody" and ROWS in attributes:
            if self._rows is not None:
                raise MarkupUnreadableError("two bodies of rows")
            self._rows, self._stacking = [], True

    def _close(self, tag: str) -> None:
        self._skeleton.append(f"</{tag}>")
        if tag in _INLINE:
            self._inline.pop()
            return
        block = self._blocks.pop()
        if block.tag != tag:
            raise MarkupUnreadableError(f"{tag} closes {block.tag}")
        self._flush(block)
        if tag == "tr" and self._outer is not None and self._rows is not None:
            self._rows.append(Group("".join(self._skeleton), tuple(self._paragraphs)))
            (self._skeleton, self._paragraphs), self._outer = self._outer, None
        elif tag == "tbody" and self._stacking:
            self._stacking = False
            self._before, self._paragraphs = tuple(self._paragraphs), []

    def _text(self, text: str) -> None:
        said = _SPACE.sub(" ", unescape(text))
        block = self._blocks[-1] if self._blocks else None
        if block is None:
            return
        style = self._inline[-1] if self._inline else (block.tag, block.name)
        if said != " " or any(block.runs):
            block.runs.append(Run(style, said))

    def _flush(self, block: _Block) -> None:
        """The inline content of a block so far becomes a paragraph."""
        chunks: list[tuple[Run, ...]] = []
        current: list[Run] = []
        for run in (*block.runs, None):
            if run is not None:
                current.append(run)
                continue
            if trimmed := _trimmed(current):
                chunks.append(trimmed)
            current = []
        block.runs.clear()
        if chunks:
            self._paragraphs.append(Paragraph(tuple(chunks)))
            self._skeleton.append("¶")

    def _block(self) -> _Block:
        if not self._blocks:
            raise MarkupUnreadableError("text outside of the body")
        return self._blocks[-1]


def _trimmed(runs: list[Run]) -> tuple[Run, ...]:
    """The runs of a line without spaces at its ends, and with one space where two met (CSS Text 3, 4.1)."""
    kept: list[Run] = []
    for run in runs:
        text = run.text
        if (not kept or kept[-1].text.endswith(" ")) and text.startswith(" "):
            text = text[1:]
        if text:
            kept.append(Run(run.style, text))
    while kept and kept[-1].text.endswith(" "):
        text = kept[-1].text[:-1]
        kept[-1:] = [Run(kept[-1].style, text)] if text else []
    return tuple(kept)
