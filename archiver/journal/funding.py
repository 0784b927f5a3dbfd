"""On whose money a student studies, as papers say it: the student's own funding, else that of the group.

The module tells it in lists of students alone (`educationBasis`), which carry birthdays too and are never
asked for (domain 4.4a), so it comes from the settings or from a file in our own format. What nobody told
stays unknown.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archiver.journal.model import Group, Student


class Funding(StrEnum):
    """Who pays for the studies («основа обучения»)."""

    BUDGET = "budget"
    PAID = "paid"


WORDS = {Funding.BUDGET: "бюджет", Funding.PAID: "внебюджет", None: ""}
"""What stands in the column «Основа обучения»; a blank to be filled in by hand where it is not known."""


def funding_of(student: Student, group: Group) -> Funding | None:
    """Who pays for the student; None where neither the student nor the group tells it."""
    return student.funding or group.funding
