"""What is looked for in the archive, as options that find and get share."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from archiver.cli.options.options import YearType
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.journal.model import AcademicYear

_MOST = 1000


def query_options(limit: int) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Options that make a Query of at most `limit` files, unless told otherwise; given as `query`."""

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        @click.option("--group", default="", help=_("Group, or how its name begins."))
        @click.option("--year", type=YearType(), help=_("Academic year: 2025/26."))
        @click.option("--student", default="", help=_("Student: surname, or more of the name."))
        @click.option("--subject", default="", help=_("Subject, or a part of its name."))
        @click.option("--teacher", default="", help=_("Teacher: surname, or more of the name."))
        @click.option("--series", default="", help=_("Record series: 05-11 journals, 05-12 statements."))
        @click.option(
            "--limit",
            type=click.IntRange(1, _MOST),
            default=limit,
            show_default=True,
            help=_("At most so many files."),
        )
        @functools.wraps(command)
        def with_query(
            *arguments: Any,
            group: str,
            year: AcademicYear | None,
            student: str,
            subject: str,
            teacher: str,
            series: str,
            limit: int,
            **options: Any,
        ) -> Any:
            from archiver.counter.vocabulary import Query

            query = Query(
                group=group,
                academic_year=year.start if year else None,
                student=student,
                subject=subject,
                teacher=teacher,
                series=series,
                limit=limit,
            )
            return command(*arguments, query=query, **options)

        return with_query

    return decorate
