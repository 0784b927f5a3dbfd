"""The register looked after: saved, put back, brought up to date, made anew from the media."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from archiver.archive.disposal.notices import read_notices
from archiver.archive.disposal.remembering import ReadBack, read_back
from archiver.archive.kinship import judge_by_media
from archiver.archive.preservation.rebuilding import Rebuilding, RebuildOutcome
from archiver.counter.heads import leave_heads
from archiver.counter.session import Caller, Session, use_case
from archiver.counter.stores import open_store
from archiver.counter.turn import Turn
from archiver.locale import _
from archiver.permissions import Permission
from archiver.progress import Progress
from archiver.register.backup import Backup, back_up
from archiver.register.kinship import identity_of
from archiver.register.model.trail import Head
from archiver.register.opening import open_register, upgrade_url
from archiver.register.register import Register
from archiver.register.restore import Restored
from archiver.register.restore import restore as put_back
from archiver.register.schema import REVISIONS
from archiver.settings.tables import Settings


@dataclass(frozen=True, slots=True)
class RegisterStatus:
    """Where the register is, the version of its tables, how many rows of each kind, the head of its trail."""

    address: str
    revision: str
    counts: Mapping[str, int]
    head: Head


@dataclass(frozen=True, slots=True)
class MadeAnew:
    """What came of a rebuild, the numbers of acts that the media tell of, and decisions entered again.

    `colleges` are those whose files were found.
    """

    outcome: RebuildOutcome
    acts: tuple[str, ...]
    back: ReadBack
    colleges: tuple[str, ...]


@use_case(Permission.ARCHIVE_LOOK)
def status(session: Session) -> RegisterStatus:
    """What there is."""
    with session.looking() as work:
        return RegisterStatus(str(session.register), REVISIONS[-1], work.counts(), work.trail.head())


@use_case(Permission.REGISTER_BACKUP)
def save(session: Session, file: Path, *, kept_at: str = "") -> Backup:
    """Save the whole register to `file`; raises OutputFailed."""
    return back_up(session.register, file, by=session.by, kept_at=kept_at)


@use_case(Permission.REGISTER_RESTORE)
def restore(
    caller: Caller, file: Path, *, replace: bool = False, another: str = ""
) -> tuple[Restored, ReadBack]:
    """Make the register what a saved copy holds, and enter again what the media tell that are connected.

    `another`: why the register of another archive, or media of one, are no obstacle. Raises what
    `register.restore` does, Refused when only media of another archive are connected, and Busy while a run
    writes.
    """
    settings = caller.settings

    def judge(register: Register) -> None:
        if not another:
            judge_by_media(register, settings.archive)

    url = settings.archive.register_url
    done = put_back(file, url, by=caller.login, replace=replace, another=another, judge=judge)
    with open_register(settings.archive) as register:
        back = read_back(register, settings, by=caller.login)
        leave_heads(register, settings.archive)
    return done, back


@use_case(Permission.REGISTER_UPGRADE)
def upgrade(caller: Caller) -> tuple[str | None, str]:
    """Bring the tables to this version of the program; the versions before and after."""
    return upgrade_url(caller.settings.archive.register_url)


@use_case(Permission.REGISTER_REBUILD, Turn.WRITING, Turn.CHECKING)
def rebuild(session: Session, addresses: Sequence[str], progress: Progress, *, joined: str = "") -> MadeAnew:
    """Make a lost register anew from the media at these addresses; as `Rebuilding.from_media`."""
    outcome = Rebuilding(
        session.register, session.settings.archive, session.by, progress=progress, joined=joined
    ).from_media(addresses)
    numbers: set[str] = set()
    for medium in outcome.media:
        with contextlib.closing(open_store(medium, session.settings.archive)) as store:
            numbers |= {str(notice.act.number) for notice in read_notices(store)}
    back = read_back(session.register, session.settings, by=session.by)
    with session.looking() as work:
        colleges = identity_of(work).colleges
    return MadeAnew(outcome, tuple(sorted(numbers)), back, colleges)


def college_doubt(settings: Settings, colleges: Sequence[str]) -> str:
    """What to say where a register holds files, and none of the college in the settings; "" where it does."""
    own = settings.college.short_name
    if not colleges or not own or own in colleges:
        return ""
    return _(
        "Attention: the files are of {colleges}, the settings are of {own}. If the college was not renamed, "
        "this is another college's archive."
    ).format(colleges=", ".join(colleges), own=own)
