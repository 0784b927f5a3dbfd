"""Progress of long readings: bytes, speed and the time that is left, and not into the results."""

from __future__ import annotations

import io

import pytest

from archiver.preservation import watch
from archiver.preservation.watch import LineWatch, watch_on


def test_a_log_is_told_how_far_it_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = 1000.0
    monkeypatch.setattr(watch.time, "monotonic", lambda: now)
    log = io.StringIO()
    with watch_on(log) as told:
        assert isinstance(told, LineWatch)
        told.expect("Н-1", 300 << 20)
        now += 10
        told.bytes(50 << 20)
        assert log.getvalue() == ""  # not more often than twice a minute
        now += 90
        told.bytes(50 << 20)
        told.line("готово")
    assert log.getvalue() == "Н-1: 100 МБ из 300 МБ, 1.0 МБ/с, осталось около 3 мин\n"
    assert capsys.readouterr().out == "готово\n"
