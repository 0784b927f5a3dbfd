"""Texts too long to be printed: said before print, one finding a page, and never set.

How long a text may be, `press/slots.toml` says of each place. What is longer is no journal's: no
paper has the room, and a page is not worth an hour of work.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archiver.journal.checks.wording import day, name, named, place_of
from archiver.journal.code import N_
from archiver.journal.codes import finding
from archiver.journal.findings import Finding
from archiver.journal.model import Journal, Lesson
from archiver.locale import _, ngettext
from archiver.press.printable import printable
from archiver.press.printed_texts import About, Place, Printed, texts_of_group, texts_of_section
from archiver.press.slots import slots

_CODE = "text.too-long"

_WIDEST = 30
"""Characters that one of the source takes at most, written as codes (⟨U+1D158⟩⟨U+1D165⟩⟨U+1D16E⟩)."""

# The slot of `press/slots.toml` that says how long the texts of a place are, and the place's name.
_PLACES = {
    Place.GROUP: ("group", N_("the name of the group")),
    Place.SPECIALITY: ("group", N_("the speciality")),
    Place.CURATOR: ("group", N_("the curator")),
    Place.EDUCATION: ("group", N_("the form of education")),
    Place.DEPARTMENT: ("group", N_("the department or its head")),
    Place.TERM: ("term", N_("the name of a study period")),
    Place.PLANNED: ("subject", N_("the name of a subject of the plan")),
    Place.SUBJECT: ("subject", N_("the name of the subject")),
    Place.SUBGROUP: ("term", N_("the subgroup")),
    Place.TEACHER: ("term", N_("the teacher")),
    Place.NAME: ("name", N_("the name of student № {number}")),
    Place.LEAVE: ("leave", N_("the order of a leave of student № {number}")),
    Place.TOPIC: ("topic", N_("the topic of {day}")),
    Place.HOMEWORK: ("homework", N_("the homework of {day}")),
    Place.KIND: ("kind", N_("the kind of lesson of {day}")),
    Place.COLUMN: ("period", N_("the title of a column after the lessons")),
    Place.CELL: ("mark", N_("a cell of student № {number}")),
}


def too_long_findings(journal: Journal) -> tuple[Finding, ...]:
    """One finding for the group's own texts and one a section, where any is too long to be printed."""
    limits = _limits()
    found = []
    of_group = tuple(_too_long(texts_of_group(journal), limits))
    if of_group:
        said = _message(_("Group {group}").format(group=name(journal.group.name)), of_group)
        found.append(finding(_CODE, said, group=journal.group.name))
    for section in journal.sections:
        of_section = tuple(_too_long(texts_of_section(section), limits))
        if of_section:
            said = _message(named(journal, section), of_section)
            found.append(finding(_CODE, said, group=journal.group.name, place=place_of(section)))
    return tuple(found)


def _limits() -> dict[Place, int]:
    """The most characters by place."""
    told = slots()
    return {place: getattr(told, slot).letters for place, (slot, _title) in _PLACES.items()}


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
        page=page, place=_named(place, about), length=length, limit=limit
    )
    others = len(found) - 1
    if not others:
        return said
    more = ngettext("So it is in {count} more place.", "So it is in {count} more places.", others)
    return f"{said} {more.format(count=others)}"


def _named(place: Place, about: About) -> str:
    """The place in the user's language, students by their position on the list."""
    _slot, title = _PLACES[place]
    if isinstance(about, Lesson):
        return _(title).format(day=day(about.date))
    return _(title).format(number="?" if about is None else about)
