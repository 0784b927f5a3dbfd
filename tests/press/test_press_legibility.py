"""The warning about characters that no face shows."""

from archiver.journal.findings import Severity
from archiver.journal.marks import mark
from archiver.press.section.legibility import unprintable_findings
from factories import make_journal, make_lesson, make_section, make_student


def test_each_section_names_its_characters_once_wherever_they_stand():
    spoiled = make_section(
        "Физика",
        teacher="Иванова 李",
        students=(make_student(1, surname="Ли\u202e"),),
        lessons=(make_lesson(1, topic="👍 и 👍", homework="Ё и\u0306"),),
        marks={("s1", "l1"): (mark("李"),)},
    )
    (finding,) = unprintable_findings(make_journal(sections=(make_section("Химия"), spoiled)))
    assert (finding.code, finding.severity) == ("text.unprintable", Severity.WARNING)
    assert finding.message.endswith("U+202E, U+674E, U+1F44D.")
    assert (finding.place.subject, finding.place.term) == ("Физика", 1)


def test_an_ordinary_journal_has_none():
    assert unprintable_findings(make_journal()) == ()
