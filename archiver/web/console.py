"""The console as a web application: screens behind the guard, the sign-in and the permission of each.

`MAX_FORM_PARTS` and the sizes are those of a whole folder of exports in one form.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import Flask, Request, Response, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from jinja2 import PackageLoader
from werkzeug.exceptions import HTTPException

from archiver.counter.reception import Reception, Visit
from archiver.errors import ArchiverError, Refused
from archiver.locale import _
from archiver.web import failures, menu, static_files, words
from archiver.web.address import Address
from archiver.web.guard import SAFE, foreign
from archiver.web.headers import armoured
from archiver.web.screens import Open, Screen, Visitor, install

if TYPE_CHECKING:
    from archiver.jobs.engine import Jobs

MOST_PARTS = 20_001
"""Files and fields of one form."""
MOST_BYTES = 2 * 2**30
"""Bytes of one form; a folder of exports has 73 MB, a fetch of a large college some hundreds."""
_IN_MEMORY = 2**20


@dataclass(frozen=True, slots=True)
class Console:
    """What screens stand on: the reception, the console's own address, the word of the first sign-in.

    `jobs` are kept open from one request to the next; None: opened anew by each.
    """

    reception: Reception
    address: Address
    first_word: str = ""
    jobs: Jobs | None = None


class _Request(Request):
    max_content_length = MOST_BYTES
    max_form_parts = MOST_PARTS
    max_form_memory_size = _IN_MEMORY


def make_app(console: Console) -> Flask:
    """The application; every screen is imported here, and none is installed without what it needs."""
    import archiver.web.all_screens  # noqa: F401 - declares them

    app = Flask("archiver.web", static_folder=None, template_folder=None)
    app.request_class = _Request
    app.extensions["console"] = console
    app.jinja_options = {"loader": PackageLoader("templates", "console"), "autoescape": True}
    app.jinja_env.globals.update(
        _=_,
        menu=menu.of,
        words=words,
        visitor=lambda: g.get("visitor"),
        file=static_files.address,
        college=lambda: console.reception.settings.college.short_name,
    )
    app.jinja_env.filters.update(words.FILTERS)
    install(app, _admit)
    app.before_request(_refuse_foreign)
    app.after_request(lambda answer: armoured(answer, encrypted=console.address.scheme == "https"))
    app.register_error_handler(ArchiverError, failures.told)
    app.register_error_handler(HTTPException, failures.of_http)
    app.register_error_handler(Exception, _unforeseen)
    app.wsgi_app = _AtAddress(app.wsgi_app, console.address)  # type: ignore[assignment] # as Flask has it
    return app


def console() -> Console:
    """The console of the application that answers now."""
    found: Console = current_app.extensions["console"]
    return found


def cookie_name() -> str:
    """The cookie of a sign-in: browsers keep a `__Host-` one for this host alone, and never in the open."""
    return "__Host-archiver"


def set_cookie(answer: Response, word: str) -> None:
    """Give the browser the word of its sign-in; it goes when the browser is closed."""
    answer.set_cookie(cookie_name(), word, secure=True, httponly=True, samesite="Lax", path="/")


def drop_cookie(answer: Response) -> None:
    """Take it back."""
    answer.delete_cookie(cookie_name(), secure=True, httponly=True, samesite="Lax", path="/")


def visit() -> Visit | None:
    """The sign-in of who asks now."""
    return console().reception.visit(request.cookies.get(cookie_name(), ""))


def _refuse_foreign() -> ResponseReturnValue | None:
    came = foreign(request.method, request.headers, console().address)
    return failures.from_elsewhere(came) if came is not None else None


def _admit(one: Screen, parts: dict[str, Any]) -> ResponseReturnValue:
    """Let a request in to a screen, or to the sign-in, or say that the screen is not for the role."""
    if one.needs is Open.TO_ANYBODY:
        return one.view(**parts)
    found = visit()
    if found is None:
        return _to_sign_in()
    g.sign_in = found.sign_in
    g.visitor = visitor = Visitor(console().reception.session(found.acting))
    if isinstance(one.needs, Open) or visitor.may(one.needs):
        return one.view(visitor, **parts)
    try:
        visitor.session.require(one.needs)
    except Refused as refused:
        return failures.not_yours(refused.message)
    return failures.not_yours("")


def _to_sign_in() -> ResponseReturnValue:
    """The sign-in, which leads back here; a form that was sent is kept for the same person."""
    if request.method in SAFE:
        back = request.full_path.rstrip("?")
        return redirect(url_for("sign_in.page", next=back), 303)
    fields = [(name, value) for name, value in request.form.items(multi=True) if "password" not in name]
    word = request.cookies.get(cookie_name(), "")
    kept = console().reception.keep_form(word, request.path, fields)
    return redirect(url_for("sign_in.page", kept=kept or None), 303)


def _unforeseen(error: Exception) -> Response:
    found = g.get("visitor")
    login = found.session.by if found is not None else ""
    screen = request.endpoint or ""
    number = console().reception.report(screen, error, failures.where(error), login)
    return failures.unforeseen(number)


class _AtAddress:
    """WSGI as seen from the console's own address: its prefix and scheme, whatever the proxy says."""

    def __init__(self, inner: Any, address: Address) -> None:
        self.inner, self.address = inner, address

    def __call__(self, environ: dict[str, Any], start: Any) -> Any:
        prefix, path = self.address.prefix, environ.get("PATH_INFO", "")
        if prefix:
            if path != prefix and not path.startswith(f"{prefix}/"):
                start("404 Not Found", [("Content-Type", "text/plain; charset=utf-8")])
                return [b""]
            environ["SCRIPT_NAME"], environ["PATH_INFO"] = prefix, path[len(prefix) :]
        environ["wsgi.url_scheme"] = self.address.scheme
        environ["HTTP_HOST"] = self.address.origin.partition("://")[2]
        return self.inner(environ, start)
