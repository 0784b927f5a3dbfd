"""What `archiver register rebuild` prints: what was found again, what is wrong, what nobody can know."""

from __future__ import annotations

from collections.abc import Iterator

from archiver.archive.upkeep import MadeAnew
from archiver.locale import _


def lines(anew: MadeAnew) -> Iterator[str]:
    """The report, a line each."""
    outcome = anew.outcome
    made = outcome.rebuilt
    yield _("Entered: files {files}, bags {bags}, copies {copies}, media {media}.").format(
        files=made.files, bags=made.bags, copies=made.copies, media=len(outcome.media)
    )
    for number, bag in outcome.damaged:
        yield _("Damaged: {bag} on the medium {number}: archiver repair {bag}").format(number=number, bag=bag)
    for place, reason in outcome.refused:
        yield _("Not entered: {place}: {reason}").format(place=place, reason=reason)
    for bag in outcome.silent:
        yield _("Without names, it is not found by students and subjects: {bag}").format(bag=bag)
    newest = max((anchor.sequence for anchor in made.anchors), default=0)
    if newest:
        yield _(
            "The old audit trail is lost, and a new one begins; the old one had at least {count} events, as "
            "marks in the bags say. If a copy of it is found: archiver restore"
        ).format(count=newest)
    if anew.acts:
        yield _(
            "The media tell of destruction acts: {acts}. What they destroyed may be among the bags entered: "
            "close the gap now, before anything else: archiver disposal recover"
        ).format(acts=", ".join(anew.acts))
    yield _("Media do not tell the following; enter it again, from papers or from memory:")
    yield _("  where each medium stands, its kind and custodian, whether it can be rewritten: media change")
    yield _("  who works in the archive: people add; holds: hold place; volumes on paper")
    yield _("  acts, when media were checked before, stated measures: level state")
    yield _("Media that were not named now are not in the register; name them in another call.")
