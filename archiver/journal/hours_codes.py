"""Codes of findings about forms 2 and 3 and about the days they rest on.

A part of the one table in `archiver.journal.codes`, in alphabetical order.
"""

from __future__ import annotations

from archiver.journal.code import BLOCKING, NOTE, WARNING, Code
from archiver.locale import N_

HOURS_CODES: dict[str, Code] = {
    "calendar.year-unknown": Code(
        NOTE,
        N_("A year whose days off are not known yet"),
        N_(
            "Update the program when the decree on days off is out, or name the days in archiver.toml "
            "([calendar], days_off and working_days)."
        ),
    ),
    "hours.doubtful": Code(
        WARNING,
        N_("Hours of a journal in which the checks found errors"),
        N_("Look through the findings of the journal's check; the forms are made of what is there."),
    ),
    "hours.funding-unstated": Code(
        NOTE,
        N_("Groups of which nobody told who pays"),
        N_(
            "Name it in archiver.toml ([[groups]], funding); until then the columns of budget and fees "
            "are left for the hand."
        ),
    ),
    "hours.lessons-unknown": Code(
        WARNING,
        N_("Lessons whose hours are not told"),
        N_("Enter the hours in ASU RSO and export again; until then they are «?» on the forms."),
    ),
    "hours.load-unstated": Code(
        NOTE,
        N_("Teachers whose load is not stated"),
        N_("State it in archiver.toml ([[loads]]), or fill the cells in by hand."),
    ),
    "hours.load-unused": Code(
        WARNING,
        N_("A load of the settings that fits nothing"),
        N_("Write teacher, subject, group and subgroup as they stand in the journal, or delete the entry."),
    ),
    "hours.no-teacher": Code(
        WARNING,
        N_("Lessons without a teacher, which are in no form 3"),
        N_("Name the teacher in ASU RSO or in archiver.toml ([[groups]], teachers)."),
    ),
    "hours.plan-unknown": Code(
        NOTE,
        N_("No planned hours"),
        N_("State the tariff in archiver.toml ([[loads]], tariff), or fill the cells in by hand."),
    ),
    "hours.practice-days": Code(
        NOTE,
        N_("Days of practice counted like lessons"),
        N_("If a day of practice lasts longer, say so in archiver.toml ([calendar], practice_day_hours)."),
    ),
    "hours.shares-untold": Code(
        WARNING,
        N_("The plan does not tell the shares of several teachers"),
        N_("State the hours of each in archiver.toml ([[loads]], tariff), or fill the cells in by hand."),
    ),
    "hours.substitution-unused": Code(
        WARNING,
        N_("A substitution of the settings that fits nothing"),
        N_("Compare day, group, subject and subgroup with the journal; name who was replaced (instead_of)."),
    ),
    "hours.teacher-joined": Code(
        NOTE,
        N_("A teacher's name written in full and in short"),
        N_("Nothing to do if it is one person; otherwise write both names in full."),
    ),
    "hours.teachers-alike": Code(
        WARNING,
        N_("Names that may be of one teacher"),
        N_("If it is one person, write the name the same everywhere in ASU RSO or in archiver.toml."),
    ),
    "hours.teachers-together": Code(
        WARNING,
        N_("Several teachers on one page"),
        N_("Fill in by hand who gave which hours, or let each have a page of his own in ASU RSO."),
    ),
    "hours.unknown": Code(
        BLOCKING,
        N_("A journal that tells no hours"),
        N_(
            "Say how many hours a lesson lasts in archiver.toml ([calendar], lesson_hours), "
            "or export from the SPO module."
        ),
    ),
}
