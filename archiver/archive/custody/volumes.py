"""Volumes of many files at once: of a group, of an academic year, of a whole shelf."""

from __future__ import annotations

from dataclasses import dataclass

from archiver.archive.custody.naming import file_named, files_of
from archiver.archive.custody.paper import OnShelf, Place, put_in_place, to_register
from archiver.counter.session import Session, use_case
from archiver.errors import Refused, UsageError
from archiver.locale import _
from archiver.permissions import Permission
from archiver.register.model.files import File, FileState
from archiver.register.model.paper import PaperCopy, PaperState
from archiver.register.work import Work
from archiver.remedies import Deed, Remedy


@dataclass(frozen=True, slots=True, kw_only=True)
class FilesOfPaper:
    """Which files: one by its id or its group's name, or all of a `group`, of a `year`; of a `series`."""

    name: str = ""
    group: str = ""
    year: int | None = None
    series: str = ""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A shelf as it stands now; empty words of it do not count, so a room is all of its shelves."""

    site: str = ""
    room: str = ""
    shelf: str = ""
    box: str = ""

    def holds(self, copy: PaperCopy) -> bool:
        """Whether a volume stands there."""
        words = (
            (self.site, copy.site),
            (self.room, copy.room),
            (self.shelf, copy.shelf),
            (self.box, copy.box),
        )
        return all(asked in ("", has) for asked, has in words)

    @property
    def named(self) -> bool:
        """Whether any word of it is told."""
        return any((self.site, self.room, self.shelf, self.box))


def shelf_now(from_site: str, from_room: str, from_shelf: str, from_box: str) -> Shelf:
    """The shelf volumes are moved from, by the words of the door."""
    return Shelf(from_site, from_room, from_shelf, from_box)


@dataclass(frozen=True, slots=True)
class Put:
    """What became of many volumes: those put in their places, and the files left out with the reason."""

    volumes: tuple[OnShelf, ...]
    left: tuple[tuple[File, str], ...]


def not_named() -> UsageError:
    """Nobody said which files."""
    return UsageError(
        _("Name a file, or all of a group, of a year, or of both."), remedy=Remedy(Deed.NAME_FILES_OR_GROUP)
    )


def files_of_paper(session: Session, work: Work, asked: FilesOfPaper) -> tuple[File, ...]:
    """The kept files that are asked for; raises UsageError for none named, Refused for none there."""
    college = session.settings.college.short_name
    many = bool(asked.group) or asked.year is not None
    if bool(asked.name) == many:
        raise not_named()
    if asked.name:
        return (file_named(work, asked.name, college=college),)
    if asked.group:
        return files_of(work, asked.group, asked.year, college=college, series=asked.series)
    found = tuple(
        file
        for file in work.files.of_year(asked.year or 0, series=asked.series or None)
        if file.state is not FileState.DESTROYED and (not college or file.college in ("", college))
    )
    if not found:
        raise Refused(_("There are no files of that year in the register."), remedy=Remedy(Deed.FIND))
    return found


@use_case(Permission.PAPER_KEEP)
def add_many(session: Session, asked: FilesOfPaper, place: Place, document: str = "") -> Put:
    """Register all volumes that are not registered yet, of journals where no series is asked for.

    Files whose sheets are not known are left out and told; raises Refused where nothing is left to register.
    """
    series = asked.series or session.settings.records.journal_index
    volumes, left = list[OnShelf](), list[tuple[File, str]]()
    with session.changing() as work:
        for file in files_of_paper(session, work, asked):
            if series not in (file.index, file.series):
                continue
            try:
                wanted = to_register(work, file, place)
            except Refused as error:
                left.append((file, error.message))
                continue
            volumes += [OnShelf(file, work.paper.add(one, document)) for one in wanted]
    if not volumes and not left:
        raise Refused(_("All volumes of these files are in the register already."))
    return Put(tuple(volumes), tuple(left))


@use_case(Permission.PAPER_KEEP)
def move_many(
    session: Session, asked: FilesOfPaper, place: Place, document: str = "", *, shelf: Shelf = Shelf()
) -> Put:
    """Put all volumes of files elsewhere, or all that stand on a `shelf`; those that are lent are told.

    Raises UsageError for no files and no shelf, and Refused where no volume stands there.
    """
    volumes, left = list[OnShelf](), list[tuple[File, str]]()
    with session.changing() as work:
        for file, copy in _standing(session, work, asked, shelf):
            if copy.state is PaperState.STORED:
                volumes.append(OnShelf(file, put_in_place(work, copy, place, document)))
            elif copy.state is PaperState.LENT:
                left.append((file, _("volume {volume} is lent").format(volume=copy.volume)))
    if not volumes and not left:
        raise Refused(_("No volume stands there."))
    return Put(tuple(volumes), tuple(left))


def _standing(
    session: Session, work: Work, asked: FilesOfPaper, shelf: Shelf
) -> tuple[tuple[File, PaperCopy], ...]:
    if asked == FilesOfPaper() and shelf.named:
        college = session.settings.college.short_name
        copies = work.paper.standing(shelf.site, shelf.room, shelf.shelf, shelf.box)
        found = [(work.files.get(copy.file_id), copy) for copy in copies]
        return tuple((file, copy) for file, copy in found if not college or file.college in ("", college))
    return tuple(
        (file, copy)
        for file in files_of_paper(session, work, asked)
        for copy in work.paper.of_file(file.id)
        if shelf.holds(copy)
    )
