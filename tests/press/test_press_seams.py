"""The engine's seams: all there in the version that is pinned, and told at the start where they are not."""

from __future__ import annotations

import datetime as dt
from importlib import metadata
from pathlib import Path

import pytest

from archiver.binding.year import bind_year
from archiver.errors import EngineFailed
from archiver.intake.exports import Exports
from archiver.intake.tree.directory_tree import DirectoryTree
from archiver.journal.model import AcademicYear
from archiver.press import seams
from archiver.progress import Silent
from archiver.settings.tables import Limits, Settings


@pytest.fixture(autouse=True)
def _afresh():
    seams.check_seams.cache_clear()
    yield
    seams.check_seams.cache_clear()


def test_the_version_installed_was_tried_and_has_every_seam():
    assert metadata.version("weasyprint") in seams.TRIED
    assert seams.missing_seams() == []


def test_an_engine_that_was_not_tried_is_used_if_it_has_every_seam(monkeypatch):
    monkeypatch.setattr(seams, "version", lambda _name: "71.0")
    seams.check_seams()


@pytest.mark.parametrize(
    ("changed", "missing"),
    [
        ({"weasyprint.text.line_break": ("split_any_line",)}, "weasyprint.text.line_break.split_any_line"),
        ({"weasyprint.text.gone": ("strut",)}, "weasyprint.text.gone"),
        ({"weasyprint.document": ("Page.gone",)}, "weasyprint.document.Page.gone"),
    ],
)
def test_a_run_with_an_engine_without_a_seam_ends_before_it_begins(monkeypatch, tmp_path, changed, missing):
    monkeypatch.setattr(seams, "version", lambda _name: "71.0")
    monkeypatch.setattr(seams, "SEAMS", changed)
    with pytest.raises(EngineFailed) as told:
        bind_year(
            Exports((), (), DirectoryTree(tmp_path, Limits())),
            tmp_path,
            AcademicYear(2025),
            Settings(),
            today=dt.date(2026, 7, 1),
            cache=Path(),
            progress=Silent(),
        )
    assert missing in told.value.message
    assert "71.0" in told.value.message
    assert "70.0" in told.value.message
    assert list(tmp_path.iterdir()) == []
