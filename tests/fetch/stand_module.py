"""The module as its public clients know it: sessions, refusals, answers. No sockets here (`stand_server`).

It serves nothing but what the connector may ask, and notes as an offence whatever else is asked of it.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from stand_messages import (
    ESIA,
    LOG_IN,
    LOG_OUT,
    LOGIN_PAGE,
    Answer,
    Request,
    faulty,
    in_json,
    may_be_asked,
    other_product,
    page,
    refusal,
    with_cookies,
    with_fault,
)
from stand_switches import Fault, Switches

LOGIN, PASSWORD = "dispatcher", "Секрет-42"
HASH = base64.b64encode(hashlib.sha256(PASSWORD.encode()).digest()).decode()


@dataclass
class _Session:
    cookies: dict[str, str]
    answered: int = 0


@dataclass
class Module:
    """One module: `answers` by address (a value, or bytes as they are), the gap it insists on, its memory."""

    answers: Mapping[str, Any]
    switches: Switches = field(default_factory=Switches)
    gap: float = 0.0
    offences: list[str] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)
    """Every request: method and address, in the order they came."""
    logins: int = 0
    logouts: int = 0
    most_sessions: int = 0
    secrets: set[str] = field(default_factory=set)
    """Everything that must be found nowhere: values of cookies, the password and its hash."""
    _books: dict[str, str] = field(default_factory=dict)
    """The group of each gradebook."""
    _sessions: list[_Session] = field(default_factory=list)
    secure: bool = True
    """Whether it is reached by TLS: its cookies are for that alone."""
    _met: dict[int, int] = field(default_factory=dict)
    _expired: int = 0
    _under_way: int = 0
    _last: float = -1e9
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self.secrets |= {PASSWORD, HASH}
        for path, entries in self.answers.items():
            if path.endswith("/entries"):
                self._books |= {str(one["id"]): path.split("/")[-2] for one in entries}

    def begin(self, request: Request) -> None:
        """A request has come: note it, and what of it may not be."""
        with self._lock:
            now = time.monotonic()
            self._under_way += 1
            if self._under_way > 1:
                self.offences.append(f"two at once: {request.path}")
            if now - self._last < self.gap * 0.8:  # a busy machine may delay what was sent in time
                self.offences.append(f"after {now - self._last:.3f} s: {request.path}")
            self._last = now
            self.asked.append((request.method, request.path))
            told = f"{request.method} {request.path} {request.headers} {request.body!r}"
            if PASSWORD in told or PASSWORD.encode() in request.body:
                self.offences.append("the password itself was sent")
            if not may_be_asked(request):
                self.offences.append(f"{request.method} {request.path}")

    def end(self) -> None:
        """The request is about to be answered whole."""
        with self._lock:
            self._under_way -= 1

    def answer(self, request: Request) -> Answer:
        """What the module says to it."""
        with self._lock:
            if not may_be_asked(request):
                return refusal(405, "rights")
            if self.switches.product != "module":
                return other_product(self.switches.product)
            if request.path == ESIA:
                return self._esia()
            if request.path == LOG_IN:
                return self._login(request)
            if (fault := self._fault(request.path)) and fault.kind != "slow":
                return faulty(fault, self._data(request) if fault.kind.startswith("cut") else None)
            said = self._logout(request) if request.path == LOG_OUT else self._data(request)
            return said if fault is None else with_fault(said, fault)

    def browser(self) -> dict[str, str]:
        """The cookies of somebody who has logged in with a browser (Gosuslugi)."""
        with self._lock:
            return dict(self._open()[0].cookies)

    def address(self, path: str) -> bytes:
        """The very bytes that are answered at the address."""
        value = self.answers[path]
        if isinstance(value, bytes):
            return value
        text = json.dumps(value, ensure_ascii=self.switches.escaped, separators=(",", ":"))
        return text.encode()

    def _fault(self, path: str) -> Fault | None:
        for number, fault in enumerate(self.switches.faults):
            if fault.meets(path):
                met = self._met[number] = self._met.get(number, 0) + 1
                if fault.skip < met <= fault.skip + fault.times:
                    return fault
        return None

    def _esia(self) -> Answer:
        if self.switches.esia_settings == "404":
            return Answer(404)
        available = self.switches.esia_available or self.switches.esia_only
        return in_json(
            {
                "bindEsiaUrl": None,
                "fromEsia": False,
                "isAvailable": available,
                "esiaOnly": self.switches.esia_only,
                "loginUrl": "https://esia.example/authorize?client_id=spo" if available else None,
                "logoutUrl": None,
                "redirectUri": None,
                "useSaml": False,
            }
        )

    def _login(self, request: Request) -> Answer:
        self.logins += 1
        wanted = json.loads(request.body)
        refused = self.switches.refuses
        if not refused and (wanted["login"], wanted["password"]) != (LOGIN, HASH):
            refused = "wrong"
        if not refused and self.switches.esia_only:
            refused = "wrong"
        if refused:
            return refusal(int(self.switches.refuses_with), refused)
        _session, told = self._open()
        if self.switches.login_answer == "empty":
            return Answer(200, cookies=told)
        return in_json(self.answers["login"], cookies=told)

    def _open(self) -> tuple[_Session, tuple[str, ...]]:
        cookies = {"UID": secrets.token_hex(12), ".AspNetCore.Session": secrets.token_urlsafe(24)}
        if self.switches.cookies == "single":
            cookies[".AspNetCore.Cookies"] = secrets.token_urlsafe(90)
        else:
            parts = {
                f".AspNetCore.CookiesC{n}": secrets.token_urlsafe(length)
                for n, length in ((1, 3000), (2, 500))
            }
            cookies |= {".AspNetCore.Cookies": "chunks-2", **parts}
        session = _Session(cookies)
        self._sessions.append(session)
        self.most_sessions = max(self.most_sessions, len(self._sessions))
        return session, self._told(cookies)

    def _told(self, cookies: Mapping[str, str]) -> tuple[str, ...]:
        self.secrets |= {value for value in cookies.values() if value != "chunks-2"}
        safely = "; secure" if self.secure else ""
        return tuple(
            f"{name}={value}; path=/" + ("" if name == "UID" else "; samesite=lax; httponly") + safely
            for name, value in cookies.items()
        )

    def _logout(self, request: Request) -> Answer:
        self.logouts += 1
        session = self._of(request)
        if session is None:
            return self._nobody()
        self._sessions.remove(session)
        how = self.switches.logout
        if how == "drop":
            return faulty(Fault("drop"), None)
        gone = "Thu, 01 Jan 1970 00:00:00 GMT"
        return Answer(int(how), cookies=tuple(f"{name}=; expires={gone}; path=/" for name in session.cookies))

    def _of(self, request: Request) -> _Session | None:
        """The session that all its cookies belong to, and no fewer."""
        return next((one for one in self._sessions if one.cookies.items() <= request.cookies.items()), None)

    def _nobody(self) -> Answer:
        match self.switches.ended:
            case "401":
                return refusal(401, "ended")
            case "401-empty":
                return Answer(401)
            case "redirect":
                return Answer(302, headers=(("Location", "/security/"),))
        return page(LOGIN_PAGE)

    def _data(self, request: Request) -> Answer:
        session = self._of(request)
        if session is None:
            return self._nobody()
        limit = self.switches.expires_after
        if limit is not None and session.answered >= limit and self._expired < self.switches.expires_times:
            self._expired += 1
            self._sessions.remove(session)
            return self._nobody()
        session.answered += 1
        renewed: tuple[str, ...] = ()
        if self.switches.renews and session.answered % 3 == 0:
            session.cookies[".AspNetCore.Session"] = secrets.token_urlsafe(24)
            renewed = self._told({".AspNetCore.Session": session.cookies[".AspNetCore.Session"]})
        return with_cookies(self._saved(request.path), renewed)

    def _saved(self, path: str) -> Answer:
        if self._group_of(path) in map(str, self.switches.hidden):
            match self.switches.hides:
                case "{}":
                    return in_json({})
                case "404":
                    return Answer(404)
                case _ as status:
                    return refusal(int(status), "rights")
        known = self._sheet(path) if "/group-attestation/" in path else path
        if path == "/services/people/employees/all":
            known = f"{path}:{self.switches.employees}"
        if known in self.answers:
            return Answer(200, self.address(known))
        match self.switches.absent:
            case "{}":
                return in_json({})
            case "empty":
                return Answer(200)
            case _ as status:
                return Answer(int(status))

    def _sheet(self, path: str) -> str:
        """Sheets are kept by academic year; some of them have one of the marks from a day on."""
        *start, day, group = path.split("/")
        date = dt.date.fromisoformat(day)
        year = date.year if date.month >= 8 else date.year - 1
        whole = "/".join([*start, str(year), group])
        if self.switches.sheet_day == "year":
            return whole
        later = [known for known in self.answers if known.startswith(f"{whole}:before-")]
        return next((known for known in later if day < known[-10:]), whole)

    def _group_of(self, path: str) -> str | None:
        """The number of the group that the address tells of."""
        *_start, before, last = path.split("/")
        if last == "entries":
            return before
        if before == "subjects":
            return self._books.get(path.split("/")[-3])
        return last if "/group-attestation/" in path else None
