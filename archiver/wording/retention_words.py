"""The stable words of `retention` (states, steps, reasons, faults) in the user's language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from archiver.locale import _
from retention.evidence import Missing
from retention.restored import Gap, GapKind
from retention.toml_fields import Problem


def word(value: object, role: str = "") -> str:
    """A value of a refusal for people: known words translated, dates as «12.01.2032», others as they are.

    `role` is the name of the field: a step and a state have the same word in code, not in a sentence.
    """
    match value:
        case dt.datetime():
            return f"{value:%d.%m.%Y %H:%M}"
        case dt.date():
            return f"{value:%d.%m.%Y}"
        case Gap():
            return _gap(value)
        case Missing():
            paper = _("act") if value.paper == "act" else _("log extract")
            return f"{paper}, {value.item}) {word(value.name, 'field')}"
        case Problem():
            detail = f" ({value.detail})" if value.detail else ""
            return f"{value.place} — {word(value.fault)}{detail}"
    known = _WORDS.get(f"{role}:{value}") or _WORDS.get(str(value))
    return known() if known else str(value)


def _gap(gap: Gap) -> str:
    text = {
        GapKind.UNKNOWN: _("act {act} is not in the register"),
        GapKind.OLDER: _("act {act} was «{anchored}» on {on}, the register has «{state}»"),
        GapKind.OTHER: _("act {act} of the register is not the one of {on}"),
    }[gap.kind]
    return text.format(
        act=gap.anchor.act, anchored=word(gap.anchor.state), on=word(gap.anchor.at), state=word(gap.state)
    )


_WORDS: dict[str, Callable[[], str]] = {
    # states
    "draft": lambda: _("draft"),
    "agreed": lambda: _("agreed by the commission"),
    "region-agreed": lambda: _("agreed by the regional commission"),
    "approved": lambda: _("approved"),
    "executing": lambda: _("being executed"),
    "accounted": lambda: _("accounted"),
    "cancelled": lambda: _("cancelled"),
    # steps
    "step:drafted": lambda: _("drawing up"),
    "step:agreed": lambda: _("agreement of the commission"),
    "step:region-agreed": lambda: _("agreement of the regional commission"),
    "step:approved": lambda: _("approval"),
    "step:begun": lambda: _("beginning the execution"),
    "step:executed": lambda: _("execution"),
    "step:accounted": lambda: _("entering into the registers"),
    "step:cancelled": lambda: _("cancelling"),
    # roles and what a step lacks
    "author": lambda: _("author"),
    "approver": lambda: _("approver"),
    "protocol": lambda: _("the number and date of the protocol"),
    "reason": lambda: _("a reason"),
    "rows": lambda: _("at least one file"),
    "row-twice": lambda: _("one row for each file"),
    "basis": lambda: _("the basis of the act"),
    "inventories": lambda: _("the protocol that approved the inventories"),
    # why a file may not go
    "not-closed": lambda: _("not closed yet"),
    "not-due": lambda: _("its period is not over"),
    "held": lambda: _("under a hold"),
    "permanent": lambda: _("kept for ever"),
    "needs-review": lambda: _("the commission has not reviewed it"),
    "needs-regional-review": lambda: _("the regional commission has not reviewed it"),
    "kept-by-review": lambda: _("the commission keeps it"),
    "statement-not-registered": lambda: _("its grade statement is not registered separately"),
    "statement-absent": lambda: _("its grade statement is absent: no medium in service has a copy"),
    "statement-too-few": lambda: _("its grade statement has fewer than two copies on media in service"),
    "statement-not-verified": lambda: _("copies of its grade statement are damaged or not verified"),
    "statement-stale": lambda: _(
        "copies of its grade statement were read longer ago than their media allow; check the media"
    ),
    "statement-not-read": lambda: _(
        "fewer than two whole copies of its grade statement could be read now; connect or repair their media"
    ),
    "in-open-act": lambda: _("it is in another act"),
    "destroyed": lambda: _("destroyed already"),
    "clock-suspicious": lambda: _("the clock cannot be believed"),
    "clock.backwards": lambda: _("it shows a day before the last event"),
    "clock.jump": lambda: _("nothing was entered for long; the date is stated when the act is drawn up"),
    "clock.differs": lambda: _("a clock elsewhere shows another day"),
    "clock.contradicted": lambda: _("it shows another day than the one that was stated"),
    "clock.unconfirmed": lambda: _("the director has not confirmed the date"),
    "register-behind": lambda: _("the register is older than its acts"),
    "not-judged": lambda: _("not checked today"),
    "register-changed": lambda: _("the register was changed past its trail"),
    "media-tell-otherwise": lambda: _("the media tell otherwise"),
    # what decides, and may have been changed
    "fact:entry": lambda: _("what file it is"),
    "fact:state": lambda: _("kept or destroyed"),
    "fact:closing": lambda: _("day of closing"),
    "fact:period": lambda: _("retention period"),
    "fact:hold": lambda: _("hold"),
    "fact:paper": lambda: _("volume on paper"),
    "fact:schedule": lambda: _("version of the schedule"),
    "fact:act": lambda: _("steps of the act"),
    "fact:medium": lambda: _("medium"),
    "open": lambda: _("not closed yet"),
    "never": lambda: _("kept for ever"),
    # what a proof lacks
    "other-copy": lambda: _("it is about another copy"),
    "before-execution": lambda: _("it is dated before the execution of the act"),
    "by-the-approver": lambda: _("whoever approved the act cannot execute it"),
    "method": lambda: _("such a carrier is not destroyed this way"),
    "no-digest": lambda: _("the copy was not read before it was destroyed, and no reason is given"),
    "digest-differs": lambda: _("the copy was not the one of the register, and no reason is given"),
    "still-there": lambda: _("the store still has it"),
    "no-waybill": lambda: _("recipient, number and date of the waybill are missing"),
    "no-sheets": lambda: _("the sheets were not counted"),
    # schedules
    "not-next": lambda: _("its number is not the next one"),
    "earlier-date": lambda: _("it is dated earlier"),
    "no-author": lambda: _("it has no author"),
    "series-twice": lambda: _("a series stands in it twice"),
    "unknown-key": lambda: _("unknown key"),
    "text-needed": lambda: _("a text is needed"),
    "code-form": lambda: _("a code like 05-11 is needed"),
    "date-needed": lambda: _("a date like 2023-09-01 is needed"),
    "number-needed": lambda: _("a whole number is needed"),
    "flag-needed": lambda: _("true or false is needed"),
    "series-needed": lambda: _("at least one [[series]] is needed"),
    "action-unknown": lambda: _('"destroy" or "review" is needed'),
    "period-unknown": lambda: _(
        '{{ years = 5 }}, {{ permanent = true }} or {{ event = "…", years = 3 }} is needed'
    ).format(),
    "statement-unknown": lambda: _("there is no such other series in the file"),
    "not-toml": lambda: _("the file is not TOML"),
    # texts refused
    "kind:digest": lambda: _("SHA-256 digest"),
    "kind:series-code": lambda: _("index of the file plan"),
    "kind:identifier": lambda: _("identifier"),
    "kind:group-name": lambda: _("name of a group"),
    "kind:years": lambda: _("years"),
    "kind:title": lambda: _("title"),
    "kind:tombstone": lambda: _("tombstone"),
    "fault:form": lambda: _("it is not written as it should be"),
    "fault:person": lambda: _("it looks like a person's name"),
    "fault:type": lambda: _("it was not checked"),
    # fields of order 179
    "field:operator": lambda: _("operator and address"),
    "field:processors": lambda: _("name and address of the processor"),
    "field:subjects": lambda: _("people whose data were destroyed"),
    "field:destroyers": lambda: _("name and post of who destroyed them"),
    "field:categories": lambda: _("categories of data"),
    "field:carriers": lambda: _("paper carriers with numbers of sheets"),
    "field:systems": lambda: _("information system"),
    "field:method": lambda: _("method"),
    "field:reason": lambda: _("reason"),
    "field:destroyed_on": lambda: _("date of destruction"),
}
