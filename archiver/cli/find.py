"""`archiver find`: which files there are, on which media their copies lie, and how they are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from archiver.cli.options.door import session_options
from archiver.cli.options.query import query_options
from archiver.errors import ExitCode
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.cli.options.door import Door
    from archiver.counter.vocabulary import Query


@click.command(
    "find",
    help=_(
        "Find files of the archive and say where their copies are and how they are.\n\n"
        "TEXT is a group, a student, a subject, a teacher, or the id of a file or bag; options narrow it "
        "down. Neither «ё» nor capital letters matter.\n\n"
        "Exit codes: 0 found, 3 nothing found, or a file found has one copy or none, 2 it fits too many "
        "names."
    ),
)
@click.argument("text", default="", metavar=_("[TEXT]"))
@query_options(limit=20)
@click.option(
    "--destroyed", is_flag=True, help=_("Destroyed files too: by group and year, they have no names.")
)
@click.option("--json", "as_document", is_flag=True, help=_("As JSON, for scripts."))
@session_options
@click.pass_context
def find(
    context: click.Context,
    text: str,
    query: Query,
    destroyed: bool,
    as_document: bool,
    door: Door,
) -> None:
    from archiver.archive.custody.attention import advised
    from archiver.archive.retrieval.finding import find as find_files
    from archiver.archive.retrieval.finding import groups_nearest, single
    from archiver.archive.retrieval.words import as_json, lines
    from archiver.cli.options.output import write_json
    from archiver.cli.telling.remedies import command
    from archiver.remedies import Deed

    with door.open() as session:
        query = replace(query, destroyed=destroyed)
        found, more = find_files(session, query, text)
        near = () if found or as_document else groups_nearest(session, query, text)
        few = single(session, found)
        called = advised(session, command)
    if as_document:
        write_json({"files": [as_json(one) for one in found], "more": more, "single": few})
    else:
        for one in found:
            for line in lines(one, called):
                click.echo(line)
        if not found:
            click.echo(_("Nothing was found."))
            if near:
                click.echo(_("Did you mean {names}?").format(names=", ".join(near)))
        if few:
            click.echo(
                _("Files with one copy: {count}. {command}").format(
                    count=few, command=called(Deed.MAKE_COPIES)
                )
            )
        if more:
            click.echo(
                _("There are more than {count}: say more of it, or raise --limit.").format(count=query.limit)
            )
    context.exit(ExitCode.DONE if found and not few else ExitCode.FINDINGS)
