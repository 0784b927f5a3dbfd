"""Acts and due files in words, a line each."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from archiver.archive.disposal.done import Done
from archiver.archive.disposal.due import DueFile
from archiver.archive.disposal.returning import Finished
from archiver.archive.disposal.searching import stray_line
from archiver.archive.disposal.unseen import places_lines
from archiver.locale import _, ngettext
from archiver.papers.accounts import from_one_account
from archiver.remedies import Deed, Naming
from archiver.wording.retention_words import word
from retention.act import DestructionAct
from retention.eligibility import OF_STATEMENTS, Exclusion, Reason
from retention.execution import Execution

_SHOWN = 10
"""So many empty places are told one by one; all stand in the paper of the execution."""


def due_line(file: DueFile) -> str:
    """A file: since when, its id and title, and what keeps it."""
    entry = file.entry
    if file.decision is None:
        state = file.fault
    elif file.eligible:
        state = _("late") if file.overdue else _("may go")
    else:
        state = _("may not: {reasons}").format(reasons=reasons_of(file))
    missing = (missing_line(volume, since) for volume, since in file.missing)
    told = "; ".join((state, *missing, *file.lent))
    return f"{entry.eligible_from:%d.%m.%Y}  {entry.external_id}  {entry.title} — {told}"


def reasons_of(file: DueFile) -> str:
    """Why a file may not go, in words; «» for one that may."""
    if file.decision is None:
        return file.fault
    return "; ".join(dict.fromkeys(map(_reason, file.decision.exclusions)))


def _reason(one: Exclusion) -> str:
    """A reason with what it is about, where that tells people anything: a statement's number does not."""
    told = word(one.reason)
    match one.reason:
        case Reason.CLOCK_SUSPICIOUS:
            return f"{told} ({word(one.detail)})"
        case Reason.NOT_DUE:
            return f"{told} ({dt.date.fromisoformat(one.detail):%d.%m.%Y})"
        case _ if one.reason in OF_STATEMENTS - {Reason.STATEMENT_NOT_REGISTERED}:
            return told
        case _:
            return f"{told} ({one.detail})" if one.detail else told


def missing_line(volume: int, since: dt.date) -> str:
    """A volume on paper that was not found."""
    return _("volume {volume} was not found on paper by the check of {day}").format(
        volume=volume, day=f"{since:%d.%m.%Y}"
    )


def act_line(act: DestructionAct) -> str:
    """Where an act stands."""
    return _("Act {number}: {state}. Files: {files}. SHA-256: {digest}").format(
        number=act.number, state=word(act.state, "state"), files=len(act.rows), digest=act.digest
    )


def act_lines(execution: Execution, accounts: Sequence[str]) -> Iterator[str]:
    """An act whole: steps, and which are from one of `accounts`; files, copies with their proofs."""
    act = execution.act
    yield act_line(act)
    for number, step in enumerate(act.steps, start=1):
        document = f", № {step.protocol.number} ({step.protocol.on:%d.%m.%Y})" if step.protocol else ""
        reason = f", {step.reason}" if step.reason else ""
        done = f"{word(step.kind, 'step')}: {step.by.name}{document}{reason}"
        yield f"  {number}. {step.at:%d.%m.%Y %H:%M}  {done}"
    for one in from_one_account(act.steps, accounts):
        yield _(
            "Steps {steps} were taken from one account of the operating system: {account} ({people})."
        ).format(steps=one.steps, account=one.account, people=one.people)
    for row in act.rows:
        yield f"{row.number}. {row.file}  {row.title}"
        for copy in execution.copies.values():
            if copy.file == row.file:
                proof = execution.proofs.get(copy.id)
                told = _("left") if proof is None else f"{proof.at:%d.%m.%Y %H:%M}, {proof.answer.text}"
                yield f"     {copy.where}: {copy.what} — {told}"


def done_lines(done: Done, called: Naming) -> Iterator[str]:
    """What an execution came to: proven, left, why; what comes next as the door has `called` it."""
    yield from _tally_lines(done)
    for where, why in done.absent.items():
        yield _("Not reached: {medium}: {why}").format(medium=where, why=why)
    for medium in done.unproven:
        yield _(
            "Medium {medium}: what was erased there may still be read raw, and the act says so. What can be "
            "done: {command}"
        ).format(medium=medium, command=called(Deed.WIPE_FREE, medium))
    for problem in done.problems:
        yield _("Attention: {text}").format(text=problem)
    if done.over:
        yield _(
            "Nothing is left of what the register knows and the connected media hold. Close the act: "
            "{command}"
        ).format(command=called(Deed.CLOSE_ACT, str(done.act.number)))
        return
    places = Counter(copy.where for copy in done.left)
    for where, count in places.items():
        yield _("Left: {where}: {count}").format(where=where, count=count)
    yield _("The act stays in execution. Connect what is missing, confirm the paper, and repeat.")


def _tally_lines(done: Done) -> Iterator[str]:
    """What the proofs come to: copies that were destroyed, and whatever else closes a line of the act."""
    tally = done.tally
    yield ngettext(
        "{count} copy is proven gone: electronic {electronic}, on paper {paper}.",
        "{count} copies are proven gone: electronic {electronic}, on paper {paper}.",
        tally.destroyed,
    ).format(count=tally.destroyed, electronic=tally.electronic, paper=tally.paper)
    if tally.explained:
        yield _("Not at their places, and explained: {count}. Nothing was erased there.").format(
            count=tally.explained
        )
    for copy, why in done.explained[:_SHOWN]:
        yield f"  {copy.where}: {copy.what} — {why}"
    if tally.removed:
        yield ngettext(
            "{count} copy is accounted for by a document; nothing proves it.",
            "{count} copies are accounted for by documents; nothing proves them.",
            tally.removed,
        ).format(count=tally.removed)
    if tally.names:
        yield _(
            "Names and working files are removed from the register and this computer: files {count}."
        ).format(count=tally.names)


def snapshots_lines(folders: Sequence[Path]) -> Iterator[str]:
    """Snapshots of the module still hold the names: said once, when an act is closed."""
    told = _(
        "Snapshots of the module taken on this computer ({count}) still name the students of these groups. "
        "Destroy them yourself where they are not needed any more:"
    ).format(count=len(folders))
    return places_lines(told, tuple(map(str, folders)))


def backups_lines(places: Sequence[str], called: Naming) -> Iterator[str]:
    """Copies of the register saved before still hold the names: said once, when an act is closed."""
    told = _(
        "Copies of the register saved until now ({count}) still hold the names of the students. Save a "
        "new one ({command}) and destroy the old ones:"
    ).format(count=len(places), command=called(Deed.SAVE_REGISTER))
    return places_lines(told, places)


def returned_lines(done: Finished) -> Iterator[str]:
    """What was erased of what came back, and what was not."""
    for copy in done.erased:
        yield f"{copy.where}: {copy.what}"
    yield ngettext("{count} copy is erased.", "{count} copies are erased.", len(done.erased)).format(
        count=len(done.erased)
    )
    for problem in (*done.problems, *map(stray_line, done.strays)):
        yield _("Attention: {text}").format(text=problem)
    for where, why in done.absent.items():
        yield _("Not reached: {medium}: {why}").format(medium=where, why=why)
