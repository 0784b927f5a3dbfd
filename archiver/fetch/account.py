"""Logging in and out: by a password that is nowhere kept, or by the cookies of a browser."""

from __future__ import annotations

import base64
import contextlib
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from typing import Any

from archiver.errors import UsageError
from archiver.fetch import refusals
from archiver.fetch.asked import Deed
from archiver.fetch.judged import Judged, Verdict, judge
from archiver.fetch.line import Answered, Line, LineFailed, Unreachable
from archiver.fetch.pace import TRIES, Pace, retry_after
from archiver.intake.text import clean_text
from archiver.locale import _

_AT_END = (5.0, 5.0)
"""Seconds that logging out may take: it is asked also when the command is being stopped."""
_LONGEST_TENANT = 200


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who asks: a login with a way to its password, or the cookies of a session that a browser has opened.

    The password is asked for when it is needed, and not kept by anybody.
    """

    login: str = ""
    password: Callable[[], str] | None = field(default=None, repr=False)
    cookies: CookieJar | None = field(default=None, repr=False)


@dataclass
class Account:
    """The session of one run. `seen` is shown every answer with the place that was asked."""

    line: Line
    pace: Pace
    credentials: Credentials
    seen: Callable[[str, str, Answered], None] = lambda _method, _place, _answer: None
    tenant: str = ""
    opened: bool = False
    _hashed: str = field(default="", init=False, repr=False)

    def begin(self) -> None:
        """Find out how one logs in, and do it. Raises ModuleFailed, and what asking for a password does."""
        settings = self._deed(Deed.ESIA_SETTINGS)
        self._check_module(settings)
        if self.credentials.cookies is not None:
            self.opened = True
            return
        if isinstance(settings.value, dict) and settings.value.get("esiaOnly") is True:
            raise refusals.esia_only(self.line.module)
        self.log_in()

    @property
    def by_cookies(self) -> bool:
        """Whether a browser has opened the session: it cannot be opened again from here."""
        return self.credentials.password is None

    def log_in(self) -> None:
        """Open a session by the password; raises ModuleFailed."""
        if self.credentials.password is None:
            raise refusals.cookies_expired(self.line.module)
        if not self._hashed:
            self._hashed = hashed(self.credentials.password())
        self.line.cookies.clear()
        self.opened = True  # a command that is stopped while the answer is on its way logs out too
        body: dict[str, str | bool] = {
            "login": self.credentials.login,
            "password": self._hashed,
            "isRemember": False,
        }
        judged = self._deed(Deed.LOG_IN, body)
        answer = judged.answer
        opened = answer.status < 300 and bool(answer.cookies_set)
        # Some accounts of staff get an empty answer: cookies alone say that one is let in. Names are not
        # asked for: UID, .AspNetCore.Session, .AspNetCore.Cookies, whole or in parts, are what has been seen.
        if judged.verdict not in (Verdict.GIVEN, Verdict.NOTHING) or not opened:
            self.opened = False
            raise refusals.of_login(judged, self.line.module, (self._hashed, self.credentials.login))
        self.tenant = _tenant(judged.value) or self.tenant

    def end(self, *, finished: bool) -> None:
        """Log out: sessions of staff are a limited pool. A browser's session stays where there is more to do.

        Whatever comes of it spoils nothing.
        """
        if not self.opened or (self.by_cookies and not finished):
            return
        self.opened = False
        self.pace.before(most=_AT_END[0])
        with contextlib.suppress(LineFailed):
            method, place = Deed.LOG_OUT.value
            self.seen(method, place, self.line.send(method, place, timeouts=_AT_END, longest=sum(_AT_END)))

    def _deed(self, deed: Deed, body: dict[str, str | bool] | None = None) -> Judged:
        """The answer to a deed, with patience; raises ModuleFailed."""
        method, place = deed.value
        for tried in range(1, TRIES + 1):
            self.pace.before()
            try:
                answer = self.line.send(method, place, body)
            except LineFailed as error:
                self.pace.after()
                # Who is not reached at first is asked once more and no oftener: the address may be wrong.
                if tried > 1 or not isinstance(error, Unreachable) or not self.pace.back_off(tried, None):
                    raise refusals.of_line(error, self.line.module) from None
                continue
            self.pace.after()
            self.seen(method, place, answer)
            judged = judge(answer, self.line.module)
            told_no_more = judged.told and "retry-after" not in answer.headers
            if judged.verdict is not Verdict.BUSY or told_no_more or tried == TRIES:
                return judged
            if not self.pace.back_off(tried, retry_after(answer.headers.get("retry-after"))):
                raise refusals.too_busy(self.line.module)
        raise AssertionError("unreachable")

    def _check_module(self, judged: Judged) -> None:
        """Before a password goes out: does the module answer here? Raises ModuleFailed.

        An installation without Gosuslugi may know nothing of the settings; it says so without a page.
        """
        if judged.verdict is Verdict.BUSY:
            raise refusals.too_busy(self.line.module)
        page = judged.answer.data.lstrip()[:1] == b"<"
        if judged.verdict in (Verdict.STRANGE, Verdict.ELSEWHERE) or page:
            raise refusals.of_stranger(judged, self.line.module)


def hashed(password: str) -> str:
    """A password as the module's own pages send it: SHA-256 in base64, without salt.

    Raises UsageError for one that is no text (a variable or a pipe may hold any bytes).
    """
    try:
        text = password.encode()
    except UnicodeEncodeError:
        raise UsageError(_("The password must be text in UTF-8.")) from None
    return base64.b64encode(hashlib.sha256(text).digest()).decode("ascii")


def _tenant(value: Any) -> str:
    """The college that the account is logged in to («spo_50»); "" where the answer tells none."""
    name = value.get("tenantName") if isinstance(value, dict) else None
    return clean_text(name)[0].strip()[:_LONGEST_TENANT] if isinstance(name, str) else ""
