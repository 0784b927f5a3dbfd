"""Bags and what is in them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

import sqlalchemy as sa

from archiver.errors import Refused
from archiver.locale import _
from archiver.register.desk import Desk, columns, of, rows
from archiver.register.model.packages import Bag, BagContent, BagState
from archiver.register.tables.bags import bag_contents, bags

_SELECT = sa.select(*columns(bags, Bag))
_PAGE = 1000


class Bags:
    """Archival packages of files."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def with_documents(self, digests: Collection[str]) -> tuple[tuple[Bag, BagContent], ...]:
        """Every bag, erased ones too, that holds a document of one of these SHA-256, with that document."""
        query = (
            sa.select(*columns(bag_contents, BagContent))
            .where(bag_contents.c.sha256.in_(list(digests)))
            .order_by(bag_contents.c.id)
        )
        return tuple((self.get(one.bag_id), one) for one in self._desk.all(BagContent, query))

    def contents_of_kind(self, bag_ids: Sequence[int], kind: str) -> dict[int, tuple[BagContent, ...]]:
        """The documents of a kind in some bags (a thousand at most), by the bag's id; others are left out."""
        query = (
            sa.select(*columns(bag_contents, BagContent))
            .where(bag_contents.c.bag_id.in_(bag_ids), bag_contents.c.kind == kind)
            .order_by(bag_contents.c.id)
        )
        found: dict[int, tuple[BagContent, ...]] = {}
        for one in self._desk.all(BagContent, query):
            found[one.bag_id] = (*found.get(one.bag_id, ()), one)
        return found

    def add(self, bag: Bag, contents: Iterable[BagContent], *, older: bool = False) -> Bag:
        """Register a bag with every file in it; the file's earlier bag is superseded.

        An `older` one, found again on a medium, does not supersede the one there is.
        Refused when another bag of the same external id has another digest; the same one is given back.
        """
        known = self.by_external_id(bag.external_id)
        if known is not None:
            if known.digest == bag.digest:
                return known
            raise Refused(
                _("There is another bag {id} in the register, with other contents.").format(
                    id=bag.external_id
                )
            )
        connection = self._desk.connection
        if older:
            bag = replace(bag, state=BagState.SUPERSEDED)
        else:
            earlier = [one.id for one in self.of_file(bag.file_id) if one.state is BagState.CURRENT]
            connection.execute(
                sa.update(bags).where(bags.c.id.in_(earlier)).values(state=BagState.SUPERSEDED)
            )
        added = replace(bag, id=self._desk.insert(bags, bag))
        listed = rows(contents, bag_id=added.id)
        if listed:
            connection.execute(sa.insert(bag_contents), listed)
        self._desk.note(
            "bag.registered",
            of("bag", added),
            id=added.external_id,
            file=added.file_id,
            digest=added.digest,
            size=added.size,
        )
        return added

    def all(self) -> Iterator[Bag]:
        """Every bag there is or was, a page at a time."""
        after = 0
        while page := self._desk.all(Bag, _SELECT.where(bags.c.id > after).order_by(bags.c.id).limit(_PAGE)):
            yield from page
            after = page[-1].id

    def get(self, bag_id: int) -> Bag:
        """The bag of that id; it must exist."""
        found = self._desk.one(Bag, _SELECT.where(bags.c.id == bag_id))
        if found is None:
            raise LookupError(f"bag {bag_id}")
        return found

    def by_external_id(self, external_id: str) -> Bag | None:
        """The bag with this external identifier."""
        return self._desk.one(Bag, _SELECT.where(bags.c.external_id == external_id))

    def of_file(self, file_id: int) -> tuple[Bag, ...]:
        """Every bag of a file, newest first."""
        return self._desk.all(Bag, _SELECT.where(bags.c.file_id == file_id).order_by(bags.c.id.desc()))

    def current_of(self, file_ids: Sequence[int]) -> dict[int, Bag]:
        """The current bag of each of some files (a thousand at most), by the file's id; not all have one."""
        # Not asked for by state: SQLite would go through all bags that are current.
        found = self._desk.all(Bag, _SELECT.where(bags.c.file_id.in_(file_ids)))
        return {bag.file_id: bag for bag in found if bag.state is BagState.CURRENT}

    def contents(self, bag_id: int) -> tuple[BagContent, ...]:
        """What is in a bag, by path."""
        query = sa.select(*columns(bag_contents, BagContent)).where(bag_contents.c.bag_id == bag_id)
        return self._desk.all(BagContent, query.order_by(bag_contents.c.path))

    def identified(self, content: BagContent, format_: str) -> None:
        """Remember the format of a file in a bag, found after it was registered."""
        self._desk.who()
        self._desk.connection.execute(
            sa.update(bag_contents).where(bag_contents.c.id == content.id).values(format=format_)
        )
        self._desk.note("content.identified", f"bag:{content.bag_id}", path=content.path, format=format_)
