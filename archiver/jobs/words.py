"""What jobs are called, and how far they are, in words that name no command: a console says them too."""

from __future__ import annotations

from archiver.errors import ExitCode
from archiver.jobs.kinds import KINDS
from archiver.jobs.order import Order
from archiver.jobs.standing import HowFar, Standing, State
from archiver.locale import _, ngettext
from archiver.progress import Unit
from archiver.remedies import Deed
from archiver.wording.figures import sized


def deed_in_words(deed: Deed, subject: str = "") -> str:
    """What to do, at the end of a sentence that names a deed (`archiver.remedies.Naming`)."""
    told = {
        Deed.REPAIR: _("repair of the medium {subject}"),
        Deed.REPAIR_BAG: _("repair of the bag {subject}"),
        Deed.REMOVE_FOREIGN: _("repair of {subject} that removes foreign files"),
        Deed.MAKE_PARITY: _("parity for {subject}"),
        Deed.ADD_MEDIUM: _("a new medium"),
        Deed.DEPOSIT: _("a deposit"),
        Deed.RECOVER_ACTS: _("comparing the register with the acts on the media"),
        Deed.ADOPT: _("taking it in"),
    }
    return told.get(deed, deed.value).format(subject=subject)


def title_of(order: Order) -> str:
    """«Тома года: 2025/26 · ЖУРНАЛЫ»; of a kind that another release knew, its name."""
    kind = KINDS.get(order.kind)
    return order.kind if kind is None else f"{kind.title()}: {kind.about(order.arguments)}"


def how_far_in_words(far: HowFar) -> str:
    """«367 из 540», of what; «» where nothing is counted yet."""
    if not far.total:
        return ""
    if far.unit == Unit.BYTES.name:
        told = _("{done} of {total}").format(done=sized(far.done), total=sized(far.total))
    else:
        told = _counted(far).format(done=far.done, total=far.total)
    return f"{told} ({far.of})" if far.of else told


def _counted(far: HowFar) -> str:
    total = far.total
    match far.unit:
        case Unit.GROUPS.name:
            return ngettext("{done} of {total} group", "{done} of {total} groups", total)
        case Unit.FILES.name:
            return ngettext("{done} of {total} file", "{done} of {total} files", total)
        case Unit.PAGES.name:
            return ngettext("{done} of {total} page", "{done} of {total} pages", total)
        case Unit.ANSWERS.name:
            return ngettext("{done} of {total} answer", "{done} of {total} answers", total)
        case _:
            return _("{done} of {total}")


def remark(standing: Standing, *, worker: bool) -> str:
    """What there is to say of how a job stands, in a sentence or none."""
    outcome = standing.outcome
    if outcome is not None and outcome.code is ExitCode.INTERNAL:
        return _("{what}; incident {number}.").format(what=outcome.message, number=standing.number)
    if outcome is not None:
        return outcome.message
    if standing.how_far.note:
        return standing.how_far.note
    match standing.state:
        case State.WAITING if not worker:
            return _("No worker is there to do it.")
        case State.INTERRUPTED:
            return _("Its worker was lost; the next one goes on with it.")
        case State.STOPPED:
            return _("What is ready is kept; asked for again, it goes on.")
        case _:
            return ""
