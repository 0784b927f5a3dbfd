"""The reception of a server: who comes in with which cookie, and a session at the counter for each of them.

A cookie holds a random word; the register holds its digest only, so whoever reads the register signs in as
nobody. Everything here is for the console: on the command line the system says who acts (ADR 0034).
"""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import secrets
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from archiver.counter.session import Session
from archiver.people.proof import Proof
from archiver.people.signing_in import authenticate
from archiver.people.who import Acting
from archiver.register.model.console import Incident, KeptForm, SignIn
from archiver.register.model.people import Person
from archiver.register.opening import intervals_of, open_register
from archiver.register.register import Register
from archiver.settings.tables import Settings

_BROWSER = 200
"""Characters kept of what a browser calls itself."""
NOBODY = "console"
"""In whose name the console notes what nobody signed in has done."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A sign-in that lasts, and who it is."""

    sign_in: SignIn
    acting: Acting

    @property
    def person(self) -> Person:
        """The person signed in."""
        return self.acting.known()


class Reception:
    """One for a server; safe for many threads, for each request works with a register of its own.

    `clock` gives moments in UTC, those of the program by default. Raises RegisterFailed where the register
    cannot be opened.
    """

    def __init__(self, settings: Settings, *, clock: Callable[[], dt.datetime] | None = None) -> None:
        self.settings, self._clock = settings, clock
        self._open = open_register(settings.archive)

    def close(self) -> None:
        """Give all connections back."""
        self._open.close()

    def now(self) -> dt.datetime:
        """This moment, in UTC."""
        return self.register().now()

    def register(self) -> Register:
        """The register for one request: turns and untold events are of its own, connections are shared."""
        intervals = intervals_of(self.settings.archive)
        return Register(self._open.engine, intervals=intervals, clock=self._clock)

    def session(self, acting: Acting) -> Session:
        """A session at the counter for who acts."""
        return Session(self.settings, self.register(), acting)

    def people(self) -> tuple[Person, ...]:
        """Everybody who is registered."""
        with self.register().reading() as work:
            return work.people.all()

    def staffed(self) -> bool:
        """Whether anybody is registered who can sign in."""
        return any(one.active and one.password_hash for one in self.people())

    def sign_in(self, login: str, password: str, browser: str) -> tuple[str, Visit]:
        """The word for the cookie of a new sign-in; raises Refused as `authenticate` does."""
        register = self.register()
        acting = authenticate(register, login, password)
        return self.begin(acting, browser)

    def begin(self, acting: Acting, browser: str) -> tuple[str, Visit]:
        """The word for the cookie of a new sign-in of somebody who is proved."""
        word, register = secrets.token_urlsafe(32), self.register()
        now = register.now()
        with register.transaction(by=acting.login, account="") as work:
            begun = work.console.begin(
                SignIn(
                    key=_key(word),
                    person_id=acting.known().id,
                    browser=browser[:_BROWSER],
                    begun_at=now,
                    seen_at=now,
                    proved_at=now,
                )
            )
        return word, Visit(begun, acting)

    def visit(self, word: str) -> Visit | None:
        """Who has this word in a cookie; None where that is over, was ended, or the person has left."""
        if not word:
            return None
        register = self.register()
        with register.reading() as work:
            found = work.console.sign_in(_key(word))
            person = _person(work.people.all(), found)
            due = found is not None and work.console.needs_touch(found)
        if found is None or person is None:
            return None
        if due:
            with register.transaction(by=person.login, account="") as work:
                work.console.touch(found)
        return Visit(found, Acting(person.login, person, account="", proof=Proof(by_password=True)))

    def prove(self, person: Person, sign_in: SignIn, password: str) -> None:
        """The password once more, before what cannot be undone; raises Refused when it is another one."""
        register = self.register()
        authenticate(register, person.login, password)
        with register.transaction(by=person.login, account="") as work:
            work.console.prove(sign_in)

    def sign_out(self, visit: Visit) -> None:
        """End a sign-in."""
        with self.register().transaction(by=visit.person.login, account="") as work:
            work.console.end(visit.sign_in)

    def sign_ins(self, person: Person) -> tuple[SignIn, ...]:
        """Where a person is signed in, the newest first."""
        with self.register().reading() as work:
            return work.console.of_person(person.id)

    def end_sign_ins(self, person: Person, *, except_: SignIn) -> None:
        """End every sign-in of a person, but for that of who asks."""
        with self.register().transaction(by=NOBODY, account="") as work:
            for one in work.console.of_person(person.id):
                if one.id != except_.id:
                    work.console.end(one)

    def keep_form(self, word: str, path: str, fields: Iterable[tuple[str, str]]) -> str:
        """Keep a form that came with the cookie of a sign-in that is over; "" where it is nobody's."""
        register = self.register()
        with register.reading() as work:
            ended = work.console.ended(_key(word)) if word else None
        if ended is None:
            return ""
        kept = secrets.token_urlsafe(16)
        with register.transaction(by=NOBODY, account="") as work:
            work.console.keep(
                KeptForm(
                    key=_key(kept),
                    person_id=ended.person_id,
                    path=path,
                    fields=[list(pair) for pair in fields],
                    kept_at=register.now(),
                )
            )
        return kept

    def kept_form(self, kept: str, visit: Visit) -> KeptForm | None:
        """The form kept for who has signed in again; nobody gets another's."""
        with self.register().reading() as work:
            return work.console.form(_key(kept), visit.person.id)

    def report(self, screen: str, error: BaseException, trace: str, login: str) -> str:
        """Note a failure of the program; the number by which a person tells of it."""
        number = secrets.token_hex(3).upper()
        register = self.register()
        incident = Incident(
            number=number,
            screen=screen,
            kind=type(error).__name__,
            trace=trace,
            login=login,
            at=register.now(),
        )
        with contextlib.suppress(Exception), register.transaction(by=NOBODY, account="") as work:
            work.console.report(incident)
        return number

    def incidents(self) -> tuple[Incident, ...]:
        """The failures of late, the newest first."""
        with self.register().reading() as work:
            return work.console.incidents()


@contextlib.contextmanager
def reception(settings: Settings) -> Iterator[Reception]:
    """The reception of a server, closed at the end of the block."""
    opened = Reception(settings)
    try:
        yield opened
    finally:
        opened.close()


def _person(people: Iterable[Person], one: SignIn | None) -> Person | None:
    if one is None:
        return None
    return next((person for person in people if person.id == one.person_id and person.active), None)


def _key(word: str) -> str:
    return hashlib.sha256(word.encode("utf-8", "surrogatepass")).hexdigest()
