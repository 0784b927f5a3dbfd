"""Characters of a journal that no shipped face shows: said before print, visible on the page."""

from __future__ import annotations

import unicodedata

from archiver.journal.checks.wording import listed, name, place_of
from archiver.journal.codes import finding
from archiver.journal.findings import Finding
from archiver.journal.model import Journal, Section
from archiver.journal.normal_form import normalized
from archiver.locale import _
from archiver.press.section.printed_texts import texts_of_section, words_of_section
from archiver.press.text.printable import printable

_NAMED = 20
"""Characters that a finding names."""


def unprintable_findings(journal: Journal) -> tuple[Finding, ...]:
    """One warning a section for the characters that are printed as ⟨U+4E2D⟩.

    Told apart by character, not by text: a section has a few thousand texts of a hundred letters.
    """
    found = []
    for section in journal.sections:
        missing = _missing(section)
        if missing:
            found.append(
                finding(
                    "text.unprintable",
                    _(
                        "«{subject}»: no font shows these characters, their codes are printed: {codes}."
                    ).format(
                        subject=name(section.subject.name),
                        codes=listed([f"U+{ord(character):04X}" for character in missing], _NAMED),
                    ),
                    group=journal.group.name,
                    place=place_of(section),
                )
            )
    return tuple(found)


def _missing(section: Section) -> tuple[str, ...]:
    letters = set[str]().union(*(normalized("NFC", text) for text in words_of_section(section)))
    missing = dict.fromkeys(printable(" ".join(sorted(letters)))[1])
    if any(map(unicodedata.combining, letters)):  # a sign may be one too many over its letter
        for _place, _about, text in texts_of_section(section):
            missing |= dict.fromkeys(printable(text)[1])
    return tuple(missing)
