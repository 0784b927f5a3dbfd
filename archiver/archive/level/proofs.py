"""What proves a criterion: each function gives the words of the proof, or None when nothing proves it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from archiver.locale import _, ngettext
from archiver.register.facts import AUDITED, BACKED_UP, REPAIRED, Facts
from archiver.register.model.media import Condition, Medium
from archiver.register.model.trail import MeasureKind

YEAR = dt.timedelta(days=366)


def measure(facts: Facts, kind: MeasureKind) -> str | None:
    """A measure that holds today."""
    found = facts.measures.get(kind)
    if found is None:
        return None
    return _("stated on {day} by {author}: {document}; valid until {until}").format(
        day=_day(found.stated_on), author=found.author, document=found.document, until=_day(found.valid_until)
    )


def two_rooms(facts: Facts) -> str | None:
    """Every bag on two media that stand in different places."""
    return _least(facts, 2, places)


def apart(media: tuple[Medium, ...]) -> tuple[Medium, ...]:
    """The media without those that are folders on the disk of another one: one fault takes both."""
    disks = {
        (medium.filesystem, medium.serial) if medium.filesystem else medium.id: medium for medium in media
    }
    return tuple(disks.values())


def places(media: tuple[Medium, ...]) -> int:
    """In how many places media certainly stand: what is not told (room, site) may be one of the others."""
    rooms: dict[str, set[str]] = {}
    for medium in media:
        if medium.site:
            rooms.setdefault(medium.site, set()).add(medium.room)
    return sum(max(1, len(known - {""})) for known in rooms.values())


def three_copies(facts: Facts) -> str | None:
    """Every bag three times, in two buildings."""
    sites = _least(facts, 2, lambda media: len({medium.site for medium in media if medium.site}))
    return sites and _least(facts, 3, len)


def other_threat(facts: Facts) -> str | None:
    """Every bag under two classes of disaster; places whose class is not given prove nothing."""
    return _threats(facts, 2)


def three_threats(facts: Facts) -> str | None:
    """Every bag under three classes of disaster."""
    return _threats(facts, 3)


def two_kinds(facts: Facts) -> str | None:
    """Every bag on two kinds of media."""
    return _least(facts, 2, lambda media: len({medium.kind for medium in media}))


def three_kinds(facts: Facts) -> str | None:
    """Every bag on three kinds of media."""
    return _least(facts, 3, lambda media: len({medium.kind for medium in media}))


def media_documented(facts: Facts) -> str | None:
    """Every medium with a copy has a place, a custodian or an address in the register."""
    if not facts.bags or not all(medium.site and medium.address for medium in facts.media):
        return None
    count = len(facts.media)
    return ngettext(
        "{count} medium in the register, with place and address",
        "{count} media in the register, with place and address",
        count,
    ).format(count=count)


def stable(facts: Facts) -> str | None:
    """Every bag on a medium that keeps its data without care and was looked at in time."""

    def sound(media: tuple[Medium, ...]) -> int:
        return sum(
            medium.kind.stable
            and medium.condition is Condition.GOOD
            and medium.next_check_due is not None
            and medium.next_check_due >= facts.today
            for medium in media
        )

    return _least(facts, 1, sound)


def digests(facts: Facts) -> str | None:
    """Every kept file is in a bag, and a bag has digests of everything in it."""
    if not _complete(facts):
        return None
    return ngettext(
        "SHA-256 and SHA-512 of everything in {count} bag",
        "SHA-256 and SHA-512 of everything in {count} bags",
        facts.bags,
    ).format(count=facts.bags)


def read_back(facts: Facts) -> str | None:
    """The database lets no copy count that was not read back."""
    if not any(media for media, _count in facts.placements):
        return None
    return _("every registered copy was read back and compared; the register accepts no other")


def backup_apart(facts: Facts) -> str | None:
    """A backup of the register not older than a year, said to be kept apart."""
    moment = facts.last.get(BACKED_UP)
    if moment is None or not facts.kept_apart or facts.today - moment.date() > YEAR:
        return None
    return _("the register was backed up on {day}; the copy is kept: {place}").format(
        day=_day(moment.date()), place=facts.kept_apart
    )


def checked_in_time(facts: Facts) -> str | None:
    """Every medium with copies passed its last check, and none is due."""
    media = _used(facts)
    if not _complete(facts) or not media:
        return None
    if any(
        medium.last_checked is None or (medium.next_check_due or dt.date.min) < facts.today
        for medium in media
    ):
        return None
    if not {medium.id for medium in media} <= facts.media_checked:
        return None
    oldest = min(medium.last_checked for medium in media if medium.last_checked)
    return _("every medium with copies was checked in time, the longest ago on {day}").format(
        day=_day(oldest)
    )


def checks_documented(facts: Facts) -> str | None:
    """Every medium with copies has a finished check in the register, with its outcome."""
    media = _used(facts)
    if not media or not {medium.id for medium in media} <= facts.media_checked:
        return None
    return _("the register holds the course and outcome of a check of every medium")


def audited(facts: Facts) -> str | None:
    """The audit trail was verified within a year."""
    return _within_a_year(facts, AUDITED, _("the audit trail was verified on {day}"))


def drilled(facts: Facts) -> str | None:
    """A bag of every medium with copies was taken back and read within a year."""
    media = _used(facts)
    if not _complete(facts) or not media:
        return None
    days = [facts.drilled.get(medium.id) for medium in media]
    if any(day is None or facts.today - day > YEAR for day in days):
        return None
    return _(
        "a bag of every medium was taken back, checked by its own instructions and opened, "
        "the longest ago on {day}"
    ).format(day=_day(min(day for day in days if day is not None)))


def accessible(facts: Facts) -> str | None:
    """That content can be had and shown: a drill of every medium, or what a person stated."""
    return drilled(facts) or measure(facts, MeasureKind.FORMAT_ACTION)


def checked_on_event(facts: Facts) -> str | None:
    """A copy was checked by itself, not only in the round of its medium: after a fault, or in a drill."""
    if facts.copy_checked is None:
        return drilled(facts)
    return _("a single copy was last checked on {day}").format(day=_day(facts.copy_checked.date()))


def repaired(facts: Facts) -> str | None:
    """A repair is on record, and nothing waits for one."""
    moment = facts.last.get(REPAIRED)
    if moment is None or facts.troubled:
        return None
    return _("the last repair was on {day}; no copy is damaged or missing").format(day=_day(moment.date()))


def people(facts: Facts) -> str | None:
    """Persons with roles."""
    if not facts.people:
        return None
    return ngettext(
        "{count} person with roles in the register",
        "{count} persons with roles in the register",
        facts.people,
    ).format(count=facts.people)


def log(facts: Facts) -> str | None:
    """A chained trail, verified within a year."""
    if not audited(facts):
        return None
    return ngettext(
        "{count} event, chained, with person and program",
        "{count} events, chained, each with person and program",
        facts.events,
    ).format(count=facts.events)


def inventory(facts: Facts) -> str | None:
    """Every kept file with the media its copies are on."""
    if not _complete(facts) or not all(media for media, _count in facts.placements):
        return None
    return ngettext(
        "{count} file in the register with the media it is on",
        "{count} files in the register with the media they are on",
        facts.files,
    ).format(count=facts.files)


def described(facts: Facts) -> str | None:
    """Every file has its record, everything in the bags its format."""
    if not _complete(facts) or formats(facts) is None:
        return None
    return _("title, dates, period, sheets of every file; path, size, digests and format of all in its bag")


def formats(facts: Facts) -> str | None:
    """Nothing in current bags without a format."""
    if not facts.contents or facts.unknown_formats:
        return None
    return _("the format of everything in the bags is recorded, as its name told on the bagging date")


def actions_recorded(facts: Facts) -> str | None:
    """Packing and checking are in the trail."""
    moment = facts.last.get("fixity.finished")
    if moment is None or "bag.registered" not in facts.last:
        return None
    return _("events of packing, copying and checking with their times; the last check on {day}").format(
        day=_day(moment.date())
    )


def _within_a_year(facts: Facts, action: str, text: str) -> str | None:
    moment = facts.last.get(action)
    if moment is None or facts.today - moment.date() > YEAR:
        return None
    return text.format(day=_day(moment.date()))


def _complete(facts: Facts) -> bool:
    return facts.bags > 0 and facts.bags >= facts.files


def _used(facts: Facts) -> tuple[Medium, ...]:
    return tuple({medium.id: medium for media, _count in facts.placements for medium in media}.values())


def _threats(facts: Facts, wanted: int) -> str | None:
    return _least(facts, wanted, lambda media: len({medium.threat for medium in media if medium.threat}))


def _least(facts: Facts, wanted: int, number: Callable[[tuple[Medium, ...]], int]) -> str | None:
    """Whether `number` is at least `wanted` for every bag, and that no file is without one."""
    if not _complete(facts):
        return None
    placements = [apart(media) for media, _count in facts.placements]
    if any(number(media) < wanted for media in placements):
        return None
    least = min(map(len, placements))
    sites = sorted({medium.site for medium in _used(facts)})
    return ngettext(
        "all {count} bag: at least {least} copies; places: {places}",
        "all {count} bags: at least {least} copies; places: {places}",
        facts.bags,
    ).format(count=facts.bags, least=least, places=", ".join(sites))


def _day(day: dt.date) -> str:
    return day.strftime("%d.%m.%Y")
