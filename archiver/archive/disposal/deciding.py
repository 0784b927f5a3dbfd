"""What decides on a file, gathered from the register, and the decision of the day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from archiver.archive.custody.identity import hold_of, identifier_of, record_of
from archiver.archive.disposal.appraising import appraisals_of
from archiver.archive.disposal.testimony import Testimony, lacks_of
from archiver.locale import _
from archiver.register.agreeing import differing
from archiver.register.model.files import File, FileState
from archiver.register.model.media import Medium
from archiver.register.model.packages import Bag, BagState, Copy, CopyState
from archiver.register.work import Work
from archiver.wording.retention_words import word
from retention.eligibility import Candidate, Decision, Exclusion, Reason, Statement, decide
from retention.moments import Reading
from retention.schedule import Schedule


@dataclass(frozen=True, slots=True)
class Deciding:
    """Judges files in one unit of work; `behind`: acts outside are known that the register has forgotten.

    `whole` is how many copies of a statement, by its file, were read whole by whoever asks. Where nobody has
    read them, what was read longer ago than its medium's interval does not count, unless `looking`: whoever
    only looks, or chooses what is to be read, takes the register's word. `heard` is what the media tell,
    where they were asked.
    """

    work: Work
    schedule: Schedule
    clock: Reading
    behind: bool = False
    whole: Mapping[int, int] = field(default_factory=dict)
    looking: bool = False
    heard: Testimony | None = None

    def decide(self, file: File, *, for_act: str | None = None) -> Decision:
        """Whether the file may go, and every reason why not. Raises SeriesUnknown."""
        rule = self.schedule.rule(file.series, self.clock.today)
        record = record_of(file, rule)
        statement_series = rule.series.statement_series
        statement = self._statement(file, statement_series) if statement_series else None
        lacking = statement is None and statement_series is not None
        elsewhere = self.work.files.statement_elsewhere(file) if lacking else ""
        candidate = Candidate(
            record,
            holds=tuple(hold_of(hold, record.id) for hold in self.work.holds.of_file(file.id)),
            appraisals=appraisals_of(self.work, file),
            statement=statement,
            open_act=self.work.acts.of_file(file.id),
            destroyed_by=_destroyed_by(self.work, file, for_act),
            gaps=self.behind,
            statement_elsewhere=elsewhere,
            kept_until=file.keep_until,
            doubts=(*self._doubts(file), *self._unanchored(file, elsewhere)),
        )
        return decide(candidate, self.schedule, self.clock, for_act=for_act)

    def _doubts(self, file: File) -> tuple[Exclusion, ...]:
        """What the register's events, or media, tell otherwise than its tables (ADR 0049)."""
        changed = [
            Exclusion(Reason.REGISTER_CHANGED, word(one.fact, "fact"))
            for one in differing(self.work.connection, [file.id])
        ]
        told = lacks_of(self.work, self.heard, file) if self.heard is not None else ()
        otherwise = [Exclusion(Reason.MEDIA_TELL_OTHERWISE, one.fact) for one in told]
        return (*changed, *otherwise)

    def _unanchored(self, file: File, elsewhere: str) -> tuple[Exclusion, ...]:
        """That a statement lies elsewhere is believed when a medium or the file's bag tells so too."""
        if not elsewhere or self.heard is None or self.heard.is_told_elsewhere(file.external_id, elsewhere):
            return ()
        told = _("no medium and no bag tells that its grade statement lies elsewhere ({document})")
        return (Exclusion(Reason.MEDIA_TELL_OTHERWISE, told.format(document=elsewhere)),)

    def decide_all(self, files: Iterable[File], *, for_act: str | None = None) -> list[Decision]:
        """The same for several."""
        return [self.decide(file, for_act=for_act) for file in files]

    def _statement(self, file: File, series: str) -> Statement | None:
        """The grade statements of the same group and year: their own file, and how well it lies on the media.

        Copies on media that are retired do not count at all, those on failed ones not as verified.
        """
        found = self.work.files.sibling(file, series)
        if found is None:
            return None
        there = statement_copies(self.work, found)
        verified = [
            (medium, copy.verified_at)
            for _bag, copy, medium in there
            if copy.state is CopyState.REGISTERED and copy.verified_at and medium.in_service
        ]
        stale = [
            medium
            for medium, at in verified
            if self.clock.today >= self.work.media.stale_from(medium, at.astimezone().date())
        ]
        return Statement(
            identifier_of(found),
            len(there),
            len(verified),
            0 if self.looking or found.id in self.whole else len(stale),
            self.whole.get(found.id),
            sum(copy.state is CopyState.MISSING for _bag, copy, _medium in there),
        )


def statement_copies(work: Work, statements: File) -> list[tuple[Bag, Copy, Medium]]:
    """The copies of the current bag of a file of statements, on media that are not retired."""
    current = [bag for bag in work.bags.of_file(statements.id) if bag.state is BagState.CURRENT]
    copies = [(bag, copy) for bag in current for copy in work.copies.of_bag(bag.id)]
    media = work.media.some(copy.medium_id for _bag, copy in copies)
    return [
        (bag, copy, media[copy.medium_id])
        for bag, copy in copies
        if copy.state is not CopyState.ERASED and media[copy.medium_id].retired_on is None
    ]


def _destroyed_by(work: Work, file: File, for_act: str | None) -> str | None:
    """The act of its tombstone; the one that asks may go on: a copy was found after the names had gone."""
    if file.state is not FileState.DESTROYED:
        return None
    stone = work.executions.tombstone(file.id)
    act = str(stone.act) if stone else "—"
    return None if act == for_act else act
