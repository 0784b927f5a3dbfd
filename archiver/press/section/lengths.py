"""Texts too long to be printed: said before print, one finding a page, and never set.

How long a text may be, `press/slots.toml` says of each place. What is longer is no journal's: no
paper has the room, and a page is not worth an hour of work.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archiver.journal.checks.wording import name, named, place_of
from archiver.journal.codes import finding
from archiver.journal.findings import Finding
from archiver.journal.model import Journal
from archiver.locale import _, ngettext
from archiver.press.section.place_names import place_name
from archiver.press.section.printed_texts import About, Place, Printed, texts_of_group, texts_of_section
from archiver.press.section.slots import slots
from archiver.press.text.printable import printable

_CODE = "text.too-long"

_WIDEST = 30
"""Characters that one of the source takes at most, written as codes (⟨U+1D158⟩⟨U+1D165⟩⟨U+1D16E⟩)."""

# The slot of `press/slots.toml` that says how long the texts of a place are.
_SLOTS = {
    Place.GROUP: "group",
    Place.SPECIALITY: "group",
    Place.CURATOR: "group",
    Place.EDUCATION: "group",
    Place.DEPARTMENT: "group",
    Place.TERM: "term",
    Place.PLANNED: "subject",
    Place.SUBJECT: "subject",
    Place.SUBGROUP: "term",
    Place.TEACHER: "term",
    Place.NAME: "name",
    Place.LEAVE: "leave",
    Place.TOPIC: "topic",
    Place.HOMEWORK: "homework",
    Place.KIND: "kind",
    Place.COLUMN: "period",
    Place.CELL: "mark",
}


def too_long_findings(journal: Journal) -> tuple[Finding, ...]:
    """One finding for the group's own texts and one a section, where any is too long to be printed."""
    limits = _limits()

    def may_be_too_long(cell: str) -> bool:
        return len(cell) * _WIDEST > limits[Place.CELL]

    found = []
    of_group = tuple(_too_long(texts_of_group(journal), limits))
    if of_group:
        said = _message(_("Group {group}").format(group=name(journal.group.name)), of_group)
        found.append(finding(_CODE, said, group=journal.group.name))
    for section in journal.sections:
        of_section = tuple(_too_long(texts_of_section(section, may_be_too_long), limits))
        if of_section:
            said = _message(named(journal, section), of_section)
            found.append(finding(_CODE, said, group=journal.group.name, place=place_of(section)))
    return tuple(found)


def _limits() -> dict[Place, int]:
    """The most characters by place."""
    told = slots()
    return {place: getattr(told, slot).letters for place, slot in _SLOTS.items()}


_Found = tuple[Place, About, int, int]
"""A place, what it belongs to, the characters of its text, and how many are printed at most."""


def _too_long(texts: Iterable[Printed], limits: dict[Place, int]) -> Iterator[_Found]:
    for place, about, text in texts:
        limit = limits[place]
        if len(text) * _WIDEST > limit:
            # What is printed counts: a character that no face shows is printed as its code.
            length = len(text) if len(text) > limit else len(printable(text)[0])
            if length > limit:
                yield place, about, length, limit


def _message(page: str, found: tuple[_Found, ...]) -> str:
    place, about, length, limit = found[0]
    said = _("{page}: {place} has {length} characters, and no more than {limit} are printed.").format(
        page=page, place=place_name(place, about), length=length, limit=limit
    )
    others = len(found) - 1
    if not others:
        return said
    more = ngettext("So it is in {count} more place.", "So it is in {count} more places.", others)
    return f"{said} {more.format(count=others)}"
