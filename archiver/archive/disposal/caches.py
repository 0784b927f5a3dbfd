"""What the program itself keeps of a group on this computer: finished parts, previews, unfinished files."""

from __future__ import annotations

from archiver.press.cache import PartCache, cache_folder
from archiver.settings.tables import Settings


def clear_caches(settings: Settings) -> str:
    """Remove every finished part and what killed runs left; what was done, in words for the proof.

    Parts are kept by their content, so nobody can tell whose they are: all go, and cost a new printing only.
    Raises ConfigInvalid when settings name a folder that is not the program's own, OutputFailed.
    """
    cache = PartCache(cache_folder(settings.cache))
    removed = cache.clear()
    left, _size = cache.size()
    return f"удалено готовых частей: {removed}; осталось: {left}"
