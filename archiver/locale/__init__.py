"""Words for the user: English in the code, Russian on the screen (gettext).

The language is Russian whatever the machine's locale says; `ARCHIVER_LANG=en` shows the source
texts. One catalogue file per room of the house (`ru/<room>.po`), chained at load.
"""

from __future__ import annotations

import gettext as _gettext
import os
from functools import cache, lru_cache
from pathlib import Path

_HERE = Path(__file__).parent


@cache
def _catalogue() -> _gettext.NullTranslations:
    return _load(os.environ.get("ARCHIVER_LANG", "ru"))


@cache
def _load(language: str) -> _gettext.NullTranslations:
    chain = _gettext.NullTranslations()
    for path in sorted((_HERE / language).glob("*.mo"), reverse=True):
        with path.open("rb") as file:
            room = _gettext.GNUTranslations(file)
        room.add_fallback(chain)
        chain = room
    return chain


def _(message: str) -> str:
    """The message in the user's language; placeholders are named (`{file}`) and filled afterwards."""
    return _said(_catalogue(), message)


def N_(message: str) -> str:  # noqa: N802 - the name gettext's tools look for
    """Mark a text of the table for translation; it is translated when it is shown."""
    return message


@lru_cache(maxsize=10_000)
def _said(catalogue: _gettext.NullTranslations, message: str) -> str:
    """Looked up once: a catalogue of each package in turn is a long way for what is said of every value."""
    return catalogue.gettext(message)


def ngettext(one: str, many: str, number: int) -> str:
    """The message with its noun declined for `number`."""
    return _catalogue().ngettext(one, many, number)


def russian(message: str) -> str:
    """The message in Russian whatever the screens speak: for the papers, which are Russian."""
    return _load("ru").gettext(message)
