"""What a screen says when something is wrong: what, and what to do; of our own failures a number to tell."""

from __future__ import annotations

import traceback

from flask import Response, make_response, render_template
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound, RequestEntityTooLarge

from archiver.errors import ArchiverError, Busy, InputInvalid, Refused, RegisterFailed, UsageError
from archiver.locale import _
from archiver.remedies import Remedy
from archiver.web.guard import Foreign

_STATUS = ((UsageError, 400), (InputInvalid, 422), (Refused, 403), (Busy, 409), (RegisterFailed, 503))


def told(error: ArchiverError) -> Response:
    """The page of a refusal."""
    status = next((status for kind, status in _STATUS if isinstance(error, kind)), 500)
    return _page(status, _("This was not done"), error.message, remedy=error.remedy)


def unforeseen(number: str) -> Response:
    """The page of a failure of the program."""
    return _page(
        500,
        _("Something went wrong"),
        _(
            "This is a fault of the program, not yours. Nothing was half done. Tell the administrator "
            "number {number}."
        ).format(number=number),
        number=number,
    )


def of_http(error: HTTPException) -> Response:
    """The page of an address that is not there, or is used in another way."""
    if isinstance(error, NotFound):
        return nothing_here()
    if isinstance(error, RequestEntityTooLarge):
        return _page(413, _("Too much at once"), _("What was sent is larger than the console takes."))
    if isinstance(error, MethodNotAllowed):
        return _page(405, _("This is not done here"), _("Go back and use the button of the page."))
    return _page(error.code or 400, _("The request was not understood"), _("Go back and try once more."))


def nothing_here() -> Response:
    """The page of an address where there is nothing: the same for what is not there and what is another's."""
    return _page(
        404, _("There is no such page"), _("Perhaps it was there and is gone. Begin on the first page.")
    )


def not_yours(what: str) -> Response:
    """The page of a screen that the person's roles do not have."""
    return _page(403, _("This page is not for your role"), what)


def from_elsewhere(foreign: Foreign) -> Response:
    """The page of a form that did not come from a page of the console."""
    return _page(
        403,
        _("The form came from another address"),
        _(
            "The console is at {expected}, and this form came from {came}. Open the console by its own "
            "address; if this is it, the administrator has to correct it in the settings."
        ).format(expected=foreign.expected, came=foreign.came or _("nowhere it would say")),
    )


def where(error: BaseException) -> str:
    """The frames of a failure, innermost last, without any value: names of minors would be among them."""
    frames = traceback.extract_tb(error.__traceback__)
    return "\n".join(
        f"{frame.filename.rpartition('site-packages/')[2]}:{frame.lineno} {frame.name}" for frame in frames
    )


def _page(
    status: int, title: str, message: str, *, remedy: Remedy | None = None, number: str = ""
) -> Response:
    page = render_template("failure.html", title=title, message=message, remedy=remedy, number=number)
    answer = make_response(page, status)
    if number:
        answer.headers["X-Incident"] = number
    return answer
