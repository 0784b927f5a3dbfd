"""The guides tell what can be typed, show what the story runs, and point at pictures that are there."""

from __future__ import annotations

import re
import shlex
import sys

import click
import pytest

from archiver.cli.main import main as cli
from repository import ROOT

sys.path.insert(0, str(ROOT / "tools"))
import guides
import guides_story

GUIDES = {guide.path.name: guide for guide in guides.guides()}
TYPED = re.compile(r"^ *(archiver [^\n]+)$|`(archiver [^`]+)`", re.MULTILINE)
"""A command alone on a line, or within a sentence."""
HELP = click.Option(["--help"], is_flag=True)


def typed(text: str) -> list[str]:
    """The commands of a text, what is optional too; those within a sentence may go on in its next line."""
    said = re.sub(r"^```text\n.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    lines = [" ".join((alone or within).split()) for alone, within in TYPED.findall(said)]
    return [line.replace("[--", "--").replace("]", "") for line in lines]


def faults(line: str) -> list[str]:
    """What of a command line this program does not know: a command, an option, an argument too many."""
    words = shlex.split(line.partition(" > ")[0])[1:]
    command: click.Command = cli
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        found = command.get_command(click.Context(command), words[0])
        if found is None:
            return [f"{line}: {words[0]}"]
        command, words = found, words[1:]
    known = {option: one for one in command.params if isinstance(one, click.Option) for option in one.opts}
    known |= {"--help": HELP, "-h": HELP}
    wrong, arguments, rest = [], [], iter(words)
    for word in rest:
        if not word.startswith("-"):
            arguments.append(word)
        elif word not in known:
            wrong.append(f"{line}: {word}")
        elif not known[word].is_flag:
            value = next(rest, None)
            kind = known[word].type
            if value is None or (isinstance(kind, click.Choice) and value not in kind.choices):
                wrong.append(f"{line}: {word} {value}")
    if isinstance(command, click.Group):
        return wrong
    places = [one for one in command.params if isinstance(one, click.Argument)]
    if all(one.nargs == 1 for one in places) and len(arguments) > len(places):
        wrong.append(f"{line}: {arguments[-1]}")
    return wrong


@pytest.mark.parametrize(
    "line",
    [
        "archiver nothing",
        "archiver media nothing",
        "archiver level --nothing",
        "archiver media due Н-1",
        "archiver media add Н-1 /media --kind tape",
    ],
)
def test_what_the_program_does_not_know_is_seen(line: str) -> None:
    assert faults(line)


@pytest.mark.parametrize("page", ["README.md", *(f"docs/{name}" for name in GUIDES), "docs/optical-discs.md"])
def test_commands_of_the_guides_can_be_typed(page: str) -> None:
    lines = typed((ROOT / page).read_text(encoding="utf-8"))
    assert lines
    whole = [line for line in lines if "|" not in line and "…" not in line]
    assert not [fault for line in whole for fault in faults(line)]


def test_the_story_runs_each_screen_once() -> None:
    shown = [name for guide in GUIDES.values() for name in guide.commands()]
    assert sorted(shown) == sorted(scene.name for scene in guides_story.STORY if not scene.line)
    marks = sum(guide.text.count("<!-- screen ") for guide in GUIDES.values())
    assert marks == len(shown)
    days = [scene.day for scene in guides_story.STORY if not scene.line]
    assert days == sorted(days)


@pytest.mark.parametrize("name", GUIDES)
def test_each_screen_is_filled(name: str) -> None:
    text = GUIDES[name].text
    for screen in guides.SCREEN.finditer(text):
        assert screen["said"].startswith("\n```text\n"), f"{screen['name']}: run make guides"


def test_pictures_are_small_and_shown() -> None:
    every = "".join(guide.text for guide in GUIDES.values())
    shown = set(re.findall(r"\]\(pictures/(guide-[\w-]+)\.png\)", every))
    assert shown == {f"guide-{one.name}" for one in guides_story.PICTURES}
    files = {path.stem: path.stat().st_size for path in (ROOT / "docs" / "pictures").glob("guide-*.png")}
    assert set(files) == shown
    assert max(files.values()) <= guides.LARGEST


def test_the_readme_leads_to_every_guide() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(GUIDES) == 3
    for name in GUIDES:
        assert f"(docs/{name})" in readme
