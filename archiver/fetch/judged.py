"""What an answer is: the journal's data, nothing, a refusal, a lost session, or something else altogether.

Public clients of the module agree on what comes in place of an answer (domain 4.4a); where they do not, every
shape that one of them has seen is understood.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any
from urllib.parse import urlsplit

from archiver.fetch.line import Answered, LineFailed
from archiver.fetch.module_address import Module


class Verdict(Enum):
    """What an answer means."""

    GIVEN = auto()
    """the data that was asked for"""
    NOTHING = auto()
    """the module knows nothing under that number"""
    FORBIDDEN = auto()
    """the account may not see it"""
    LOGGED_OUT = auto()
    """nobody is logged in (any more)"""
    BUSY = auto()
    """not now: too many requests, or the server has a trouble of its own"""
    ELSEWHERE = auto()
    """another server is to be asked"""
    STRANGE = auto()
    """a page or a text that is no answer of the module"""


@dataclass(frozen=True, slots=True)
class Judged:
    """An answer with what it means; `value` is the data decoded, of GIVEN alone.

    `told` is what the module says of a refusal (to look at, not to show), `host` where it sends one to,
    `broken` why the answer did not come whole.
    """

    verdict: Verdict
    answer: Answered
    value: Any = None
    told: str = ""
    host: str = ""
    broken: LineFailed | None = None

    @property
    def of_rights(self) -> bool:
        """Whether the server calls a lack of rights its own fault: code 500, and the message of a refusal."""
        return self.answer.status == 500 and _FORBIDDEN.search(self.told) is not None


_FORBIDDEN = re.compile(r"forbidden|denied|rights|permission|403|прав|доступ", re.IGNORECASE)
_UNKNOWN = re.compile(r"notfound|not found|404|не найден", re.IGNORECASE)
_BUSY_STATUS = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})
_PAGE = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<")
_ENTRY = re.compile(r"/(?:security|login|signin|account|esia)(?:/|\Z)", re.IGNORECASE)


def judge(answer: Answered, module: Module) -> Judged:
    """What `answer` of `module` means."""
    status = answer.status
    if 300 <= status < 400:
        return _sent_on(answer, module)
    if status in _BUSY_STATUS:
        value, told = _refusal(answer)
        return Judged(Verdict.BUSY, answer, value, told)
    if status == 401:
        return Judged(Verdict.LOGGED_OUT, answer, told=_refusal(answer)[1])
    if status in (403, 405, 451):
        return Judged(Verdict.FORBIDDEN, answer, told=_refusal(answer)[1])
    if status in (404, 410):
        return Judged(Verdict.NOTHING, answer, told=_refusal(answer)[1])
    if status >= 400:
        value, told = _refusal(answer)
        return Judged(Verdict.STRANGE if value is None else Verdict.FORBIDDEN, answer, told=told)
    return _given(answer)


def _sent_on(answer: Answered, module: Module) -> Judged:
    try:
        place = urlsplit(answer.headers.get("location", ""))
    except ValueError:  # «http://[»
        return Judged(Verdict.STRANGE, answer)
    host = (place.hostname or module.host).casefold()
    if host != module.host:
        return Judged(Verdict.ELSEWHERE, answer, host=host)
    if _ENTRY.search(place.path) or place.path in ("", "/"):
        return Judged(Verdict.LOGGED_OUT, answer)
    return Judged(Verdict.ELSEWHERE, answer, host=host)


def _given(answer: Answered) -> Judged:
    """A whole answer, if it is one: a cut one is no JSON, and a page is none of the module's data."""
    if not answer.data.strip():
        return Judged(Verdict.NOTHING, answer)
    if _PAGE.match(answer.data):
        return Judged(Verdict.LOGGED_OUT, answer)
    value = decoded(answer.data)
    if value is _NO_JSON:
        return Judged(Verdict.STRANGE, answer)
    if value is None or value in ({}, ""):
        return Judged(Verdict.NOTHING, answer)
    told = _status_of(value)
    if told is None:
        return Judged(Verdict.GIVEN, answer, value)
    if _UNKNOWN.search(told):
        return Judged(Verdict.NOTHING, answer, told=told)
    verdict = Verdict.FORBIDDEN if _FORBIDDEN.search(told) else Verdict.LOGGED_OUT
    return Judged(verdict, answer, told=told)


_NO_JSON = object()


def decoded(data: bytes) -> Any:
    """The value of a JSON document; `_NO_JSON` for what is none, or is cut off."""
    try:
        return json.loads(data.decode(json.detect_encoding(data)).removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return _NO_JSON


def is_json(value: Any) -> bool:
    """Whether `decoded` found a value."""
    return value is not _NO_JSON


def _refusal(answer: Answered) -> tuple[Any, str]:
    """The refusal as JSON, if it is that, and its words."""
    value = decoded(answer.data) if answer.data.strip() else _NO_JSON
    if value is _NO_JSON:
        return None, ""
    return value, _status_of(value) or ""


def _status_of(value: Any) -> str | None:
    """The code and words of `{"responseStatus": {…}}` or `{"errors": …}`; None for other documents."""
    if not isinstance(value, dict):
        return None
    small = {str(key).casefold(): one for key, one in value.items()}
    status = small.get("responsestatus")
    if status is None:
        wrong = "errors" in small and set(small) <= {"errors", "title", "status", "type", "traceid"}
        return json.dumps(small["errors"], ensure_ascii=False) if wrong else None
    words = [str(one) for one in status.values()] if isinstance(status, dict) else [str(status)]
    return " ".join(words)
