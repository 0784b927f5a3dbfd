"""Characters of a journal that no shipped face shows: said before print, visible on the page."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import normalize

from archiver.journal.codes import CODES
from archiver.journal.findings import Finding, Place
from archiver.journal.marks import cell_text
from archiver.journal.model import Journal, Section
from archiver.locale import _
from archiver.press.printable import printable

_CODE = "text.unprintable"


def unprintable_findings(journal: Journal) -> tuple[Finding, ...]:
    """One warning a section for the characters that are printed as ⟨U+4E2D⟩.

    Told apart by character, not by text: a section has a few thousand texts of a hundred letters.
    """
    found = []
    for section in journal.sections:
        _text, missing = printable(
            "".join(sorted({c for text in _texts(section) for c in normalize("NFC", text)}))
        )
        if missing:
            codes = ", ".join(f"U+{ord(character):04X}" for character in missing)
            found.append(
                Finding(
                    _CODE,
                    CODES[_CODE].severity,
                    _(
                        "«{subject}»: no font shows these characters, their codes are printed: {codes}."
                    ).format(subject=section.subject.name, codes=codes),
                    CODES[_CODE].advice,
                    journal.group.name,
                    Place(
                        file=section.source,
                        subject=section.subject.name,
                        subgroup=section.subgroup,
                        term=section.term,
                    ),
                )
            )
    return tuple(found)


def _texts(section: Section) -> Iterator[str]:
    yield section.subject.name
    yield section.teacher or ""
    for student in section.students:
        yield student.full_name
    for lesson in section.lessons:
        yield from (lesson.topic or "", lesson.homework or "", lesson.kind or "")
    for column in section.period_columns:
        yield column.title
    for cells in (section.marks, section.period_marks):
        for marks in cells.values():
            yield cell_text(marks)
