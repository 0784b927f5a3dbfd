"""Requests to the module and its answers: what may be asked, the pages and the words it speaks with."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from stand_switches import Fault

LOG_IN = "/services/security/login"
LOG_OUT = "/services/security/logout"
ESIA = "/services/security/esia-settings"
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


def may_be_asked(request: Request) -> bool:
    """Whether the connector may ask so at all."""
    match request.method, request.path:
        case "GET", path:
            return path == ESIA or _ALLOWED.fullmatch(path) is not None
        case "POST", path:
            return path == LOG_IN and _is_a_login(request)
    return (request.method, request.path) == ("DELETE", LOG_OUT)


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


def other_product(product: str) -> Answer:
    """The module of schools knows none of these addresses; a filter answers everything with its page."""
    return page(SCHOOL_PAGE, 404) if product == "school" else page(FILTER_PAGE)


def faulty(fault: Fault, answer: Answer | None) -> Answer:
    """What comes instead of the answer, or of it."""
    if fault.kind.isdigit():
        return with_fault(refusal(int(fault.kind), "rights"), fault)
    return with_fault(page(FILTER_PAGE) if answer is None else answer, fault)


def with_fault(answer: Answer, fault: Fault) -> Answer:
    later = () if fault.retry_after is None else (("Retry-After", _moment(fault.retry_after)),)
    return replace(answer, headers=(*answer.headers, *later), fault=fault)


def with_cookies(answer: Answer, cookies: tuple[str, ...]) -> Answer:
    return replace(answer, cookies=(*answer.cookies, *cookies))


def _moment(text: str) -> str:
    if not text.startswith("now+"):
        return text
    moment = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=float(text[4:]))
    return moment.strftime("%a, %d %b %Y %H:%M:%S GMT")


def in_json(value: Any, cookies: tuple[str, ...] = ()) -> Answer:
    return Answer(200, json.dumps(value, ensure_ascii=False).encode(), cookies=cookies)


def refusal(status: int, why: str) -> Answer:
    message = {"responseStatus": {"errorCode": "Refused", "message": MESSAGES[why]}}
    return Answer(status, json.dumps(message, ensure_ascii=False).encode())


def page(text: str, status: int = 200) -> Answer:
    return Answer(status, text.encode(), "text/html; charset=utf-8")
