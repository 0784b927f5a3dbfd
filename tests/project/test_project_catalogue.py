"""Everything the program says has a Russian translation, with the same placeholders, and no leftovers."""

from __future__ import annotations

import importlib
import re
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from repository import ROOT

RU = ROOT / "archiver" / "locale" / "ru"
KEYWORDS = {"_": None, "ngettext": (1, 2), "N_": None}
Key = str | tuple[str, ...]


@cache
def _extracted() -> dict[Key, str]:
    found = {}
    for folder, files, kind in (("archiver", "**.py", "python"), ("templates", "console/**.html", "jinja2")):
        for file, line, message, _comments, _context in extract_from_dir(
            str(ROOT / folder), [(files, kind)], keywords=KEYWORDS
        ):
            found[message] = f"{folder}/{file}:{line}"
    return found


@cache
def _click() -> dict[Key, str]:
    """Texts of the modules of click that ask our catalogues."""
    from archiver.cli.options.click_words import _MODULES

    found = {}
    for name in _MODULES:
        path = importlib.import_module(f"click.{name}").__file__
        assert path
        for line, message, _comments, _context in extract_from_file("python", path, keywords=KEYWORDS):
            found[message] = f"click/{name}:{line}"
    return found


@cache
def _translated() -> dict[Key, list[tuple[str, Message]]]:
    found: dict[Key, list[tuple[str, Message]]] = {}
    for path in sorted(RU.glob("*.po")):
        with path.open("rb") as file:
            catalogue = read_po(file, locale="ru")
        for message in catalogue:
            if message.id:
                key = tuple(message.id) if isinstance(message.id, (list, tuple)) else message.id
                found.setdefault(key, []).append((path.name, message))
    return found


def _parts(message: Key) -> tuple[str, ...]:
    return (message,) if isinstance(message, str) else tuple(message)


def test_something_is_extracted() -> None:
    assert len(_extracted()) > 100
    assert len(_click()) > 40


@pytest.mark.parametrize("source", [_extracted, _click])
def test_every_text_is_translated(source: object) -> None:
    missing = [f"{place}: {message!r}" for message, place in source().items() if message not in _translated()]
    assert not missing, "\n".join(missing)


def test_no_translation_is_left_over() -> None:
    used = {*_extracted(), *_click()}
    left = [f"{entries[0][0]}: {key!r}" for key, entries in _translated().items() if key not in used]
    assert not left, "\n".join(left)


def test_translations_are_whole() -> None:
    faults = []
    for key, entries in _translated().items():
        for name, message in entries:
            strings = _strings(message)
            forms = 1 if isinstance(key, str) else 3
            if message.fuzzy or len(strings) != forms or not all(strings):
                faults.append(f"{name}: {key!r}")
    assert not faults, "\n".join(faults)


def _names(text: str) -> set[str]:
    percent = set(re.findall(r"%\((\w+)\)", text))
    return percent | {name for _text, name, _spec, _conversion in Formatter().parse(text) if name}


def _strings(message: Message) -> tuple[str, ...]:
    return tuple(message.string) if isinstance(message.string, (list, tuple)) else (message.string,)


def _agrees(key: Key, text: str) -> bool:
    """A plural form may spell its number out; a single text may lose nothing."""
    allowed = set().union(*(_names(part) for part in _parts(key)))
    return _names(text) == allowed or (not isinstance(key, str) and _names(text) <= allowed)


def test_placeholders_agree() -> None:
    faults = [
        f"{name}: {key!r} → {text!r}"
        for key, entries in _translated().items()
        for name, message in entries
        for text in _strings(message)
        if not _agrees(key, text)
    ]
    assert not faults, "\n".join(faults)


def test_one_text_has_one_translation() -> None:
    differing = [
        f"{key!r}: {[name for name, _message in entries]}"
        for key, entries in _translated().items()
        if len({repr(message.string) for _name, message in entries}) > 1
    ]
    assert not differing, "\n".join(differing)


@pytest.mark.parametrize("path", sorted(RU.glob("*.po")), ids=lambda path: path.stem)
def test_compiled_catalogue_is_that_of_its_source(path: Path) -> None:
    with path.open("rb") as file:
        source = {_parts(message.id): _strings(message) for message in read_po(file, locale="ru")}
    with path.with_suffix(".mo").open("rb") as file:
        compiled = {_parts(message.id): _strings(message) for message in read_mo(file)}
    for catalogue in (source, compiled):
        catalogue.pop(("",), None)  # the header carries the moment of compiling
    assert compiled == source, "run make set-up"
