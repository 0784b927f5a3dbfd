"""A medium that was lost or taken out, and is here again: back into service, with a record.

What acts have destroyed since must not come back with it, so it is looked through first.
"""

from __future__ import annotations

from archiver.archive.preservation.adopting import look_again
from archiver.archive.preservation.unregistered import Stranger, StrangerKind
from archiver.counter.lookups import medium_of
from archiver.counter.session import Session, use_case
from archiver.counter.turn import Turn
from archiver.errors import Refused
from archiver.locale import _
from archiver.permissions import Permission
from archiver.remedies import Deed, Remedy
from archiver.wording.storage import telling


@use_case(Permission.MEDIA_KEEP, Turn.WRITING, Turn.CHECKING)
def readmit(session: Session, number: str, reason: str) -> tuple[Stranger, ...]:
    """Take a retired medium that is connected back into service; the bags on it that are not registered.

    Its check is due at once: until then its copies are those that were known. Raises UsageError for an
    unknown number, OutputFailed when it is not connected, Refused when bags that acts destroyed are on it.
    """
    with session.looking() as work:
        medium = medium_of(work, number)
    with session.stores() as stores, telling(number):
        found = look_again(session, medium, stores.open(medium))
    back = [one for one in found if one.kind is StrangerKind.REAPPEARED]
    if back:
        raise Refused(
            _("Bags lie on {medium} that were destroyed under an act or erased from it: {places}.").format(
                medium=number, places=", ".join(one.prefix for one in back[:5])
            ),
            remedy=Remedy(Deed.FINISH_RETURNED, _("ACT")),
        )
    with session.changing() as work:
        work.media.readmit(medium_of(work, number), reason, session.today)
    return found
