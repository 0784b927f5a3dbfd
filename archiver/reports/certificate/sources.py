"""Where the statements came from that a certificate is made of, so that who doubts it can look again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePath

from archiver.journal.model import AcademicYear
from archiver.journal.words import day
from archiver.reports.document.wording import long_year
from archiver.reports.statement.files import Origin
from archiver.reports.statement.values import GradeStatement

_Told = tuple[GradeStatement, Origin]


def sources_of(told: Iterable[_Told]) -> Iterator[str]:
    """«— группа ИС-21, 2025/2026 учебный год: 1 семестр, год — архив, дело ОНТ-…, сдано 01.07.2026.».

    In order of time, a line for each group, year and file of the archive; of files that lie elsewhere their
    names.
    """
    lines: dict[tuple[AcademicYear, str, str], list[_Told]] = {}
    for one, origin in sorted(told, key=lambda pair: (pair[0].year, pair[0].annual, pair[0].last_day)):
        lines.setdefault((one.year, one.group.name, origin.file), []).append((one, origin))
    for number, ((year, group, _file), pairs) in enumerate(lines.items(), 1):
        periods = ", ".join(dict.fromkeys(one.period for one, _origin in pairs))
        where = _where(list(dict.fromkeys(origin for _one, origin in pairs)))
        end = "." if number == len(lines) else ";"
        yield f"— группа {group}, {long_year(year)} учебный год: {periods} — {where}{end}"


def _where(origins: Sequence[Origin]) -> str:
    first = origins[0]
    if not first.file:
        # The paper beside the file bears the same name: only programs know of more kinds than one.
        names = ", ".join(f"«{PurePath(one.document).stem}»" for one in origins)
        return f"{'файл' if len(origins) == 1 else 'файлы'} {names}"
    deposited = f", сдано {day(first.deposited)}" if first.deposited else ""
    return f"архив, дело {first.file}{deposited}"
