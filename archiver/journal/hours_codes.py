"""Codes of findings about forms 2 and 3 and about the days they rest on.

A part of the one table in `archiver.journal.codes`, in alphabetical order.
"""

from __future__ import annotations

from archiver.journal.code import NOTE, Code
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
}
