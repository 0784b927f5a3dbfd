"""What the program keeps of a group on this computer: finished parts, what runs remember, previews."""

from __future__ import annotations

from archiver.archive.disposal.erased import SURFACES
from archiver.disk.memory import user_memory
from archiver.press.cache import PartCache, cache_folder
from archiver.settings.tables import Settings
from storage.file_system import file_system_of
from storage.surface import surface_of
from storage.wiping import destroy


def clear_caches(settings: Settings) -> str:
    """Remove every finished part, what runs remember and what killed ones left; in words for the proof.

    Parts are kept by their content, so nobody can tell whose they are: all go, and cost a new printing only.
    They hold the names as bags do, so they are overwritten as those are (ADR 0051).
    Raises ConfigInvalid when settings name a folder that is not the program's own, OutputFailed.
    """
    cache, memory, overwritten = PartCache(cache_folder(settings.cache)), user_memory(), list[bool]()

    def away(shelf: int, name: str) -> None:
        overwritten.append(destroy(shelf, name, lambda: None))

    removed, forgotten = cache.clear(away), memory.forget(away=away)
    left, _size = cache.size()
    words = [f"удалено готовых частей: {removed}"]
    if forgotten:
        words.append(f"удалено записей о прежних запусках: {forgotten}")
    if overwritten:
        words.append(f"перезаписано файлов случайными данными в один проход: {sum(overwritten)}")
        places = [folder for folder in (cache.folder, memory.folder) if folder.exists()]
        surfaces = {surface_of(file_system_of(folder)) for folder in places}
        words += [
            f"перезапись на нём уничтожения не доказывает ({SURFACES[surface]})"
            for surface in sorted(surfaces, key=lambda surface: surface.value)
            if not surface.proves
        ]
    return "; ".join((*words, f"осталось: {left}"))
