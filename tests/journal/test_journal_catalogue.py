"""The Russian texts of the checks: whole, and with the same places to fill in."""

import gettext
import io
import re
import string
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import archiver
from archiver.journal.checks import wording
from archiver.journal.codes import CODES

PACKAGE = Path(archiver.__file__).parent


def sources(folder: str) -> set[tuple[str, ...]]:
    found = extract_from_dir(PACKAGE / "journal" / folder)
    return {_forms(message) for _file, _line, message, _comments, _context in found}


def translations(path: Path) -> dict[tuple[str, ...], tuple[str, ...]]:
    with path.open("rb") as file:
        catalogue = read_po(file, locale="ru")
    return {_forms(item.id): _forms(item.string) for item in catalogue if item.id}


def _forms(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return text if isinstance(text, tuple) else (text,)


RUSSIAN = PACKAGE / "locale" / "ru"
OWN = translations(RUSSIAN / "journal.po")


def test_every_text_is_translated_and_none_is_left_over() -> None:
    """Other rooms add codes to the table, and their titles to catalogues of their own."""
    assert sources("checks") <= set(OWN) <= sources("")
    assert all(all(texts) for texts in OWN.values())


def places(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("source", sorted(OWN), ids=lambda source: source[0][:40])
def test_translations_fill_in_the_same(source: tuple[str, ...]) -> None:
    for text in OWN[source]:
        assert places(text) == places(source[-1])
        assert sorted(re.findall(r"{{\w+}}", text)) == sorted(re.findall(r"{{\w+}}", source[-1]))
        assert text.endswith(".") == source[-1].endswith(".")


def test_nouns_are_declined(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = io.BytesIO()
    with (RUSSIAN / "journal.po").open("rb") as file:
        write_mo(compiled, read_po(file, locale="ru"))
    compiled.seek(0)
    russian = gettext.GNUTranslations(compiled)
    one, many = (
        "{page}: {count} lesson without a topic: {days}.",
        "{page}: {count} lessons without a topic: {days}.",
    )
    words = [
        russian.ngettext(one, many, number).split("} ")[1].split()[0] for number in (1, 2, 5, 11, 21, 112)
    ]
    assert words == ["занятие", "занятия", "занятий", "занятий", "занятие", "занятий"]
    monkeypatch.setattr(wording, "ngettext", russian.ngettext)
    assert wording.listed(list("абвгдеж")) == "а, б, в, г, д и ещё 2"


def test_every_code_has_a_title_and_advice() -> None:
    for code, entry in CODES.items():
        assert entry.title and not entry.title.endswith("."), code
        assert entry.advice.endswith("."), code
