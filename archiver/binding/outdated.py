"""Volumes on paper that are not what the journal says any more: told until the next copy is noted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from archiver.binder.copies import Copies, EarlierCopy
from archiver.binder.plan import BinderPart
from archiver.binder.volume import entries
from archiver.binding.lots import BoundLot, Lot
from archiver.journal.checks.wording import listed
from archiver.journal.codes import finding
from archiver.journal.findings import Finding, Place
from archiver.journal.model import Journal, Term
from archiver.journal.words import day
from archiver.locale import _, ngettext


def new_copies(journal: Journal, lot: Lot, done: BoundLot) -> Iterator[Finding]:
    """Each volume of a lot that replaces one on paper."""
    for one, volume in zip(done.prepared, done.volumes, strict=True):
        copies = lot.printed.get(one.plan.number, ())
        if one.changed is None or not copies or volume.get("copy", 1) != one.copy:
            continue
        note = _("Copy No. {copy} was made; print it and have it certified.").format(copy=one.copy)
        term = None if lot.scope.term is None else lot.scope.term.number
        yield _told(journal, one.plan.number, copies[-1], one.changed, note, term)


def other_prints(
    journal: Journal,
    parts: Sequence[BinderPart],
    printed: Mapping[int | None, Copies],
    periods: Mapping[int, Term],
) -> Iterator[Finding]:
    """Each study period on paper by itself whose pages in the year's file say something else.

    `periods` are those of the journal by their numbers.
    """
    now = entries(parts)
    for period, term in periods.items():
        for number, copies in sorted(printed.get(period, {}).items()):
            changed = copies[-1].changed(now, whole=False)
            if changed:
                note = _("Print the period anew if it is to be kept.")
                yield _told(journal, number, copies[-1], changed, note, term.number)


def _told(
    journal: Journal, volume: int, copy: EarlierCopy, changed: Sequence[str], note: str, term: int | None
) -> Finding:
    if copy.certified_on:
        since = _("Volume {volume} was certified on {day} (copy No. {copy})")
    else:
        since = _("Volume {volume} was printed on {day} (copy No. {copy})")
    since = since.format(volume=volume, day=day(copy.certified_on or copy.printed_on), copy=copy.number)
    count = ngettext("{count} subject has changed", "{count} subjects have changed", len(changed))
    if changed:
        told = f"{count.format(count=len(changed))}: {listed(changed)}"
    else:
        told = _("what was entered is the same, the sheets are others")
    named = f"{journal.term(term).name}. " if term is not None else ""
    return finding(
        "print.outdated", f"{named}{since}; {told}. {note}", group=journal.group.name, place=Place(term=term)
    )
