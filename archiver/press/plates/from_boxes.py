"""Reading a plate back from a document that the engine has set; private to WeasyPrint's pinned version."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from archiver.press.fonts import BY_FAMILY
from archiver.press.plates.drawing import strokes_below, without_words
from archiver.press.plates.markup import Group, Markup, Paragraph
from archiver.press.plates.plate import Footer, Place, Plate, RowPlate, Rows, Style

_ALIGN = {
    "start": "left",
    "left": "left",
    "justify": "left",
    "center": "center",
    "end": "right",
    "right": "right",
}


class PlateUnreadableError(Exception):
    """The document is set in a way that cannot be kept as a plate."""


def read_plate(
    markup: Markup, pages: Sequence[Any], contents: Sequence[bytes]
) -> tuple[Plate, list[RowPlate]]:
    """The plate of a document and those of its rows; `contents` is what its pages paint.

    Raises PlateUnreadableError.
    """
    try:
        return _read(markup, pages, contents)
    except (LookupError, AttributeError, TypeError, ValueError) as error:
        raise PlateUnreadableError(type(error).__name__) from error


def _read(markup: Markup, pages: Sequence[Any], contents: Sequence[bytes]) -> tuple[Plate, list[RowPlate]]:
    page = pages[0]
    html = next(box for box in _walk(page) if box.element_tag == "html")
    picture = next((_picture(box) for box in _walk(html) if (box.element_tag or "").endswith("svg")), None)
    if (picture is None) != (markup.viewbox == 0.0):
        raise PlateUnreadableError("a picture")
    common = {
        "skeleton": markup.skeleton,
        "width": page.margin_width(),
        "height": page.margin_height(),
        "bottom": page.content_box_y() + page.height,
        "picture": picture,
        "footer": _footer(page, len(pages)),
    }
    if markup.rows is None:
        if len(pages) != 1:
            raise PlateUnreadableError("several pages")
        places = _places(_containers(html), markup.before, 0.0)
        drawing = without_words(contents[0], picture=picture is not None)
        return Plate(before=places, after=(), drawing=drawing, rows=None, **common), []
    return _stacked(markup, markup.rows, pages, contents, common)


def _stacked(
    markup: Markup,
    said: Sequence[Group],
    pages: Sequence[Any],
    contents: Sequence[bytes],
    common: dict[str, Any],
) -> tuple[Plate, list[RowPlate]]:
    """A document with rows: what stands over them, each row by itself, what stands after."""
    tables = [_stack(page) for page in pages]
    first = next(table for table in tables if table is not None)
    head = first.children[0]
    heads = list(_containers(head))
    over = list(_until(pages[0], first))
    body_rows = [row for table in tables if table is not None for row in table.children[1].children]
    if len(body_rows) != len(said):
        raise PlateUnreadableError("rows")
    top = head.position_y
    count = len(markup.before) - len(heads)
    last = next(table for table in reversed(tables) if table is not None)
    end = last.children[1].children[-1]
    after_top = end.position_y + end.height
    last_at = max(at for at, table in enumerate(tables) if table is not None)
    tail = list(_after(pages[last_at], last))
    rows = Rows(
        top=top,
        head=_places(heads, markup.before[count:], top),
        head_height=head.height,
        edges=_edges(first),
        rule=2 * first.children[0].children[0].children[0].border_left_width,
        repeated_top=pages[0].content_box_y() + (top - first.position_y),
        after_height=max((_bottom(box) for box in tail), default=after_top) - after_top,
        after_rules=strokes_below(contents[last_at], pages[last_at].margin_height(), after_top),
    )
    found = []
    for row, group in zip(body_rows, said, strict=True):
        places = _places(_containers(row), group.paragraphs, row.position_y)
        found.append(RowPlate(group.skeleton, row.height, places))
    plate = Plate(
        before=_places(over, markup.before[:count], 0.0),
        after=_places(tail, markup.after, after_top),
        drawing="",
        rows=rows,
        **common,
    )
    return plate, found


def _places(
    boxes: Sequence[Any] | Iterator[Any], paragraphs: Sequence[Paragraph], top: float
) -> tuple[Place, ...]:
    containers = list(boxes)
    if len(containers) != len(paragraphs):
        raise PlateUnreadableError("paragraphs")
    return tuple(_place(box, said, top) for box, said in zip(containers, paragraphs, strict=True))


def _place(box: Any, paragraph: Paragraph, top: float) -> Place:
    """A block's lines; every line must say what the paragraph does."""
    lines = [child for child in box.children if type(child).__name__ == "LineBox"]
    counts, at = [], 0
    styles: dict[str, Style] = {}
    for chunk in paragraph.chunks:
        wanted = "".join(run.text for run in chunk).replace(" ", "")
        begun = at
        while wanted and at < len(lines):
            texts = list(_texts(lines[at]))
            said = "".join(text.text for text in texts).replace(" ", "").replace("\n", "")
            if not wanted.startswith(said):
                raise PlateUnreadableError("words")
            wanted = wanted[len(said) :]
            for text in texts:
                styles[f"{text.element_tag} {_class(text)}"] = _style(text)
            at += 1
        counts.append(at - begun)
    if at != len(lines):
        raise PlateUnreadableError("lines")
    return Place(
        left=box.content_box_x(),
        width=box.width,
        align=_ALIGN[box.style["text_align_all"]],
        baselines=tuple(line.position_y + line.baseline - top for line in lines),
        lines=tuple(counts),
        styles=styles,
        wraps=_wraps(box),
    )


def _wraps(box: Any) -> bool:
    kind = box.style["white_space"]
    if kind not in ("normal", "nowrap"):
        raise PlateUnreadableError("spaces that count")
    return bool(kind == "normal")


def _style(text: Any) -> Style:
    style = text.style
    spacing = style["letter_spacing"]
    if style["hyphens"] == "auto" or style["text_decoration_line"] != "none":
        raise PlateUnreadableError("a style")
    return Style(
        BY_FAMILY[style["font_family"][0], style["font_weight"]],
        style["font_size"],
        0.0 if spacing == "normal" else float(spacing),
    )


def _footer(page: Any, pages: int) -> Footer | None:
    """The counter in the margin, if there is one."""
    for box in page.children:
        if type(box).__name__ != "MarginBox":
            continue
        texts = list(_texts(box))
        if not texts:
            continue
        said = "".join(text.text for text in texts)
        before, _one, rest = said.rpartition(f"1 из {pages}")[0], "1", said.rpartition(" из ")[2]
        if f"{before}1 из {pages}" != said or rest != str(pages):
            raise PlateUnreadableError("a margin")
        line = next(found for found in _walk(box) if type(found).__name__ == "LineBox")
        holder = next(found for found in _walk(box) if line in getattr(found, "children", ()))
        place = Place(
            left=holder.content_box_x(),
            width=holder.width,
            align=_ALIGN[holder.style["text_align_all"]],
            baselines=(line.position_y + line.baseline,),
            lines=(1,),
            styles={" ": _style(texts[0])},
            wraps=False,  # the box of a counter is as wide as it says, and grows with it
        )
        return Footer((before, " из ", ""), place)
    return None


def _picture(box: Any) -> tuple[float, float, float]:
    if abs(box.width - box.height) > 0.01:
        raise PlateUnreadableError("a picture")
    return box.content_box_x(), box.content_box_y(), box.width


def _stack(page: Any) -> Any | None:
    """The table of the page whose body is marked as rows."""
    for box in _walk(page):
        if type(box).__name__ == "TableBox" and any(
            group.element is not None and group.element.get("data-rows") is not None for group in box.children
        ):
            return box
    return None


def _edges(table: Any) -> tuple[float, ...]:
    positions, widths = list(table.column_positions), list(table.column_widths)
    return (*positions, positions[-1] + widths[-1])


def _until(page: Any, table: Any) -> Iterator[Any]:
    """Containers that stand before `table`."""
    for box in _containers(next(found for found in _walk(page) if found.element_tag == "html")):
        if box.position_y >= table.position_y - 0.01:
            return
        yield box


def _after(page: Any, table: Any) -> Iterator[Any]:
    low = table.position_y + table.height
    for box in _containers(next(found for found in _walk(page) if found.element_tag == "html")):
        if box.position_y >= low - 0.01:
            yield box


def _bottom(box: Any) -> float:
    return float(box.position_y + box.margin_height())


def _containers(box: Any) -> Iterator[Any]:
    """Blocks that hold lines, in the order of the document."""
    children = getattr(box, "children", ())
    if any(type(child).__name__ == "LineBox" for child in children):
        if any(True for _text in _texts(box)):
            yield box
        return
    for child in children:
        if type(child).__name__ != "MarginBox":
            yield from _containers(child)


def _texts(box: Any) -> Iterator[Any]:
    return (found for found in _walk(box) if type(found).__name__ == "TextBox" and found.text.strip(" "))


def _walk(box: Any) -> Iterator[Any]:
    yield box
    for child in getattr(box, "children", ()):
        yield from _walk(child)


def _class(box: Any) -> str:
    element = box.element
    return (element.get("class") or "") if element is not None and hasattr(element, "get") else ""
