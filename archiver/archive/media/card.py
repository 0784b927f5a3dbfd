"""The card of a medium in words, and what is due of media."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archiver.archive.media.listing import Card
from archiver.archive.media.probing import verdict_in_words
from archiver.archive.media.words import (
    check_in_words,
    condition_in_words,
    holds,
    size,
    year_of,
)
from archiver.counter.vocabulary import MediaDue, Unenforced
from archiver.locale import _, ngettext
from archiver.remedies import Deed, Naming
from archiver.wording.figures import day


def lines(card: Card) -> Iterator[tuple[str, str]]:
    """Name and value of everything known of a medium."""
    medium = card.medium
    yield _("Number"), medium.inventory_number
    yield _("Kind"), medium.kind.in_words
    yield _("Address"), medium.address
    yield _("Identity"), medium.identity
    yield _("Serial number"), medium.serial or "—"
    yield _("File system"), medium.filesystem or "—"
    yield _("Capacity"), size(medium.capacity)
    yield _("Place"), ", ".join(filter(None, (medium.site, medium.room)))
    yield _("Threat"), medium.threat or "—"
    yield _("Custodian"), medium.custodian or "—"
    yield _("Holds"), holds(medium)
    yield _("Rewritable"), _("yes") if medium.rewritable else _("no")
    yield _("Year"), year_of(medium)
    yield _("Copies"), str(card.copies)
    yield _("Condition"), condition_in_words(medium.condition)
    yield _("Registered"), day(medium.registered_on)
    yield _("Checked"), day(medium.last_checked)
    for check in card.checks:
        yield f"  {day(check.started_at.astimezone().date())}", check_in_words(check)
    yield _("Check due"), day(medium.next_check_due)
    if medium.probe is not None:
        told = verdict_in_words(worm=medium.probe.get("worm") is True)
        yield _("Probed"), f"{day(medium.probed_on)}. {told}"
    if medium.retired_on is not None:
        yield _("Retired"), f"{day(medium.retired_on)}: {medium.retired_reason}"


def due_lines(found: MediaDue, untold: Sequence[Unenforced], called: Naming) -> Iterator[str]:
    """What is due, a line each, and the deed as the door has `called` it.

    `untold` are the buckets that have not been told of holds or periods.
    """
    for one in untold:
        yield ngettext(
            "{number}: {count} copy has not got its lock or hold. {command}",
            "{number}: {count} copies have not got their locks or holds. {command}",
            one.copies,
        ).format(number=one.medium, count=one.copies, command=called(Deed.SYNC_BUCKETS))
    for medium in found.overdue:
        yield _("{number}: the check was due on {day}. {command}").format(
            number=medium.inventory_number,
            day=day(medium.next_check_due),
            command=called(Deed.CHECK_MEDIUM),
        )
    for medium in found.soon:
        yield _("{number}: the check is due on {day}").format(
            number=medium.inventory_number, day=day(medium.next_check_due)
        )
    deadline = found.deadline
    year = f"{deadline.academic_year}/{(deadline.academic_year + 1) % 100:02d}"
    ready = ", ".join(medium.inventory_number for medium in deadline.ready) or "—"
    yield _("Media for {year} are due by {day}; ready: {ready}.").format(
        year=year, day=day(deadline.day), ready=ready
    )
    if deadline.missing:
        lacking = ngettext("{count} medium is missing", "{count} media are missing", deadline.missing).format(
            count=deadline.missing
        )
        passed = _(", the deadline has passed") if deadline.overdue else ""
        yield f"{lacking}{passed}: {called(Deed.ADD_MEDIUM)}"
