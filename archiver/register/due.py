"""What waits to be done: media to check, the 30 June deadline, missing copies, expired periods, acts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa

from archiver.register.desk import Desk
from archiver.register.eligibility import EligibilitySummary, summary
from archiver.register.model.disposal import ActEntry
from archiver.register.model.media import Medium
from archiver.register.model.packages import CopyState
from archiver.register.model.paper import MovementKind, PaperState
from archiver.register.placement import placements
from archiver.register.repositories.acts import Acts
from archiver.register.repositories.copies import TROUBLED
from archiver.register.repositories.media import Media
from archiver.register.tables.bags import copies
from archiver.register.tables.paper import movements, paper_copies

SOON = dt.timedelta(days=30)


@dataclass(frozen=True, slots=True)
class MediaDeadline:
    """Media for the closing academic year by 30 June (regulation R12): which are ready, how many lack."""

    academic_year: int
    day: dt.date
    ready: tuple[Medium, ...]
    missing: int
    overdue: bool


@dataclass(frozen=True, slots=True)
class MediaDue:
    """Media in service whose check is due (`overdue` first by date), due within 30 days, and the deadline."""

    overdue: tuple[Medium, ...]
    soon: tuple[Medium, ...]
    deadline: MediaDeadline


@dataclass(frozen=True, slots=True)
class Due:
    """All that waits; counts unless the things themselves are few.

    `short` are bags with fewer copies on media in service than asked for; `unpacked` kept files without a
    bag; `troubled` copies begun, damaged or missing, by state; `late_paper` volumes not brought back in time.
    """

    media: MediaDue
    eligibility: EligibilitySummary
    short: int
    unpacked: int
    troubled: dict[CopyState, int]
    late_paper: int
    acts: tuple[ActEntry, ...]


def closing_year(today: dt.date) -> int:
    """The calendar year in which the academic year of `today` begins (1 September)."""
    return today.year if today.month >= 9 else today.year - 1


def media_due(desk: Desk, today: dt.date, copies_wanted: int) -> MediaDue:
    """Media to be checked, and the state of the 30 June deadline; `copies_wanted` media are asked for."""
    service = [medium for medium in Media(desk).all(retired=False) if medium.in_service]
    by_date = sorted(
        (medium for medium in service if medium.next_check_due is not None),
        key=lambda medium: (medium.next_check_due or today, medium.inventory_number),
    )
    overdue = tuple(medium for medium in by_date if (medium.next_check_due or today) <= today)
    soon = tuple(
        medium for medium in by_date[len(overdue) :] if (medium.next_check_due or today) <= today + SOON
    )
    year = closing_year(today)
    day = dt.date(year + 1, 6, 30)
    ready = tuple(medium for medium in service if _is_ready(medium, year))
    missing = max(0, copies_wanted - len(ready))
    return MediaDue(overdue, soon, MediaDeadline(year, day, ready, missing, bool(missing) and today > day))


def _is_ready(medium: Medium, year: int) -> bool:
    """Whether the year's binders can go onto it: made ready for it, or for any and not used up."""
    if medium.academic_year is not None:
        return medium.academic_year == year
    return medium.rewritable or medium.destruction_year is None


def due(desk: Desk, today: dt.date, copies_wanted: int) -> Due:
    """Everything that waits, counted by the database in well under a second for a million files."""
    count = desk.connection.execute
    # Written into the statement: only so does SQLite see that the partial index serves.
    states: sa.BindParameter[list[CopyState]] = sa.bindparam(
        None, list(TROUBLED), expanding=True, literal_execute=True
    )
    troubled = count(
        sa.select(copies.c.state, sa.func.count()).where(copies.c.state.in_(states)).group_by(copies.c.state)
    )
    placed = placements(desk)
    eligibility = summary(desk, today)
    return Due(
        media=media_due(desk, today, copies_wanted),
        eligibility=eligibility,
        short=sum(number for media, number in placed if len(media) < copies_wanted),
        unpacked=max(0, eligibility.kept - sum(number for _media, number in placed)),
        troubled={row[0]: row[1] for row in troubled},
        late_paper=_late_paper(desk, today),
        acts=Acts(desk).open(),
    )


def _late_paper(desk: Desk, today: dt.date) -> int:
    others = movements.alias()
    last = (
        sa.select(sa.func.max(others.c.id))
        .where(others.c.paper_id == paper_copies.c.id, others.c.kind == MovementKind.LENT)
        .scalar_subquery()
    )
    query = (
        sa.select(sa.func.count())
        .select_from(paper_copies.join(movements, movements.c.id == last))
        .where(paper_copies.c.state == PaperState.LENT, movements.c.due_back < today)
    )
    return int(desk.connection.execute(query).scalar_one())
