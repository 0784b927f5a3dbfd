"""What is read off the shelf, and which volume it is: QR codes of binders, ids of files, numbers of volumes.

A scanner types what it reads as lines; a person types the rest. The QR code of a certification sheet says
«ОНТ-2025-26-ИС-21-Т1-3F9A2C7B» and the digest on a line of its own (archiver.binder.identity).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from archiver.journal.letters import folded
from archiver.journal.normal_form import normalized
from archiver.register.model.files import File
from archiver.register.model.paper import PaperCopy

_DIGEST = re.compile(r"sha256:[0-9a-f]+", re.IGNORECASE)
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_TOKEN = re.compile(r"[^\w]+")
_BINDER = re.compile(r"(.+)-[0-9A-F]{8}")
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Shelf:
    """A volume with its file, as a label may name it."""

    file: File
    copy: PaperCopy


@dataclass(frozen=True, slots=True)
class LabelIndex:
    """The volumes of the register by everything a label may say; a name that several have names none."""

    volumes: Mapping[str, Shelf] = field(default_factory=dict)

    @classmethod
    def of(cls, shelves: Iterable[Shelf]) -> LabelIndex:
        """Index them by the number of the volume, by file and volume, and by the binder's own id."""
        found: dict[str, Shelf] = {}
        doubtful: set[str] = set()
        for shelf in shelves:
            for name in map(_key, _names(shelf)):
                if found.setdefault(name, shelf) is not shelf:
                    doubtful.add(name)
        return cls({name: shelf for name, shelf in found.items() if name not in doubtful})

    def volume(self, label: str) -> Shelf | None:
        """The volume a label names; None when it is none of the register."""
        text = normalized("NFC", label).strip().upper()
        binder = _BINDER.fullmatch(_DASHES.sub("-", text))
        return self.volumes.get(_key(label)) or (self.volumes.get(_key(binder[1])) if binder else None)


def labels_in(text: str) -> tuple[str, ...]:
    """The labels of a list, one a line, each once; digests that QR codes carry are passed over."""
    lines = (" ".join(line.split())[:_LONGEST] for line in text.lstrip("\ufeff").splitlines())
    return tuple(dict.fromkeys(line for line in lines if line and not _DIGEST.fullmatch(line)))


def _names(shelf: Shelf) -> Iterator[str]:
    file, copy = shelf.file, shelf.copy
    yield str(copy.id)
    yield f"№ {copy.id}"
    if copy.volumes == 1:
        yield file.external_id
    for form in ("{file} {number}", "{file}/{number}", "{file} т.{number}", "{file} т. {number}",
                 "{file} том {number}", "{file}, том {number}"):  # fmt: skip
        yield form.format(file=file.external_id, number=copy.volume)
    year = f"{file.academic_year}-{(file.academic_year + 1) % 100:02d}"
    words = (file.college, year, file.group, f"Т{copy.volume}")
    if file.group:
        yield "-".join(filter(None, (_TOKEN.sub("-", word).strip("-_") for word in words)))


def _key(text: str) -> str:
    return " ".join(folded(_DASHES.sub("-", normalized("NFC", text))).split())
