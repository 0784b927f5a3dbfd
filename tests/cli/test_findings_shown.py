"""Findings on the screen: order, words, place, and nothing a terminal would obey."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.cli.telling.render import literal, place_text, print_findings
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
