"""The structure of the module's answers without a single value: what a college can send to the developers.

Of every kind of answer its fields, their types and lengths are told; keys that are data (numbers of students
and tasks) are `*`, and so is every key that does not look like the name of a field.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from archiver import __version__
from archiver.fetch.judged import decoded, is_json
from archiver.fetch.line import Answered

FORMAT = "college-archiver/shape/1"
_FIELD = re.compile(r"[A-Za-z_]{1,40}")
_WORD = re.compile(r"(?:[A-Za-z_\-]{1,24}(?:\.[a-z]{1,5})?)?(?:\?…)?")
_MANY = 40
"""More keys than this in one object are data, not fields."""
_DEEPEST = 24
_HEADERS = ("content-type", "content-encoding", "retry-after", "server")


@dataclass
class _Values:
    """What stands at one place of all answers of a kind: how often which type, and the span of lengths."""

    types: dict[str, int] = field(default_factory=dict)
    shortest: int | None = None
    longest: int | None = None

    def saw(self, kind: str, length: int | None) -> None:
        self.types[kind] = self.types.get(kind, 0) + 1
        if length is not None:
            self.shortest = length if self.shortest is None else min(self.shortest, length)
            self.longest = length if self.longest is None else max(self.longest, length)

    def told(self) -> dict[str, Any]:
        length = {} if self.longest is None else {"length": [self.shortest, self.longest]}
        return {"types": dict(sorted(self.types.items())), **length}


@dataclass
class _Kind:
    """All answers of a kind and status."""

    count: int = 0
    smallest: int = 0
    largest: int = 0
    headers: dict[str, set[str]] = field(default_factory=dict)
    cookies: set[str] = field(default_factory=set)
    places: dict[str, _Values] = field(default_factory=dict)


class Shapes:
    """What has been seen so far; its size depends on the kinds of answers, not on their number."""

    def __init__(self) -> None:
        self._kinds: dict[tuple[str, str, int], _Kind] = {}

    def saw(self, method: str, kind: str, answer: Answered) -> None:
        """An answer to an address of that kind (numbers are `*`)."""
        one = self._kinds.setdefault((kind, method, answer.status), _Kind())
        size = len(answer.data)
        one.smallest = min(one.smallest, size) if one.count else size
        one.largest, one.count = max(one.largest, size), one.count + 1
        for name in _HEADERS:
            if name in answer.headers:
                one.headers.setdefault(name, set()).add(_masked(answer.headers[name]))
        if "location" in answer.headers:
            one.headers.setdefault("location", set()).add(_without_query(answer.headers["location"]))
        one.cookies.update(_name(name) for name in answer.cookies_set)
        value = decoded(answer.data)
        if not answer.data:
            return
        if not is_json(value):
            page = answer.data.lstrip()[:1] == b"<"
            one.places.setdefault("", _Values()).saw("page" if page else "text", size)
            return
        for place, type_, length in _walk(value, "", 0):
            one.places.setdefault(place, _Values()).saw(type_, length)

    def as_bytes(self) -> bytes:
        """The document, in JSON."""
        document = {
            "format": FORMAT,
            "program": __version__,
            "note": "Structure only: names of fields, types, counts and lengths. No values.",
            "answers": [
                {
                    "address": kind,
                    "method": method,
                    "status": status,
                    "count": one.count,
                    "bytes": [one.smallest, one.largest],
                    "headers": {name: sorted(values) for name, values in sorted(one.headers.items())},
                    "cookies": sorted(one.cookies),
                    "fields": {place: values.told() for place, values in sorted(one.places.items())},
                }
                for (kind, method, status), one in sorted(self._kinds.items())
            ],
        }
        return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _walk(value: Any, place: str, depth: int) -> Iterator[tuple[str, str, int | None]]:
    if isinstance(value, dict):
        yield place, "object", len(value)
        if depth < _DEEPEST:
            many = len(value) > _MANY
            for key, one in value.items():
                name = "*" if many or not _FIELD.fullmatch(key) else key
                yield from _walk(one, f"{place}.{name}" if place else name, depth + 1)
    elif isinstance(value, list):
        yield place, "list", len(value)
        if depth < _DEEPEST:
            for one in value:
                yield from _walk(one, f"{place}[]", depth + 1)
    elif isinstance(value, str):
        yield place, "string", len(value)
    elif isinstance(value, bool) or value is None:
        yield place, "null" if value is None else "boolean", None
    else:
        yield place, "number", None


def _masked(value: str) -> str:
    return re.sub(r"[^\w/;=.+\- ]", "", value)[:80]


def _without_query(location: str) -> str:
    """Where one is sent: the server and words of its path; a key, a number or a login in it is a value."""
    place = re.sub(r"[?#].*", "?…", re.sub(r"//[^/]*@", "//", location), flags=re.DOTALL)
    start, sign, rest = place.partition("//") if "//" in place else ("", "", place)
    server, *path = rest.split("/")
    return "/".join(
        [f"{start}{sign}{server}"[:80], *(one if _WORD.fullmatch(one) else "*" for one in path[:8])]
    )


def _name(cookie: str) -> str:
    """The name of a cookie: one that is data itself is not told."""
    return cookie if re.fullmatch(r"[\w.\-]{1,40}", cookie) and not re.search(r"\d{5,}", cookie) else "*"
