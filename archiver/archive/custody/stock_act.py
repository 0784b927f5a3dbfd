"""The printed act of a stock-taking, filled in from what was found."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archiver.archive.custody.stocktaking import StockTaken
from archiver.archive.custody.volume_labels import Shelf
from archiver.counter.session import Session, use_case
from archiver.papers import signers
from archiver.papers.forms import NOBODY, Signer
from archiver.papers.presence import PresenceForm, PresenceRow, presence_act
from archiver.papers.wording import day
from archiver.permissions import Permission
from archiver.press.engine import Typeset
from archiver.register.model.paper import Need

_NEEDS = {
    Need.DISINFECTION: "дезинфекции, дезинсекции",
    Need.RESTORATION: "реставрации",
    Need.BINDING: "переплёта или подшивки",
    Need.FADING: "восстановления затухающих текстов",
    Need.BEYOND_REPAIR: "списания (неисправимо повреждены)",
}
_FEWEST = 2
"""Lines for signatures where nobody is named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StockPaper:
    """What of the act no register knows: its number and day, who checked, how the room is."""

    number: str = ""
    on: dt.date | None = None
    checkers: Sequence[str] = ()
    conditions: str = ""


@use_case(Permission.PAPER_KEEP)
def stock_act(session: Session, taken: StockTaken, given: StockPaper) -> Typeset:
    """The act of presence and condition; raises EngineFailed."""
    settings = session.settings
    number = Counter(taken.needs.values())
    named = tuple(Signer("", name) for name in given.checkers)
    form = PresenceForm(
        signers.college(settings),
        signers.director(settings),
        given.number,
        day(given.on or taken.on),
        taken.room.name,
        listed=taken.listed,
        found=len(taken.found),
        lent=len(taken.lent),
        missing=len(taken.missing),
        misplaced=len(taken.misplaced),
        unknown=len(taken.unknown) + len(taken.destroyed),
        needs=tuple((text, number[need]) for need, text in _NEEDS.items()),
        rows=tuple(_rows(taken)),
        conditions=given.conditions,
        fund_number=settings.disposal.fund_number,
        fund_name=settings.disposal.fund_name,
        checkers=named or (NOBODY,) * _FEWEST,
    )
    return presence_act(form, settings.printing.pdf_a)


def _rows(taken: StockTaken) -> Iterator[PresenceRow]:
    for shelves, remark in (
        (taken.missing, "не обнаружен"),
        (taken.misplaced, "стоит не на своём месте"),
        (taken.destroyed, "числится уничтоженным, стоит на полке"),
    ):
        for one in shelves:
            yield PresenceRow(_title(one), _place(one), remark)
    for label in taken.unknown:
        yield PresenceRow(label, "", "не учтён")
    for one in (*taken.found, *taken.misplaced):
        if one.copy.id in taken.needs:
            yield PresenceRow(_title(one), _place(one), f"требует: {_NEEDS[taken.needs[one.copy.id]]}")


def _title(one: Shelf) -> str:
    volume = f", том {one.copy.volume} из {one.copy.volumes}" if one.copy.volumes > 1 else ""
    return f"{one.file.external_id}{volume}"


def _place(one: Shelf) -> str:
    return ", ".join(filter(None, (one.copy.site, one.copy.room, one.copy.shelf, one.copy.box)))
