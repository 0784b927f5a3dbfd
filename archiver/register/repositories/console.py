"""Sign-ins, kept forms and incidents: no records of the archive, so none of them has an event."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import sqlalchemy as sa

from archiver.register.desk import Desk, columns
from archiver.register.model.console import Incident, KeptForm, SignIn
from archiver.register.tables.console import incidents, kept_forms, sign_ins

IDLE = dt.timedelta(minutes=30)
"""After so long without a look nobody is signed in any more; so long a form is kept."""
LONGEST = dt.timedelta(hours=8)
"""A working day: after that the password is asked for whatever was done."""
_TOUCH = dt.timedelta(minutes=1)
"""How often it is written down that a browser was seen."""
_INCIDENTS = 1_000

_SIGN_INS = sa.select(*columns(sign_ins, SignIn))


class Console:
    """What the console remembers."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def begin(self, one: SignIn) -> SignIn:
        """Somebody has signed in; sign-ins that are over go."""
        self._desk.who()
        over = (
            sign_ins.c.seen_at < self._desk.now() - 2 * IDLE
        )  # whose form came too late is known for a while
        self._desk.connection.execute(sa.delete(sign_ins).where(over))
        return replace(one, id=self._desk.insert(sign_ins, one))

    def sign_in(self, key: str) -> SignIn | None:
        """The sign-in of a cookie, None once it is over or ended."""
        found = self._desk.one(SignIn, _SIGN_INS.where(sign_ins.c.key == key))
        return found if found is not None and self._lasts(found) else None

    def ended(self, key: str) -> SignIn | None:
        """Whose sign-in of a cookie is over by time, for the form that came too late."""
        return self._desk.one(SignIn, _SIGN_INS.where(sign_ins.c.key == key))

    def needs_touch(self, one: SignIn) -> bool:
        """Whether it is time to write down that the browser was seen."""
        return self._desk.now() - one.seen_at >= _TOUCH

    def touch(self, one: SignIn) -> None:
        """The browser was seen now."""
        self._change(one, seen_at=self._desk.now())

    def prove(self, one: SignIn) -> None:
        """The password was given once more."""
        self._change(one, proved_at=self._desk.now())

    def end(self, one: SignIn) -> None:
        """Nobody is signed in there any more."""
        self._desk.who()
        self._desk.connection.execute(sa.delete(sign_ins).where(sign_ins.c.id == one.id))

    def of_person(self, person_id: int) -> tuple[SignIn, ...]:
        """Where a person is signed in, the newest first."""
        query = _SIGN_INS.where(sign_ins.c.person_id == person_id).order_by(sign_ins.c.id.desc())
        return tuple(one for one in self._desk.all(SignIn, query) if self._lasts(one))

    def keep(self, form: KeptForm) -> KeptForm:
        """Keep a form for a while; older ones go."""
        self._desk.who()
        old = kept_forms.c.kept_at < self._desk.now() - IDLE
        self._desk.connection.execute(sa.delete(kept_forms).where(old))
        return replace(form, id=self._desk.insert(kept_forms, form))

    def form(self, key: str, person_id: int) -> KeptForm | None:
        """The form kept for a person."""
        query = sa.select(*columns(kept_forms, KeptForm)).where(
            kept_forms.c.key == key,
            kept_forms.c.person_id == person_id,
            kept_forms.c.kept_at >= self._desk.now() - IDLE,
        )
        return self._desk.one(KeptForm, query)

    def report(self, incident: Incident) -> Incident:
        """Note a failure; of very many the oldest go."""
        self._desk.who()
        added = replace(incident, id=self._desk.insert(incidents, incident))
        old = incidents.c.id <= added.id - _INCIDENTS
        self._desk.connection.execute(sa.delete(incidents).where(old))
        return added

    def incidents(self, limit: int = 50) -> tuple[Incident, ...]:
        """The failures of late, the newest first."""
        query = sa.select(*columns(incidents, Incident)).order_by(incidents.c.id.desc()).limit(limit)
        return self._desk.all(Incident, query)

    def _lasts(self, one: SignIn) -> bool:
        return one.seen_at >= self._desk.now() - IDLE and one.begun_at >= self._since_morning()

    def _since_morning(self) -> dt.datetime:
        return self._desk.now() - LONGEST

    def _change(self, one: SignIn, **values: dt.datetime) -> None:
        self._desk.who()
        change = sa.update(sign_ins).where(sign_ins.c.id == one.id).values(**values)
        self._desk.connection.execute(change)
