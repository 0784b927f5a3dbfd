"""What a long run shows: a bar on a terminal, lines in a log."""

from __future__ import annotations

import io

from archiver.progress import Bar, Lines, progress_on


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_log_gets_one_line_per_group() -> None:
    stream = io.StringIO()
    progress = progress_on(stream)
    assert isinstance(progress, Lines)
    with progress:
        progress.groups(2)
        progress.expect(10)
        progress.pages(10)
        progress.group("ИС-21", "готово")
        progress.group("ТО-11", "не сшит")
    assert stream.getvalue() == "[1/2] ИС-21: готово\n[2/2] ТО-11: не сшит\n"


def test_a_terminal_gets_a_bar_with_groups_pages_rate_and_time_left(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "160")
    stream = Terminal()
    progress = progress_on(stream)
    assert isinstance(progress, Bar)
    with progress:
        progress.groups(4)
        progress.expect(100)
        progress.pages(60)
        progress.pages(40)
        progress.group("ИС-21", "томов: 1, страниц: 100")
        (task,) = progress._bar.tasks
        assert (task.completed, task.total) == (100, 400)  # three groups are not read yet: 100 pages each
        progress._bar.refresh()
    shown = stream.getvalue()
    for said in ("ИС-21: томов: 1, страниц: 100", "групп 1/4, страниц 100", "стр./с", "осталось"):
        assert said in shown
