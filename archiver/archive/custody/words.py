"""How long files are kept and why, in words: explanations, holds, locks, versions of the schedule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archiver.archive.custody.explaining import CopyLock, Seen, Why
from archiver.archive.custody.projection import Projected, Result
from archiver.counter.vocabulary import FileState, Hold, Lock, ScheduleVersion
from archiver.locale import _, ngettext
from archiver.remedies import Deed, Naming
from archiver.settings.file_plan import basis, period_words
from archiver.wording.figures import day
from retention.clock import ClockState, Explanation
from retention.period import Permanent, UntilEvent
from retention.schedule import Schedule, Version
from retention.series import Action, RecordSeries


def explanation(why: Why, called: Naming) -> Iterator[str]:
    """Everything of a file's retention, a fact a line; what is to be done as the door has `called` it."""
    told, series = why.told, why.told.rule.series
    yield f"{why.file.external_id}: {why.file.title}"
    yield _("Rule: {index} {title}, {period}; version {number} of {day}, {author}").format(
        index=series.code,
        title=series.title,
        period=period_words(series),
        number=why.version.number,
        day=day(why.version.adopted_on),
        author=why.version.author,
    )
    yield _("Mandate: {text}").format(text=basis(series))
    yield from _trigger(why)
    yield from _arithmetic(told)
    yield _("On {day}: {state}").format(day=day(told.on), state=_state(why))
    yield from _holds(why)
    yield _("Copies:") if why.copies else _("There are no electronic copies.")
    for copy in why.copies:
        yield f"  {copy.medium.inventory_number}, {copy.bag.external_id}: {_copy(copy, called)}"


def _trigger(why: Why) -> Iterator[str]:
    closure, period = why.told.file.closure, why.told.rule.series.period
    if isinstance(period, UntilEvent):
        yield _("Trigger: the event «{event}»").format(event=period.event)
    if closure is None:
        yield _("Trigger: the file is not closed yet.")
        return
    yield _("Trigger: closed on {day}").format(day=day(closure.first))
    for late in closure.corrections:
        yield _("  late entry of {day}: {reason} ({author})").format(
            day=day(late.on), reason=late.reason, author=late.author
        )


def _arithmetic(told: Explanation) -> Iterator[str]:
    counted = told.arithmetic
    if counted is None:
        return
    if counted.calendar_years:
        yield _("Period: {trigger} + {years} = {last}: from {first_day} to {last_day}").format(
            trigger=counted.trigger.year,
            years=counted.years,
            last=counted.trigger.year + counted.years,
            first_day=day(counted.first_day),
            last_day=day(counted.last_day),
        )
    else:
        yield _("Period: {years} from {first_day}: to {last_day}").format(
            years=counted.years, first_day=day(counted.first_day), last_day=day(counted.last_day)
        )
    yield _("May enter an act: from {day}").format(day=day(counted.eligible_from))


def _state(why: Why) -> str:
    if why.file.state is FileState.DESTROYED:
        return _("destroyed already")
    return {
        ClockState.OPEN: lambda: _("not closed yet"),
        ClockState.RUNNING: lambda: _("its period is not over"),
        ClockState.ELIGIBLE: lambda: _("its period is over"),
        ClockState.OVERDUE: lambda: _("its period is over, and an act should have been approved"),
        ClockState.NEVER: lambda: _("kept for ever"),
    }[why.told.state]()


def _holds(why: Why) -> Iterator[str]:
    if not why.holds:
        yield _("Holds: none")
    for hold in why.holds:
        yield _("Hold {text}").format(text=hold_line(hold))
    for hold in why.lifted:
        yield _("Lifted hold {text}").format(text=hold_line(hold))


def hold_line(hold: Hold) -> str:
    """«№ 3: Запрос прокуратуры № 5 (orlova, 12.01.2027)», with how it was lifted."""
    text = f"№ {hold.id}: {hold.document} ({hold.author}, {day(hold.placed_at)})"
    if hold.lifted_at is not None:
        text += _("; lifted: {document} ({author}, {day})").format(
            document=hold.lifted_document, author=hold.lifted_by, day=day(hold.lifted_at)
        )
    return text


def hold_rows(found: Sequence[tuple[Hold, str]]) -> Iterator[tuple[str, ...]]:
    """Holds and the ids of their files, as rows of a table."""
    for one, file in found:
        lifted = f"{day(one.lifted_at)}, {one.lifted_document}" if one.lifted_at else "—"
        yield str(one.id), file, one.document, day(one.placed_at), one.author, lifted


def longer(count: int) -> str:
    """How many files a new version of the schedule keeps longer."""
    return ngettext(
        "{count} file is kept by its new rule.", "{count} files are kept by their new rules.", count
    ).format(count=count)


def _copy(copy: CopyLock, called: Naming) -> str:
    match copy.seen:
        case Seen.NO_LOCKS:
            return _("this medium keeps no locks")
        case Seen.UNREACHABLE:
            return copy.message
    text = lock_line(copy.lock)
    if copy.seen is Seen.WEAKER:
        text += _("; weaker than it should be: {command}").format(command=called(Deed.SYNC_BUCKETS))
    return text


def lock_line(lock: Lock) -> str:
    """«locked until 01.01.2032 (GOVERNANCE), legal hold on»."""
    until = (
        _("locked until {day} ({mode})").format(day=day(lock.until), mode=lock.mode)
        if lock.until
        else _("not locked")
    )
    return f"{until}, " + (_("legal hold on") if lock.hold else _("no legal hold"))


def projected(told: Sequence[Projected]) -> Iterator[str]:
    """What became of locks and holds in buckets, a line each; what failed tells `failures`."""
    done = sum(one.result is Result.DONE for one in told)
    if done:
        yield ngettext(
            "Locks and holds renewed in buckets: {count} copy.",
            "Locks and holds renewed in buckets: {count} copies.",
            done,
        ).format(count=done)
    unable = sorted({one.medium for one in told if one.result is Result.UNABLE})
    if unable:
        yield _("These buckets keep no locks; only the register forbids erasing there: {media}.").format(
            media=", ".join(unable)
        )


def failures(told: Sequence[Projected]) -> tuple[str, ...]:
    """Why some is left for later, each reason once."""
    return tuple(dict.fromkeys(one.message for one in told if one.result is Result.FAILED))


def version_line(version: Version | ScheduleVersion) -> str:
    """«Version 2 of 12.01.2027, orlova»."""
    return _("Version {number} of {day}, {author}").format(
        number=version.number, day=day(version.adopted_on), author=version.author
    )


def schedule_rows(version: Version) -> Iterator[tuple[str, ...]]:
    """The rows of a version for a table."""
    for series in version.series:
        yield str(series.code), series.title, period_words(series), basis(series), _end(series)


def _end(series: RecordSeries) -> str:
    if isinstance(series.period, Permanent):
        return "—"
    text = _("to be destroyed") if series.action is Action.DESTROY else _("reviewed by the commission")
    if series.statement_series:
        text += _(", after the statements ({index})").format(index=series.statement_series)
    return text


def version_lines(rows: Sequence[ScheduleVersion], schedule: Schedule) -> Iterator[str]:
    """Each version that was adopted and what it changed."""
    before: Version | None = None
    for row, version in zip(rows, schedule.versions, strict=True):
        yield version_line(row) + (f": {row.document}" if row.document else "")
        if before is not None:
            yield from _differences(before, version)
        before = version


def _differences(before: Version, after: Version) -> Iterator[str]:
    for series in after.series:
        old = before.find(series.code)
        if old is None:
            yield _("  {index}: added, {period}").format(index=series.code, period=period_words(series))
        elif old != series:
            was, now = (f"{period_words(one)}; {basis(one)}" for one in (old, series))
            yield f"  {series.code}: {was} → {now}"
    for series in before.series:
        if after.find(series.code) is None:
            yield _("  {index}: left out").format(index=series.code)
