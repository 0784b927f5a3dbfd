"""The stand-in by itself, driven by the standard library and judged against answers written here by hand."""

from __future__ import annotations

import dataclasses
import gzip
import http.client
import json
import re
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import stand_authority
import stand_college as college
from stand_authority import Authority
from stand_module import HASH, LOGIN, Module
from stand_server import proxying, serving
from stand_switches import Fault, Switches

from repository import ROOT

LIST = "/services/people/departments/all"
DEPARTMENTS = '[{"id":4,"name":"Отделение цифровых технологий","managerId":803}]'.encode()


@dataclasses.dataclass
class Visitor:
    """A client of the standard library: one line, cookies that it keeps like a browser, no opinion."""

    line: http.client.HTTPConnection
    cookies: dict[str, str] = dataclasses.field(default_factory=dict)

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> http.client.HTTPResponse:
        sent = {"Cookie": "; ".join(f"{name}={one}" for name, one in self.cookies.items())} | headers
        data = None if body is None else json.dumps(body)
        if data is not None:
            sent |= {"Content-Type": "application/json;charset=UTF-8"}
        self.line.request(method, path, data, sent)
        said = self.line.getresponse()
        for told in said.headers.get_all("Set-Cookie", []):
            for name, one in SimpleCookie(told).items():
                self.cookies[name] = one.value
        self.cookies = {name: one for name, one in self.cookies.items() if one}
        return said

    def get(self, path: str, **headers: str) -> tuple[int, bytes]:
        said = self.ask("GET", path, **headers)
        return said.status, said.read()

    def log_in(self, login: str = LOGIN, password: str = HASH) -> tuple[int, bytes]:
        wanted = {"login": login, "password": password, "isRemember": False}
        said = self.ask("POST", "/services/security/login", wanted)
        return said.status, said.read()


Visiting = Callable[..., AbstractContextManager[tuple[Module, Visitor]]]


@pytest.fixture
def visiting(authority: Authority) -> Visiting:
    @contextmanager
    def visit(gap: float = 0.0, **switches: Any) -> Iterator[tuple[Module, Visitor]]:
        module = Module(college.answers(), Switches(**switches), gap)
        trusting = ssl.create_default_context(cafile=str(authority.certificate))
        with serving(module, authority.vouched) as address:
            line = http.client.HTTPSConnection(
                "127.0.0.1", urlsplit(address).port, context=trusting, timeout=10
            )
            yield module, Visitor(line)
            line.close()

    return visit


def test_who_is_logged_in_is_answered_byte_for_byte(visiting: Visiting) -> None:
    with visiting() as (module, visitor):
        status, said = visitor.log_in()
        assert (status, json.loads(said)["tenantName"]) == (200, "spo_77")
        assert visitor.cookies.keys() == {"UID", ".AspNetCore.Session", ".AspNetCore.Cookies"}
        assert visitor.get(LIST) == (200, DEPARTMENTS)
        assert visitor.ask("DELETE", "/services/security/logout").read() == b""
        assert visitor.cookies == {}
        assert visitor.get(LIST)[0] == 401
        assert module.offences == []
        assert (module.logins, module.logouts, module.most_sessions) == (1, 1, 1)


def test_a_login_may_be_answered_by_nothing_and_its_cookie_in_parts(visiting: Visiting) -> None:
    with visiting(login_answer="empty", cookies="chunked") as (_module, visitor):
        assert visitor.log_in() == (200, b"")
        assert visitor.cookies[".AspNetCore.Cookies"] == "chunks-2"
        assert len(visitor.cookies[".AspNetCore.CookiesC1"]) > 3000
        assert visitor.get(LIST) == (200, DEPARTMENTS)
        second = visitor.cookies.pop(".AspNetCore.CookiesC2")
        assert visitor.get(LIST)[0] == 401
        visitor.cookies[".AspNetCore.CookiesC2"] = second
        assert visitor.get(LIST)[0] == 200


def test_a_renewed_cookie_is_the_only_good_one(visiting: Visiting) -> None:
    with visiting(renews=True) as (_module, visitor):
        visitor.log_in()
        old = dict(visitor.cookies)
        assert [visitor.get(LIST)[0] for _time in range(7)] == [200] * 7
        visitor.cookies = old
        assert visitor.get(LIST)[0] == 401


@pytest.mark.parametrize(
    ("ended", "status", "in_it"),
    [
        ("401", 401, '"responseStatus"'),
        ("401-empty", 401, ""),
        ("redirect", 302, ""),
        ("page", 200, 'type="password"'),
    ],
)
def test_nobody_is_told_so_in_one_of_four_ways(
    visiting: Visiting, ended: str, status: int, in_it: str
) -> None:
    with visiting(ended=ended) as (module, visitor):
        said = visitor.ask("GET", LIST)
        body = said.read().decode()
        assert said.status == status
        assert in_it in body
        assert bool(body) == bool(in_it)
        assert said.headers.get("Location") == ("/security/" if status == 302 else None)
        assert module.offences == []


def test_a_session_ends_after_its_answers_and_only_as_often_as_it_should(visiting: Visiting) -> None:
    with visiting(expires_after=2) as (module, visitor):
        visitor.log_in()
        assert [visitor.get(LIST)[0] for _time in range(4)] == [200, 200, 401, 401]
        visitor.log_in()
        assert [visitor.get(LIST)[0] for _time in range(4)] == [200] * 4
        assert (module.logins, module.most_sessions) == (2, 1)


@pytest.mark.parametrize(
    ("absent", "status", "body"),
    [("{}", 200, b"{}"), ("404", 404, b""), ("204", 204, b""), ("empty", 200, b"")],
)
def test_what_is_not_there(visiting: Visiting, absent: str, status: int, body: bytes) -> None:
    with visiting(absent=absent) as (_module, visitor):
        visitor.log_in()
        assert visitor.get("/services/journal/gradebook/999/entries") == (status, body)
        assert visitor.get(LIST) == (200, DEPARTMENTS)


def test_a_hidden_group_is_hidden_with_its_pages_and_sheets_and_no_other(visiting: Visiting) -> None:
    sheets = "/services/reports/curator/group-attestation/Semester/1/2025-12-27"
    with visiting(hidden=(313,)) as (_module, visitor):
        visitor.log_in()
        hidden = ("/services/journal/gradebook/313/entries", "/services/journal/gradebook/3132/subjects/2")
        assert [visitor.get(one)[0] for one in (*hidden, f"{sheets}/313")] == [403] * 3
        seen = ("/services/journal/gradebook/311/entries", "/services/journal/gradebook/5103/subjects/21")
        assert [visitor.get(one)[0] for one in (*seen, f"{sheets}/311")] == [200] * 3


def test_a_packed_answer_is_the_same_answer(visiting: Visiting) -> None:
    with visiting(packed="gzip") as (_module, visitor):
        visitor.log_in()
        assert visitor.get(LIST) == (200, DEPARTMENTS)
        said = visitor.ask("GET", LIST, **{"Accept-Encoding": "gzip, deflate"})
        assert said.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(said.read()) == DEPARTMENTS


def test_an_answer_in_chunks_and_a_line_for_each(visiting: Visiting) -> None:
    with visiting(length="chunks", keeps_line=False, escaped=True) as (_module, visitor):
        visitor.log_in()
        status, said = visitor.get(LIST)
        assert (status, json.loads(said)) == (200, json.loads(DEPARTMENTS))
        assert b"\\u041e" in said


@pytest.mark.parametrize("kind", ["cut", "cut-chunks", "drop"])
def test_an_answer_cut_in_the_middle_is_seen_to_be_cut(visiting: Visiting, kind: str) -> None:
    with visiting(faults=(Fault(kind, skip=1, times=1),)) as (module, visitor):
        visitor.log_in()
        assert visitor.get(LIST)[0] == 200
        with pytest.raises((http.client.HTTPException, OSError)):
            visitor.get(LIST)
        visitor.line.close()
        assert visitor.get(LIST) == (200, DEPARTMENTS)
        assert module.offences == []


def test_a_busy_module_says_when_to_come_again(visiting: Visiting) -> None:
    faults = (Fault("429", times=1, retry_after="1"), Fault("503", times=1, skip=0, retry_after="now+2"))
    with visiting(faults=faults) as (_module, visitor):
        visitor.log_in()
        busy = visitor.ask("GET", LIST)
        busy.read()
        assert (busy.status, busy.headers["Retry-After"]) == (429, "1")
        later = visitor.ask("GET", LIST)
        later.read()
        assert later.status == 503
        assert later.headers["Retry-After"].endswith("GMT")
        assert visitor.get(LIST)[0] == 200


def test_a_slow_answer_comes(visiting: Visiting) -> None:
    with visiting(faults=(Fault("slow", seconds=0.3, times=1),)) as (_module, visitor):
        visitor.log_in()
        begun = time.monotonic()
        assert visitor.get(LIST) == (200, DEPARTMENTS)
        assert time.monotonic() - begun >= 0.3


@pytest.mark.parametrize("status", ["401", "403", "409"])
@pytest.mark.parametrize("why", ["wrong", "locked", "captcha", "pool"])
def test_who_is_not_let_in_is_told_why(visiting: Visiting, why: str, status: str) -> None:
    with visiting(refuses=why, refuses_with=status) as (_module, visitor):
        found, said = visitor.log_in()
        assert found == int(status)
        assert json.loads(said)["responseStatus"]["message"]
        assert visitor.cookies == {}


def test_a_wrong_password_lets_nobody_in(visiting: Visiting) -> None:
    with visiting() as (module, visitor):
        assert visitor.log_in(password="AAAA")[0] == 401
        assert visitor.get(LIST)[0] == 401
        assert module.most_sessions == 0


def test_gosuslugi_is_told_before_anybody_logs_in(visiting: Visiting) -> None:
    with visiting(esia_only=True) as (_module, visitor):
        told = json.loads(visitor.get("/services/security/esia-settings")[1])
        assert (told["isAvailable"], told["esiaOnly"]) == (True, True)
        assert visitor.log_in()[0] == 401
    with visiting(esia_settings="404") as (module, visitor):
        assert visitor.get("/services/security/esia-settings")[0] == 404
        visitor.cookies = module.browser()
        assert visitor.get(LIST) == (200, DEPARTMENTS)


def test_another_product_and_a_filter(visiting: Visiting) -> None:
    with visiting(product="school") as (_module, visitor):
        status, said = visitor.get("/services/security/esia-settings")
        assert (status, b"/webapi/" in said) == (404, True)
    with visiting(product="page") as (_module, visitor):
        status, said = visitor.log_in()
        assert (status, said[:15]) == (200, b"<!DOCTYPE html>")


def test_a_sheet_of_a_year_or_of_a_day(visiting: Visiting) -> None:
    address = "/services/reports/curator/group-attestation/Semester/2/{}/311"
    third = "90003"

    def marks(visitor: Visitor, day: str) -> str:
        told = json.loads(visitor.get(address.format(day))[1])
        return str(told["subjects"][1]["marks"][third]["value"])

    with visiting(sheet_day="as-of") as (_module, visitor):
        visitor.log_in()
        assert marks(visitor, "2026-06-27") == "Fail"
        assert marks(visitor, "2026-07-04") == "Success"
    with visiting() as (_module, visitor):
        visitor.log_in()
        assert marks(visitor, "2026-06-27") == "Success"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/services/people/students/90001"),
        ("GET", "/services/people/students"),
        ("GET", "/services/people/employees/801"),
        ("GET", "/services/people/employees/all?full=true"),
        ("GET", "/services/people/organization/statistics"),
        ("GET", "/services/security/account-settings"),
        ("GET", "/security/"),
        ("GET", "/webapi/auth/getdata"),
        ("GET", "/services/security/login"),
        ("HEAD", LIST),
        ("POST", LIST),
        ("PUT", "/services/security/switch-tenant"),
        ("DELETE", "/services/journal/gradebook/5103/subjects/21"),
        ("POST", "/services/security/logout"),
    ],
)
def test_whatever_else_is_asked_is_an_offence(visiting: Visiting, method: str, path: str) -> None:
    with visiting() as (module, visitor):
        visitor.log_in()
        said = visitor.ask(method, path, {} if method in {"POST", "PUT"} else None)
        assert said.status == 405
        assert module.offences == [f"{method} {path}"]


def test_a_login_that_says_more_or_wishes_to_be_remembered_is_an_offence(visiting: Visiting) -> None:
    good = {"login": LOGIN, "password": HASH, "isRemember": False}
    for wanted in (good | {"isRemember": True}, good | {"token": "1"}, {"login": LOGIN, "password": HASH}):
        with visiting() as (module, visitor):
            assert visitor.ask("POST", "/services/security/login", wanted).status == 405
            assert module.offences == ["POST /services/security/login"]


def test_requests_that_come_too_soon_or_two_at_once_are_offences(
    visiting: Visiting, authority: Authority
) -> None:
    with visiting(gap=0.2) as (module, visitor):
        visitor.log_in()
        time.sleep(0.2)
        visitor.get(LIST)
        assert module.offences == []
        visitor.get(LIST)
        assert len(module.offences) == 1
    with visiting(faults=(Fault("slow", seconds=0.5, times=1),)) as (module, visitor):
        visitor.log_in()
        port = visitor.line.port
        other = http.client.HTTPSConnection(
            "127.0.0.1", port, context=ssl.create_default_context(cafile=str(authority.certificate))
        )
        second = Visitor(other, visitor.cookies)
        visitor.line.request("GET", LIST, headers={"Cookie": ""})
        time.sleep(0.1)
        second.get(LIST)
        other.close()
        assert module.offences == [f"two at once: {LIST}"]


def test_who_does_not_trust_the_authority_sees_nothing(visiting: Visiting, tmp_path: Path) -> None:
    stranger = stand_authority.found(tmp_path / "stranger", "Somebody else")
    module = Module(college.answers())
    trusting = ssl.create_default_context(cafile=str(stranger.certificate))
    ours = stand_authority.found(tmp_path / "ours")
    with serving(module, ours.vouch()) as address:
        line = http.client.HTTPSConnection("127.0.0.1", urlsplit(address).port, context=trusting)
        with pytest.raises(ssl.SSLCertVerificationError):
            line.request("GET", LIST)
    assert module.asked == []


def test_a_proxy_lets_through_or_shows_its_page(visiting: Visiting, authority: Authority) -> None:
    with visiting() as (_module, visitor), proxying() as (proxy, through):
        port = visitor.line.port
        line = http.client.HTTPSConnection(
            "127.0.0.1",
            urlsplit(proxy).port,
            context=ssl.create_default_context(cafile=str(authority.certificate)),
            timeout=10,
        )
        line.set_tunnel("127.0.0.1", port)
        assert Visitor(line).log_in()[0] == 200
        line.close()
        assert through == [f"127.0.0.1:{port}"]
    with proxying(refuses=True) as (proxy, through):
        line = http.client.HTTPSConnection("127.0.0.1", urlsplit(proxy).port, timeout=10)
        line.set_tunnel("127.0.0.1", 1)
        with pytest.raises(OSError, match="403"):
            line.request("GET", LIST)
        assert through == ["127.0.0.1:1"]


def test_every_address_of_the_college_may_be_asked_for(visiting: Visiting) -> None:
    with visiting() as (module, visitor):
        visitor.log_in()
        for address in college.answers():
            plain = (
                address.partition(":")[0].replace("/2024/", "/2025-06-27/").replace("/2025/", "/2026-06-27/")
            )
            if address != "login":
                with suppress(KeyError):
                    assert visitor.get(plain)[0] == 200, plain
        assert module.offences == []


def test_every_guess_is_told_where_the_evidence_stands_and_nothing_else_is() -> None:
    page = (ROOT / "docs" / "module-answers.md").read_text(encoding="utf-8")
    told = set(re.findall(r"^\| `(\w+)` \|", page[page.index("## How the module is asked") :], re.MULTILINE))
    assert told == {one.name for one in dataclasses.fields(Switches)}
