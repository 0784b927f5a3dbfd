"""The register of media and its rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from archiver.errors import Refused
from archiver.locale import _, ngettext
from archiver.register.desk import Desk, columns, of
from archiver.register.model.files import File
from archiver.register.model.media import Condition, Medium
from archiver.register.model.packages import BagState, CopyState
from archiver.register.tables.bags import bags, copies
from archiver.register.tables.files import files
from archiver.register.tables.media import media

_SELECT = sa.select(*columns(media, Medium))
_CHANGEABLE = frozenset(
    {"address", "kind", "site", "room", "threat", "custodian", "serial", "filesystem", "capacity",
     "condition", "academic_year", "series", "destruction_year", "rewritable"}
)  # fmt: skip


class Media:
    """Media: added, described, probed, checked, retired; never deleted."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def add(self, medium: Medium) -> Medium:
        """Register a medium; its first check is due an interval after today.

        Refused when the inventory number or the identity is taken.
        """
        if self.by_inventory(medium.inventory_number) is not None:
            raise Refused(
                _("The inventory number {number} is taken by another medium. Give this one its own.").format(
                    number=medium.inventory_number
                )
            )
        known = self.by_identity(medium.identity)
        if known is not None:
            raise Refused(
                _("This medium is in the register already, under the inventory number {number}.").format(
                    number=known.inventory_number
                )
            )
        if medium.next_check_due is None:
            due = self._desk.intervals.next_due(medium.kind, medium.last_checked or medium.registered_on)
            medium = replace(medium, next_check_due=due)
        added = replace(medium, id=self._desk.insert(media, medium))
        self._desk.note(
            "medium.registered", of("medium", added), number=added.inventory_number, kind=added.kind
        )
        return added

    def get(self, medium_id: int) -> Medium:
        """The medium of that id; it must exist."""
        found = self._desk.one(Medium, _SELECT.where(media.c.id == medium_id))
        if found is None:
            raise LookupError(f"medium {medium_id}")
        return found

    def some(self, ids: Iterable[int]) -> dict[int, Medium]:
        """The media with these ids (a thousand at most), by id."""
        found = self._desk.all(Medium, _SELECT.where(media.c.id.in_(sorted(set(ids)))))
        return {medium.id: medium for medium in found}

    def by_inventory(self, number: str) -> Medium | None:
        """The medium with this inventory number."""
        return self._desk.one(Medium, _SELECT.where(media.c.inventory_number == number))

    def by_identity(self, identity: str) -> Medium | None:
        """The medium that carries this identity: by this the wrong disk is recognised."""
        return self._desk.one(Medium, _SELECT.where(media.c.identity == identity))

    def stale_from(self, medium: Medium, checked: dt.date) -> dt.date:
        """From which day on a check of that day is older than the medium's own interval."""
        return self._desk.intervals.next_due(medium.kind, checked) + dt.timedelta(days=1)

    def all(self, *, retired: bool = True) -> tuple[Medium, ...]:
        """All media by inventory number, or only those not retired."""
        query = _SELECT.order_by(media.c.inventory_number)
        return self._desk.all(Medium, query if retired else query.where(media.c.retired_on.is_(None)))

    def change(self, medium: Medium, **changes: Any) -> Medium:
        """Correct where it stands, who keeps it, its condition and the like; one event names the fields.

        Refused for a retired medium, and when it holds files it could then not hold.
        """
        unknown = changes.keys() - _CHANGEABLE
        if unknown:
            raise TypeError(f"not to be changed: {', '.join(sorted(unknown))}")
        if medium.retired_on is not None:
            raise Refused(_("The medium {number} is retired already.").format(number=medium.inventory_number))
        if changes.keys() & {"series", "destruction_year", "rewritable"}:
            changes |= self._reserved(replace(medium, **changes))
        return self._update(medium, "medium.changed", changes, {"fields": sorted(changes)})

    def held(self, medium: Medium) -> frozenset[tuple[str, int]]:
        """Record series and destruction year (0: never) of all files with a copy on it that is not erased."""
        query = (
            sa.select(files.c.series, files.c.keep_until)
            .select_from(copies.join(bags, bags.c.id == copies.c.bag_id).join(files))
            .where(copies.c.medium_id == medium.id, copies.c.state != CopyState.ERASED)
            .distinct()
        )
        rows = self._desk.connection.execute(query)
        return frozenset((series, until.year + 1 if until else 0) for series, until in rows)

    def _reserved(self, medium: Medium) -> dict[str, int]:
        """What `medium` is to be reserved for besides, being what it says and holding what it holds."""
        held = self.held(medium)
        years = {year for _series, year in held}
        if not medium.rewritable and medium.destruction_year is None and len(years) == 1:
            return {"destruction_year": years.pop()}
        others = {series for series, _year in held} - {medium.series or series for series, _year in held}
        wrong = years - {medium.destruction_year} if medium.destruction_year is not None else set[int]()
        if others or wrong or (not medium.rewritable and len(years) > 1):
            raise Refused(
                _("The medium {number} holds other files already: {held}. It cannot be reserved so.").format(
                    number=medium.inventory_number,
                    held=", ".join(f"{series} → {year or _('no year')}" for series, year in sorted(held)),
                )
            )
        return {}

    def checked(self, medium: Medium, day: dt.date, condition: Condition) -> Medium:
        """Remember a check and when the next one is due."""
        changes = {
            "last_checked": day,
            "next_check_due": self._desk.intervals.next_due(medium.kind, day),
            "condition": condition,
        }
        detail = {"condition": condition, "next": changes["next_check_due"]}
        return self._update(medium, "medium.checked", changes, detail)

    def probed(self, medium: Medium, verdict: Mapping[str, Any], day: dt.date) -> Medium:
        """Keep what a probe proved about the store, with its date."""
        changes = {"probe": dict(verdict), "probed_on": day}
        return self._update(medium, "medium.probed", changes, {"verdict": dict(verdict)})

    def retire(self, medium: Medium, reason: str, day: dt.date, *, even_last: bool = False) -> Medium:
        """Take a medium out of service, with a reason.

        Refused when it holds the only copy of a bag, unless `even_last` (it was lost or destroyed).
        """
        if medium.retired_on is not None:
            raise Refused(_("The medium {number} is retired already.").format(number=medium.inventory_number))
        if not reason.strip():
            raise Refused(_("Write why the medium is retired."))
        alone = self.only_copies(medium)
        if alone and not even_last:
            raise Refused(
                ngettext(
                    "The medium {number} holds the only copy of {count} bag. "
                    "Deposit it on another medium first.",
                    "The medium {number} holds the only copies of {count} bags. "
                    "Deposit them on another medium first.",
                    alone,
                ).format(number=medium.inventory_number, count=alone)
            )
        changes = {"retired_on": day, "retired_reason": reason.strip()}
        return self._update(medium, "medium.retired", changes, {"reason": reason, "only_copies": alone})

    def readmit(self, medium: Medium, reason: str, day: dt.date) -> Medium:
        """Take a retired medium back into service, with a reason; its check is due at once."""
        if medium.retired_on is None:
            raise Refused(_("The medium {number} is in service.").format(number=medium.inventory_number))
        if not reason.strip():
            raise Refused(_("Write why the medium is taken back."))
        changes = {"retired_on": None, "retired_reason": "", "next_check_due": day}
        return self._update(medium, "medium.readmitted", changes, {"reason": reason.strip()})

    def state_gone(self, medium: Medium, document: str) -> None:
        """Note once more, by a document, that a retired medium is gone: other media were not told before."""
        self._desk.who()
        self._desk.note("medium.gone", of("medium", medium), document=document)

    def only_copies(self, medium: Medium) -> int:
        """How many bags have no copy on any other medium in service."""
        service = {other.id for other in self.all() if other.in_service and other.id != medium.id}
        query = (
            sa.select(bags.c.placement, sa.func.count())
            .where(bags.c.state == BagState.CURRENT)
            .group_by(bags.c.placement)
        )
        total = 0
        for placement, count in self._desk.connection.execute(query):
            places = set(map(int, placement.split()))
            if medium.id in places and not places & service:
                total += count
        return total

    def admit(self, medium: Medium, file: File) -> Medium:
        """Whether a copy of `file` may go onto `medium`; the first fixes the year of a non-rewritable one.

        Refused for a retired or failed medium, another record series, another destruction year.
        """
        number = medium.inventory_number
        if not medium.in_service:
            raise Refused(
                _("The medium {number} is retired or failed; nothing is written to it.").format(number=number)
            )
        if medium.series is not None and medium.series != file.series:
            raise Refused(
                _("The medium {number} is for the record series {own}; the file is of {other}.").format(
                    number=number, own=medium.series, other=file.series
                )
            )
        if medium.rewritable and medium.destruction_year is None:
            return medium
        year = file.destruction_year
        if medium.destruction_year is None:
            held = year or 0
            return self._update(medium, "medium.year-fixed", {"destruction_year": held}, {"year": held})
        if medium.destruction_year != (year or 0):
            raise Refused(
                _(
                    "The medium {number} is for files to be destroyed in {own}, this one is due in {other}. "
                    "A medium that cannot be rewritten takes one destruction year only: take another medium."
                ).format(
                    number=number,
                    own=medium.destruction_year or _("no year"),
                    other=year or _("no year"),
                )
            )
        return medium

    def _update(
        self, medium: Medium, action: str, changes: Mapping[str, Any], detail: Mapping[str, Any]
    ) -> Medium:
        self._desk.who()
        self._desk.connection.execute(sa.update(media).where(media.c.id == medium.id).values(**changes))
        self._desk.note(action, of("medium", medium), **detail)
        return replace(medium, **changes)
