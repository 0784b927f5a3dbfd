"""What a worker process does: one section's pages, from the cache or newly set."""

from __future__ import annotations

from pathlib import Path

from archiver.press.cache import PartCache
from archiver.press.part import Part
from archiver.press.spec import PartSpec, key


def press_part(spec: PartSpec, cache_folder: Path) -> Part:
    """The part that `spec` describes; a process that stays warm keeps engine, fonts and templates.

    Raises EngineFailed when it cannot be set, OutputFailed when it cannot be kept.
    """
    cache = PartCache(cache_folder)
    name = key(spec)
    ready = cache.get(name)
    if ready:
        return ready
    from archiver.press.setting import set_pages

    done = set_pages(spec)
    return cache.put(name, done.pdf, done.pages)
