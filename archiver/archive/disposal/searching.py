"""Looking for the bags of an act wherever they lie on a medium: one walk of it, whatever the register says.

The register tells where a copy was put, not where it is: a folder can be moved by hand, and copied. A bag is
known by what it carries (its labels, or its seal), and a document that was taken out of its bag by its size
and digest. What lies where the register has a copy of another bag is not read: the check of that copy tells
of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AnySet
from dataclasses import dataclass, field

from archiver.archive import bag_labels
from archiver.archive.custody.identity import named_by
from archiver.archive.disposal.acts import act_of
from archiver.archive.disposal.copies import moved_copy
from archiver.counter.session import Session
from archiver.counter.stores import Stores
from archiver.locale import _
from archiver.register.model.media import Medium
from archiver.register.model.packages import CopyState
from archiver.register.work import Work
from retention.copies import Copy
from retention.execution import Execution
from retention.words import Identifier, Sha256
from storage.bag.info import Pairs
from storage.bag.layout import COMMIT, INFO, PAYLOAD, SEALED
from storage.bag.reading import read_info, read_tag
from storage.errors import StorageError, StoreUnreachable
from storage.store import Store

_MARKS = (COMMIT, INFO, SEALED)
"""Any of these names makes a folder look like a bag: a bag without its bagit.txt still holds the names."""
_NO_CONTENT = {"symbolic-link", "not-a-file"}
_OF_THE_SYSTEM = {"lost+found", "System Volume Information", "$RECYCLE.BIN"}


@dataclass(frozen=True, slots=True)
class Stray:
    """Something of a file of the act that cannot be erased as it lies; `holds_others`: beside other bags."""

    where: str
    what: str
    file: Identifier
    holds_others: bool = False


@dataclass(frozen=True, slots=True)
class Search:
    """What was found outside the places of the act: `copies` to be erased, and `strays` for a person.

    `closed` are folders (medium and name) that no program can look into by the rules of names;
    `unseen` are the media in service, by inventory number, that could not be looked through, and why.
    """

    copies: tuple[Copy, ...] = ()
    strays: tuple[Stray, ...] = ()
    closed: tuple[tuple[str, str], ...] = ()
    unseen: Mapping[str, str] = field(default_factory=dict)

    @property
    def nothing(self) -> bool:
        """Whether no medium that could be looked through has anything of the act."""
        return not self.copies and not self.strays


@dataclass(frozen=True, slots=True)
class Wanted:
    """How what belongs to an act is known: by file, by bag, by seal, and documents by size and digest."""

    files: Mapping[str, Identifier]
    bags: Mapping[str, Identifier]
    seals: Mapping[str, Identifier]
    documents: Mapping[int, Mapping[str, Identifier]]

    def of_labels(self, labels: Pairs) -> Identifier | None:
        """Whose bag it is, by its labels."""
        told = dict(labels)
        by_bag = self.bags.get(told.get(bag_labels.BAG, ""))
        by_file = self.files.get(told.get("Internal-Sender-Identifier", ""))
        # Of a file that went before this register began, the act's name is all there is.
        return by_bag or by_file or self.files.get(named_by(told) or "")


def wanted_of(work: Work, execution: Execution, files: Mapping[Identifier, int]) -> Wanted:
    """What an act looks for; `files` are the register's numbers of its files."""
    names, bags = dict[str, Identifier](), dict[str, Identifier]()
    documents: dict[int, dict[str, Identifier]] = {}
    for name, file_id in files.items():
        names[work.files.get(file_id).external_id] = name
        for bag in work.bags.of_file(file_id):
            bags[bag.external_id] = name
            for content in work.bags.contents(bag.id):
                if content.path.startswith(PAYLOAD) and content.size:
                    documents.setdefault(content.size, {})[content.sha256] = name
    seals = {str(copy.digest): copy.file for copy in execution.copies.values() if copy.digest}
    return Wanted(names, bags, seals, documents)


@dataclass(frozen=True, slots=True)
class _Walk:
    """What one walk of a medium saw: folders that look like bags, files as long as a document looked for."""

    bags: frozenset[str]
    same_size: tuple[tuple[str, int], ...]
    closed: tuple[str, ...]


def look_through(session: Session, number: str, stores: Stores, media: Sequence[Medium]) -> Search:
    """What lies outside the places of the act `number` on the media that are connected."""
    with session.looking() as work:
        act, entry = act_of(work, number)
        execution = work.executions.get(act, entry)
        wanted = wanted_of(work, execution, work.acts.files(number))
        registered = {medium.id: frozenset(_registered(work, medium)) for medium in media}
    return search(stores, media, wanted, execution, registered)


def stray_line(stray: Stray) -> str:
    """What lies there, and what to do about it."""
    if stray.holds_others:
        told = _("a bag of {file}, and other bags inside it; take it apart by hand")
    else:
        told = _("a document of {file} outside its bag; remove it by hand")
    return f"{stray.where}, {stray.what}: {told.format(file=stray.file)}"


def closed_line(where: str, folder: str) -> str:
    """A folder that was not looked into."""
    return _("{medium}, {folder}: not looked into, its name or rights do not allow it; look yourself").format(
        medium=where, folder=folder
    )


def search(
    stores: Stores,
    media: Sequence[Medium],
    wanted: Wanted,
    execution: Execution,
    registered: Mapping[int, AnySet[str]],
) -> Search:
    """Look through every medium that is connected, retired ones too; the register is not held open for it.

    `registered` are the places of good copies on each medium, by its id: they are not read.
    """
    copies, strays, closed = list[Copy](), list[Stray](), list[tuple[str, str]]()
    for medium in media:
        number = medium.inventory_number
        store = stores.get(number)
        if store is None:
            continue
        own = {copy.what for copy in execution.copies.values() if copy.where == number}
        try:
            walk = _walked(store, wanted)
            known = own | registered[medium.id]
            copies += _bags(medium, store, wanted, walk, known)
            strays += _strays(medium, store, wanted, walk, known)
        except StorageError as error:
            stores.lose(number, error)
            continue
        closed += [(number, key) for key in walk.closed]
    in_service = {medium.inventory_number for medium in media if medium.retired_on is None}
    unseen = {number: why for number, why in stores.absent.items() if number in in_service}
    return Search(tuple(copies), tuple(strays), tuple(closed), unseen)


def _walked(store: Store, wanted: Wanted) -> _Walk:
    bags, same_size, closed = set[str](), list[tuple[str, int]](), list[str]()
    for entry in store.list():
        above, _slash, name = entry.key.rpartition("/")
        if entry.offence:
            if entry.offence not in _NO_CONTENT and name not in _OF_THE_SYSTEM:
                closed.append(entry.key)
        elif name in _MARKS:
            bags.add(above)
        elif entry.size in wanted.documents:
            same_size.append((entry.key, entry.size))
    return _Walk(frozenset(bags), tuple(same_size), tuple(sorted(closed)))


def _registered(work: Work, medium: Medium) -> Iterator[str]:
    """Where the register has copies on the medium that were whole when they were last looked at."""
    after = 0
    while page := work.copies.on_medium(medium.id, after=after, state=CopyState.REGISTERED):
        after = page[-1].id
        yield from (copy.prefix for copy in page)


def _bags(medium: Medium, store: Store, wanted: Wanted, walk: _Walk, known: set[str]) -> Iterator[Copy]:
    for prefix in sorted(walk.bags - known):
        if _stands_alone(prefix, walk, known) and (file := _whose(store, prefix, wanted)) is not None:
            seal = _seal(store, prefix)
            same = seal if seal is not None and wanted.seals.get(seal) == file else None
            yield moved_copy(medium, prefix, file, same)


def _strays(medium: Medium, store: Store, wanted: Wanted, walk: _Walk, known: set[str]) -> Iterator[Stray]:
    number = medium.inventory_number
    for prefix in sorted(walk.bags - known):
        if not _stands_alone(prefix, walk, known) and (file := _whose(store, prefix, wanted)) is not None:
            yield Stray(number, prefix or "/", file, holds_others=True)
    places = walk.bags | known
    for key, size in walk.same_size:
        if not _below_any(key, places) and (file := _document(store, key, size, wanted)) is not None:
            yield Stray(number, key, file)


def _stands_alone(prefix: str, walk: _Walk, known: set[str]) -> bool:
    """Whether the folder can be erased whole: it is not the medium itself, and no other bag is in it."""
    below = f"{prefix}/"
    return bool(prefix) and not any(place.startswith(below) for place in (*walk.bags, *known))


def _below_any(key: str, places: AnySet[str]) -> bool:
    parts = key.split("/")
    return any("/".join(parts[:length]) in places for length in range(1, len(parts)))


def _whose(store: Store, prefix: str, wanted: Wanted) -> Identifier | None:
    labels: Pairs = ()
    try:
        labels = read_info(store, prefix)
    except StoreUnreachable:
        raise
    except StorageError:
        pass
    found = wanted.of_labels(labels)
    if found is None and (seal := _seal(store, prefix)) is not None:
        found = wanted.seals.get(seal)
    return found


def _seal(store: Store, prefix: str) -> Sha256 | None:
    try:
        return Sha256(hashlib.sha256(read_tag(store, prefix, SEALED)).hexdigest())
    except StoreUnreachable:
        raise
    except StorageError:
        return None


def _document(store: Store, key: str, size: int, wanted: Wanted) -> Identifier | None:
    try:
        found = store.source(key).digest()
    except StoreUnreachable:
        raise
    except StorageError:
        return None
    return wanted.documents[size].get(found.sha256)
