"""Reading a form back: the engine sets the specimens once, and its boxes tell what the template says.

The one place that looks into WeasyPrint's layout. Anything not found where the template of a section
has it raises FormUnreadableError: then no page is laid, all are set by the engine (ADR 0019).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import templates
from archiver.press.engine import Paper, boxes_of
from archiver.press.section.form import (
    Aside,
    Column,
    GridForm,
    Head,
    ListForm,
    Padding,
    Running,
    SectionForm,
    Sheet,
    TotalsForm,
)
from archiver.press.section.spec import TEMPLATE, PartSpec
from archiver.press.section.specimen import bare_specimen, specimen
from archiver.press.text.type import Type

_FACES = {
    ("PT Serif", 400): "PTF55F",
    ("PT Serif", 700): "PTF75F",
    ("PT Sans", 400): "PTS55F",
    ("PT Sans", 700): "PTS75F",
    ("PT Sans Narrow", 400): "PTN57F",
    ("PT Sans Narrow", 700): "PTN77F",
}


class FormUnreadableError(Exception):
    """The template is built in a way that cannot be laid."""


def read_form(paper: Paper) -> SectionForm:
    """The form of section pages on `paper`; raises FormUnreadableError, EngineFailed."""
    landscape, margin = paper.landscape, paper.binding_margin_mm
    try:
        marks, listed = _pages(specimen(landscape=landscape, binding_margin_mm=margin))
        (bare,) = _pages(bare_specimen(landscape=landscape, binding_margin_mm=margin))
        return _form(marks, listed, bare)
    except (LookupError, AttributeError, TypeError, ValueError, StopIteration) as error:
        raise FormUnreadableError(type(error).__name__) from error


def _pages(spec: PartSpec) -> list[Any]:
    html = templates.render(
        TEMPLATE,
        {"paper": Paper(spec.landscape, spec.binding_margin_mm), "lang": "ru", "spec": spec},
    )
    return boxes_of(TEMPLATE, html)


def _form(marks: Any, listed: Any, bare: Any) -> SectionForm:
    html = _one(marks, "html")
    running = _one(marks, "div", "running")
    type_, left, baseline = _set(running)
    return SectionForm(
        sheet=Sheet(
            width=marks.margin_width(),
            height=marks.margin_height(),
            left=html.position_x,
            top=html.position_y,
            measure=html.width,
            bottom=marks.content_box_y() + marks.height,
        ),
        running=Running(
            type=type_,
            left=left,
            top=running.padding_box_y(),
            width=running.padding_width(),
            height=running.padding_height(),
            baseline=baseline,
        ),
        head=_head(marks, bare),
        grid=_grid(marks, bare),
        listing=_listing(listed),
        totals=_totals(listed, bare),
    )


def _head(page: Any, bare: Any) -> Head:
    head = _one(page, "div", "head")
    subject, facts, term = _paragraphs(head)
    blank = _one(_one(bare, "div", "head"), "span", "rule")
    last = term.position_y + term.height
    return Head(
        subject=_set(subject, skip="aside")[0],
        facts=_set(facts)[0],
        lessons=_aside(subject),
        teacher=_aside(term),
        blank=blank.width,
        blank_rule=blank.border_bottom_width,
        below=head.position_y + head.margin_height() - last,
    )


def _aside(paragraph: Any) -> Aside:
    aside = _one(paragraph, "span", "aside")
    type_, _left, baseline = _set(aside)
    return Aside(type_, aside.padding_left, baseline - type_.drop - paragraph.position_y)


def _grid(page: Any, bare: Any) -> GridForm:
    table = _table(page, "grid")
    months, days = table.children[0].children
    rows = table.children[1].children
    first, second = rows[0].children, rows[1].children
    period = months.children[-1]
    notes = _one(page, "p", "notes")
    none = _one(bare, "p", "none")
    return GridForm(
        outer=2 * first[0].border_left_width,
        thin=2 * second[3].border_left_width,
        month_rule=2 * second[2].border_left_width,
        head_rule=2 * first[0].border_top_width,
        fifth_rule=2 * rows[5].children[0].border_top_width,
        months_row=months.height,
        days_row=days.height,
        heading=_set(months.children[0])[0],
        period=_set(period)[0],
        period_padding=_padding(period, rows=True),
        number=_set(first[0])[0],
        name=_set(first[1])[0],
        name_padding=_padding(first[1], rows=True),
        mark=_set(first[2])[0],
        notes=_set(notes)[0],
        notes_gap=notes.padding_top,
        none=_set(none)[0],
        none_gap=none.padding_top,
    )


def _listing(page: Any) -> ListForm:
    table = _table(page, "list")
    _over, titles = table.children[0].children
    rows = table.children[1].children
    second = rows[1].children
    return ListForm(
        columns=tuple(
            Column(cell.position_x, cell.border_width(), "".join(text.text for text in _texts(cell)))
            for cell in titles.children
        ),
        outer=2 * second[0].border_left_width,
        thin=2 * second[1].border_left_width,
        fifth_rule=2 * rows[5].children[0].border_top_width,
        titles_row=titles.height,
        title=_set(titles.children[0])[0],
        plain=_set(second[0])[0],
        text=_set(second[4])[0],
        padding=_padding(second[4]),
    )


def _totals(page: Any, bare: Any) -> TotalsForm:
    block = _one(page, "div", "totals")
    sign = _one(block, "span", "sign")
    rule = _one(sign, "span", "rule")
    hours = _one(block, "span", "hours")
    name = _one(_one(bare, "div", "totals"), "span", "rule name")
    return TotalsForm(
        type=_set(block, skip="sign")[0],
        gap=block.padding_top,
        hours=hours.width,
        signature=rule.width,
        name_gap=name.margin_left,
        rule=rule.border_bottom_width,
    )


def _set(box: Any, skip: str = "") -> tuple[Type, float, float]:
    """The type of the first line in `box`, where its text begins, and its baseline."""
    for line in _walk(box):
        if type(line).__name__ != "LineBox" or (skip and _class(line) == skip):
            continue
        text = next(iter(_texts(line)))
        style = text.style
        size = style["font_size"]
        face = _FACES[style["font_family"][0], style["font_weight"]]
        return (
            Type(face, size, line.height / size, line.baseline / size),
            text.position_x,
            line.position_y + line.baseline,
        )
    raise LookupError(box)


def _padding(cell: Any, *, rows: bool = False) -> Padding:
    """The padding of a cell; in rows of a set height what centres the text is left out."""
    return Padding(
        0.0 if rows else cell.padding_top,
        cell.padding_right,
        0.0 if rows else cell.padding_bottom,
        cell.padding_left,
    )


def _paragraphs(box: Any) -> list[Any]:
    return [child for child in box.children if child.element_tag == "p"]


def _table(page: Any, name: str) -> Any:
    return next(box for box in _walk(page) if type(box).__name__ == "TableBox" and _class(box) == name)


def _one(box: Any, tag: str, name: str = "") -> Any:
    return next(
        found for found in _walk(box) if found.element_tag == tag and (not name or _class(found) == name)
    )


def _texts(box: Any) -> Iterator[Any]:
    return (found for found in _walk(box) if type(found).__name__ == "TextBox")


def _walk(box: Any) -> Iterator[Any]:
    yield box
    for child in getattr(box, "children", ()):
        yield from _walk(child)


def _class(box: Any) -> str:
    element = box.element
    return (element.get("class") or "") if element is not None and hasattr(element, "get") else ""
