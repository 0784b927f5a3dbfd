"""The person behind a command, and whether their roles allow what they ask for.

On the command line it is the operating-system user, mapped to a person by `Person.login`. Acting as somebody
else needs that person's password; it is noted in the audit trail with the user who did it (ADR 0021, 0034).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa

from archiver.disk.account import os_account, os_login, users_are_mapped
from archiver.errors import Refused
from archiver.locale import _
from archiver.people.passwords import matches, read_password
from archiver.people.proof import Mapped, Proof, proof_of_own, why_doubted
from archiver.people.tries import is_right, refuse_locked
from archiver.people.words import role_in_words
from archiver.permissions import TABLE, Permission, Rule
from archiver.register.folding import folded
from archiver.register.model.people import Person, Role
from archiver.register.register import Register
from archiver.remedies import Deed, Remedy

ACTED_AS = "person.acted-as"
PROVED = "person.proved"


@dataclass(frozen=True, slots=True)
class Claim:
    """Whom the caller wants to act as: "" for themselves; the password is in a file, or asked for."""

    login: str = ""
    password_file: Path | None = None


@dataclass(frozen=True, slots=True)
class Acting:
    """Who acts. `person` is None for a user the register does not know; `staffed`: it knows somebody.

    `account` is the operating system's from which they act: None for that of this process, "" for none.
    """

    login: str
    person: Person | None = None
    staffed: bool = True
    account: str | None = field(default=None, compare=False)
    proof: Proof = field(default_factory=Proof, compare=False, repr=False)

    @classmethod
    def alone(cls, login: str) -> Acting:
        """Somebody who works without a register, on files of their own."""
        return cls(login, staffed=False)

    def require(self, permission: Permission, group: str = "") -> None:
        """Raises Refused unless the person has the permission, or has it for `group`, and is proved.

        A password is asked for here, once a session, where the system's word for who acts is not enough.
        """
        rule = TABLE[permission]
        if self.person is None:
            if rule.anybody or (rule.early and not self.staffed):
                return
            raise _unknown(self.login) if self.staffed else nobody_registered()
        if not _allows(rule, self.person, group):
            raise _lacking(rule, self.person)
        if rule.proved:
            self.proof.demand()
        if rule.own_password and self.proof.by_password and self.person.password_of_another:
            raise _password_of_another(self.person)

    def known(self) -> Person:
        """The registered person; Refused when the register knows none."""
        if self.person is None:
            raise _unknown(self.login) if self.staffed else nobody_registered()
        return self.person


def identify(
    register: Register, claim: Claim, ask: Callable[[str], str], *, mapped: Mapped = users_are_mapped
) -> Acting:
    """Who acts by `claim`; `ask` asks for a password without showing it, `mapped` tells of a user namespace.

    Raises Refused: unknown or departed person, no password set, wrong password, too many wrong ones.
    """
    user = os_login()
    with register.reading() as work:
        staffed = bool(work.people.all())
        person = work.people.by_login(claim.login or user)
    if person is not None and not person.active:
        raise Refused(
            _("{login} has left and cannot act.").format(login=person.login),
            remedy=Remedy(Deed.ACT_AS_ANOTHER),
        )

    def password(why: str, action: str = PROVED) -> None:
        if person is None:
            raise _unknown(claim.login) if staffed else nobody_registered()
        if person.password_hash is None:
            raise _without_password(person, why)
        refuse_locked(register, person.login)
        given = read_password(claim.password_file, ask, person.login)
        if not is_right(register, person.login, person, given, by=user):
            raise Refused(_wrong(person.login))
        with register.transaction(by=person.login) as work:
            work.attempts.forget(person.login)
            work.trail.note(action, f"person:{person.id}", user=os_account())

    if _of_own(claim, user, mapped):
        proof = proof_of_own(register.url, user, password, mapped)
        if claim.password_file is not None and person is not None:
            proof.prove()  # what is given is looked at, needed or not
        return Acting(user, person, staffed, proof=proof)
    password(why_doubted(register.url), ACTED_AS)
    return Acting(claim.login, person, proof=Proof(by_password=True))


def ordered(register: Register, login: str, account: str) -> Acting:
    """Who acts when a job that they have asked for is done: as whom they were known when they asked.

    What they may is asked anew, and a password cannot be: what has to be proved is no job. `account` is the
    one it was asked from, "" for none. Raises Refused for a person who has left since.
    """
    with register.reading() as work:
        staffed = bool(work.people.all())
        person = work.people.by_login(login)
    if person is not None and not person.active:
        raise Refused(
            _("{login} has left and cannot act.").format(login=person.login),
            remedy=Remedy(Deed.ACT_AS_ANOTHER),
        )
    return Acting(login, person, staffed, account, Proof(lambda: "job", _unproved))


def _unproved(_why: str) -> None:
    raise Refused(_("This takes a password, so nobody can order it as a job: do it yourself."))


def identify_in(
    url: sa.URL,
    people: Mapping[str, Person],
    claim: Claim,
    ask: Callable[[str], str],
    *,
    mapped: Mapped = users_are_mapped,
) -> Acting:
    """Who acts, where of the register only `people` with their passwords can be read.

    Nothing can be noted there, so tries are not counted. Raises Refused for a claim that is not proved.
    """
    user = os_login()
    person = people.get(claim.login or user)

    def password(why: str) -> None:
        if person is None:
            raise Refused(
                _("The register cannot be asked for the password of {login}. Act from their account.").format(
                    login=claim.login
                )
            )
        if person.password_hash is None:
            raise _without_password(person, why)
        if not matches(person.password_hash, read_password(claim.password_file, ask, person.login)):
            raise Refused(_wrong(person.login))

    if _of_own(claim, user, mapped):
        proof = proof_of_own(url, user, password, mapped)
        if claim.password_file is not None and person is not None:
            proof.prove()
        return Acting(user, person, bool(people), proof=proof)
    password(why_doubted(url))
    return Acting(claim.login, person, proof=Proof(by_password=True))


def _of_own(claim: Claim, user: str, mapped: Mapped) -> bool:
    """Whether nobody but the caller is meant; in a user namespace a name that is given needs its password."""
    return not claim.login or (claim.login == user and not mapped())


def _allows(rule: Rule, person: Person, group: str) -> bool:
    if not rule.roles.isdisjoint(person.roles):
        return True
    own = {folded(one) for one in person.groups}
    return bool(group) and folded(group) in own and not rule.own.isdisjoint(person.roles)


def _lacking(rule: Rule, person: Person) -> Refused:
    roles = [role_in_words(role) for role in Role if role in rule.roles]
    own = [_("{role} (own groups)").format(role=role_in_words(role)) for role in Role if role in rule.own]
    return Refused(
        _("{person} may not do this: it needs the role {roles}.").format(
            person=person.name or person.login, roles=" / ".join((*roles, *own))
        ),
        remedy=Remedy(Deed.ACT_WITH_ROLE),
    )


def _without_password(person: Person, why: str) -> Refused:
    login = person.login
    if Role.SCHEDULED in person.roles:
        return Refused(
            _(
                "{login} is an account for work by schedule: it has no password, and nobody acts as it. "
                "Start the command from that account itself, or act as yourself."
            ).format(login=login)
        )
    if why:
        return Refused(
            _("{why} {login} acts here by a password, and none is set.").format(why=why, login=login),
            remedy=Remedy(Deed.SET_FIRST_PASSWORD, login),
        )
    return Refused(
        _("Nobody can act as {login}: no password is set.").format(login=login),
        remedy=Remedy(Deed.SET_OWN_PASSWORD, login),
    )


def _wrong(login: str) -> str:
    return _("The password of {login} is another one.").format(login=login)


def _password_of_another(person: Person) -> Refused:
    return Refused(
        _("The password of {login} was set by {other}, who knows it too.").format(
            login=person.login, other=person.password_set_by
        ),
        remedy=Remedy(Deed.CHANGE_PASSWORD, person.login),
    )


def _unknown(login: str) -> Refused:
    return Refused(
        _("{login} is nobody in the register.").format(login=login), remedy=Remedy(Deed.REGISTER_PERSON)
    )


def nobody_registered() -> Refused:
    """The refusal where the register knows nobody yet."""
    return Refused(_("Nobody is registered yet."), remedy=Remedy(Deed.REGISTER_YOURSELF))
