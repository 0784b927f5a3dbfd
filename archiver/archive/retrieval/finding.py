"""Finding files: by what they are called, by group, student, subject or teacher, with every copy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from archiver.archive.deposit.record import Kind
from archiver.counter.session import Session, use_case
from archiver.errors import UsageError
from archiver.journal.as_typed import fitting, nearest
from archiver.journal.checks.wording import listed
from archiver.locale import _
from archiver.permissions import Permission
from archiver.register.finding import Found as Hits
from archiver.register.finding import Query
from archiver.register.model.files import File
from archiver.register.model.media import Medium
from archiver.register.model.packages import Bag, Copy, CopyState
from archiver.register.model.paper import PaperCopy
from archiver.register.work import Work
from archiver.remedies import Deed, Remedy


@dataclass(frozen=True, slots=True)
class Found:
    """A file with its current bag (None when it has none), its copies, and its volumes on paper.

    `signatures` are the names of the detached signatures in the bag, each called after its document.
    """

    file: File
    bag: Bag | None
    copies: tuple[tuple[Medium, Copy], ...]
    paper: tuple[PaperCopy, ...]
    signatures: tuple[str, ...] = ()

    @property
    def good(self) -> int:
        """How many copies are whole as far as is known, on media in service."""
        return sum(medium.in_service and copy.state is CopyState.REGISTERED for medium, copy in self.copies)


@use_case(Permission.FILE_FIND)
def find(session: Session, query: Query, text: str = "") -> tuple[tuple[Found, ...], bool]:
    """Files a query fits, newest first, and whether there are more.

    `text` may be the id of a file or bag, a group, a student, a subject or a teacher: whatever it fits is
    found. Raises UsageError when it fits too many names.
    """
    with session.looking() as work:
        files, more = _files(work, query, text.strip())
        return tuple(_found(work, files)), more


@use_case(Permission.FILE_FIND)
def single(session: Session, found: Sequence[Found]) -> int:
    """How many of the kept files found have one good copy on media in service, or none.

    Files without a bag, and those an act destroys now, are told of otherwise.
    """
    with session.looking() as work:
        going = work.acts.being_destroyed()
    return sum(one.bag is not None and one.file.id not in going and one.good < 2 for one in found)


@use_case(Permission.FILE_FIND)
def meant(session: Session, query: Query, text: str = "", *, everything: bool = False) -> tuple[Found, ...]:
    """The one file that fits, or `everything` that does; UsageError for none, for several, for too many."""
    found, more = find(session, query, text)
    if not found:
        message, near = _("Nothing in the archive fits."), groups_nearest(session, query, text)
        if near:
            message += " " + _("Did you mean {names}?").format(names=listed(near))
        raise UsageError(message, remedy=Remedy(Deed.FIND))
    if everything and more:
        raise UsageError(_("There are more than {count}: raise --limit.").format(count=len(found)))
    if everything or len(found) == 1:
        return found
    raise UsageError(
        _("Several files fit; name one of them, or all with --all:\n{files}").format(
            files="\n".join(f"  {one.file.external_id}" for one in found) + ("\n  …" if more else "")
        )
    )


@use_case(Permission.FILE_FIND)
def groups_nearest(session: Session, query: Query, text: str = "") -> tuple[str, ...]:
    """The groups of the archive most like what was looked for and not found; of people none."""
    with session.looking() as work:
        there = work.files.groups(query.college, destroyed=query.destroyed)
    return nearest(query.group or text, there)


def _files(work: Work, query: Query, text: str) -> tuple[list[File], bool]:
    if not text:
        found = _search(work, query)
        return list(found.files), found.more
    named = _named(work, text)
    if named is not None:
        return [named], False
    files: dict[int, File] = {}
    more = False
    meanings = (
        query.group or replace(query, group=text),
        query.student or replace(query, student=text),
        query.subject or replace(query, subject=text),
        query.teacher or replace(query, teacher=text),
    )
    for meaning in meanings:
        if isinstance(meaning, str):
            continue  # asked for by its option: the text means something else
        found = _search(work, meaning)
        files |= {file.id: file for file in found.files}
        more = more or found.more
    ordered = sorted(files.values(), key=lambda file: file.id, reverse=True)
    return ordered[: query.limit], more or len(ordered) > query.limit


def _search(work: Work, query: Query) -> Hits:
    """What the register finds; where it knows no group of that beginning, the groups that the name fits."""
    found = work.find(query)
    if found.files or not query.group:
        return found
    files: dict[int, File] = {}
    more = False
    for name in fitting(query.group, work.files.groups(query.college, destroyed=query.destroyed)):
        of_name = work.find(replace(query, group=name))
        files |= {file.id: file for file in of_name.files}
        more = more or of_name.more
    ordered = tuple(sorted(files.values(), key=lambda file: file.id, reverse=True))
    return Hits(ordered[: query.limit], more or len(ordered) > query.limit)


def _named(work: Work, name: str) -> File | None:
    """The file of that id, or the one whose bag has that id."""
    file = work.files.by_external_id(name)
    if file is None and (bag := work.bags.by_external_id(name)) is not None:
        return work.files.get(bag.file_id)
    return file


def _found(work: Work, files: Sequence[File]) -> Iterator[Found]:
    """The files with their copies, in a handful of questions however many there are."""
    bags = work.bags.current_of([file.id for file in files])
    copies = work.copies.of_bags([bag.id for bag in bags.values()])
    signed = work.bags.contents_of_kind([bag.id for bag in bags.values()], Kind.SIGNATURE)
    paper = work.paper.of_files([file.id for file in files])
    media = work.media.some(copy.medium_id for of_bag in copies.values() for copy in of_bag)
    for file in files:
        bag = bags.get(file.id)
        of_bag = copies.get(bag.id, ()) if bag else ()
        places = tuple((media[copy.medium_id], copy) for copy in of_bag)
        signatures = tuple(one.path.rpartition("/")[2] for one in signed.get(bag.id, ())) if bag else ()
        yield Found(file, bag, places, paper.get(file.id, ()), signatures)
