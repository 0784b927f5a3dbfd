"""What decides on a file, gathered from the register, and the decision of the day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from archiver.archive.custody.identity import hold_of, identifier_of, record_of
from archiver.archive.disposal.appraising import appraisals_of
from archiver.register.model.files import File, FileState
from archiver.register.model.packages import BagState, CopyState
from archiver.register.work import Work
from retention.eligibility import Candidate, Decision, Statement, decide
from retention.moments import Reading
from retention.schedule import Schedule


@dataclass(frozen=True, slots=True)
class Deciding:
    """Judges files in one unit of work; `behind`: acts outside are known that the register has forgotten."""

    work: Work
    schedule: Schedule
    clock: Reading
    behind: bool = False

    def decide(self, file: File, *, for_act: str | None = None) -> Decision:
        """Whether the file may go, and every reason why not. Raises SeriesUnknown."""
        rule = self.schedule.rule(file.series, self.clock.today)
        record = record_of(file, rule)
        statement_series = rule.series.statement_series
        candidate = Candidate(
            record,
            holds=tuple(hold_of(hold, record.id) for hold in self.work.holds.of_file(file.id)),
            appraisals=appraisals_of(self.work, file),
            statement=_statement(self.work, file, statement_series) if statement_series else None,
            open_act=self.work.acts.of_file(file.id),
            destroyed_by=_destroyed_by(self.work, file, for_act),
            gaps=self.behind,
            statement_elsewhere=self.work.files.statement_elsewhere(file) if statement_series else "",
        )
        return decide(candidate, self.schedule, self.clock, for_act=for_act)

    def decide_all(self, files: Iterable[File], *, for_act: str | None = None) -> list[Decision]:
        """The same for several."""
        return [self.decide(file, for_act=for_act) for file in files]


def _destroyed_by(work: Work, file: File, for_act: str | None) -> str | None:
    """The act of its tombstone; the one that asks may go on: a copy was found after the names had gone."""
    if file.state is not FileState.DESTROYED:
        return None
    stone = work.executions.tombstone(file.id)
    act = str(stone.act) if stone else "—"
    return None if act == for_act else act


def _statement(work: Work, file: File, series: str) -> Statement | None:
    """The grade statements of the same group and year: their own file, and how well it lies on the media.

    Copies on media that are retired do not count at all, those on failed ones not as verified.
    """
    found = work.files.sibling(file, series)
    if found is None:
        return None
    current = [bag for bag in work.bags.of_file(found.id) if bag.state is BagState.CURRENT]
    copies = [copy for bag in current for copy in work.copies.of_bag(bag.id)]
    known = work.media.some(copy.medium_id for copy in copies)
    media = {number: medium for number, medium in known.items() if medium.retired_on is None}
    there = [copy for copy in copies if copy.state is not CopyState.ERASED and copy.medium_id in media]
    verified = [
        copy
        for copy in there
        if copy.state is CopyState.REGISTERED and copy.verified_at and media[copy.medium_id].in_service
    ]
    return Statement(identifier_of(found), len(there), len(verified))
