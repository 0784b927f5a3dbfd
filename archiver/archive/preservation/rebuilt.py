"""A register made anew, in words: what was found again, what is wrong, what nobody can know."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archiver.archive.preservation.rebuilding import RebuildOutcome
from archiver.locale import _
from archiver.remedies import Deed, Naming


def lines(outcome: RebuildOutcome, acts: Sequence[str], called: Naming) -> Iterator[str]:
    """The report, a line each; `acts` are those that the media tell of; deeds as `called` at the door."""
    made = outcome.rebuilt
    yield _("Entered: files {files}, bags {bags}, copies {copies}, media {media}.").format(
        files=made.files, bags=made.bags, copies=made.copies, media=len(outcome.media)
    )
    for number, bag in outcome.damaged:
        yield _("Damaged: {bag} on the medium {number}: {command}").format(
            number=number, bag=bag, command=called(Deed.REPAIR_BAG, bag)
        )
    for place, reason in outcome.refused:
        yield _("Not entered: {place}: {reason}").format(place=place, reason=reason)
    for bag in outcome.silent:
        yield _("Without names, it is not found by students and subjects: {bag}").format(bag=bag)
    newest = max((anchor.sequence for anchor in made.anchors), default=0)
    if newest:
        yield _(
            "The old audit trail is lost, and a new one begins; the old one had at least {count} events, as "
            "marks in the bags say. If a copy of it is found: {command}"
        ).format(count=newest, command=called(Deed.RESTORE_REGISTER))
    if acts:
        yield _(
            "The media tell of destruction acts: {acts}. What they destroyed may be among the bags entered: "
            "close the gap now, before anything else: {command}"
        ).format(acts=", ".join(acts), command=called(Deed.RECOVER_ACTS))
    yield _("Media do not tell the following; enter it again, from papers or from memory:")
    yield _("  where each medium stands, its kind and custodian, whether it can be rewritten: media change")
    yield _("  who works in the archive: people add; holds: hold place; volumes on paper")
    yield _("  acts, when media were checked before, stated measures: level state")
    yield _("Media that were not named now are not in the register; name them in another call.")
