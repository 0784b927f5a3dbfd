"""Finding a medium of the register by the number that is written on it."""

from __future__ import annotations

from archiver.errors import UsageError
from archiver.locale import _
from archiver.register.model.media import Medium
from archiver.register.work import Work


def medium_of(work: Work, number: str) -> Medium:
    """The medium with an inventory number; raises UsageError naming those there are."""
    found = work.media.by_inventory(number)
    if found is None:
        there = ", ".join(medium.inventory_number for medium in work.media.all()) or "—"
        raise UsageError(
            _("There is no medium {number} in the register. There are: {media}.").format(
                number=number, media=there
            )
        )
    return found


def medium_in_use(work: Work, number: str) -> Medium:
    """As `medium_of`; raises UsageError also for a medium that is retired."""
    medium = medium_of(work, number)
    if medium.retired_on is not None:
        raise UsageError(_("The medium {number} is retired.").format(number=number))
    return medium
