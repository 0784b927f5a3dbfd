"""Files of an act that the register has forgotten, entered again so that the act can be carried to its end.

A register restored from before their deposit knows nothing of them; their bags are gone or going, and what an
act has begun to destroy is taken in from no medium. So each is entered from its bag, where one is left, and
otherwise from its row in the act: kept, without names and copies, closed on the last day of the year that
gives the day in the row. Whatever is left of it is a copy of the act.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from archiver.archive import bag_labels
from archiver.archive.custody.identity import files_named, identifier_of
from archiver.archive.custody.schedule import schedule_of
from archiver.archive.disposal.clock import RECOVERED
from archiver.archive.preservation.reading import ReadBag, told_by
from archiver.counter.session import Session
from archiver.counter.stores import Stores
from archiver.errors import ArchiverError, Refused
from archiver.locale import _
from archiver.register.identifiers import named_as
from archiver.register.model.files import File, Roster
from archiver.register.work import Work
from archiver.remedies import Deed, Remedy
from retention.act import DestructionAct
from retention.period import UntilEvent, Years
from retention.rows import ActRow
from retention.tombstone import tombstone_of
from retention.words import Identifier
from storage.bag.custody import find_bags
from storage.bag.reading import read_info
from storage.errors import BagRefused, StorageError, StoreUnreachable

NAMES_LOST = "имена реестром утрачены (он восстановлен из копии до сдачи дела); список прилагается: ________"
"""What the papers of order 179 say of whose data went, where no register and no medium tells it any more."""


def enter_lacking(work: Work, stores: Stores, act: DestructionAct) -> tuple[Identifier, ...]:
    """Enter the files of `act` that the register does not know; their names in the act.

    `stores` are the media that are connected: what is left of the files, and of the grade statements beside
    them, tells more than the act does.
    """
    known = files_named(work, (row.file for row in act.rows))
    lacking = [row for row in act.rows if row.file not in known]
    kin = _kin(work, stores, filter(_is_digest, lacking))
    for row in lacking:
        read = _read(work, stores, row)
        if read is None:
            work.files.add(_of_row(act, row, kin.get(row.file), work.now()), Roster.of())
            continue
        entered = work.files.add(read.file, read.roster)
        if read.statement_document:
            work.files.statement_lies(entered, read.statement_document)
    return tuple(row.file for row in lacking)


def names_of(session: Session, work: Work, number: str, file: File) -> Roster:
    """Whose data go with `file` of an act: its own names.

    Where it was entered from the act there are none: those of its statement then, or a line to fill in.
    Refused while the statement is not in the register.
    """
    roster = work.files.roster(file) or Roster.of()
    if roster.students or roster.teachers or not _was_recovered(work, number):
        return roster
    series = schedule_of(work, session.settings).rule(file.series, session.today).series.statement_series
    statement = work.files.sibling(file, series) if series else None
    if series and statement is None:
        raise Refused(
            _(
                "The register does not know the grade statement beside {title} any more, and with it whose "
                "data are destroyed. Take its bags in from the media."
            ).format(title=file.title),
            remedy=Remedy(Deed.LIST_UNREGISTERED),
        )
    beside = work.files.roster(statement) if statement is not None else None
    return beside if beside is not None and beside.students else Roster.of((NAMES_LOST,))


def _was_recovered(work: Work, number: str) -> bool:
    return next(iter(work.trail.events(object_=f"act:{number}", action=RECOVERED)), None) is not None


def _read(work: Work, stores: Stores, row: ActRow) -> ReadBag | None:
    """What a bag of the row that is still at its place tells."""
    for copy in row.copies:
        store = stores.get(copy.where) if copy.digest is not None else None
        if store is None:
            continue
        try:
            read = told_by(store, copy.what, str(copy.digest), work.now())
            if identifier_of(read.file) == row.file:
                return read
        except StoreUnreachable as error:
            stores.lose(copy.where, error)
        except (StorageError, ValueError, ArchiverError):
            continue  # gone, going or damaged: the row tells enough
    return None


def _of_row(act: DestructionAct, row: ActRow, kin: File | None, now: dt.datetime) -> File:
    years = row.period.years if isinstance(row.period, Years) else None
    last = row.eligible_from - dt.timedelta(days=1)
    known = kin or _of_code(row, now)
    return replace(
        known,
        series=str(row.series),
        index=row.unit,
        title=str(row.title),
        registered_at=now,
        opened_on=None,
        closed_on=_latest_closing(row),
        years=years,
        mandate=row.mandate,
        keep_until=last,
        appraisal=False,
        sheets=sum(row.sheets),
        volumes=row.units,
        digests=tuple(map(str, tombstone_of(act, row).digests)),
        id=0,
    )


def _of_code(row: ActRow, now: dt.datetime) -> File:
    """What the row's own name tells: a code begins with the college, where there is one."""
    first, _slash, rest = str(row.file).partition("/")
    return File(
        external_id=str(row.file),
        series=str(row.series),
        index=row.unit,
        title=str(row.title),
        academic_year=row.title.years.first,
        registered_at=now,
        college=first if rest.startswith(f"{row.series}/") else "",
        group=str(row.title.group or ""),
    )


def _is_digest(row: ActRow) -> bool:
    """Whether the name of the file in the act tells neither its college nor its group."""
    series, _slash, rest = str(row.file).partition("/")
    year, _slash, digest = rest.partition("/")
    return (series, year, len(digest)) == (str(row.series), str(row.title.years.first), 16)


def _latest_closing(row: ActRow) -> dt.date:
    """The last day on which the file can have been closed for its period to be over when the row says."""
    last = row.eligible_from - dt.timedelta(days=1)
    match row.period:
        case Years(years):
            return dt.date(last.year - years, 12, 31)
        case UntilEvent(_, years):
            return _years_before(last, years)
        case _:
            return last


def _years_before(day: dt.date, years: int) -> dt.date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)


def _kin(work: Work, stores: Stores, rows: Iterable[ActRow]) -> Mapping[Identifier, File]:
    """Files of which the act has a digest alone, by the names of others of the same group and year.

    Whose name gives that digest with the series of the row in place of its own is of the same group.
    """
    wanted = {row.file: row for row in rows}
    found = dict[Identifier, File]()
    if not wanted:
        return found
    for other in _others(work, stores, {row.title.years.first for row in wanted.values()}):
        for name in wanted.keys() - found.keys():
            row = wanted[name]
            told = other.external_id.replace(f"{other.series}/", f"{row.series}/", 1)
            if named_as(told, str(row.series), other.academic_year) == name:
                found[name] = replace(other, external_id=told)
        if len(found) == len(wanted):
            break
    return found


def _others(work: Work, stores: Stores, years: Iterable[int]) -> Iterator[File]:
    for year in years:
        yield from work.files.of_year(year)
    for number, store in stores.connected():
        try:
            for prefix in find_bags(store):
                with contextlib.suppress(BagRefused, ValueError, KeyError):
                    yield bag_labels.file_of(read_info(store, prefix), work.now())
        except StorageError as error:
            stores.lose(number, error)
