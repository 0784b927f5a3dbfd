"""Preview: the pages of a group, a subject or an interval, marked ЧЕРНОВИК and without numbers.

Regulation item 5: «воспользовавшись командой «Предварительный просмотр»». The parts are the same
that will be bound, so what has been previewed is printed already when the binder is made.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path

from archiver.binder.volume import draft
from archiver.binding.college import chosen_groups
from archiver.binding.parts import binder_parts, ordered, part_specs
from archiver.binding.review import review
from archiver.counter.asked import subjects_like
from archiver.counter.use_case import Workplace, use_case
from archiver.errors import InputInvalid, UsageError
from archiver.intake.exports import Exports, GroupExport
from archiver.journal.findings import Finding, Severity
from archiver.journal.model import Journal
from archiver.journal.terms import section_between
from archiver.locale import _
from archiver.permissions import Permission
from archiver.press.cache import part_cache
from archiver.press.seams import check_seams
from archiver.press.section.lengths import too_long_findings
from archiver.press.worker import press_part
from archiver.remedies import Deed, Remedy


@dataclass(frozen=True, slots=True)
class Draft:
    """A written draft: its number of pages, what was found on them, and whether that blocks the binder."""

    pages: int
    findings: tuple[Finding, ...]
    blocked: bool


@use_case(Permission.BINDER_MAKE)
def draft_group(
    place: Workplace,
    exports: Exports,
    out: Path,
    *,
    group: str,
    today: dt.date,
    subject: str | None = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
    lessons_per_page: int | None = None,
) -> Draft:
    """Write the draft of `group` to `out`.

    `subject` is a displayed name or a part of one that fits a single subject; on `today` depends which study
    periods must be there; `lessons_per_page` is for this draft only. Raises UsageError when group, subject or
    interval name nothing, InputInvalid when the export cannot be read or printed, EngineFailed for an engine
    that the press cannot use.
    """
    if since and until and since > until:
        raise UsageError(_("The interval ends before it begins."), remedy=Remedy(Deed.CHANGE_INTERVAL))
    if subject is not None and not subject.strip():
        raise UsageError(_("The name of the subject is empty."))
    check_seams()
    settings, cache = place.settings, part_cache(place.settings.cache)
    if lessons_per_page:
        printing = settings.printing.model_copy(update={"lessons_per_page": lessons_per_page})
        settings = settings.model_copy(update={"printing": printing})
    seen = review(_group(exports, group), settings, today=today)
    if seen.journal is None:
        raise InputInvalid(
            _("The export of group {group} cannot be read.").format(group=group), seen.findings
        )
    journal, said = seen.journal, seen.findings
    if subject:
        journal = _only_subject(journal, subject)
        said = tuple(
            one for one in said if _is_of(one, {section.subject.name for section in journal.sections})
        )
    if since or until:
        journal = _only_interval(journal, since or dt.date.min, until or dt.date.max)
    if too_long := too_long_findings(journal):
        raise InputInvalid(_("These pages cannot be printed."), too_long)
    sections = ordered(journal, settings)
    parts = [press_part(spec, cache) for spec in part_specs(journal, sections, settings)]
    pages = draft(replace(journal, sections=()), binder_parts(journal, sections, parts), settings, out)
    return Draft(pages, said, any(one.severity is Severity.BLOCKING for one in said))


def _group(exports: Exports, name: str) -> GroupExport:
    found = chosen_groups(exports, [name])
    if len(found) == 1:
        return found[0]
    raise UsageError(
        _("Group {group} is there for several years: {years}.").format(
            group=found[0].name, years=", ".join(str(export.year) for export in found)
        ),
        remedy=Remedy(Deed.CHOOSE_YEAR),
    )


def _is_of(one: Finding, subjects: Collection[str]) -> bool:
    """Whether a finding is of one of the subjects: placed on its page, or naming it."""
    return one.place.subject in subjects or any(f"«{name}»" in one.message for name in subjects)


def _only_subject(journal: Journal, wanted: str) -> Journal:
    found = subjects_like(wanted, (section.subject.name for section in journal.sections))
    return replace(journal, sections=tuple(s for s in journal.sections if s.subject.name in found))


def _only_interval(journal: Journal, since: dt.date, until: dt.date) -> Journal:
    cut = (
        section_between(section, since, until, term=journal.term(section.term))
        for section in journal.sections
    )
    # Hours planned for a term say nothing of a part of it.
    whole = {term.number for term in journal.terms if since <= term.start and term.end <= until}
    sections = tuple(
        section if section.term in whole else replace(section, planned_hours=None)
        for section in cut
        if section.lessons
    )
    if not sections:
        raise UsageError(_("There are no lessons in that interval."))
    # The page names the interval it shows.
    terms = tuple(
        replace(term, start=max(term.start, since), end=min(term.end, until))
        if term.start <= until and since <= term.end
        else term
        for term in journal.terms
    )
    return replace(journal, sections=sections, terms=terms)
