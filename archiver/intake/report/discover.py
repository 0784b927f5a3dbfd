"""Groups found among printed reports: one file may hold a group's year, one subject, or several groups.

Every file is read once, to learn whose it is; what was read is kept packed (some 40 KB a file) until its
group is asked for, so that a college never stands in memory and no file is parsed twice.
"""

from __future__ import annotations

import pickle
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeGuard

from archiver.disk.memory import Memory
from archiver.intake.account import FileAccount
from archiver.intake.claimed import Claimed
from archiver.intake.exports import GroupExport, Reading
from archiver.intake.file_tree import FileTree
from archiver.intake.quarantine import each_apart
from archiver.intake.recalled import Kept
from archiver.intake.refusal import FileRefused
from archiver.intake.report.assemble import Origins, Sheet, assemble
from archiver.intake.report.names import NameFacts, facts, group_key
from archiver.intake.report.provenance import Asked, Origin, group_of, notes, year_of_page
from archiver.intake.report.sheets.load import Loaded, load
from archiver.journal.codes import finding
from archiver.journal.findings import Finding, Place
from archiver.journal.model import AcademicYear
from archiver.locale import _
from archiver.settings.tables import Settings

_MOST_KEPT = 4_000_000
"""Bytes of a packed file; a larger one is read again when its group is asked for."""
_NOTHING_KEPT = Kept()


@dataclass(frozen=True, slots=True)
class _Claim:
    """A file says that it holds pages of a group in a year."""

    file: str
    group: str
    year: AcademicYear | None


_Told = tuple[list[_Claim], list[Finding], bytes | None]
"""What a file claims, what is found where it claims nothing, and itself."""


def report_groups(
    tree: FileTree,
    names: Sequence[str],
    settings: Settings,
    year: AcademicYear | None,
    memory: Memory | None = None,
) -> tuple[list[GroupExport], list[Finding]]:
    """The groups of the report files `names`, and findings of files whose group nothing tells.

    `year` is the year asked for, taken where neither pages nor names tell one. Files in which the `memory`
    knows whose they are, are not read. Never raises for what is in the files.
    """
    asked = Asked(year, settings)
    claims: list[_Claim] = []
    findings: list[Finding] = []
    kept: dict[str, bytes] = {}
    for file, told in _looked_into(asked, tree, names, memory):
        if isinstance(told, FileRefused):
            findings.append(told.finding(file))
            continue
        claimed, found, packed = told
        claims += claimed
        if packed is not None:
            kept[file] = packed
        findings += found
    groups: dict[object, list[_Claim]] = defaultdict(list)
    for claim in claims:
        groups[group_key(claim.group)].append(claim)
    exports = []
    for same in groups.values():
        name = _displayed([claim.group for claim in same], asked)
        years = sorted({claim.year for claim in same if claim.year is not None})
        wanted: list[AcademicYear | None] = [*years] or [None]
        for one in wanted:
            # Pages without a year go with the others where those agree on one.
            files = [
                claim.file for claim in same if claim.year == one or (claim.year is None and len(years) == 1)
            ]
            exports.append(_export(tree, name, one, files, asked, kept))
        if len(years) > 1 and any(claim.year is None for claim in same):
            files = [claim.file for claim in same if claim.year is None]
            exports.append(_export(tree, name, None, files, asked, kept))
    return exports, findings


def _looked_into(
    asked: Asked, tree: FileTree, names: Sequence[str], memory: Memory | None
) -> Iterator[tuple[str, _Told | FileRefused]]:
    """Each file with what it claims: as it is remembered, or read to learn it."""
    if memory is None:
        yield from each_apart(partial(_claims, asked), tree, names, asked.settings.limits)
        return
    claimed = Claimed.of(memory, tree, asked)
    known: dict[str, _Told] = claimed.recall(tree, names)
    new = [name for name in names if name not in known]
    read = dict(each_apart(partial(_claims, asked), tree, new, asked.settings.limits))
    if new:
        lasting = {name: (*told[:2], None) for name, told in read.items() if _lasts(told)}
        claimed.remember(tree, {**known, **lasting})
    yield from ((name, known[name] if name in known else read[name]) for name in names)


def _lasts(told: _Told | FileRefused) -> TypeGuard[_Told]:
    """Whether the same file will say it again: what could not be read may be a matter of the day."""
    return not isinstance(told, FileRefused) and not any(one.code.startswith("file.") for one in told[1])


def _export(
    tree: FileTree,
    name: str,
    year: AcademicYear | None,
    files: Sequence[str],
    asked: Asked,
    kept: Mapping[str, bytes],
) -> GroupExport:
    unique = tuple(dict.fromkeys(files))
    own = tree.narrowed(unique)
    packed = Kept({file: kept[file] for file in unique if file in kept})
    return GroupExport(name, year, unique, partial(read_group, own, name, year, unique, asked, packed))


def _displayed(names: Sequence[str], asked: Asked) -> str:
    """The settings' spelling of the group, otherwise the first one met."""
    key = group_key(names[0])
    return next((name for name in asked.known_groups() if group_key(name) == key), names[0])


def _claims(asked: Asked, tree: FileTree, file: str) -> _Told:
    named = facts(file, asked.known_groups())
    loaded = load(tree, file, asked.settings.limits)
    if not loaded.journal:
        return [], list(loaded.findings), None
    claims: dict[_Claim, None] = {}
    nameless = False
    for block in loaded.blocks or (None,):
        group, _origin = group_of(block, named)
        year, _origin = year_of_page(block, named, asked)
        if group is None:
            nameless = True
        else:
            claims[_Claim(file, group, year)] = None
    packed = zlib.compress(pickle.dumps(loaded, pickle.HIGHEST_PROTOCOL), 1) if claims else None
    if packed is not None and len(packed) > _MOST_KEPT:
        packed = None
    if not nameless:
        return list(claims), [], packed
    findings = [one for one in loaded.findings if not claims]
    if loaded.blocks:
        findings.append(
            finding(
                "report.group-unknown",
                _("{file}: neither the pages nor the file's name tell the group.").format(file=file),
                place=Place(file=file),
            )
        )
    return list(claims), findings, packed


def read_group(
    tree: FileTree,
    name: str,
    year: AcademicYear | None,
    files: Sequence[str],
    asked: Asked,
    kept: Kept = _NOTHING_KEPT,
) -> Reading:
    """The group's journal from its files with everything that was found; never raises for bad data.

    The journal is None when the year is unknown or no page could be read.
    """
    sheets: list[Sheet] = []
    findings: list[Finding] = []
    account: list[FileAccount] = []
    origins: Origins = []
    for file in files:
        named = facts(file, asked.known_groups())
        packed = kept.packed.get(file)
        loaded = load(tree, file, asked.settings.limits) if packed is None else _unpacked(packed)
        findings += loaded.findings
        account.append(loaded.account)
        for block in loaded.blocks:
            group, group_origin = group_of(block, named)
            found, year_origin = year_of_page(block, named, asked)
            if group is None or group_key(group) != group_key(name) or found not in {None, year}:
                continue
            origins.append((group_origin, file))
            origins.append((Origin.YEAR_SIBLINGS if found is None else year_origin, file))
            sheets.append(Sheet(block, named, loaded.format))
    if year is None:
        findings.append(_year_unknown(name, files))
    if year is None or not sheets:
        return Reading(None, _of_group(findings, name), tuple(account))
    journal, found_joining, dropped = assemble(name, year, sheets, asked.settings, origins)
    findings += [*found_joining, *notes(origins, name, year)]
    account = [
        replace(one, used=one.used - dropped[one.file], reported=one.reported + dropped[one.file])
        for one in account
    ]
    return Reading(journal, _of_group(findings, name), tuple(account))


def _unpacked(packed: bytes) -> Loaded:
    loaded: Loaded = pickle.loads(zlib.decompress(packed))  # noqa: S301 - our own child packed it
    return loaded


def _of_group(findings: Sequence[Finding], name: str) -> tuple[Finding, ...]:
    return tuple(replace(one, group=name) for one in findings)


def _year_unknown(name: str, files: Sequence[str]) -> Finding:
    return finding(
        "year.unknown",
        _("Group {group}: nothing tells the academic year of its pages.").format(group=name),
        group=name,
        place=Place(file=files[0] if files else None),
    )


__all__ = ["NameFacts", "read_group", "report_groups"]
