"""What `archiver register rebuild` prints: what was found again, what is wrong, what nobody can know."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from archiver.locale import _
from archiver.media_stores import open_store
from archiver.preservation.rebuilding import Outcome
from archiver.register.model.media import Medium
from archiver.settings import Settings


def lines(outcome: Outcome, settings: Settings) -> Iterator[str]:
    """The report, a line each."""
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
    acts = sorted({number for medium in outcome.media for number in _acts_on(medium, settings)})
    if acts:
        yield _(
            "The media tell of destruction acts: {acts}. What they destroyed may be among the bags entered: "
            "close the gap now, before anything else: archiver disposal recover"
        ).format(acts=", ".join(acts))
    yield _("Media do not tell the following; enter it again, from papers or from memory:")
    yield _("  where each medium stands, its kind and custodian, whether it can be rewritten: media change")
    yield _("  who works in the archive: people add; holds: hold place; volumes on paper")
    yield _("  acts, when media were checked before, stated measures: level state")
    yield _("Media that were not named now are not in the register; name them in another call.")


def _acts_on(medium: Medium, settings: Settings) -> Iterator[str]:
    """The acts whose notices lie on a medium."""
    from archiver.disposal.notices import read_notices

    with contextlib.closing(open_store(medium, settings.archive)) as store:
        for notice in read_notices(store):
            yield str(notice.act.number)
