"""Onto which media a file may go: the rules of the register, before the first byte is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from archiver.archive.deposit.record import Candidate
from archiver.errors import Refused, UsageError
from archiver.locale import _, ngettext
from archiver.register.model.media import Medium
from archiver.remedies import Deed, Remedy


@dataclass(frozen=True, slots=True)
class CopiesWanted:
    """What was asked for: media by number (without any all that fit), and at least so many copies."""

    media: tuple[str, ...] = ()
    copies: int = 2


def obstacle(medium: Medium, series: str, destruction_year: int | None) -> str | None:
    """Why a file may not go onto a medium, as the register would say it; None when it may."""
    number = medium.inventory_number
    if not medium.in_service:
        return _("the medium {number} is retired or failed").format(number=number)
    if medium.series is not None and medium.series != series:
        return _("the medium {number} is for the record series {own}, not {other}").format(
            number=number, own=medium.series, other=series
        )
    if medium.destruction_year not in (None, destruction_year or 0):
        return _("the medium {number} is for files to be destroyed in {own}, not in {other}").format(
            number=number, own=medium.destruction_year or _("no year"), other=destruction_year or _("no year")
        )
    return None


def choose(
    candidate: Candidate, year: int | None, media: Iterable[Medium], wanted: CopiesWanted
) -> list[Medium]:
    """The media for a candidate that is to be destroyed in `year`.

    Named media must all be fit (raises Refused, UsageError); else all that are in service, made ready for
    the file's academic year or for any. Raises Refused when there are fewer than the copies asked for.
    """
    known = {medium.inventory_number: medium for medium in media}
    if wanted.media:
        return [_named(number, known, candidate, year) for number in dict.fromkeys(wanted.media)]
    fit = [
        medium
        for medium in known.values()
        if obstacle(medium, candidate.series, year) is None
        and medium.academic_year in (None, candidate.academic_year)
    ]
    if len(fit) < wanted.copies:
        raise Refused(
            _lacking(candidate, fit, known.values(), year, wanted.copies),
            remedy=Remedy(Deed.ADD_MEDIUM_OR_TAKE_FEWER),
        )
    return fit


def _named(number: str, known: dict[str, Medium], candidate: Candidate, year: int | None) -> Medium:
    medium = known.get(number)
    if medium is None:
        raise UsageError(
            _("There is no medium {number} in the register. There are: {media}.").format(
                number=number, media=", ".join(known) or "—"
            )
        )
    why = obstacle(medium, candidate.series, year)
    if why is not None:
        raise Refused(
            _("{group}: {why}.").format(group=candidate.name, why=why),
            remedy=Remedy(Deed.TAKE_ANOTHER_MEDIUM),
        )
    return medium


def _lacking(
    candidate: Candidate, fit: Sequence[Medium], media: Iterable[Medium], year: int | None, copies: int
) -> str:
    there = ", ".join(medium.inventory_number for medium in fit) or "—"
    why = [text for medium in media if (text := obstacle(medium, candidate.series, year)) is not None]
    lines = [
        ngettext(
            "For the series {series} and the destruction year {year} there must be {count} medium, "
            "and there are: {there}.",
            "For the series {series} and the destruction year {year} there must be {count} media, "
            "and there are: {there}.",
            copies,
        ).format(series=candidate.series, year=year or _("no year"), count=copies, there=there)
    ]
    return "\n".join([*lines, *why])
