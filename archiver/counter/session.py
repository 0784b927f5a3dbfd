"""One caller's view of the archive: what use cases of the register and of media work with."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from archiver.counter.heads import leave_heads
from archiver.counter.live_clock import LiveClock
from archiver.counter.stores import Stores
from archiver.counter.turn import Turn, alone
from archiver.counter.use_case import use_case
from archiver.disk.account import os_login
from archiver.errors import ArchiverError, RegisterFailed, TurnLost
from archiver.people.who import Acting, Claim, identify, identify_in
from archiver.permissions import Permission
from archiver.register.connection import parse_url
from archiver.register.model.media import Medium
from archiver.register.opening import open_register, people_at, state_of
from archiver.register.register import Register
from archiver.register.work import Work
from archiver.settings.tables import Settings
from archiver.wording.retention import as_refusals

__all__ = ["Caller", "Session", "use_case"]


@dataclass(frozen=True, slots=True)
class Session:
    """What a use case works with.

    `confirmed` is the date that the person read off a calendar on the wall (a clock that jumped is believed
    only with it). `held` are the turns that this session holds already; `live` tells what time it is
    elsewhere.
    """

    settings: Settings
    register: Register
    acting: Acting
    confirmed: dt.date | None = None
    held: frozenset[Turn] = frozenset()
    live: LiveClock = field(default_factory=LiveClock)
    inside: bool = False
    refused: list[str] = field(default_factory=list, compare=False)

    def require(self, permission: Permission, group: str = "") -> None:
        """Raises Refused unless the caller has the permission, for all or for `group`, and is proved."""
        self.acting.require(permission, group)

    @contextlib.contextmanager
    def in_turns(self, turns: tuple[Turn, ...]) -> Iterator[Session]:
        """The session with `turns` held for the block, those it holds already as they are; raises Busy.

        At the end of the outermost block the media that are connected are told what was done in it.
        """
        with contextlib.ExitStack() as stack:
            for turn in turns:
                if turn not in self.held:
                    stack.enter_context(alone(self.register, turn))
            self._tell_media()  # what was decided here between two use cases is told before it is asked for
            try:
                yield replace(self, held=self.held.union(turns), inside=True)
            except ArchiverError as error:
                if not isinstance(error, TurnLost):
                    self._tell_media()
                raise
            self._tell_media()

    def _tell_media(self) -> None:
        if not self.inside:
            self.refused.extend(leave_heads(self.register, self.settings.archive))

    def stores(self, media: Iterable[Medium] = (), *, patient: bool = True) -> Stores:
        """The stores of `media` and of others, guarded by the turn that the register has given.

        Not `patient`: a bucket that does not answer at once counts as not connected.
        """
        return Stores(self.settings.archive, media=media, guard=self.register.ask_turn, patient=patient)

    @property
    def by(self) -> str:
        """The login in whose name changes are made."""
        return self.acting.login

    @property
    def today(self) -> dt.date:
        """The day by the register's clock, in the zone of this computer."""
        return self.register.now().astimezone().date()

    @contextlib.contextmanager
    def changing(self) -> Iterator[Work]:
        """A unit of work in the caller's name; refusals of retention are told in words."""
        with as_refusals(), self.register.transaction(self.by, self.acting.account) as work:
            yield work

    @contextlib.contextmanager
    def looking(self) -> Iterator[Work]:
        """A reading unit of work; refusals of retention are told in words."""
        with as_refusals(), self.register.reading() as work:
            yield work


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody at the door: by which settings, as whom (`claim`), and how a password is asked of them.

    `ask` asks for a password without showing it; `tell` is told of media that took no note of what was done.
    A use case takes a caller in place of a session where the register is not there to be opened: it is
    damaged, or of another version.
    """

    settings: Settings
    claim: Claim
    ask: Callable[[str], str]
    confirmed: dt.date | None = None
    tell: Callable[[str], None] = lambda _message: None

    @property
    def login(self) -> str:
        """The login in whose name changes are made."""
        return self.claim.login or os_login()

    @property
    def has_register(self) -> bool:
        """Whether anything is at the register's address; raises RegisterFailed where that cannot be seen."""
        return not state_of(self.settings.archive.register_url).empty

    @contextlib.contextmanager
    def session(self, *, create: bool = False) -> Iterator[Session]:
        """Their session, whose register is closed afterwards; `create`: one that is not there is made.

        Raises RegisterFailed, and Refused for a claim that is not proved.
        """
        with open_register(self.settings.archive, create=create) as register:
            acting = identify(register, self.claim, self.ask)
            session = Session(self.settings, register, acting, self.confirmed)
            try:
                yield session
            finally:
                for message in dict.fromkeys(session.refused):
                    self.tell(message)

    @contextlib.contextmanager
    def in_turns(self, turns: tuple[Turn, ...]) -> Iterator[Caller]:
        """A register that is not open has no turns."""
        if turns:
            raise TypeError("turns are those of an open register")
        yield self

    def require(self, permission: Permission, group: str = "") -> None:
        """Raises Refused unless the register, as far as it can be read, lets the caller do it."""
        try:
            with self.session() as session:
                session.require(permission, group)
        except RegisterFailed:
            address = self.settings.archive.register_url
            people = people_at(address)
            acting = identify_in(parse_url(address), people, self.claim, self.ask)
            acting.require(permission, group)
