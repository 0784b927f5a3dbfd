"""«Пользователи и роли»: who works here, in which roles, and where each is signed in; the administrator's."""

from __future__ import annotations

import secrets

from flask import g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archiver.archive.staff import Entry, change, enter, listed, set_password
from archiver.counter.vocabulary import Person, Role
from archiver.errors import ArchiverError, Refused, UsageError
from archiver.locale import _
from archiver.permissions import Permission
from archiver.web import failures
from archiver.web.console import console
from archiver.web.screens import Visitor, screen

ROLES = tuple(role for role in Role if role is not Role.SCHEDULED)
_WORDS = 4


@screen("/people/", Permission.PEOPLE_KEEP)
def everybody(visitor: Visitor) -> ResponseReturnValue:
    """Everybody who works here; with «all» who has left too."""
    all_ = request.args.get("show") == "all"
    return render_template("people.html", people=listed(visitor.session, everybody=all_), all=all_)


@screen("/people/new", Permission.PEOPLE_KEEP)
def new(_visitor: Visitor, problem: str = "") -> ResponseReturnValue:
    """The form for somebody new."""
    shown = render_template("person.html", person=None, form=request.form, roles=ROLES, problem=problem)
    return make_response(shown, 422 if problem else 200)


@screen("/people/new", Permission.PEOPLE_KEEP, methods=("POST",))
def add(visitor: Visitor) -> ResponseReturnValue:
    """Enter somebody, with a password for the first sign-in that is shown once."""
    password = _temporary()
    entry = Entry(
        login=request.form.get("login", "").strip(),
        name=request.form.get("name", ""),
        post=request.form.get("post", ""),
        roles=_roles(),
        groups=_groups(),
        distinct=request.form.get("distinct", ""),
    )
    try:
        person = enter(visitor.session, entry, password)
    except (Refused, UsageError) as error:
        return new(visitor, problem=error.message)
    return _once(person, password)


@screen("/people/<login>", Permission.PEOPLE_KEEP)
def one(visitor: Visitor, login: str, problem: str = "") -> ResponseReturnValue:
    """A person, to be changed."""
    person = _person(visitor, login)
    if person is None:
        return failures.nothing_here()
    shown = render_template(
        "person.html",
        person=person,
        form=request.form,
        roles=ROLES,
        problem=problem,
        sign_ins=console().reception.sign_ins(person),
    )
    return make_response(shown, 422 if problem else 200)


@screen("/people/<login>", Permission.PEOPLE_KEEP, methods=("POST",))
def keep(visitor: Visitor, login: str) -> ResponseReturnValue:
    """Change a person; who has left is signed in nowhere from then on."""
    try:
        change(
            visitor.session,
            login,
            name=request.form.get("name", ""),
            post=request.form.get("post", ""),
            roles=_roles(),
            groups=_groups(),
            active="left" not in request.form,
            distinct=request.form.get("distinct", ""),
        )
    except (Refused, UsageError) as error:
        return one(visitor, login, problem=error.message)
    return redirect(url_for("people.everybody"), 303)


@screen("/people/<login>/password", Permission.PEOPLE_KEEP, methods=("POST",))
def give_password(visitor: Visitor, login: str) -> ResponseReturnValue:
    """Give a person another password for the first sign-in; it is shown once."""
    password = _temporary()
    try:
        person = set_password(visitor.session, login, lambda: password)
    except (Refused, UsageError) as error:
        return one(visitor, login, problem=error.message)
    return _once(person, password)


@screen("/people/<login>/sign-ins", Permission.PEOPLE_KEEP, methods=("POST",))
def end_sign_ins(visitor: Visitor, login: str) -> ResponseReturnValue:
    """Sign a person out everywhere; one's own sign-in here stays."""
    person = _person(visitor, login)
    if person is None:
        return failures.nothing_here()
    console().reception.end_sign_ins(person, except_=g.sign_in)
    return redirect(url_for("people.one", login=login), 303)


@screen("/password", Permission.PASSWORD_SET)
def own_password(_visitor: Visitor, problem: str = "") -> ResponseReturnValue:
    """The form for one's own password."""
    return make_response(render_template("password.html", problem=problem), 422 if problem else 200)


@screen("/password", Permission.PASSWORD_SET, methods=("POST",))
def set_own_password(visitor: Visitor) -> ResponseReturnValue:
    """Set one's own password, after the one there was."""
    form = request.form
    if form.get("password", "") != form.get("password-again", ""):
        return own_password(visitor, problem=_("The two passwords are not the same."))
    try:
        console().reception.prove(visitor.person, g.sign_in, form.get("password-now", ""))
        set_password(visitor.session, visitor.person.login, lambda: form.get("password", ""))
    except ArchiverError as error:
        return own_password(visitor, problem=error.message)
    console().reception.end_sign_ins(visitor.person, except_=g.sign_in)
    return redirect(url_for("home.today"), 303)


def _person(visitor: Visitor, login: str) -> Person | None:
    people = listed(visitor.session, everybody=True)
    return next((person for person in people if person.login == login), None)


def _roles() -> tuple[Role, ...]:
    asked = set(request.form.getlist("role"))
    return tuple(role for role in ROLES if role.value in asked)


def _groups() -> tuple[str, ...]:
    return tuple(filter(None, (one.strip() for one in request.form.get("groups", "").split(","))))


def _temporary() -> str:
    return "-".join(secrets.token_hex(2) for _word in range(_WORDS))


def _once(person: Person, password: str) -> ResponseReturnValue:
    return render_template("password_given.html", person=person, password=password)
