"""Signing in and out: by a password; the first administrator by a word that the server prints."""

from __future__ import annotations

import hmac

from flask import g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from archiver.archive.staff import Entry, enter
from archiver.counter.vocabulary import Role
from archiver.errors import Refused, UsageError
from archiver.locale import _
from archiver.people.who import Acting
from archiver.web import failures
from archiver.web.console import console, drop_cookie, set_cookie, visit
from archiver.web.screens import Open, Visitor, screen


@screen("/sign-in", Open.TO_ANYBODY)
def page(problem: str = "", login: str = "") -> ResponseReturnValue:
    """The form; after it comes the page that was asked for, or the form that was being sent."""
    if not console().reception.staffed():
        return failures.not_yours(
            _("Nobody can sign in yet: no person of the register has a password.")
            if console().reception.people()
            else _("Nobody is registered yet. The server printed an address where the administrator begins.")
        )
    fields = {"next": request.values.get("next", ""), "kept": request.values.get("kept", "")}
    shown = render_template("sign_in.html", problem=problem, login=login, **fields)
    return make_response(shown, 403 if problem else 200)


@screen("/sign-in", Open.TO_ANYBODY, methods=("POST",))
def enter_by_password() -> ResponseReturnValue:
    """Sign in; whoever is wrong sees the form again, with one sentence for all reasons."""
    login, password = request.form.get("login", "").strip(), request.form.get("password", "")
    try:
        word, begun = console().reception.sign_in(login, password, request.headers.get("User-Agent", ""))
    except Refused as refused:
        return page(problem=refused.message, login=login)
    kept = request.form.get("kept", "")
    if kept and console().reception.kept_form(kept, begun) is not None:
        to = url_for("sign_in.kept_form", kept=kept)
    else:
        to = _own(request.form.get("next", ""))
    answer = make_response(redirect(to, 303))
    set_cookie(answer, word)
    return answer


@screen("/kept/<kept>", Open.TO_STAFF)
def kept_form(_visitor: Visitor, kept: str) -> ResponseReturnValue:
    """The form that came too late, as it was filled in; it is sent by its sender, never by itself."""
    found = visit()
    form = console().reception.kept_form(kept, found) if found is not None else None
    if form is None:
        return failures.nothing_here()
    return render_template("kept_form.html", path=request.script_root + form.path, fields=form.fields)


@screen("/sign-out", Open.TO_STAFF, methods=("POST",))
def leave(_visitor: Visitor) -> ResponseReturnValue:
    """Sign out, in this browser."""
    found = visit()
    if found is not None:
        console().reception.sign_out(found)
    g.visitor = None
    answer = make_response(redirect(url_for("sign_in.page"), 303))
    drop_cookie(answer)
    return answer


@screen("/first/<word>", Open.TO_ANYBODY)
def first(word: str, problem: str = "") -> ResponseReturnValue:
    """Where the administrator begins, while nobody is registered: by the word that the server printed."""
    if not _is_first(word):
        return failures.nothing_here()
    shown = render_template("first.html", problem=problem, form=request.form)
    return make_response(shown, 422 if problem else 200)


@screen("/first/<word>", Open.TO_ANYBODY, methods=("POST",))
def enter_first(word: str) -> ResponseReturnValue:
    """Enter the administrator, and sign them in."""
    if not _is_first(word):
        return failures.nothing_here()
    form = request.form
    if form.get("password", "") != form.get("password-again", ""):
        return first(word, problem=_("The two passwords are not the same."))
    entry = Entry(
        login=form.get("login", "").strip(),
        name=form.get("name", ""),
        post=form.get("post", ""),
        roles=(Role.ADMINISTRATOR,),
    )
    session = console().reception.session(Acting(entry.login, None, staffed=False, account=""))
    try:
        person = enter(session, entry, form.get("password", ""))
    except (Refused, UsageError) as error:
        return first(word, problem=error.message)
    acting = Acting(person.login, person, account="")
    kept, _begun = console().reception.begin(acting, request.headers.get("User-Agent", ""))
    answer = make_response(redirect(url_for("home.today"), 303))
    set_cookie(answer, kept)
    return answer


def _is_first(word: str) -> bool:
    expected = console().first_word
    same = bool(expected) and hmac.compare_digest(word.encode(), expected.encode())
    return same and not console().reception.people()


def _own(path: str) -> str:
    """A page of the console to go on to; the first one for anything else, an address elsewhere above all."""
    root = request.script_root
    if path.startswith("/") and not path.startswith(("//", "/\\")) and "\n" not in path and "\r" not in path:
        return f"{root}{path}"
    return url_for("home.today")
