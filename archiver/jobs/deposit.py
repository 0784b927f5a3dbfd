"""The deposit of binders and statements as a job."""

from __future__ import annotations

import datetime as dt

from archiver.errors import ExitCode
from archiver.jobs.kind import Bench, Kind, Lane
from archiver.jobs.order import Plain
from archiver.jobs.standing import Outcome
from archiver.locale import _
from archiver.permissions import Permission


def _perform(bench: Bench) -> Outcome:
    from archiver.archive.deposit.outcome import sum_in_words, well
    from archiver.archive.deposit.request import DepositRequest, deposit

    asked, exports = bench.arguments, bench.path("exports")
    closed_on = asked.get("closed_on")
    request = DepositRequest(
        folders=tuple(bench.paths("folders")),
        exports=exports,
        media=tuple(asked.get("media", ())),
        copies=asked.get("copies"),
        closed_on=dt.date.fromisoformat(closed_on) if closed_on else None,
        new_version=asked.get("new_version", ""),
    )
    with bench.session(bench.settings(exports).settings, create=True) as session:
        outcomes = tuple(deposit(session, request, bench.progress))
    return Outcome(ExitCode.DONE if well(outcomes) else ExitCode.FINDINGS, sum_in_words(outcomes))


def _about(asked: Plain) -> str:
    return ", ".join(asked["folders"])


DEPOSIT = Kind(
    "deposit",
    lambda: _("Deposit"),
    _about,
    Permission.FILE_DEPOSIT,
    Lane.MEDIA,
    frozenset({"folders", "exports", "media", "copies", "closed_on", "new_version"}),
    frozenset({"folders", "exports"}),
    _perform,
)
"""`folders` of year-end or of statements, the `exports` they were made from; the rest as `DepositRequest`."""
