"""What a bucket answered to a probe, in the user's language: its own codes stay, our words about them do not.

Storage keeps evidence as short English texts, which the register keeps as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from archiver.locale import _
from archiver.wording.storage import message
from storage.probe_facts import Fact


def evidence_in_words(fact: Fact) -> str:
    """The evidence of a fact: the refusal it came of, else each part of the store's answer."""
    if fact.error is not None:
        return message(fact.error)
    return "; ".join(map(_part, fact.evidence.split("; ")))


def _part(text: str) -> str:
    for pattern, words in _TEXTS:
        found = pattern.fullmatch(text)
        if found is not None:
            told = {name: _part(value) for name, value in found.groupdict().items()}
            return words().format(**told)
    return text


def _of(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.DOTALL)


_TEXTS: tuple[tuple[re.Pattern[str], Callable[[], str]], ...] = (
    (_of("no lock was kept"), lambda: _("no lock was kept")),
    (_of("no hold was kept"), lambda: _("no hold was kept")),
    (_of("the bytes came back"), lambda: _("the same bytes came back")),
    (_of("the object is in the list"), lambda: _("the object is in the list")),
    (_of("the object is there and in no list"), lambda: _("the object is there and in no list")),
    (_of("others"), lambda: _("other bytes came back")),
    (_of("HTTP 200, not written"), lambda: _("HTTP 200, but nothing was written")),
    (
        _of("a second content was written over the first"),
        lambda: _("a second content was written over the first"),
    ),
    (
        _of("a body that does not fit its checksum was stored"),
        lambda: _("bytes that do not fit their checksum were stored"),
    ),
    (_of("no versions are told"), lambda: _("it tells of no versions")),
    (
        _of("the first content came back by its version"),
        lambda: _("the first content came back by its version"),
    ),
    (_of("versions are told and not kept"), lambda: _("it tells of versions and keeps none")),
    (_of("a locked version was deleted"), lambda: _("a locked version was deleted")),
    (_of("a held version was deleted"), lambda: _("a held version was deleted")),
    (_of("overwritten"), lambda: _("it was overwritten")),
    (_of("a new version"), lambda: _("it wrote a new version")),
    (_of("the locked one is still there"), lambda: _("the locked one is still there")),
    (_of("the locked version has another content"), lambda: _("the locked version has another content")),
    (_of("upload aborted"), lambda: _("an unfinished upload was removed")),
    (_of("missing"), lambda: _("it is not there")),
    (_of("accepted, but read back: (?P<lock>.*)"), lambda: _("accepted, but read back: {lock}")),
    (_of("accepted and not done: (?P<lock>.*)"), lambda: _("accepted and not done: {lock}")),
    (
        _of("shortened without the right to: (?P<lock>.*)"),
        lambda: _("shortened without the right to: {lock}"),
    ),
    (_of("refused: (?P<answer>.*)"), lambda: _("refused: {answer}")),
    (_of("failed: (?P<answer>.*)"), lambda: _("failed: {answer}")),
    (_of("(?P<status>HTTP [0-9]+), request (?P<id>.*)"), lambda: _("{status}, request {id}")),
    (_of("(?P<mode>[A-Z]+) until (?P<day>[^,]*), hold on"), lambda: _("{mode} until {day}, held")),
    (_of("(?P<mode>[A-Z]+) until (?P<day>[^,]*), hold off"), lambda: _("{mode} until {day}, not held")),
    (_of("no lock, hold on"), lambda: _("no lock, held")),
    (_of("no lock, hold off"), lambda: _("no lock, not held")),
)
