"""What the documents point at is there, and continuous integration runs what the README says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from repository import ROOT

LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_relative_links_lead_somewhere(page: Path) -> None:
    dead = [link for link in LINK.findall(page.read_text("utf-8")) if not (page.parent / link).exists()]
    assert not dead


def test_the_readme_shows_pages_and_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert len(re.findall(r"!\[[^]]+\]\(docs/pictures/", readme)) >= 4
    for command in ("make demo", "make test"):
        assert f"```\n{command}\n```" in readme


def test_continuous_integration_runs_the_test_command_of_the_readme() -> None:
    assert "make test" in (ROOT / ".ci" / "run").read_text("utf-8")
