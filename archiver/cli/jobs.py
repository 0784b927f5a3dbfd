"""`archiver jobs`: what was asked for at a console, and the worker that does it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archiver.cli.options.door import session_options
from archiver.cli.options.options import config_option
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.cli.options.door import Door
    from archiver.jobs.standing import Standing

_number = click.argument("number", metavar=_("JOB"))


@click.group(
    "jobs",
    help=_(
        "Jobs: long work that was asked for at a console and is done by a worker, which goes on where it was "
        "after a power cut. Commands typed here are no jobs: archiver year-end, deposit and verify do their "
        "work at once."
    ),
)
def jobs() -> None:
    """The group of commands about jobs."""


@jobs.command(
    "list",
    short_help=_("List the jobs, the newest first"),
    help=_(
        "List the jobs, the newest first, and how each stands: waiting, running, done, done with remarks, "
        "failed, interrupted (its worker was lost, and the next one goes on), stopped."
    ),
)
@click.option("--count", type=click.IntRange(1, 1000), default=50, help=_("How many; 50 by default."))
@click.option("--skip", type=click.IntRange(min=0), default=0, help=_("Leave out so many of the newest."))
@click.option("--json", "as_json", is_flag=True, help=_("Print them as JSON."))
@session_options
def list_jobs(count: int, skip: int, as_json: bool, door: Door) -> None:
    from archiver.cli.options.output import write_json
    from archiver.cli.telling.table import show_table
    from archiver.jobs.desk import Desk
    from archiver.jobs.standing import in_words
    from archiver.jobs.words import how_far_in_words, remark, title_of

    with door.open() as session:
        desk = Desk(session)
        found, worker = desk.latest(count, skip), desk.worker_is_there()
    if as_json:
        write_json({"worker": worker, "jobs": [_as_json(one) for one in found]})
    elif not found:
        click.echo(_("There are no jobs."))
    else:
        show_table(
            (_("Number"), _("Job"), _("Who"), _("State"), _("How far"), _("Remark")),
            [
                (
                    one.number,
                    title_of(one.order),
                    one.order.by,
                    in_words(one.state),
                    how_far_in_words(one.how_far),
                    remark(one, worker=worker),
                )
                for one in found
            ],
        )


@jobs.command(
    "show",
    short_help=_("Show a job with all that it has told"),
    help=_(
        "Show how a job stands, the last lines that it has told, and where an unforeseen failure happened. "
        "The number of the job is the number of its incident."
    ),
)
@_number
@click.option("--json", "as_json", is_flag=True, help=_("Print it as JSON."))
@session_options
def show(number: str, as_json: bool, door: Door) -> None:
    from archiver.cli.options.output import write_json
    from archiver.cli.telling.render import literal
    from archiver.jobs.desk import Desk
    from archiver.jobs.standing import in_words
    from archiver.jobs.words import how_far_in_words, remark, title_of

    with door.open() as session:
        desk = Desk(session)
        standing, worker = desk.look(number), desk.worker_is_there()
    if as_json:
        write_json(_as_json(standing) | {"lines": list(standing.lines)})
        return
    click.echo(literal(f"{standing.number}  {title_of(standing.order)}"))
    click.echo(
        literal(" · ".join(filter(None, (in_words(standing.state), how_far_in_words(standing.how_far)))))
    )
    for text in (remark(standing, worker=worker), *standing.lines):
        if text:
            click.echo(literal(text))
    if standing.outcome is not None and standing.outcome.fault:
        click.echo(_("For those who look after the program:"))
        for place in standing.outcome.fault:
            click.echo(f"  {place}")


@jobs.command(
    "stop",
    short_help=_("Stop a job"),
    help=_(
        "Stop a job: one that waits is not begun, one that runs ends within a group. What is ready is "
        "kept.\n\n"
        "Exit codes: 0 done, 2 no such job, 9 not allowed, or it has ended."
    ),
)
@_number
@session_options
def stop(number: str, door: Door) -> None:
    from archiver.jobs.desk import Desk

    with door.open() as session:
        standing = Desk(session).stop(number)
    click.echo(_("The job {number} is stopped; what is ready is kept.").format(number=standing.number))


@jobs.command(
    "retry",
    short_help=_("Ask for a job once more"),
    help=_(
        "Ask for the same once more, in your own name. What an earlier job has made is not made again.\n\n"
        "Exit codes: 0 done, 2 no such job, 9 not allowed, or it is still to be done."
    ),
)
@_number
@session_options
def retry(number: str, door: Door) -> None:
    from archiver.jobs.desk import Desk

    with door.open() as session:
        new = Desk(session).retry(number)
    click.echo(_("The job {number} is asked for.").format(number=new))


@jobs.command(
    "work",
    short_help=_("Do the jobs that are asked for"),
    help=_(
        "Do the jobs of the register, each in the name of whoever asked for it, until Ctrl-C or SIGTERM: "
        "what is under way is put down within a group, and the next worker goes on. A worker that is killed "
        "is started again. There is one worker for a register.\n\n"
        "Exit codes: 5 settings wrong, 8 the jobs cannot be read or written, 10 another worker is there, "
        "130 stopped."
    ),
)
@config_option
def work(config: Path | None) -> None:
    from archiver.jobs.keeper import keep_working
    from archiver.jobs.place import Place
    from archiver.settings.loading import load_settings

    Place.beside(load_settings(config).settings.archive)  # what is wrong is told before anything is started
    click.echo(_("The worker is at work. Ctrl-C ends it."), err=True)
    code = keep_working(config, lambda text: click.echo(text, err=True))
    click.get_current_context().exit(code)


def _as_json(one: Standing) -> dict[str, Any]:
    outcome = one.outcome
    return {
        "number": one.number,
        "kind": one.order.kind,
        "arguments": dict(one.order.arguments),
        "by": one.order.by,
        "again": one.order.again or None,
        "state": one.state.value,
        "asked_at": one.asked_at.isoformat(),
        "begun_at": one.begun_at.isoformat() if one.begun_at else None,
        "ended_at": one.ended_at.isoformat() if one.ended_at else None,
        "attempts": one.attempts,
        "how_far": one.how_far.as_json(),
        "outcome": outcome.as_json() if outcome else None,
    }
