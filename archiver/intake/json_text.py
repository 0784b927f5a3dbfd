"""JSON of somebody else's: decoded strictly, within limits, every string fit for paper.

What `json` would let pass in silence is refused here, because it would lose or invent data:
a key given twice with different values, NaN and Infinity, numbers of thousands of digits.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, NoReturn

from archiver.intake.refusal import FileRefused
from archiver.intake.text import clean_text
from archiver.journal.findings import Finding, Place, Severity
from archiver.locale import _

MAX_DEPTH = 64
_MAX_DIGITS = 18
_ESCAPED = re.compile(r"\\[ubfnrt]")
_SUSPECT = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\xa0\u2028-\u202e\u2066-\u2069\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)
_NO_BRACKETS = re.compile(r"[^\[\]{}]+")
_STEPS = {"[": 1, "{": 1, "]": -1, "}": -1}
_WORD = re.compile(r"[^\W\d]\w*")
_RUSSIAN = re.compile(r"[А-Яа-яЁё]")

PathPart = str | int


@dataclass(frozen=True, slots=True)
class Document:
    """A decoded file; `altered` are the JSON paths of strings from which characters were taken."""

    value: Any
    altered: tuple[str, ...] = ()


def json_path(parts: tuple[PathPart, ...]) -> str:
    """`("lessons", 3, "date")` as `lessons[3].date`; keys that are no words in brackets and quotes."""
    text = ""
    for part in parts:
        if isinstance(part, int):
            text += f"[{part}]"
        elif _WORD.fullmatch(part):
            text += f".{part}" if text else part
        else:
            text += f'["{clean_text(part)[0][:60]}"]'
    return text


def parse_json(data: bytes, file: str) -> Document:
    """Decode the file; raises FileRefused naming it and the line for whatever is not sound JSON.

    UTF-8 with or without BOM, UTF-16 and UTF-32 are read; cp1251 and UTF-7 are refused rather than guessed.
    """
    text = _decode(data, file)
    try:
        value = json.loads(
            text,
            strict=False,
            object_pairs_hook=_object,
            parse_int=_integer,
            parse_float=_float,
            parse_constant=_constant,
        )
    except json.JSONDecodeError as error:
        raise _broken(
            file, _("line {line}, character {column}").format(line=error.lineno, column=error.colno)
        ) from error
    except _NotSoundError as error:
        raise _broken(file, str(error)) from error
    except RecursionError as error:
        raise _too_deep(file) from error
    if not is_suspect(text):
        _check_depth(value, text, file)
        return Document(value)
    altered: list[str] = []
    try:
        cleaned = _cleaned(value, (), altered)
    except RecursionError as error:
        raise _too_deep(file) from error
    except _NotSoundError as error:
        raise _broken(file, str(error)) from error
    return Document(cleaned, tuple(altered))


def first_members(data: bytes, names: frozenset[str]) -> dict[str, Any] | None:
    """The members `names` of a file's object, read no further than the last of them.

    None where they are not found in sound JSON, or hold a text that is not fit for paper: then the whole
    file must be looked at. What follows them may be broken all the same.
    """
    found: dict[str, Any] = {}
    try:
        if _is_utf_7(data):
            return None
        text = data.decode().removeprefix("\ufeff")
        begin = _OBJECT.match(text)
        if begin is None:
            return None
        at = begin.end()
        while names - found.keys():
            key, at = _MEMBERS.raw_decode(text, at)
            colon = _COLON.match(text, at)
            if colon is None or not isinstance(key, str) or key in found:
                return None
            value, at = _MEMBERS.raw_decode(text, colon.end())
            if key in names:
                found[key] = value
            comma = _COMMA.match(text, at)
            if comma is None:
                break
            at = comma.end()
    except (ValueError, RecursionError, _NotSoundError):
        return None
    return None if names - found.keys() or is_suspect(text[:at]) else found


def altered_note(document: Document, file: str, group: str | None = None) -> Iterator[Finding]:
    """One note for all strings of the file from which control characters were taken."""
    if document.altered:
        yield Finding(
            "text.control-characters",
            Severity.NOTE,
            _("File {file}: control characters were taken out of {count} texts, first at {path}.").format(
                file=file, count=len(document.altered), path=document.altered[0]
            ),
            _("Nothing to do unless the text on the page looks wrong; then correct it in the source."),
            group,
            Place(file=file, path=document.altered[0]),
        )


def is_suspect(text: str) -> bool:
    """Whether a text of JSON may hold letters that paper has not."""
    # Two looks: an expression with both has to try each letter, and takes several times as long.
    return _SUSPECT.search(text) is not None or ("\\" in text and _ESCAPED.search(text) is not None)


class _NotSoundError(Exception):
    """What is wrong, in the user's language."""


def _decode(data: bytes, file: str) -> str:
    if not data.strip(b"\x00\t\r\n \xef\xbb\xbf\xff\xfe"):
        raise FileRefused(
            "file.empty",
            _("File {file} is empty.").format(file=file),
            _("Export it again."),
            Place(file=file),
        )
    if _is_utf_7(data):
        raise FileRefused(
            "file.encoding",
            _("File {file} is in the encoding UTF-7: it would be read as «+BBg-» instead of letters.").format(
                file=file
            ),
            _("Save or export it again in UTF-8."),
            Place(file=file),
        )
    try:
        return data.decode(json.detect_encoding(data)).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise FileRefused(
            "file.encoding",
            _("File {file} is not in the encoding UTF-8 (wrong byte {position}).").format(
                file=file, position=error.start + 1
            ),
            _("Save or export it again in UTF-8; files saved in Windows-1251 cannot be read without loss."),
            Place(file=file),
        ) from error


def _is_utf_7(data: bytes) -> bool:
    """Whether Russian letters stand in the file as UTF-7 writes them: «И» as «+BBg-», all of it ASCII.

    A plus of an ordinary text makes no sound UTF-7 of a whole file, or no Russian of it. Where JSON escapes
    letters («\\u0418») it is none: UTF-7 writes no backslash (RFC 2152).
    """
    if b"+" not in data or b"\\" in data or not data.isascii():
        return False
    try:
        return _RUSSIAN.search(data.decode("utf-7")) is not None
    except UnicodeDecodeError:
        return False


def _broken(file: str, where: str) -> FileRefused:
    return FileRefused(
        "file.broken",
        _("File {file} is damaged or not complete: {where}.").format(file=file, where=where),
        _("Export or copy the file again; do not correct it by hand."),
        Place(file=file),
    )


def _too_deep(file: str) -> FileRefused:
    return _broken(file, _("values are nested too deep"))


def _check_depth(value: Any, text: str, file: str) -> None:
    """Depth is bounded so that nothing later recurses without end.

    Counting brackets is quick but counts those in texts too; only if it alarms the value is walked.
    """
    brackets = _NO_BRACKETS.sub("", text)
    if max(accumulate(map(_STEPS.__getitem__, brackets)), default=0) <= MAX_DEPTH:
        return
    level = [value]
    for _depth in range(MAX_DEPTH + 1):
        level = [
            item
            for one in level
            if isinstance(one, (dict, list))
            for item in (one.values() if isinstance(one, dict) else one)
        ]
    if level:
        raise _too_deep(file)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: dict[str, Any] = {}
        for key, value in pairs:
            if key in seen and seen[key] != value:
                raise _NotSoundError(_("key “{key}” is given twice").format(key=clean_text(key)[0][:60]))
            seen[key] = value
    return found


def _integer(digits: str) -> int:
    if len(digits) > _MAX_DIGITS + 1:
        raise _NotSoundError(_("number {number}… is too long").format(number=digits[:12]))
    return int(digits)


def _float(digits: str) -> float:
    number = float(digits)
    if number in (float("inf"), float("-inf")):
        raise _NotSoundError(_("number {number} is too large").format(number=digits[:20]))
    return number


def _constant(name: str) -> NoReturn:
    raise _NotSoundError(_("{name} is not a number").format(name=name))


def _cleaned(value: Any, path: tuple[PathPart, ...], altered: list[str]) -> Any:
    if len(path) > MAX_DEPTH:
        raise RecursionError
    if isinstance(value, str):
        text, changed = clean_text(value)
        if changed:
            altered.append(json_path(path))
        return text
    if isinstance(value, list):
        return [_cleaned(item, (*path, place), altered) for place, item in enumerate(value)]
    if isinstance(value, dict):
        found: dict[str, Any] = {}
        for key, item in value.items():
            name = clean_text(key)[0]
            if name in found:
                raise _NotSoundError(_("key “{key}” is given twice").format(key=name[:60]))
            found[name] = _cleaned(item, (*path, key), altered)
        return found
    return value


_OBJECT, _COLON, _COMMA = re.compile(r"\s*\{\s*"), re.compile(r"\s*:\s*"), re.compile(r"\s*,\s*")
_MEMBERS = json.JSONDecoder(
    strict=True,
    object_pairs_hook=_object,
    parse_int=_integer,
    parse_float=_float,
    parse_constant=_constant,
)
