"""What the program itself keeps of a group on this computer: finished parts, previews, unfinished files."""

from __future__ import annotations

from archiver.press.cache import PartCache, part_cache
from archiver.settings import Settings
from archiver.unfinished import sweep


def clear_caches(settings: Settings) -> str:
    """Remove every finished part and what killed runs left; what was done, in words for the proof.

    Parts are kept by their content, so nobody can tell whose they are: all go, and cost a new printing only.
    """
    folder = part_cache(settings.cache)
    removed = PartCache(folder).clear()
    sweep(folder)
    left, _size = PartCache(folder).size()
    return f"удалено готовых частей: {removed}; осталось: {left}"
