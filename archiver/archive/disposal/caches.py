"""What the program itself keeps of a group on this computer: finished parts, previews, unfinished files."""

from __future__ import annotations

from archiver.archive.disposal.erased import SURFACES
from archiver.press.cache import PartCache, cache_folder
from archiver.settings.tables import Settings
from storage.file_system import file_system_of
from storage.surface import surface_of
from storage.wiping import destroy


def clear_caches(settings: Settings) -> str:
    """Remove every finished part and what killed runs left; what was done, in words for the proof.

    Parts are kept by their content, so nobody can tell whose they are: all go, and cost a new printing only.
    They hold the names as bags do, so they are overwritten as those are (ADR 0051).
    Raises ConfigInvalid when settings name a folder that is not the program's own, OutputFailed.
    """
    folder = cache_folder(settings.cache)
    cache, overwritten = PartCache(folder), list[bool]()
    removed = cache.clear(lambda shelf, name: overwritten.append(destroy(shelf, name, lambda: None)))
    left, _size = cache.size()
    words = [f"удалено готовых частей: {removed}"]
    if overwritten:
        words.append(f"перезаписано файлов случайными данными в один проход: {sum(overwritten)}")
        surface = surface_of(file_system_of(folder))
        if not surface.proves:
            words.append(f"перезапись на нём уничтожения не доказывает ({SURFACES[surface]})")
    return "; ".join((*words, f"осталось: {left}"))
