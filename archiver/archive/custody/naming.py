"""Which files a person means: by id, by a group's name while it has one file, or all of a group's.

What is done to these files suspends or allows their destruction, or says where the only paper is: the whole
name counts, but for case, ё, spaces, quotes and kinds of dash (`as_typed.strictly_same`). A part of it is
refused, with the name it may have meant.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from archiver.errors import Refused
from archiver.journal.as_typed import fitting, nearest, strictly_same
from archiver.journal.checks.wording import listed as shown
from archiver.journal.model import AcademicYear
from archiver.locale import _
from archiver.register.finding import Query
from archiver.register.model.files import File
from archiver.register.work import Work
from archiver.remedies import Deed, Remedy

_FEW = 10
_MOST = 10_000


def file_id(college: str, series: str, year: AcademicYear, group: str) -> str:
    """The id of a group's file of a year: «ОНТ/05-11/2025-26/ИС-21»."""
    return "/".join(filter(None, (college, series, str(year).replace("/", "-"), group)))


def file_named(work: Work, text: str, *, college: str = "") -> File:
    """The file with this id, or the only kept one of the group `text`; Refused when none or several fit."""
    exact = work.files.by_external_id(text.strip())
    if exact is not None:
        return exact
    same = _of_group(work, text, Query(group=text, college=college))
    if len(same) == 1:
        return same[0]
    if not same:
        message = _("There is no file «{name}» in the register.").format(name=text)
        raise Refused(_suggesting(work, message, text, college), remedy=Remedy(Deed.FIND))
    raise Refused(
        _("«{name}» may be several files; name one of them: {files}.").format(name=text, files=listed(same))
    )


def files_of(
    work: Work, group: str, year: int | None, *, college: str = "", series: str = ""
) -> tuple[File, ...]:
    """The kept files of a group, of one academic year or of all; Refused when there is none."""
    found = _of_group(
        work, group, Query(group=group, academic_year=year, college=college, series=series, limit=_MOST)
    )
    if not found:
        message = _("There is no file of the group {group} in the register.").format(group=group)
        raise Refused(_suggesting(work, message, group, college))
    return found


def _of_group(work: Work, group: str, query: Query) -> tuple[File, ...]:
    """The search finds by the beginning of a name; here the whole of it counts, whatever its spaces.

    Only where no group is called so as it was typed, all names are looked through for other spaces: in a full
    register that takes a while. Several such spellings are several groups; their files come together.
    """
    if found := _called(work, group, query):
        return found
    names = [name for name in work.files.groups(query.college) if strictly_same(group, name)]
    files = {file.id: file for name in names for file in _called(work, name, query)}
    return tuple(sorted(files.values(), key=lambda file: file.id, reverse=True))


def _called(work: Work, group: str, query: Query) -> tuple[File, ...]:
    found = work.find(replace(query, group=group)).files
    return tuple(file for file in found if strictly_same(group, file.group))


def _suggesting(work: Work, message: str, typed: str, college: str) -> str:
    there = work.files.groups(college)
    near = fitting(typed, there) or nearest(typed, there)
    if not near:
        return message
    return f"{message} {_('Did you mean {names}?').format(names=shown(near))}"


def titles_of(files: Sequence[File]) -> str:
    """Their titles with the years, as people know them, the first ten."""
    titles = [f"{file.title}, {AcademicYear(file.academic_year)}" for file in files[:_FEW]]
    more = [_("and {count} more").format(count=len(files) - _FEW)] if len(files) > _FEW else []
    return "; ".join((*titles, *more))


def listed(files: Sequence[File]) -> str:
    """Their ids, the first ten."""
    names = ", ".join(file.external_id for file in files[:_FEW])
    return f"{names}, …" if len(files) > _FEW else names
