"""What became of the binders of a year, in words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from archiver.binding.report import FILE_NAME, GroupReport, Status, YearReport
from archiver.journal.findings import Severity
from archiver.locale import _


def outcome(group: GroupReport) -> str:
    """A group's line on the screen."""
    if group.carried:
        return _("of an earlier run: not among these exports")
    if group.status is Status.DONE:
        text = _("volumes: {volumes}, pages: {pages}").format(volumes=len(group.volumes), pages=group.pages)
        return text + (_(" (unchanged)") if group.unchanged else "")
    if group.status is Status.BLOCKED:
        return _("not bound: {count} blocking findings").format(
            count=group.findings.get(Severity.BLOCKING.value, 0)
        )
    if group.status is Status.WAITING:
        return _("waiting: the run was stopped")
    return _("failed: {cause}").format(cause=group.message or "")


def year_titles() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The titles of the columns of a year's table: those of texts, and those of numbers after them."""
    numbers = (_("Volumes"), _("Pages"), _("Sheets"), _("Blocking"), _("Warnings"), _("Notes"))
    return (_("Group"), _("Result")), numbers


def year_row(group: GroupReport) -> tuple[str, ...]:
    """A group's row of that table."""
    done = group.status is Status.DONE
    return (
        group.name,
        _("ready") if done and not group.carried else outcome(group),
        *(str(number) if done else "—" for number in (len(group.volumes), group.pages, group.sheets)),
        *(str(group.findings.get(severity.value, 0)) for severity in Severity),
    )


def year_lines(report: YearReport, out: Path, hint: str) -> Iterator[str]:
    """What is said under that table of the files in the folder; `hint` where findings are to be looked at."""
    yield from (str(out / volume["path"]) for group in report.shown for volume in group.volumes)
    yield from _copies(report)
    if report.leftovers:
        yield _("Not made by this run, out of date or of groups that are gone:")
        yield from (str(out / name) for name in report.leftovers)
    blanks = sum(volume.get("blank_pages", 0) for group in report.shown for volume in group.volumes)
    if blanks:
        yield _("Numbered pages left blank, so that topics face their marks: {count}").format(count=blanks)
    yield from _ways_to_print(report)
    slowly = sum(group.by_engine for group in report.shown)
    if slowly:
        yield _("Pages set the slow way (they look the same): {count}").format(count=slowly)
    if any(sum(group.findings.values()) for group in report.shown):
        yield hint
    yield _("Report: {file}").format(file=out / FILE_NAME)


def _copies(report: YearReport) -> Iterator[str]:
    """The volumes that are not the first of their kind on paper, and what has changed since."""
    for group in report.shown:
        for volume in group.volumes:
            if volume.get("copy", 1) > 1:
                yield _("Copy No. {copy}: {file}").format(copy=volume["copy"], file=volume["path"])
        yield from (f"{group.name}: {one.message}" for one in group.told)


def _ways_to_print(report: YearReport) -> Iterator[str]:
    """What to set in the print dialogue, once for each way; a report of an earlier program does not say."""
    ways = {
        (volume["duplex"], volume["landscape"])
        for group in report.shown
        for volume in group.volumes
        if "duplex" in volume
    }
    for duplex, landscape in sorted(ways):
        if not duplex:
            yield _("Printing: on one side, scale 100 %")
        elif landscape:
            yield _("Printing: on both sides, flip on short edge, scale 100 %")
        else:
            yield _("Printing: on both sides, flip on long edge, scale 100 %")
