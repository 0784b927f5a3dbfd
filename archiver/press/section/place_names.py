"""What the places of a journal's texts are called in findings."""

from __future__ import annotations

from archiver.journal.model import Lesson
from archiver.journal.words import day
from archiver.locale import N_, _
from archiver.press.section.printed_texts import About, Place

_TITLES = {
    Place.GROUP: N_("the name of the group"),
    Place.SPECIALITY: N_("the speciality"),
    Place.CURATOR: N_("the curator"),
    Place.EDUCATION: N_("the form of education"),
    Place.DEPARTMENT: N_("the department or its head"),
    Place.TERM: N_("the name of a study period"),
    Place.PLANNED: N_("the name of a subject of the plan"),
    Place.SUBJECT: N_("the name of the subject"),
    Place.SUBGROUP: N_("the subgroup"),
    Place.TEACHER: N_("the teacher"),
    Place.NAME: N_("the name of student № {number}"),
    Place.LEAVE: N_("the order of a leave of student № {number}"),
    Place.TOPIC: N_("the topic of {day}"),
    Place.HOMEWORK: N_("the homework of {day}"),
    Place.KIND: N_("the kind of lesson of {day}"),
    Place.COLUMN: N_("the title of a column after the lessons"),
    Place.CELL: N_("a cell of student № {number}"),
}


def place_name(place: Place, about: About) -> str:
    """The place in the user's language, students by their position on the list."""
    title = _(_TITLES[place])
    if isinstance(about, Lesson):
        return title.format(day=day(about.date))
    return title.format(number="?" if about is None else about)
