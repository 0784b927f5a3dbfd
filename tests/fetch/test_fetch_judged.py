"""What an answer is taken for: every shape that a public client of the module has seen."""

from __future__ import annotations

import pytest

from archiver.fetch.judged import Verdict, judge
from archiver.fetch.line import Answered
from archiver.fetch.module_address import module_at

MODULE = module_at("https://spo.asurso.ru")
PAGE = "<!DOCTYPE html><html><body>Вход</body></html>".encode()
GIVEN, NOTHING, FORBIDDEN = Verdict.GIVEN, Verdict.NOTHING, Verdict.FORBIDDEN
OUT, BUSY, ELSEWHERE, STRANGE = Verdict.LOGGED_OUT, Verdict.BUSY, Verdict.ELSEWHERE, Verdict.STRANGE


@pytest.mark.parametrize(
    ("status", "body", "verdict"),
    [
        (200, b'[{"id":1}]', GIVEN),
        (200, b"[]", GIVEN),
        (200, b'\xef\xbb\xbf{"lessons":[]}', GIVEN),
        (200, '{"name":"х"}'.encode("utf-16"), GIVEN),
        (200, b"{}", NOTHING),
        (200, b"null", NOTHING),
        (200, b'""', NOTHING),
        (200, b"", NOTHING),
        (200, b" \r\n", NOTHING),
        (204, b"", NOTHING),
        (404, b"", NOTHING),
        (404, PAGE, NOTHING),
        (401, b'{"responseStatus":{"message":"Unauthorized"}}', OUT),
        (401, b"", OUT),
        (200, PAGE, OUT),
        (200, b'{"ResponseStatus":{"Message":"Unauthorized"}}', OUT),
        (200, b'{"responseStatus":{"errorCode":"Forbidden"}}', FORBIDDEN),
        (200, '{"responseStatus":{"message":"Недостаточно прав для операции"}}'.encode(), FORBIDDEN),
        (200, b'{"responseStatus":{"errorCode":"NotFound"}}', NOTHING),
        (403, b"", FORBIDDEN),
        (403, '{"responseStatus":{"message":"Недостаточно прав"}}'.encode(), FORBIDDEN),
        (400, b'{"errors":{"groupId":["x"]}}', FORBIDDEN),
        (400, PAGE, STRANGE),
        (429, b"", BUSY),
        (500, b'{"responseStatus":{"message":"x"}}', BUSY),
        (503, PAGE, BUSY),
        (200, b'[{"id":1},{"id"', STRANGE),
        (200, b"Service temporarily", STRANGE),
        (200, b"[" * 5000, STRANGE),
    ],
)
def test_what_an_answer_is(status: int, body: bytes, verdict: Verdict) -> None:
    assert judge(Answered(status, {}, body), MODULE).verdict is verdict


@pytest.mark.parametrize(
    ("location", "verdict"),
    [
        ("/security/", OUT),
        ("/security/#/login?returnUrl=x", OUT),
        ("https://spo.asurso.ru/security/login", OUT),
        ("/", OUT),
        ("https://filter.example.ru/block", ELSEWHERE),
        ("//filter.example.ru/security/", ELSEWHERE),
        ("https://spo.asurso.ru.example.com/security/", ELSEWHERE),
        ("/services/people/students/1", ELSEWHERE),
    ],
)
def test_where_one_is_sent(location: str, verdict: Verdict) -> None:
    assert judge(Answered(302, {"location": location}, b""), MODULE).verdict is verdict


def test_a_value_comes_only_of_what_was_given() -> None:
    assert judge(Answered(200, {}, b"[1]"), MODULE).value == [1]
    assert judge(Answered(403, {}, b'{"a":1}'), MODULE).value is None
