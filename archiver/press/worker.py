"""What a worker does for one section: its pages laid, or set by the engine where they cannot be."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from archiver.press.cache import PartCache
from archiver.press.engine import Paper
from archiver.press.part import LaidPart, Part
from archiver.press.refusal import CannotLayError, TooManyTopicsError
from archiver.press.section.forms import section_form
from archiver.press.section.laying import lay_section
from archiver.press.section.slots import slots
from archiver.press.section.spec import PartSpec, planned_pages, spreads_of, with_halves

AnyPart = TypeVar("AnyPart", Part, LaidPart)


def press_part(spec: PartSpec, cache_folder: Path) -> Part | LaidPart:
    """The part that `spec` describes; a process that stays warm keeps forms, fonts and words.

    Raises EngineFailed when it cannot be set, OutputFailed when it cannot be kept.
    """
    form = section_form(Paper(spec.landscape, spec.binding_margin_mm)).form
    while form is not None:
        try:
            return _facing(lay_section(spec, form, slots()), spec)
        except TooManyTopicsError as error:
            spec = with_halves(spec, error.first)
        except CannotLayError:
            break  # not an error: this section takes the longer way
    return set_part(spec, cache_folder)


def set_part(spec: PartSpec, cache_folder: Path) -> Part:
    """The same, set by the engine, or from the cache of what it has set."""
    from archiver.press.section.setting import set_pages
    from archiver.press.section.spec import key

    cache = PartCache(cache_folder)
    name = key(spec)
    ready = cache.get(name)
    if not ready:
        done = set_pages(spec)
        ready = cache.put(name, done.pdf, done.pages)
    return _facing(ready, spec)


def _facing(part: AnyPart, spec: PartSpec) -> AnyPart:
    """`part` with its spreads, unless a topic longer than a page has shifted them."""
    return replace(part, spreads=spreads_of(spec)) if part.pages == planned_pages(spec) else part
