"""What a long run shows: a bar on a terminal, lines in a log."""

from __future__ import annotations

import io
from unittest.mock import patch

import pytest
from hypothesis import strategies as st

from archiver.cli.telling import progress as shown
from archiver.cli.telling.progress import Bar, Lines, progress_on
from archiver.progress import Unit
from draws import drawn


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "160")
    return Terminal()


def test_a_log_gets_one_line_per_group() -> None:
    stream = io.StringIO()
    progress = progress_on(stream)
    assert isinstance(progress, Lines)
    with progress:
        progress.line("report.json не прочитан")
        progress.expect(2, Unit.GROUPS)
        progress.expect(10, Unit.PAGES)
        progress.done(10, Unit.PAGES)
        progress.done(1, Unit.GROUPS)
        progress.line("ИС-21: готово")
        progress.done(1, Unit.GROUPS)
        progress.line("ТО-11: не сшит")
    assert stream.getvalue() == "report.json не прочитан\n[1/2] ИС-21: готово\n[2/2] ТО-11: не сшит\n"


def test_a_terminal_gets_a_bar_with_groups_pages_rate_and_time_left(terminal: Terminal) -> None:
    progress = progress_on(terminal)
    assert isinstance(progress, Bar)
    with progress:
        progress.expect(4, Unit.GROUPS)
        progress.expect(100, Unit.PAGES)
        progress.done(60, Unit.PAGES)
        progress.done(40, Unit.PAGES)
        progress.done(1, Unit.GROUPS)
        progress.line("ИС-21: томов: 1, страниц: 100")
        (task,) = progress._bar.tasks
        assert (task.completed, task.total) == (100, 400)  # three groups are not read yet: 100 pages each
        progress._bar.refresh()
    for said in ("ИС-21: томов: 1, страниц: 100", "групп 1/4, страниц 100", "стр./с", "осталось"):
        assert said in terminal.getvalue()


def test_a_terminal_gets_a_bar_with_files_bytes_rate_and_time_left(terminal: Terminal) -> None:
    progress = progress_on(terminal)
    assert isinstance(progress, Bar)
    with progress:
        progress.expect(2, Unit.FILES)
        progress.expect(300 << 20, Unit.BYTES)
        progress.done(100 << 20)
        progress.done(1, Unit.FILES)
        progress.line("ИС-21: сдано [и не разметка]")
        (task,) = progress._bar.tasks
        assert (task.completed, task.total) == (100 << 20, 300 << 20)
        progress._bar.refresh()
    for said in ("ИС-21: сдано [и не разметка]", "дел 1/2, 100 МБ из 300 МБ", "/с", "осталось"):
        assert said in terminal.getvalue()


def test_results_go_to_standard_output_beside_the_bar(
    terminal: Terminal, capsys: pytest.CaptureFixture[str]
) -> None:
    with progress_on(terminal, results=True) as progress:
        progress.expect(3 << 10, Unit.BYTES, "Н-1")
        progress.done(1 << 10)
        progress.line("готово")
    assert capsys.readouterr().out == "готово\n"
    assert "Н-1" in terminal.getvalue()
    assert "готово" not in terminal.getvalue()


def test_a_log_is_told_how_far_it_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = 1000.0
    monkeypatch.setattr(shown.time, "monotonic", lambda: now)
    log = io.StringIO()
    with progress_on(log, results=True) as told:
        assert isinstance(told, Lines)
        told.expect(300 << 20, Unit.BYTES, "Н-1")
        now += 10
        told.done(50 << 20)
        assert log.getvalue() == ""  # not more often than twice a minute
        now += 90
        told.done(50 << 20)
        told.line("готово")
    assert log.getvalue() == "Н-1: 100 МБ из 300 МБ, 1,0 МБ/с, осталось около 3 мин\n"
    assert capsys.readouterr().out == "готово\n"


def test_answers_of_the_module_are_counted_with_the_time_left(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream, now = io.StringIO(), [100.0]
    monkeypatch.setattr(shown.time, "monotonic", lambda: now[0])
    with progress_on(stream) as progress:
        progress.expect(3000, Unit.ANSWERS, "Страницы и итоги")
        for _answer in range(120):
            now[0] += 0.5
            progress.done(1, Unit.ANSWERS)
        progress.line("ИС-21, период 2, Математика: отметки +1")
    told = stream.getvalue().splitlines()
    assert told == [
        "Страницы и итоги: 60 из 3000, осталось около 24 мин",
        "Страницы и итоги: 120 из 3000, осталось около 24 мин",
        "ИС-21, период 2, Математика: отметки +1",
    ]
    bar = progress_on(terminal)
    assert isinstance(bar, Bar)
    with bar:
        bar.expect(90, Unit.ANSWERS, "Группы и учебные периоды")
        bar.done(30, Unit.ANSWERS)
        (task,) = bar._bar.tasks
        assert (task.completed, task.total) == (30, 90)
        bar._bar.refresh()
    assert "ответов 30 из 90" in terminal.getvalue()


STEPS = st.lists(
    st.tuples(st.sampled_from(["expect", "done"]), st.integers(0, 50), st.sampled_from(Unit)), max_size=30
)


@drawn(20, STEPS)
def test_no_more_is_ever_done_than_there_is(steps: list[tuple[str, int, Unit]]) -> None:
    log = io.StringIO()
    with patch.object(shown, "_EVERY", 0.0), Bar(Terminal()) as bar, Lines(log) as lines:
        for told in (bar, lines):
            for step, count, unit in steps:
                told.expect(count, unit) if step == "expect" else told.done(count, unit)
                if told is bar and (task := bar._bar.tasks[0]).total is not None:
                    assert task.completed <= task.total
            for unit in Unit:
                assert told._done[unit] <= told._total(unit)
    assert "-" not in log.getvalue()  # no time left that is less than none
