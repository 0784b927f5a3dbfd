"""What the files of volumes are called: «Журнал ТМ-21-1 2025-26.pdf», as people write it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from archiver.disk.names import distinct_names, plain_name
from archiver.journal.model import AcademicYear, Term
from archiver.journal.normal_form import normalized

_LONGEST = 60
"""Characters of a group's name, so that the rest of the file's name fits into 255 bytes."""
_LONGEST_PERIOD = 30
_ENDING = " одним файлом"


@dataclass(frozen=True, slots=True)
class VolumeNames:
    """The names of the volumes of a group's year; `group` is written as `groups_in_names` says.

    `period` names the study period that they are of, "" for the whole year. `in_file`: their numbers are
    those of a file that has volumes for each period, and how many there are nobody may know yet.
    """

    group: str
    year: AcademicYear
    period: str = ""
    in_file: bool = False

    @property
    def base(self) -> str:
        """«Журнал ИС-21 2025-26», «Журнал ИС-21 2025-26 1 семестр»."""
        year = f"Журнал {self.group} {str(self.year).replace('/', '-')}"
        return f"{year} {self.period}" if self.period else year

    def of(self, number: int, count: int) -> str:
        """«Журнал ИС-21 2025-26.pdf», or of several «Журнал ИС-21 2025-26 том 1 из 2.pdf»."""
        if count == 1:
            return f"{self.base}.pdf"
        return f"{self.base} том {number}.pdf" if self.in_file else f"{self.base} том {number} из {count}.pdf"

    def is_one(self, file_name: str) -> bool:
        """Whether a file is called as a volume of this group's year or period, however many there were."""
        ours = re.compile(re.escape(self.base) + r"(?: том \d+(?: из \d+)?)?\.pdf")
        return ours.fullmatch(normalized("NFC", file_name)) is not None


def period_in_names(term: Term, terms: Iterable[Term]) -> str:
    """How a study period is written: «1 семестр», with its number where another is called so too."""
    own = term.name.strip() or "период"
    alike = sum((one.name.strip() or "период") == own for one in terms) > 1
    return plain_name(f"{own} {term.number}" if alike or not term.name.strip() else own, _LONGEST_PERIOD)


def groups_in_names(groups: Iterable[str]) -> dict[str, str]:
    """How each group is written in names of files; those of one folder have to be known together.

    «ТМ-21/1» is «ТМ-21-1», and has digits behind it only where another group would be called so too.
    """
    return distinct_names(groups, _LONGEST)


def joined_name(kind: str) -> str:
    """«Форма 2 одним файлом.pdf»."""
    return f"{kind}{_ENDING}.pdf"


def is_joined(name: str) -> bool:
    """Whether a file is called as papers joined: made of others that lie there, it is nobody's own."""
    return normalized("NFC", name).endswith(f"{_ENDING}.pdf")
