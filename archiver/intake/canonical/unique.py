"""Numbers that join things inside a file: one given twice would put a mark of one under the other as well."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pydantic import ValidationError
from pydantic_core import InitErrorDetails

from archiver.intake.canonical.schema import JournalFile
from archiver.intake.json_text import PathPart, json_path
from archiver.locale import _

_Path = tuple[PathPart, ...]


def check_ids(file: JournalFile) -> None:
    """Raises ValidationError naming every id that its list has had before.

    Students, lessons and columns of a section are known by their ids, study periods by their numbers. That a
    section is there twice, the checks of the journal say (`section.twice`).
    """
    repeated = [*_repeated(("terms",), "number", [one.number for one in file.terms])]
    for at, section in enumerate(file.sections):
        repeated += _repeated(("sections", at, "students"), "id", [one.id for one in section.students])
        repeated += _repeated(("sections", at, "lessons"), "id", [one.id for one in section.lessons])
        columns = [one.id for one in section.period_columns]
        repeated += _repeated(("sections", at, "period_columns"), "id", columns)
    if repeated:
        raise ValidationError.from_exception_data(JournalFile.__name__, repeated)


def _repeated(place: _Path, key: str, ids: Sequence[str | int]) -> Iterator[InitErrorDetails]:
    first: dict[str | int, int] = {}
    for at, value in enumerate(ids):
        if first.setdefault(value, at) != at:
            said = _("this is already given at {path}").format(path=json_path((*place, first[value], key)))
            yield InitErrorDetails(
                type="value_error", loc=(*place, at, key), input=value, ctx={"error": ValueError(said)}
            )
