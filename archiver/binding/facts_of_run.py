"""What a run of year-end tells of a group besides its report: of which bytes, by which rules.

The register keeps it as facts of the year (archiver.archive.year), so it knows what a new export outdates.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archiver.binding.prints import subjects_of
from archiver.binding.report import GroupReport, Status, YearReport
from archiver.intake.exports import Exports, GroupExport
from archiver.intake.fingerprint import fingerprint, settings_of_journals
from archiver.intake.refusal import FileRefused
from archiver.journal.collation import same_name
from archiver.settings.file_plan import journal_series
from archiver.settings.tables import Accepted, Settings

_TOLD = frozenset({Status.DONE, Status.BLOCKED, Status.FAILED})


@dataclass(frozen=True, slots=True)
class GroupRun:
    """A group as this run has left it.

    `export` is the digest over its files, `files` are (digest, bytes) of each; `rules` is that of the
    settings and of what is accepted. `report` is of the year, or of the study period `period` (0: the year).
    """

    name: str
    export: str
    files: tuple[tuple[str, int], ...]
    rules: str
    period: int
    report: GroupReport

    @property
    def subjects(self) -> list[list[object]]:
        """What the journal holds, as the register keeps it: subject, subgroup, term, digest of each page."""
        if not self.report.volumes:
            return [list(entry) for entry in self.report.entries]
        return [entry for volume in self.report.volumes for entry in subjects_of(volume)]

    @property
    def volumes(self) -> list[list[object]]:
        """The volumes likewise: number, digest of the PDF, sheets, what it holds."""
        return [
            [number, volume["sha256"], volume["sheets"], subjects_of(volume)]
            for number, volume in enumerate(self.report.volumes, 1)
        ]


def runs_of(
    report: YearReport, exports: Exports, settings: Settings, accepted: Sequence[Accepted] = ()
) -> Iterator[GroupRun]:
    """The groups that this run has made something of; those whose files changed since are left out."""
    of_exports = {one.name: one for one in report.of_exports}
    for export in exports.groups:
        told = of_exports.get(export.name)
        if told is None:
            continue
        made = told if report.period is None else told.period(report.period)
        if made is None or made.status not in _TOLD:
            continue
        files = _files(export)
        if files is None:
            continue
        yield GroupRun(
            export.name,
            fingerprint(*sorted(digest for digest, _size in files)),
            files,
            _rules(export.name, settings, accepted),
            report.period or 0,
            made,
        )


def _files(export: GroupExport) -> tuple[tuple[str, int], ...] | None:
    if export.tree is None:
        return None
    try:
        return tuple((export.tree.digest(name), export.tree.size(name)) for name in export.files)
    except FileRefused:
        return None


def _rules(group: str, settings: Settings, accepted: Sequence[Accepted]) -> str:
    own = [one for one in (*settings.accepted, *accepted) if same_name(one.group, group)]
    return fingerprint(settings_of_journals(settings), own, journal_series(settings))
