"""The module as its public clients know it: sessions, refusals, answers. No sockets here (`stand_server`).

It serves nothing but what the connector may ask, and notes as an offence whatever else is asked of it.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import re
import secrets
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from stand_switches import Fault, Switches

LOGIN, PASSWORD = "dispatcher", "Секрет-42"
HASH = base64.b64encode(hashlib.sha256(PASSWORD.encode()).digest()).decode()

_LOGIN = "/services/security/login"
_LOGOUT = "/services/security/logout"
_ESIA = "/services/security/esia-settings"
ALLOWED = (
    *("people/student-groups/all", "people/departments/all", "people/employees/all", "people/organization"),
    "journal/gradebook/student-groups",
    *(r"journal/gradebook/\d+/entries", r"journal/gradebook/\d+/subjects/\d+"),
    r"reports/curator/group-attestation/(Semester|Trimester|Course)/\d+/\d{4}-\d\d-\d\d/\d+",
)
"""What may be asked at all, by anybody: the issue's list, written out once more on purpose."""
_ALLOWED = re.compile(f"/services/(?:{'|'.join(ALLOWED)})")

_PAGE = (
    "<!DOCTYPE html><html><head><meta charset=utf-8><title>{title}</title></head><body>{body}</body></html>"
)
LOGIN_PAGE = _PAGE.format(
    title="Вход",
    body='<div class="loginbox"><form name="formAuth"><input id="login"><input id="password" type="password">'
    "</form></div><script src=/js/security.js></script>",
)
FILTER_PAGE = _PAGE.format(title="Доступ ограничен", body="<h1>Доступ к ресурсу ограничен</h1>")
SCHOOL_PAGE = _PAGE.format(
    title="Сетевой Город. Образование",
    body="<div ng-app=nsApp></div><script>fetch('/webapi/auth/getdata', {method: 'POST'})</script>",
)
MESSAGES = {
    "wrong": "Неправильный логин или пароль",
    "locked": "Учётная запись заблокирована. Обратитесь к администратору",
    "captcha": "Превышено число попыток входа. Введите код с картинки (captcha)",
    "pool": "Превышено количество одновременных сеансов",
    "ended": "Сессия не найдена или истекла",
    "rights": "Недостаточно прав для операции",
}


@dataclass(frozen=True)
class Request:
    """A request, as it came: names of headers in small letters, cookies by name."""

    method: str
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    cookies: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True)
class Answer:
    """What is said back; `cookies` are whole Set-Cookie texts."""

    status: int
    body: bytes = b""
    kind: str = "application/json; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()
    cookies: tuple[str, ...] = ()
    fault: Fault | None = None


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
            if not _may_be_asked(request):
                self.offences.append(f"{request.method} {request.path}")

    def end(self) -> None:
        """The request is about to be answered whole."""
        with self._lock:
            self._under_way -= 1

    def answer(self, request: Request) -> Answer:
        """What the module says to it."""
        with self._lock:
            if not _may_be_asked(request):
                return _refusal(405, "rights")
            if self.switches.product != "module":
                return _other_product(self.switches.product)
            if request.path == _ESIA:
                return self._esia()
            if request.path == _LOGIN:
                return self._login(request)
            if (fault := self._fault(request.path)) and fault.kind != "slow":
                return _faulty(fault, self._data(request) if fault.kind.startswith("cut") else None)
            said = self._logout(request) if request.path == _LOGOUT else self._data(request)
            return said if fault is None else _with(said, fault)

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
        return _json(
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
            return _refusal(int(self.switches.refuses_with), refused)
        _session, told = self._open()
        if self.switches.login_answer == "empty":
            return Answer(200, cookies=told)
        return _json(self.answers["login"], cookies=told)

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
        return tuple(
            f"{name}={value}; path=/" + ("" if name == "UID" else "; secure; samesite=lax; httponly")
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
            return _faulty(Fault("drop"), None)
        gone = "Thu, 01 Jan 1970 00:00:00 GMT"
        return Answer(int(how), cookies=tuple(f"{name}=; expires={gone}; path=/" for name in session.cookies))

    def _of(self, request: Request) -> _Session | None:
        """The session that all its cookies belong to, and no fewer."""
        return next((one for one in self._sessions if one.cookies.items() <= request.cookies.items()), None)

    def _nobody(self) -> Answer:
        match self.switches.ended:
            case "401":
                return _refusal(401, "ended")
            case "401-empty":
                return Answer(401)
            case "redirect":
                return Answer(302, headers=(("Location", "/security/"),))
        return _page(LOGIN_PAGE)

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
        return _with_cookies(self._saved(request.path), renewed)

    def _saved(self, path: str) -> Answer:
        if self._group_of(path) in map(str, self.switches.hidden):
            match self.switches.hides:
                case "{}":
                    return _json({})
                case "404":
                    return Answer(404)
                case _ as status:
                    return _refusal(int(status), "rights")
        known = self._sheet(path) if "/group-attestation/" in path else path
        if path == "/services/people/employees/all":
            known = f"{path}:{self.switches.employees}"
        if known in self.answers:
            return Answer(200, self.address(known))
        match self.switches.absent:
            case "{}":
                return _json({})
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


def _may_be_asked(request: Request) -> bool:
    match request.method, request.path:
        case "GET", path:
            return path == _ESIA or _ALLOWED.fullmatch(path) is not None
        case "POST", path:
            return path == _LOGIN and _is_a_login(request)
    return (request.method, request.path) == ("DELETE", _LOGOUT)


def _is_a_login(request: Request) -> bool:
    """Exactly the three fields that every client sends, as JSON."""
    try:
        wanted = json.loads(request.body)
    except ValueError:
        return False
    return (
        isinstance(wanted, dict)
        and wanted.keys() == {"login", "password", "isRemember"}
        and wanted["isRemember"] is False
        and request.headers.get("content-type", "").startswith("application/json")
    )


def _other_product(product: str) -> Answer:
    """The module of schools knows none of these addresses; a filter answers everything with its page."""
    return _page(SCHOOL_PAGE, 404) if product == "school" else _page(FILTER_PAGE)


def _faulty(fault: Fault, said: Answer | None) -> Answer:
    if fault.kind.isdigit():
        return _with(_refusal(int(fault.kind), "rights"), fault)
    return _with(_page(FILTER_PAGE) if said is None else said, fault)


def _with(said: Answer, fault: Fault) -> Answer:
    headers = said.headers
    if fault.retry_after is not None:
        headers = (*headers, ("Retry-After", _moment(fault.retry_after)))
    return Answer(said.status, said.body, said.kind, headers, said.cookies, fault)


def _with_cookies(said: Answer, cookies: tuple[str, ...]) -> Answer:
    return Answer(said.status, said.body, said.kind, said.headers, (*said.cookies, *cookies), said.fault)


def _moment(text: str) -> str:
    if not text.startswith("now+"):
        return text
    moment = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=float(text[4:]))
    return moment.strftime("%a, %d %b %Y %H:%M:%S GMT")


def _json(value: Any, cookies: tuple[str, ...] = ()) -> Answer:
    return Answer(200, json.dumps(value, ensure_ascii=False).encode(), cookies=cookies)


def _refusal(status: int, why: str) -> Answer:
    said = {"responseStatus": {"errorCode": "Refused", "message": MESSAGES[why]}}
    return Answer(status, json.dumps(said, ensure_ascii=False).encode())


def _page(text: str, status: int = 200) -> Answer:
    return Answer(status, text.encode(), "text/html; charset=utf-8")
