"""Which archive a medium belongs to, by what lies on it: the media its trail names, the colleges of its bags.

Every file of the trail names the media that were in service when it was written, its own among them. One
that names none of an archive's media was copied there from another archive (ADR 0058).
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from archiver.counter.stores import Stores
from archiver.counter.trail_files import read_told
from archiver.errors import Refused
from archiver.locale import _
from archiver.register.kinship import identity_of
from archiver.register.model.media import Medium
from archiver.register.register import Register
from archiver.register.restore import told_as
from archiver.remedies import Deed, Remedy
from archiver.settings.archive import ArchiveSettings
from storage.bag.custody import find_bags
from storage.bag.reading import read_info
from storage.errors import StorageError, StoreUnreachable
from storage.medium import recognise
from storage.store import Store


def is_foreign(named: Collection[str], known: Collection[str]) -> bool:
    """Whether a file of the trail is another archive's: it names media, and none of those `known`."""
    return bool(named) and set(named).isdisjoint(known)


def refuse_foreign(lists: Iterable[tuple[str, Collection[str]]], media: Iterable[Medium]) -> None:
    """Raise Refused when one of `lists` (the media named, by the number of who carries it) is another's."""
    known = {medium.identity for medium in media}
    for number, named in lists:
        if is_foreign(named, known):
            raise foreign_trail(number)


def foreign_trail(medium: str) -> Refused:
    """The refusal of a medium, by its number, that carries the trail of another archive."""
    return Refused(
        _(
            "The medium {medium} carries what another archive was told of its trail (folder archiver-trail): "
            "files that name none of this archive's media. Nothing is taken from it. Find out how they came "
            "there, and move them away."
        ).format(medium=medium)
    )


def judge_by_media(register: Register, settings: ArchiveSettings) -> None:
    """Raise Refused when at the addresses of the register's media lie only media of another archive.

    For a register that is put where there is none to compare it with. One medium of its own is enough; where
    none is connected, nothing is said.
    """
    with register.reading() as work:
        media, identity = work.media.all(retired=False), identity_of(work)
    others = list[str]()
    with Stores(settings, media=media, patient=False) as stores:
        for medium in media:
            if stores.reached(medium) is not None:
                return
            store = stores.stranger(medium)
            if store is None:
                continue
            with contextlib.closing(store), contextlib.suppress(StorageError):
                number = recognise(store).inventory
                told = list(read_told(store))
                if told and all(is_foreign(one.named, identity.media) for one in told):
                    others.append(f"{medium.address} ({number})")
    if others:
        raise Refused(
            _(
                "The copy is of another archive ({copy}): at the addresses of its media lie media that never "
                "heard of it: {media}. Nothing was changed."
            ).format(copy=told_as(identity), media=", ".join(others)),
            remedy=Remedy(Deed.REPLACE_ANOTHER),
        )


@dataclass(frozen=True, slots=True)
class Belonging:
    """What ties a medium, or a register, to others: identities of media that it names, colleges of files."""

    media: frozenset[str]
    colleges: frozenset[str]

    def is_tied(self, other: Belonging) -> bool:
        """Whether both have a medium or a college in common."""
        return not (self.media.isdisjoint(other.media) and self.colleges.isdisjoint(other.colleges))

    def __or__(self, other: Belonging) -> Belonging:
        return Belonging(self.media | other.media, self.colleges | other.colleges)


def belonging_of(store: Store, identity: str) -> Belonging:
    """What a medium tells of itself. Raises StorageErrors of listing."""
    named = {one for told in read_told(store) for one in told.named}
    colleges = set[str]()
    for prefix in find_bags(store):
        try:
            colleges.add(dict(read_info(store, prefix)).get("College", ""))
        except StoreUnreachable:
            raise
        except (StorageError, ValueError):
            continue  # damaged, or none of ours: told when it is verified
    return Belonging(frozenset({identity, *named}), frozenset(colleges - {""}))


def refuse_apart(known: Belonging, media: Iterable[tuple[str, Belonging]]) -> None:
    """Raise Refused unless all `media`, each with its name, and what is `known` already hang together.

    Without bags and without a trail a medium belongs to anybody.
    """
    groups: list[tuple[list[str], Belonging]] = [([], known)] if known.media else []
    for number, one in media:
        if len(one.media) == 1 and not one.colleges:
            continue
        tied = [group for group in groups if group[1].is_tied(one)]
        groups = [group for group in groups if group not in tied]
        numbers = [number for group in tied for number in group[0]]
        groups.append(([*numbers, number], _together(one, (group[1] for group in tied))))
    if len(groups) > 1:
        raise Refused(
            _(
                "These media are of different archives, with neither media nor a college in common: "
                "{groups}. Nothing was entered."
            ).format(groups="; ".join(_named(*group) for group in groups)),
            remedy=Remedy(Deed.JOIN_ARCHIVES),
        )


def _together(one: Belonging, others: Iterable[Belonging]) -> Belonging:
    for other in others:
        one |= other
    return one


def _named(numbers: Iterable[str], belonging: Belonging) -> str:
    colleges = ", ".join(sorted(belonging.colleges)) or "—"
    names = ", ".join(numbers) or _("this register")
    return f"{names} ({colleges})"
