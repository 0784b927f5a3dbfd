"""A bag that is not at its place: what can be said of it without having seen it go.

«Not found» is no proof of destruction. Four things explain it: nothing was ever written there; the same bag
was found elsewhere on the medium and erased there; this act erased it in a time that the register was put
back from; or a person says with a document who removed it (`by_hand`), which accounts for the copy and proves
nothing.
"""

from __future__ import annotations

import datetime as dt

from archiver.archive.disposal.clock import RECOVERED
from archiver.archive.disposal.copies import is_unfinished
from archiver.archive.disposal.following import Following
from archiver.locale import _
from archiver.register.chain import REBUILT, RESTORED
from archiver.register.work import Work
from retention.copies import Copy, Method

_UNFINISHED = "незаконченный экземпляр: на носителе ничего не найдено"
_MOVED = "пакет был перенесён: найден и удалён в "
_EARLIER = "удалён этим актом раньше; реестр восстановлен из копии до этого"
ABSENT = "пакета на носителе нет"
"""The remark of an intent to erase what was left beside a bag that is gone."""


def absence() -> str:
    """What is said of a copy that is not there and that nothing explains."""
    return _("it is neither there nor anywhere else on the medium; whoever removed it has to say so")


def explanation(work: Work, following: Following, copy: Copy) -> str:
    """Why a bag may be gone from its place, in words for its proof; «» when nothing says so."""
    if is_unfinished(copy):
        return _UNFINISHED
    execution = following.execution(work, copy.file)
    for other in execution.copies.values():
        proof = execution.proofs.get(other.id)
        same = (other.where, other.digest) == (copy.where, copy.digest) and other.id != copy.id
        erased = proof is not None and proof.method is not Method.REMOVED
        if same and erased and proof is not None and proof.digest_before == copy.digest is not None:
            return f"{_MOVED}«{other.what}»"
    if _put_back(work, following):
        return _EARLIER
    return ""


def is_explained(remark: str) -> bool:
    """Whether the remark of an intent is one of `explanation`: nothing of the bag was at its place."""
    return remark.startswith((_UNFINISHED, _MOVED, _EARLIER))


def _put_back(work: Work, following: Following) -> bool:
    """Whether the register was put back from a time before the end of this act."""
    act, number = following.act(work), following.number
    if next(iter(work.trail.events(object_=f"act:{number}", action=RECOVERED)), None) is not None:
        return True
    begun = act.begun
    restored = (event for action in (RESTORED, REBUILT) for event in work.trail.events(action=action))
    return begun is not None and any(dt.datetime.fromisoformat(one.at) > begun.at for one in restored)
