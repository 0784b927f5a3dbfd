"""`archiver fetch`: everything that a year's journals are, asked of the module and kept as it came.

First what tells what there is (lists, study periods), then pages and results group by group. A run that is
stopped anywhere is gone on with by the same command; what it has kept is not asked again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

from archiver.counter.use_case import Workplace, use_case
from archiver.disk.atomic import write_atomically
from archiver.errors import UsageError
from archiver.fetch import plan, refusals
from archiver.fetch.account import Account
from archiver.fetch.asked import (
    EMPLOYEES,
    GRADEBOOK_GROUPS,
    GROUPS,
    LISTS,
    ORGANIZATION,
    Address,
    entries_of,
    page_of,
    results_told,
)
from archiver.fetch.asking import Asking
from archiver.fetch.changes import page_changed, results_changed
from archiver.fetch.folder import SnapshotFolder, opened
from archiver.fetch.judged import Verdict, decoded, is_json
from archiver.fetch.line import Answered, Line
from archiver.fetch.pace import Pace
from archiver.fetch.reading import Gradebook, ModuleGroup, gradebooks_of, groups_of, last_lesson
from archiver.fetch.reduced import as_kept
from archiver.fetch.remembered import remember
from archiver.fetch.shape import Shapes
from archiver.fetch.wanted import CHANGING_DAYS, Fetched, FetchRequest, OldSheet, Piece
from archiver.intake.taken import TakenGroup
from archiver.locale import _
from archiver.permissions import Permission
from archiver.progress import Progress, Silent, Unit

_COLLEGE = "organizationId"
Books = dict[str, tuple[Gradebook, ...]]
WHY = {
    Verdict.NOTHING: "nothing",
    Verdict.FORBIDDEN: "forbidden",
    Verdict.BUSY: "failed",
    Verdict.STRANGE: "strange",
    Verdict.LOGGED_OUT: "forbidden",
}
"""Why an address was not given, as snapshot.json says it."""


@use_case(Permission.JOURNAL_FETCH)
def fetch(place: Workplace, request: FetchRequest, progress: Progress | None = None) -> Fetched:  # noqa: ARG001
    """Make, finish or refresh the snapshot in the folder, which the caller holds (`process.output.claimed`).

    Raises ModuleFailed (no answer, or the account was refused), UsageError, OutputFailed, Refused.
    What was received before is kept in every case, and the session ended.
    """
    shapes = Shapes() if request.shape is not None else None
    try:
        with opened(request.folder, request.module, request.today, refresh=request.refresh) as folder:
            with _Client(request, folder.taken.tenant, shapes) as client:
                fetched = _Fetch(request, folder, client, progress or Silent(), shapes).run()
                client.finished = True
            return fetched
    finally:
        if shapes is not None and request.shape is not None:
            write_atomically(request.shape, shapes.as_bytes(), private=True)


class _Client:
    """The line and the session, opened when the first answer is needed and ended in every case."""

    def __init__(self, request: FetchRequest, tenant: str, shapes: Shapes | None) -> None:
        self._request, self._shapes, self._tenant = request, shapes, tenant
        self._stack = ExitStack()
        self._asking: Asking | None = None
        self.account: Account | None = None
        self.finished = False

    def __enter__(self) -> _Client:
        return self

    def __exit__(self, *_exc: object) -> None:
        self._stack.close()

    def asking(self) -> Asking:
        """What asks; raises ModuleFailed when there is no getting in."""
        if self._asking is None:
            request = self._request
            pace = Pace(request.gap)
            line = self._stack.enter_context(Line(request.module, request.ca, request.credentials.cookies))
            account = Account(line, pace, request.credentials, self._saw_deed)
            self._stack.callback(lambda: account.end(finished=self.finished))
            account.begin()
            self._check_tenant(account.tenant)
            self.account = account
            self._asking = Asking(line, account, pace, self._saw)
        return self._asking

    def _check_tenant(self, tenant: str) -> None:
        """One folder holds one college; raises UsageError."""
        if tenant and self._tenant and tenant != self._tenant:
            raise _of_another_college(self._request, self._tenant)

    def _saw(self, address: Address, answer: Answered) -> None:
        if self._shapes is not None:
            self._shapes.saw("GET", address.kind, answer)

    def _saw_deed(self, method: str, place: str, answer: Answered) -> None:
        if self._shapes is not None:
            self._shapes.saw(method, place, answer)


@dataclass
class _Fetch:
    """The work of one run."""

    request: FetchRequest
    folder: SnapshotFolder
    client: _Client
    progress: Progress
    shapes: Shapes | None
    asked: int = 0
    old_sheets: list[OldSheet] = field(default_factory=list)
    not_begun: list[str] = field(default_factory=list)

    def run(self) -> Fetched:
        """Everything, in the order in which one tells of the next."""
        groups = self._groups()
        books = self._books(groups)
        pieces = list(self._pieces(groups, books))
        self._name(groups, books)
        needed = [self._needs(one.address, changing=one.changing) for one in pieces]
        self.progress.expect(sum(needed), Unit.ANSWERS, _("Pages and results"))
        last: dict[str, dt.date] = {}
        for piece, is_needed in zip(pieces, needed, strict=True):
            self._piece(piece, last)
            self.progress.done(int(is_needed), Unit.ANSWERS)
        taken = self.folder.finish()
        return Fetched(taken, self.asked, tuple(self.old_sheets), tuple(self.not_begun))

    def _groups(self) -> tuple[ModuleGroup, ...]:
        self.progress.expect(sum(map(self._needs, LISTS)), Unit.ANSWERS, _("Groups and study periods"))
        lists = {}
        for address in LISTS:
            needed = self._needs(address)
            lists[address] = self._value(address, keep=address in (GROUPS, GRADEBOOK_GROUPS))
            self.progress.done(int(needed), Unit.ANSWERS)
        found = groups_of(lists[GROUPS], lists[GRADEBOOK_GROUPS])
        if not found:
            raise refusals.nothing_to_see(self.request.module)
        return plan.chosen(found, self.request.groups)

    def _books(self, groups: tuple[ModuleGroup, ...]) -> Books:
        """The study periods of every group; one that has finished is asked again only while it may change."""
        changing = {one.id: self._has_changing(one) for one in groups}
        needed = [self._needs(entries_of(one.id), changing=changing[one.id]) for one in groups]
        self.progress.expect(sum(needed), Unit.ANSWERS)
        books: Books = {}
        for group, is_needed in zip(groups, needed, strict=True):
            value = self._value(entries_of(group.id), group.name, changing=changing[group.id])
            books[group.id] = gradebooks_of(value)
            self.progress.done(int(is_needed), Unit.ANSWERS)
        return books

    def _has_changing(self, group: ModuleGroup) -> bool:
        address = entries_of(group.id)
        if group.current or not self.folder.has(address):
            return True
        kept = gradebooks_of(decoded(self.folder.read(address)))
        return any(one.may_change(self.folder.today, CHANGING_DAYS) for one in kept)

    def _pieces(self, groups: tuple[ModuleGroup, ...], books: Books) -> Iterator[Piece]:
        for group in groups:
            begun, not_begun = plan.begun_of(books[group.id], self.request, self.folder.today)
            self.not_begun += (f"{group.name}, {one.number}" for one in not_begun)
            for book in begun:
                self._drop_pages(group, book)
                yield from plan.pieces_of(group, book, self._day_of_sheet(group, book), self.folder.today)

    def _day_of_sheet(self, group: ModuleGroup, book: Gradebook) -> dt.date:
        """The day a results sheet is asked as of: the period's last one, today while it is open.

        A sheet that is kept of another day is good enough, unless a day is given or all is asked again.
        """
        if self.request.results_date is not None:
            return self.request.results_date
        kept = [*plan.sheets_of(group, book, tuple(self.folder.taken.answers))]
        days = [told.day for told in map(results_told, sorted(kept)) if told is not None]
        if days and not self.folder.refresh:
            return days[-1]
        return self.folder.today if book.is_open(self.folder.today) else book.end

    def _drop_pages(self, group: ModuleGroup, book: Gradebook) -> None:
        """Pages of subjects that the module's plan has no more: nothing would name them."""
        if entries_of(group.id).text not in self.folder.asked or not book.subjects:
            return
        prefix, planned = f"journal/gradebook/{book.id}/subjects/", dict(book.subjects)
        for text in [one for one in self.folder.taken.answers if one.startswith(prefix)]:
            if text.removeprefix(prefix) not in planned:
                self.folder.drop(Address(text))
                self._tell(group, book, _("a page that is no more in the plan"), _("taken out"))

    def _name(self, groups: tuple[ModuleGroup, ...], books: Books) -> None:
        """Let snapshot.json name the groups before their pages come, and the computer remember the folder."""
        known = self.folder.taken.groups
        named = {}
        for group in groups:
            begun = plan.begun_of(books[group.id], self.request, self.folder.today)[0]
            before = known[group.id].years if group.id in known else ()
            years = sorted({*before, *(str(one.year) for one in begun)})
            named[group.id] = TakenGroup(group.name, tuple(years))
        tenant = self.client.account.tenant if self.client.account is not None else ""
        self.folder.name_groups(named, tenant)
        self.folder.write_begun()
        remember(self.request.folder)

    def _piece(self, piece: Piece, last: dict[str, dt.date]) -> None:
        """One page or sheet. `last` are days of the last lesson with marks, by the address of a page."""
        book, told = piece.gradebook, results_told(piece.address)
        others = [] if told is None else [one for one in self._sheets(piece) if one != piece.address]
        before = self.asked
        value = self._value(
            piece.address,
            piece.group.name,
            changing=piece.changing,
            keep=False,
            old=others[-1] if others else piece.address,
            changed=lambda how: self._tell(piece.group, book, piece.subject or _("results"), how),
        )
        if told is None:
            day = last_lesson(value)
            if day is not None:
                last[piece.address.text] = day
            return
        if self.folder.has(piece.address):
            for other in others:
                self.folder.drop(other)
        if self.asked > before and value is not None:
            since = self._last_lesson(book, last)
            if since is not None and told.day < since <= self.folder.today:
                self.old_sheets.append(OldSheet(piece.group.name, book.number, told.day, since))

    def _sheets(self, piece: Piece) -> tuple[Address, ...]:
        """The results sheets that are kept of the period, by their day."""
        there = tuple(self.folder.taken.answers)
        return tuple(sorted(plan.sheets_of(piece.group, piece.gradebook, there)))

    def _last_lesson(self, book: Gradebook, last: dict[str, dt.date]) -> dt.date | None:
        """The day of the last lesson with marks on the pages of a gradebook."""
        days = []
        for number, _name in book.subjects:
            address = page_of(book.id, number)
            if self.folder.has(address):
                day = last.get(address.text) or last_lesson(self._kept(address))
                days += [day] if day is not None else []
        return max(days, default=None)

    def _value(
        self,
        address: Address,
        group: str = "",
        *,
        changing: bool = True,
        keep: bool = True,
        old: Address | None = None,
        changed: Callable[[str], None] | None = None,
    ) -> Any:
        """The value of an address, asked if need be; None where there is none.

        `keep`: one that is there already is read from its file. `changed` is told what has become of
        the `old` answer, if there is one.
        """
        folder, there = self.folder, self.folder.has(address)
        if not self._needs(address, changing=changing):
            return self._kept(address, keep=keep) if there else None
        judged = self.client.asking().ask(address)
        self.asked += 1
        if judged.verdict is not Verdict.GIVEN:
            page = judged.verdict is Verdict.LOGGED_OUT and judged.answer.status == 200
            folder.refuse(address, WHY[Verdict.STRANGE if page else judged.verdict], group)
            return self._kept(address, keep=keep) if there else None
        if address == ORGANIZATION and there:
            self._check_college(judged.value)
        data = as_kept(address, judged.value, judged.answer.data)
        if changed is not None and old is not None and folder.has(old):
            kept = folder.read(old)
            if kept != data:
                how = page_changed if results_told(address) is None else results_changed
                changed(how(decoded(kept), judged.value).words())
        folder.store(address, data)
        return judged.value

    def _check_college(self, told: Any) -> None:
        """Not every login tells whose it is; the college's own data do. Raises UsageError."""
        kept = self._kept(ORGANIZATION)
        if isinstance(kept, dict) and isinstance(told, dict):
            before, now = kept.get(_COLLEGE), told.get(_COLLEGE)
            if before and now and before != now:
                raise _of_another_college(self.request, self.folder.taken.tenant or str(before))

    def _needs(self, address: Address, *, changing: bool = True) -> bool:
        """Whether the address is to be asked: it is not there, or a refresh is after what has changed."""
        if address.text in self.folder.asked:
            return False
        return not self.folder.has(address) or (self.folder.refresh and changing)

    def _kept(self, address: Address, *, keep: bool = True) -> Any:
        """The value of an answer that is there, where somebody needs it."""
        if not keep and self.shapes is None:
            return None
        data = self.folder.read(address)
        if self.shapes is not None and address != EMPLOYEES:
            self.shapes.saw("GET", address.kind, Answered(200, {}, data))
        value = decoded(data)
        return value if is_json(value) else None

    def _tell(self, group: ModuleGroup, book: Gradebook, what: str, how: str) -> None:
        self.progress.line(
            _("{group}, period {number}, {subject}: {how}").format(
                group=group.name, number=book.number, subject=what, how=how
            )
        )


def _of_another_college(request: FetchRequest, tenant: str) -> UsageError:
    return UsageError(
        _("{folder} holds a snapshot of another college ({tenant}). Choose another folder.").format(
            folder=request.folder, tenant=tenant
        )
    )
