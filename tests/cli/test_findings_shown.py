"""Findings on the screen: order, words, place, and nothing a terminal would obey."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.cli.telling.facts import print_facts
from archiver.cli.telling.render import literal, place_text, print_findings
from archiver.journal.codes import finding
from archiver.journal.findings import Finding, Place, Severity

PLACE = Place(
    file="ИС-21.xls", sheet="Лист1", cell="B12", path="lessons[3]", subject="Химия", subgroup="1", term=2
)


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def _shown(*findings: Finding, stream: io.StringIO | None = None) -> str:
    stream = stream or io.StringIO()
    print_findings(findings, file=stream)
    return stream.getvalue()


def _finding(severity: Severity = Severity.BLOCKING, **fields: object) -> Finding:
    values = {"code": "a.b", "message": "Сообщение", "advice": "Совет", "group": "ИС-21", "place": PLACE}
    return Finding(severity=severity, **{**values, **fields})


def test_place_names_everything_that_is_known() -> None:
    text = place_text(PLACE)
    for part in ("Химия", "1", "2", "ИС-21.xls", "Лист1", "B12", "lessons[3]"):
        assert part in text
    assert text.index("Химия") < text.index("ИС-21.xls")
    assert place_text(Place()) == ""
    assert place_text(Place(cell="B12")) == "ячейка B12"
    assert place_text(Place(file="а.xls")) == "а.xls"


def test_a_finding_is_one_line_in_a_pipe() -> None:
    assert _shown(_finding(place=Place(subject="Химия"))) == (
        "БЛОКИРУЕТ  ИС-21  a.b  Химия: Сообщение → Совет\n"
    )
    assert _shown(_finding(group=None, place=Place(), advice="")) == "БЛОКИРУЕТ  —  a.b  Сообщение\n"


def test_blocking_ones_come_first_and_the_rest_keeps_its_order() -> None:
    text = _shown(
        _finding(Severity.NOTE, code="n"),
        _finding(Severity.WARNING, code="w.one"),
        _finding(Severity.BLOCKING, code="b"),
        _finding(Severity.WARNING, code="w.two"),
    )
    assert [line.split("  ")[2] for line in text.splitlines()] == ["b", "w.one", "w.two", "n"]


def test_a_terminal_gets_a_table_with_everything() -> None:
    text = _shown(_finding(message="[bold]Сообщение[/bold]"), stream=Terminal())
    for word in ("БЛОКИРУЕТ", "ИС-21", "Совет", "a.b", "[bold]Сообщение[/bold]", "Группа"):
        assert word in text


def test_nothing_is_said_of_nothing() -> None:
    assert _shown() == ""
    assert _shown(stream=Terminal()) == ""


@pytest.mark.parametrize("character", ["\x1b", "\x07", "\x9b", "\u202e", "\u2028", "\ud800"])
@pytest.mark.parametrize("field", ["message", "advice", "group"])
def test_nothing_a_terminal_would_obey_is_written(field: str, character: str) -> None:
    finding = _finding(**{field: f"до{character}[31mпосле"})
    assert character not in _shown(finding)
    terminal = _shown(finding, stream=Terminal())
    assert f"до{character}" not in terminal


@given(st.text())
def test_any_text_becomes_one_printable_line(text: str) -> None:
    line = literal(text)
    assert len(line.splitlines()) <= 1
    assert "\x1b" not in line
    line.encode("utf-8")


@given(st.text("абвгд -—«»№.,1234567890"))
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert literal(text) == text


def test_a_place_that_the_message_tells_is_not_told_again() -> None:
    place = Place(subject="Химия", term=2, file="а.xls")
    told = _finding(message="«Химия», 2 семестр: нет итоговой.", place=place)
    assert _shown(told) == "БЛОКИРУЕТ  ИС-21  a.b  а.xls: «Химия», 2 семестр: нет итоговой. → Совет\n"


def _facts(*findings: Finding, notes: bool = False) -> list[str]:
    stream = io.StringIO()
    print_facts(findings, notes=notes, file=stream)
    return stream.getvalue().splitlines()


def test_a_fact_is_a_line_under_its_group() -> None:
    found = [
        finding("grade.final-missing", f"«{name}», 2 семестр: нет.", group="ИС-21", place=Place(subject=name))
        for name in ("Физика", "Химия")
    ]
    assert _facts(*found) == [
        "ИС-21",
        "!  grade.final-missing ×2  нет: Физика, Химия → спросить преподавателя",
    ]


def test_notes_are_shown_when_they_are_wanted_and_what_is_of_no_group_comes_first() -> None:
    note = finding("file.ignored", "Лишний файл.", place=Place(file="а.txt"))
    warning = finding("student.no-finals", "№ 1: ни одной.", group="ИС-21")
    assert [line for line in _facts(warning, note) if "file." in line] == []
    assert _facts(warning, note, notes=True)[0] == "Ко всем группам"


def test_a_line_fits_a_terminal_and_loses_nothing() -> None:
    long = " ".join(f"слово{number}" for number in range(60))
    lines = _facts(finding("student.no-finals", long, group="ИС-21"))
    assert max(map(len, lines)) <= 120
    assert " ".join(" ".join(lines).split()).endswith("слово59 → left в archiver.toml")
    assert all(f"слово{number}" in " ".join(lines) for number in range(60))


def test_a_fact_shows_nothing_a_terminal_would_obey() -> None:
    (_group, line) = _facts(finding("student.no-finals", "а\x1b[2Jб", group="ИС-21"))
    assert "\x1b" not in line and "а\\x1b[2Jб" in line
