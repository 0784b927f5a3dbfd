"""Whether the register may be believed before anything is drafted or erased by it: held against its media.

All that any medium tells has to be in the register, its trail has to be the one whose heads they carry, and
every medium has to be read, or stated gone by a person (ADR 0049).
"""

from __future__ import annotations

from collections.abc import Iterable

from archiver.archive.disposal.testimony import Testimony, all_lacks, read_testimony, unread
from archiver.archive.kinship import refuse_foreign
from archiver.counter.session import Session
from archiver.counter.stores import Stores
from archiver.errors import Refused
from archiver.locale import _
from archiver.register.chain import ChainReport
from archiver.register.model.media import Medium
from archiver.register.rebuild import of_this_trail
from archiver.register.work import Work
from archiver.remedies import Deed, Remedy
from archiver.wording.figures import events


def chain_against(work: Work, heard: Testimony) -> ChainReport:
    """The whole trail checked against the heads that media carry."""
    return work.trail.verify(of_this_trail(work, heard.anchors))


def heard_from(session: Session, stores: Stores) -> Testimony:
    """What the media that are connected tell; Refused when the register does not know it."""
    heard = read_testimony(stores)
    with session.looking() as work:
        refuse_forgotten(work, heard)
    return heard


def refuse_unread(media: Iterable[Medium], heard: Testimony) -> None:
    """Raise Refused while a medium was not read (all are named), or one carries another archive's trail."""
    media = tuple(media)
    refuse_foreign(heard.lists, media)
    left = unread(media, heard)
    if left:
        raise Refused(
            _(
                "Not all media were read that may tell of holds, closings and periods: {media}. All of them "
                "have to be connected at once, beside these: {read}; one that is gone is to be stated so, by "
                "a document."
            ).format(media=", ".join(left), read=", ".join(sorted(heard.read)) or "—"),
            remedy=Remedy(Deed.STATE_GONE, left[0]),
        )


def refuse_forgotten(work: Work, heard: Testimony) -> None:
    """Raise Refused when a medium that was read tells of what the register does not know."""
    refuse_foreign(heard.lists, work.media.all())
    report = chain_against(work, heard)
    if any(not fault.place for fault in report.faults):
        raise Refused(_("The audit trail is broken."), remedy=Remedy(Deed.CHECK_TRAIL))
    if not report.whole:
        raise Refused(
            _(
                "The media tell of what the register does not have, or has otherwise ({events}): it is an "
                "earlier copy, or its trail was written anew."
            ).format(
                events=events(
                    min(fault.first for fault in report.faults), max(fault.last for fault in report.faults)
                )
            ),
            remedy=Remedy(Deed.RECOVER_ACTS),
        )
    lacks = list(all_lacks(work, heard))
    if lacks:
        named = (f"{one.subject} ({one.fact})" for one in lacks[:5])
        raise Refused(
            _("The media tell of decisions that the register does not know ({count}): {named}.").format(
                count=len(lacks), named="; ".join(named)
            ),
            remedy=Remedy(Deed.RECOVER_ACTS),
        )
