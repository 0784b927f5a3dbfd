"""Review before print: a group is read and checked, and it is decided whether its binder may be made.

Regulation item 5: «Перед печатью необходимо проверить отображение всех сведений».
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from archiver.binding.college import college_periods
from archiver.intake.account import FileAccount
from archiver.intake.departures import Departure
from archiver.intake.exports import GroupExport, Reading
from archiver.journal.checks import check
from archiver.journal.codes import CODES, UNACCEPTABLE, finding
from archiver.journal.collation import same_name
from archiver.journal.expected import Expectation, study_periods
from archiver.journal.findings import Finding, Severity
from archiver.journal.model import Journal, Term
from archiver.locale import _
from archiver.press.section.legibility import unprintable_findings
from archiver.press.section.lengths import too_long_findings
from archiver.press.section.lost_letters import lost_letter_findings
from archiver.settings.tables import Accepted, Settings


@dataclass(frozen=True, slots=True)
class Review:
    """What is known of a group before print; `journal` None when its export cannot be read.

    `accepted` are the blocking findings the college took upon itself, with their reasons; among `findings`
    they weigh as warnings, so that nothing counts them as blocking. `unused` are acceptances given for this
    run that no finding answers. `account` says of each file read what became of everything in it, `left`
    which last days of students were taken from the settings.
    """

    name: str
    journal: Journal | None
    findings: tuple[Finding, ...]
    accepted: tuple[Accepted, ...] = ()
    unused: tuple[Accepted, ...] = ()
    account: tuple[FileAccount, ...] = ()
    left: tuple[Departure, ...] = ()

    @property
    def readable(self) -> bool:
        """Whether every file of the group could be read, or it is accepted that one could not."""
        return self.journal is not None and not any(one.code.startswith("file.") for one in self.blocking)

    @property
    def printable(self) -> bool:
        """Whether paper has room for every text."""
        return not any(finding.code in UNACCEPTABLE for finding in self.findings)

    @property
    def blocking(self) -> tuple[Finding, ...]:
        """Blocking findings that nobody has accepted."""
        return tuple(one for one in self.findings if one.severity is Severity.BLOCKING)


def review(
    export: GroupExport, settings: Settings, accepted: Sequence[Accepted] = (), *, today: dt.date
) -> Review:
    """Read `export` and check it as of `today`; `accepted` comes on top of what `settings` accepts."""
    return reviewed(export.name, export.read(), settings, accepted, today=today)


def reviewed(
    name: str,
    reading: Reading,
    settings: Settings,
    accepted: Sequence[Accepted] = (),
    *,
    today: dt.date,
    expected: Expectation | None = None,
) -> Review:
    """As `review`, of a group that was read already; `expected` is what the settings say unless told."""
    findings = reading.findings
    if reading.journal is not None:
        expected = expected or expectation(reading.journal, settings, today)
        findings += check(reading.journal, min_grades=settings.checks.min_grades, expected=expected)
        findings += unprintable_findings(reading.journal)
        findings += too_long_findings(reading.journal)
        findings += lost_letter_findings(reading.journal)
    standing = [item for item in settings.accepted if same_name(item.group, name)]
    given = [item for item in accepted if same_name(item.group, name)]
    used = {one.code for one in findings if one.severity is Severity.BLOCKING} - UNACCEPTABLE
    weighed = [item for item in (*standing, *given) if item.code in used]
    reasons = {item.code: item.reason for item in reversed(weighed)}
    answered = {one.code for one in findings if _may_block(one)}
    stale = (_unused(item, name) for item in standing if item.code not in answered)
    return Review(
        name,
        reading.journal,
        (*(_weighed(one, reasons) for one in findings), *stale),
        tuple(weighed),
        tuple(item for item in given if item.code not in answered),
        reading.account,
        reading.left,
    )


def _may_block(found: Finding) -> bool:
    """Whether a finding blocks, or will: a period not over yet may be accepted before it is."""
    return Severity.BLOCKING in (found.severity, CODES[found.code].severity if found.code in CODES else None)


def _weighed(found: Finding, reasons: dict[str, str]) -> Finding:
    if found.severity is not Severity.BLOCKING or found.code not in reasons:
        return found
    reason = reasons[found.code].strip().removesuffix(".")
    message = _("{message} Accepted: {reason}.").format(message=found.message, reason=reason)
    return replace(found, severity=Severity.WARNING, message=message)


def _unused(item: Accepted, group: str) -> Finding:
    message = _("archiver.toml accepts the finding {code}, which is not there.").format(code=item.code)
    return finding("accepted.unused", message, group=group)


def expectation(journal: Journal, settings: Settings, today: dt.date) -> Expectation:
    """What the settings expect of the journal's study periods on a day."""
    own = next((one for one in settings.groups if same_name(one.name, journal.group.name)), None)
    only = None if own is None or own.periods is None else frozenset(own.periods)
    return Expectation(today, college_periods(settings, journal.year), only)


def periods_due(journal: Journal, settings: Settings, today: dt.date) -> tuple[Term, ...]:
    """The study periods of a journal that are to be printed, with or without pages, by their first days.

    Not those which the college has accepted that they are missing; one without a plan only until it is over.
    """
    expected = expectation(journal, settings, today)
    periods = study_periods(journal, expected)
    accepted = any(
        item.code == "term.missing" and same_name(item.group, journal.group.name)
        for item in settings.accepted
    )
    due = [*periods.held, *(() if accepted else periods.missing)]
    due += (term for term in periods.unplanned if not expected.over(term))
    return tuple(sorted(due, key=lambda term: (term.start, term.number)))
