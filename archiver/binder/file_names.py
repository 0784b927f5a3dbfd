"""What the files of volumes are called: «Журнал ТМ-21-1 2025-26.pdf», as people write it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from archiver.disk.names import distinct_names
from archiver.journal.model import AcademicYear
from archiver.journal.normal_form import normalized

_LONGEST = 60
"""Characters of a group's name, so that the rest of the file's name fits into 255 bytes."""


@dataclass(frozen=True, slots=True)
class VolumeNames:
    """The names of the volumes of a group's year; `group` is written as `groups_in_names` says."""

    group: str
    year: AcademicYear

    @property
    def base(self) -> str:
        """«Журнал ИС-21 2025-26»."""
        return f"Журнал {self.group} {str(self.year).replace('/', '-')}"

    def of(self, number: int, count: int) -> str:
        """«Журнал ИС-21 2025-26.pdf», or of several «Журнал ИС-21 2025-26 том 1 из 2.pdf»."""
        return f"{self.base} том {number} из {count}.pdf" if count > 1 else f"{self.base}.pdf"

    def is_one(self, file_name: str) -> bool:
        """Whether a file is called as a volume of this group's year, however many there were."""
        ours = re.compile(re.escape(self.base) + r"(?: том \d+ из \d+)?\.pdf")
        return ours.fullmatch(normalized("NFC", file_name)) is not None


def groups_in_names(groups: Iterable[str]) -> dict[str, str]:
    """How each group is written in names of files; those of one folder have to be known together.

    «ТМ-21/1» is «ТМ-21-1», and has digits behind it only where another group would be called so too.
    """
    return distinct_names(groups, _LONGEST)
