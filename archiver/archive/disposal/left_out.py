"""Files whose period is over and that a new act does not name: each with why, and what can be done."""

from __future__ import annotations

from collections.abc import Iterator

from archiver.archive.custody.schedule import schedule_of
from archiver.archive.disposal.acts import act_of, clock_of
from archiver.archive.disposal.deciding import Deciding
from archiver.archive.disposal.due import DueFile, due_files
from archiver.archive.disposal.words import reasons_of
from archiver.counter.session import Session, use_case
from archiver.locale import _, ngettext
from archiver.permissions import Permission
from archiver.remedies import Deed, Remedy
from retention.eligibility import Reason

_SHOWN = 20
_DEEDS = {
    Reason.HELD: Deed.LIFT_HOLD,
    Reason.NEEDS_REVIEW: Deed.APPRAISE,
    Reason.NEEDS_REGIONAL_REVIEW: Deed.APPRAISE,
    Reason.STATEMENT_NOT_REGISTERED: Deed.DEPOSIT_STATEMENTS,
    Reason.STATEMENT_ABSENT: Deed.DEPOSIT_STATEMENTS,
    Reason.STATEMENT_TOO_FEW: Deed.MAKE_COPIES,
    Reason.STATEMENT_NOT_VERIFIED: Deed.CHECK_ALL_MEDIA,
    Reason.STATEMENT_STALE: Deed.CHECK_ALL_MEDIA,
    Reason.STATEMENT_NOT_READ: Deed.CHECK_ALL_MEDIA,
    Reason.REGISTER_CHANGED: Deed.CHECK_TRAIL,
    Reason.REGISTER_BEHIND: Deed.RECOVER_ACTS,
    Reason.MEDIA_TELL_OTHERWISE: Deed.RECOVER_ACTS,
}


@use_case(Permission.ARCHIVE_LOOK)
def left_out_of(session: Session, number: str) -> tuple[DueFile, ...]:
    """The files that the act `number` leaves out though they are due, judged once more; () for none."""
    with session.looking() as work:
        act, _entry = act_of(work, number)
        if not act.terms.left_out:
            return ()
        names = {one.file for one in act.terms.left_out}
        deciding = Deciding(work, schedule_of(work, session.settings), clock_of(session, work), looking=True)
        return tuple(
            due
            for due in due_files(deciding)
            if due.decision is not None and due.decision.candidate.file.id in names and not due.eligible
        )


def left_out_lines(files: tuple[DueFile, ...]) -> Iterator[str]:
    """How many there are, and a line for each of the first."""
    if files:
        yield ngettext(
            "Due, but not in this act: {count} file.", "Due, but not in this act: {count} files.", len(files)
        ).format(count=len(files))
    for file in files[:_SHOWN]:
        title = file.entry.title if file.decision is None else file.decision.candidate.file.title
        yield f"  {title} — {reasons_of(file)}"
    if len(files) > _SHOWN:
        yield _("  … and {count} more.").format(count=len(files) - _SHOWN)


def remedies_of(files: tuple[DueFile, ...]) -> tuple[Remedy, ...]:
    """What can be done about the reasons, each once; nothing where the file simply has to stay."""
    reasons = (one.reason for file in files if file.decision for one in file.decision.exclusions)
    return tuple(Remedy(deed) for deed in dict.fromkeys(_DEEDS[one] for one in reasons if one in _DEEDS))
