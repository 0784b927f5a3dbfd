"""The check of media as a job."""

from __future__ import annotations

from functools import partial

from archiver.jobs.kind import Bench, Kind, Lane
from archiver.jobs.order import Plain
from archiver.jobs.standing import Outcome
from archiver.locale import _
from archiver.permissions import Permission


def _perform(bench: Bench) -> Outcome:
    from archiver.archive.custody.attention import advised
    from archiver.archive.preservation.verify import verify_bags, verify_media
    from archiver.archive.preservation.verify_report import VerifyReport
    from archiver.jobs.words import deed_in_words

    asked, progress = bench.arguments, bench.progress
    with bench.session(bench.settings().settings) as session:
        report = VerifyReport(progress.line, progress.line, advised(session, deed_in_words))
        bags = asked.get("bags", ())
        these = (
            partial(verify_bags, bags=bags)
            if bags
            else partial(verify_media, everything=asked.get("everything", False))
        )
        for step in these(session, progress, numbers=asked.get("numbers", ()), told=report.copy_done):
            report.step(step)
    return Outcome(report.exit_code)


def _about(asked: Plain) -> str:
    named = [*asked.get("numbers", ()), *asked.get("bags", ())]
    if named:
        return ", ".join(named)
    return _("all media") if asked.get("everything") else _("media whose check is due")


VERIFY = Kind(
    "verify",
    lambda: _("Check of media"),
    _about,
    Permission.MEDIA_VERIFY,
    Lane.MEDIA,
    frozenset({"numbers", "bags", "everything"}),
    frozenset(),
    _perform,
)
"""`numbers` of media, or `bags` on them, or `everything`; by default what is due."""
