"""What is known of the college before any journal is read: its study periods, its groups."""

from __future__ import annotations

from collections.abc import Sequence

from archiver.counter.asked import groups_like
from archiver.intake.exports import Exports, GroupExport
from archiver.intake.report.study_terms import study_terms
from archiver.journal.as_typed import fitting
from archiver.journal.codes import finding
from archiver.journal.collation import name_key
from archiver.journal.findings import Finding
from archiver.journal.model import AcademicYear, Term
from archiver.locale import _
from archiver.settings.tables import Settings


def accepted_of_nobody(exports: Exports, settings: Settings) -> tuple[Finding, ...]:
    """A note of acceptances in archiver.toml whose groups are not in the exports: settings outlive runs."""
    there = {name_key(export.name) for export in exports.groups}
    names = [item.group for item in settings.accepted if name_key(item.group) not in there]
    if not names:
        return ()
    message = _("archiver.toml accepts findings of groups that are not in the exports: {groups}.")
    return (finding("accepted.unused", message.format(groups=", ".join(dict.fromkeys(names)))),)


def college_periods(settings: Settings, year: AcademicYear) -> tuple[Term, ...]:
    """The study periods of the settings with their days in a year."""
    return study_terms((), year, settings.periods)


def groups_asked(exports: Exports, names: Sequence[str]) -> tuple[str, ...]:
    """The groups that `names` fit as they were typed, all that one fits, and those of `names` that fit none.

    A permission is asked for each of them before it is said which groups there are.
    """
    there = tuple(export.name for export in exports.groups)
    if not names:
        return there
    fit = [fitting(name, there) or (name,) for name in names]
    return tuple(dict.fromkeys(name for found in fit for name in found))


def chosen_groups(exports: Exports, names: Sequence[str]) -> tuple[GroupExport, ...]:
    """The exports of the groups named, all without names.

    A name may be typed as people do (`journal.as_typed`); UsageError for one that fits none or several.
    """
    if not names:
        return exports.groups
    there = tuple(export.name for export in exports.groups)
    chosen = {found for name in names for found in groups_like(name, there)}
    return tuple(export for export in exports.groups if export.name in chosen)
