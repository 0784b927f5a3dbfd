"""A lot: pages of one group that are bound together, written into volumes or left as they lie."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from archiver import __version__
from archiver.binder.copies import Copies
from archiver.binder.plan import BinderPart, VolumePlan
from archiver.binder.scope import Scope
from archiver.binder.volume import Prepared, Volume, prepare, write_volumes
from archiver.binding.entered import digest_of
from archiver.binding.own_volumes import is_untouched, remove_outdated, renamed
from archiver.binding.parts import bare, binder_parts, ordered, part_specs
from archiver.binding.report import GroupReport
from archiver.journal.findings import Finding
from archiver.journal.model import Journal, Section
from archiver.journal.signs import Sign
from archiver.press import fonts
from archiver.press.part import Part
from archiver.press.worker import press_part
from archiver.settings.file_plan import basis, journal_series, period_words
from archiver.settings.tables import Accepted, Settings


@dataclass(frozen=True, slots=True)
class Lot:
    """Pages to be bound: of which scope, the finished parts in order, and what is said on paper of them.

    `accepted` are the findings that the college took upon itself, `legend` the signs in the cells. `printed`
    are the copies there are on paper, and no volume gets a number of its copy below `copy`.
    """

    scope: Scope
    parts: tuple[BinderPart, ...]
    accepted: tuple[Accepted, ...]
    legend: tuple[Sign, ...]
    printed: Copies
    copy: int = 1

    @property
    def by_engine(self) -> int:
        """Pages that could not be laid into a form."""
        return sum(part.part.pages for part in self.parts if isinstance(part.part, Part))


@dataclass(frozen=True, slots=True)
class BoundLot:
    """What became of a lot: its volumes as the report tells them, and what they were made of.

    `volumes` is empty where they were not to be written and do not lie there.
    """

    prepared: tuple[Prepared, ...]
    volumes: tuple[Mapping[str, Any], ...]
    identity: str
    findings: tuple[Finding, ...] = ()
    unchanged: bool = False

    @property
    def plans(self) -> tuple[VolumePlan, ...]:
        """The volumes as they lie there: one that stays has the pages it was made with."""
        plans = tuple(one.plan for one in self.prepared)
        if not self.unchanged:
            return plans
        return tuple(map(_as_it_lies, plans, self.volumes))


def _as_it_lies(plan: VolumePlan, volume: Mapping[str, Any]) -> VolumePlan:
    pages = {
        (entry["title"], entry["subgroup"], entry["term"]): (entry["first_page"], entry["last_page"])
        for entry in volume["contents"]
    }
    contents = []
    for entry in plan.contents:
        first, last = pages.get(
            (entry.title, entry.subgroup, entry.term), (entry.first_page, entry.last_page)
        )
        contents.append(replace(entry, first_page=first, last_page=last))
    return replace(plan, contents=tuple(contents), pages=volume["pages"], sheets=volume["sheets"])


def laid(
    journal: Journal, sections: Sequence[Section], settings: Settings, cache: Path
) -> tuple[BinderPart, ...]:
    """Sections of a journal as finished parts, in the order of the binder."""
    in_order = ordered(replace(journal, sections=tuple(sections)), settings)
    specs = part_specs(journal, in_order, settings)
    parts = [press_part(spec, cache) for spec in specs]
    return binder_parts(journal, bare(in_order), parts, [digest_of(section) for section in in_order])


def bound(
    journal: Journal,
    lot: Lot,
    settings: Settings,
    out: Path,
    before: GroupReport | None,
    *,
    called: str = "",
    write: bool = True,
) -> BoundLot:
    """The volumes of a lot in `out`: those of the run `before` where they are whole and made of the same.

    In names of files the group is `called` so. Without `write` the others are only planned. Raises as
    `binder.volume.write_volumes`.
    """
    head = replace(journal, sections=())
    prepared = prepare(
        head,
        lot.parts,
        settings,
        lot.scope,
        accepted=lot.accepted,
        legend=lot.legend,
        printed=lot.printed,
        copy=lot.copy,
        called=called,
    )
    identity = _identity(journal, lot, prepared, settings)
    if before is not None and _stands(before, identity, prepared, lot, out):
        there = renamed(before.volumes, out, prepared[0].names) if write else before.volumes
        return BoundLot(prepared, there, before.identity or identity, unchanged=True)
    if not write:
        return BoundLot(prepared, (), identity)
    written = write_volumes(head, prepared, settings, out)
    if before is not None:
        remove_outdated(before.volumes, out, (volume.path for volume in written))
    said = tuple(finding for volume in written for finding in volume.findings)
    return BoundLot(prepared, tuple(_told(volume, out) for volume in written), identity, said)


def _stands(before: GroupReport, identity: str, prepared: Sequence[Prepared], lot: Lot, out: Path) -> bool:
    """Whether the volumes of an earlier run stay: they lie there whole, and nothing is to be printed anew.

    A volume that is on paper is not made anew for another version of the program either, while what was
    entered is the same; but for one whose contents list other volumes.
    """
    if not _whole(before, out):
        return False
    return before.identity == identity or (
        len(before.volumes) == len(prepared)
        and all(_is_on_paper(one, volume, lot) for one, volume in zip(prepared, before.volumes, strict=True))
    )


def _is_on_paper(one: Prepared, volume: Mapping[str, Any], lot: Lot) -> bool:
    copies = lot.printed.get(one.plan.number, ())
    return (
        bool(copies)
        and lot.copy <= copies[-1].number
        and not one.changed
        and not one.words.earlier
        and volume["sha256"] == copies[-1].sha256
    )


def _identity(journal: Journal, lot: Lot, prepared: Sequence[Prepared], settings: Settings) -> str:
    """Digest of all that volumes are made of: their pages, their heads, the settings and the program."""
    printed = settings.model_dump(
        mode="json", include={"college", "officers", "departments", "printing", "records"}
    )
    series = journal_series(settings)
    accepted = [(item.code, item.reason, item.by) for item in lot.accepted]
    terms = journal.terms if lot.scope.term is None else (lot.scope.term,)
    text = json.dumps(
        [
            __version__,
            fonts.digest(),
            [part.part.key for part in lot.parts],
            repr((journal.group, journal.year, terms)),
            printed,
            (period_words(series), basis(series)),
            accepted,
            [one.identity.identifier for one in prepared],
        ],
        ensure_ascii=False,
        sort_keys=True,
    )
    return hashlib.sha256(text.encode()).hexdigest()


def _whole(old: GroupReport, out: Path) -> bool:
    """Whether every volume of the earlier run lies there, byte for byte, with nothing to be said of it."""
    if not old.volumes or any(code.startswith("volume.") for code in old.codes):
        return False
    return all(is_untouched(volume, out) for volume in old.volumes)


def _told(volume: Volume, out: Path) -> dict[str, Any]:
    """A volume's object in the report."""
    return {
        "path": volume.path.relative_to(out).as_posix(),
        "sha256": volume.sha256,
        "pages": volume.pages,
        "sheets": volume.sheets,
        "blank_pages": volume.blanks,
        "duplex": volume.duplex,
        "landscape": volume.landscape,
        "identifier": volume.identifier,
        "number": volume.number,
        "count": volume.count or None,
        "copy": volume.copy,
        "contents": [
            {
                "title": entry.title,
                "subgroup": entry.subgroup,
                "term": entry.term,
                "first_page": entry.first_page,
                "last_page": entry.last_page,
                "digest": entry.digest,
            }
            for entry in volume.contents
        ],
    }
