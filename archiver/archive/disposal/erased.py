"""What an erasure was, from what a store answered: the method of the proof and its words for the act.

An act states what was really done (ADR 0051): a bag whose files were all written over in place is
`overwritten`; where overwriting proves nothing, or was not done whole, it is `attempted`. Neither is done by
a certified tool, and the words say so. A tool that is one is named by the person who used it.
"""

from __future__ import annotations

from collections.abc import Sequence

from retention.copies import Method
from storage.store import Erased
from storage.surface import Surface

GONE = "при повторном обращении не найдено"
SURFACES = {
    Surface.FLASH: "твердотельный носитель",
    Surface.COPY_ON_WRITE: "файловая система пишет изменённое в другое место",
    Surface.NETWORK: "сетевая папка",
    Surface.WRITE_ONCE: "носитель однократной записи",
    Surface.UNKNOWN: "устройство носителя неизвестно",
}
CERTIFIED = "сертифицированное средство (указано исполнителем): "
"""How a proof tells which certified tool was used."""


def of_files(answers: Sequence[Erased], surface: Surface, *, first: bool) -> tuple[Method, str]:
    """Method and words for files of a disk; `first` is whether no earlier run had begun with them."""
    done = sum(one.overwritten for one in answers)
    words = [f"удалено файлов: {len(answers)}"] if answers else []
    if done:
        words.append(f"из них перезаписано случайными данными в один проход: {done}")
    if not first:
        words.append("часть файлов стёр прерванный запуск, его перезапись не подтверждена")
    if answers and not surface.proves:
        words.append(f"перезапись на нём уничтожения не доказывает ({SURFACES[surface]})")
    words.append(f"{GONE}; в папке пакета ничего нет")
    if not answers and first:
        return Method.DELETED, "; ".join(words)
    proven = first and surface.proves and done == len(answers)
    return Method.OVERWRITTEN if proven else Method.ATTEMPTED, "; ".join(words)


def of_objects(answers: Sequence[Erased]) -> tuple[Method, str]:
    """Method and words for a bag in a bucket: how many versions, and each different answer once."""
    told = f"{GONE}; в папке пакета ничего нет"
    if not answers:
        return Method.DELETED, told
    words = sorted({answer.answer.split(",")[0] for answer in answers})
    return Method.DELETED, f"удалено: {len(answers)} ({'; '.join(words[:5])}); в папке пакета ничего нет"


def left_in_words(one: Erased) -> str:
    """Why a store left something, for people."""
    if one.links > 1:
        return f"у файла есть другие имена ({one.links - 1}): find … -samefile"
    return one.answer
