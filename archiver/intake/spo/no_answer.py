"""What the module sends instead of an answer, told as what it is.

Public clients of the module agree on these: without a session 401 with `{"responseStatus": {"message"}}` or
a page of the site; for a number that does not exist `{}`, `null` or nothing at all.
"""

from __future__ import annotations

import re
from typing import Any

from pydantic import BaseModel

from archiver.intake.refusal import FileRefused
from archiver.intake.spo.known import WRAPPERS, Answer
from archiver.intake.text import clean_text
from archiver.journal.findings import Place
from archiver.locale import _

_LOGIN = re.compile(
    rb"/security/|type=[\"']?password|#/login|app-security|\xd0\x92\xd1\x85\xd0\xbe\xd0\xb4|"
    rb"\xd0\x9f\xd0\xb0\xd1\x80\xd0\xbe\xd0\xbb\xd1\x8c",
    re.IGNORECASE,
)
_JSON = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*[\[{\"0-9tfn-]")
_PAGE = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<")
_GZIP = b"\x1f\x8b"
_STATUS = "responsestatus"
_NO_NUMBER = re.compile(r"notfound|404", re.IGNORECASE)
_NO_RIGHT = re.compile(r"forbidden|403|server|50\d|argument|validation|400", re.IGNORECASE)


def refuse_page(data: bytes, file: str) -> None:
    """Raise FileRefused for a page of the site in place of an answer."""
    if not _PAGE.match(data):
        return
    if _LOGIN.search(data):
        raise _session(file, _("the module's login page stands in place of the answer"))
    raise _not_an_answer(file, _("a page of a site stands in place of the answer"))


def refuse_packed(data: bytes, file: str) -> None:
    """Raise FileRefused for an answer that was kept as it came over the net, packed."""
    if data.startswith(_GZIP):
        raise FileRefused(
            "file.not-an-answer",
            _("File {file} is no answer of the module: {what}.").format(
                file=file, what=_("it is packed (gzip), as a server sends it")
            ),
            _("Unpack it (it is a .gz), or save the answer again from the browser or the client."),
            Place(file=file),
        )


def refuse_text(data: bytes, file: str) -> None:
    """Raise FileRefused for a text that never was JSON, as a server's «Service Unavailable»."""
    if not _JSON.match(data):
        raise _not_an_answer(file, _("a text stands in place of the answer"))


def refuse_nothing(value: Any, answer: Answer[BaseModel], file: str) -> None:
    """Raise FileRefused for a value that is JSON and no answer to this address."""
    if value is None or value in ({}, "") or (value == [] and not answer.listed):
        raise FileRefused(
            "file.no-such-number",
            _("File {file}: the module's answer is empty, so it knows no such number.").format(file=file),
            _("Check the address by the list of groups or the gradebook and export it again."),
            Place(file=file),
        )
    if not isinstance(value, dict):
        return
    status = next((one for key, one in value.items() if key.casefold() == _STATUS), None)
    if status is not None:
        raise _status(status, file)
    expected = WRAPPERS if answer.listed else answer.names
    if not value.keys() & set(expected):
        raise _not_an_answer(file, _("it is an answer to another question"))


def _status(status: Any, file: str) -> FileRefused:
    """The module's refusal: it says what went wrong by a code, or by none when nobody is logged in."""
    told = status.get("errorCode", status.get("ErrorCode")) if isinstance(status, dict) else None
    code = clean_text(str(told))[0][:40] if told else ""
    if _NO_NUMBER.search(code):
        return FileRefused(
            "file.no-such-number",
            _("File {file}: the module answered that it knows no such number.").format(file=file),
            _("Check the address by the list of groups or the gradebook and export it again."),
            Place(file=file),
        )
    if _NO_RIGHT.search(code):
        return _not_an_answer(file, _("the module refused to answer"))
    return _session(file, _("the module answered that nobody is logged in"))


def _session(file: str, what: str) -> FileRefused:
    return FileRefused(
        "file.session-expired",
        _("File {file}: the session had expired: {what}.").format(file=file, what=what),
        _("Log in to the module and export the file again; files exported after it may be the same."),
        Place(file=file),
    )


def _not_an_answer(file: str, what: str) -> FileRefused:
    return FileRefused(
        "file.not-an-answer",
        _("File {file} is no answer of the module: {what}.").format(file=file, what=what),
        _("Export the file again; if the module refuses, ask its administrator for the right to read it."),
        Place(file=file),
    )
