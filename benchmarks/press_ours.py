"""The contender `archiver`: journals in memory become bound volumes on the disk.

What is counted: start-up and imports, what is printed (specs), the laying of pages, cover, contents and
certification, numbers, bookmarks, PDF/A-2b and the self-check of every volume; only the journals' own pages
are counted as pages. Nothing is kept between runs but fonts and forms; rows of an empty cache say so. Called
by the harness: `press_ours.py TASK SAID`.
"""

from __future__ import annotations

import gc
import json
import pickle
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from press_measure import Told
from press_settings import settings as how

from archiver.binder.volume import Volume, bind
from archiver.binding.parts import bare, binder_parts, ordered, part_specs
from archiver.journal.model import Journal, Mark, MarkKind, Section
from archiver.press import ready
from archiver.press.worker import press_part, set_part
from archiver.settings.tables import Settings


def printed(journal: Journal, settings: Settings, folder: Path) -> tuple[Volume, ...]:
    """A journal as its volumes in `folder`."""
    sections = ordered(journal, settings)
    specs = part_specs(journal, sections, settings)
    parts = [press_part(spec, folder / "parts") for spec in specs]
    heads = replace(journal, sections=())
    return bind(heads, binder_parts(journal, bare(sections), parts), settings, folder)


def year(task: dict[str, Any], told: Told) -> None:
    """The first groups of the college, one after another in one process."""
    folder = Path(task["to"])
    with told.given():
        import press_college

        press_college.journal(0)
    settings = how()
    pages = 0
    for position in range(task["groups"]):
        with told.given():
            journal = press_college.journal(position)
        pages += sum(volume.pages for volume in printed(journal, settings, folder))
    told.said |= {"pages": pages}


def one(task: dict[str, Any], _told: Told) -> None:
    """One binder; its journal is read from a pickle, and everything counts.

    With `bare` nothing is taken of what set-up has made ready, as where a wheel alone was installed.
    """
    if task.get("bare"):
        ready.FOLDER = Path(task["to"]) / "none"
    journal, settings = _read(task)
    printed(journal, settings, Path(task["to"]))


def thick(task: dict[str, Any], told: Told) -> None:
    """In one warm process: a binder of so many pages after another, the best of three times each."""
    folder = Path(task["to"])
    first = _read({"journal": task["journals"][0]})
    printed(*first, folder)
    found = []
    for place in task["journals"]:
        journal, settings = _read({"journal": place})
        pages, seconds = 0, []
        for _attempt in range(3):
            gc.collect()
            start = time.process_time()
            pages = sum(volume.pages for volume in printed(journal, settings, folder))
            seconds.append(time.process_time() - start)
        found.append((pages, min(seconds)))
        del journal
    told.said |= {"found": found}


def late(task: dict[str, Any], told: Told) -> None:
    """A mark of one subject is corrected: its pages are laid anew and the binder bound again.

    Twice over: with the other subjects' pages kept in memory, and with everything made from the journal.
    """
    journal, settings = _read(task)
    folder = Path(task["to"])
    sections = list(ordered(journal, settings))
    parts = [press_part(spec, folder) for spec in part_specs(journal, sections, settings)]
    heads = replace(journal, sections=())
    bind(heads, binder_parts(journal, bare(sections), parts), settings, folder)
    kept, whole = [], []
    for attempt in range(task["attempts"]):
        at = (7 * attempt + 3) % len(sections)
        start = time.perf_counter()
        sections[at] = _corrected(sections[at], attempt)
        parts[at] = press_part(part_specs(journal, (sections[at],), settings)[0], folder)
        bind(heads, binder_parts(journal, bare(sections), parts), settings, folder)
        kept.append(time.perf_counter() - start)
        start = time.perf_counter()
        sections[at] = _corrected(sections[at], attempt + 1)
        volumes = printed(replace(journal, sections=tuple(sections)), settings, folder)
        whole.append(time.perf_counter() - start)
    told.said |= {"kept": kept, "whole": whole, "pages": sum(volume.pages for volume in volumes)}


def plain(task: dict[str, Any], told: Told) -> None:
    """The plain path: WeasyPrint sets a sample of sections, from all over the first groups."""
    with told.given():
        import press_college

        settings = how()
        specs = []
        for position in range(4):
            journal = press_college.journal(position)
            found = part_specs(journal, ordered(journal, settings), settings)
            specs.append(iter(found[position::7]))
        chosen = list(_enough(specs, task["pages"]))
    told.said |= {"pages": sum(set_part(spec, Path(task["to"])).pages for spec in chosen)}


def warm(task: dict[str, Any], _told: Told) -> None:
    """Fonts and forms are made once, as by any first run."""
    journal, settings = _read(task)
    printed(journal, settings, Path(task["to"]))


def _enough(specs: Sequence[Iterator[Any]], pages: int) -> Iterator[Any]:
    """Specs from each in turn until they have so many pages."""
    while True:
        for some in specs:
            spec = next(some)
            yield spec
            pages -= sum(len(spread.marks) + (spread.list is not None) for spread in spec.spreads)
            if pages <= 0:
                return


def _corrected(section: Section, attempt: int) -> Section:
    """One mark of the section's first student, another each time."""
    marks = dict(section.marks)
    text = "5432"[attempt % 4]
    marks[section.students[0].id, section.lessons[0].id] = (Mark(text, MarkKind.GRADE, text),)
    return replace(section, marks=marks)


def _read(task: dict[str, Any]) -> tuple[Journal, Settings]:
    with Path(task["journal"]).open("rb") as file:
        journal: Journal = pickle.load(file)
    return journal, how()


TASKS = {"year": year, "one": one, "thick": thick, "late": late, "plain": plain, "warm": warm}

if __name__ == "__main__":
    asked = json.loads(sys.argv[1])
    said = Told()
    TASKS[asked["task"]](asked, said)
    said.tell(Path(sys.argv[2]))
