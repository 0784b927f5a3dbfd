"""`archiver fetch`: the journals straight from the module, as a snapshot that every other command reads."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archiver.cli.options.options import DAY, YEAR, today_option
from archiver.cli.options.targets import to_folder
from archiver.errors import ExitCode
from archiver.locale import _, ngettext

if TYPE_CHECKING:
    from archiver.fetch.module_address import Module
    from archiver.fetch.wanted import Fetched
    from archiver.journal.model import AcademicYear

PASSWORD = "ARCHIVER_FETCH_PASSWORD"  # noqa: S105 - the name of a variable
_NAMED = 12


@click.command(
    "fetch",
    help=_(
        "Take the journals from the module (ADDRESS, for example https://spo.asurso.ru) into a folder that "
        "check, year-end and all other commands read. The module is only read, one request at a time.\n\n"
        "The password is asked for; for scripts it stands in a private file or in the variable "
        "ARCHIVER_FETCH_PASSWORD. It is kept nowhere. Where one logs in through Gosuslugi, log in with the "
        "browser and give its cookies. A stopped run is continued by the same command.\n\n"
        "Exit codes: 0 everything was given, 3 something was not (it is named), 11 the module did not answer "
        "or refused the account."
    ),
)
@click.argument("address", metavar=_("ADDRESS"))
@click.option("--login", default="", metavar=_("LOGIN"), help=_("Who asks: the login of the dispatcher."))
@to_folder(_("Folder for the snapshot; only its owner can look into it."))
@click.option("--year", type=YEAR, help=_("Academic year, 2025/26; the current one by default."))
@click.option("--term", type=click.IntRange(1, 12), help=_("Only the study period of this number."))
@click.option("--group", "groups", multiple=True, help=_("Only this group; may be given several times."))
@click.option(
    "--refresh",
    is_flag=True,
    help=_("Ask again for what may have changed: open periods, those of the last 30 days, and all results."),
)
@click.option(
    "--results-date",
    type=DAY,
    help=_(
        "The day results sheets are asked as of; the period's last one by default, today while it is open."
    ),
)
@click.option(
    "--cookies",
    type=click.Path(path_type=Path),
    help=_("Cookies of a browser that is logged in (Netscape format), instead of login and password."),
)
@click.option(
    "--password-file",
    type=click.Path(path_type=Path),
    help=_("For scripts: read the password from this private file or descriptor (/dev/fd/3, -)."),
)
@click.option(
    "--ca",
    type=click.Path(path_type=Path),
    help=_("Certificates (PEM) of one more authority to trust, as a filtering proxy has."),
)
@click.option(
    "--gap",
    type=click.FloatRange(0, 60),
    default=0.5,
    show_default=True,
    help=_("Seconds between two requests."),
)
@click.option(
    "--shape",
    type=click.Path(path_type=Path),
    help=_("Write the structure of the answers, without any value, into this file for the developers."),
)
@today_option
def fetch(
    address: str,
    login: str,
    out: Path,
    year: AcademicYear | None,
    term: int | None,
    groups: tuple[str, ...],
    refresh: bool,
    results_date: dt.date | None,
    cookies: Path | None,
    password_file: Path | None,
    ca: Path | None,
    gap: float,
    shape: Path | None,
    today: dt.date,
) -> None:
    from archiver.cli.telling.progress import progress_on
    from archiver.counter.use_case import Workplace
    from archiver.fetch.account import Credentials
    from archiver.fetch.module_address import module_at
    from archiver.fetch.run import fetch as fetch_journals
    from archiver.fetch.wanted import FetchRequest
    from archiver.process.output import claimed
    from archiver.settings.tables import Settings

    module = module_at(address)
    _check_options(module, login, cookies, password_file, gap, out, shape)
    if cookies is not None:
        from archiver.fetch.cookie_file import read_cookies

        credentials = Credentials(cookies=read_cookies(cookies, module))
    else:
        credentials = Credentials(login, _password(login, password_file))
    request = FetchRequest(
        module,
        out,
        credentials,
        today,
        year=year,
        term=term,
        groups=groups,
        gap=gap,
        ca=ca,
        results_date=results_date,
        refresh=refresh,
        shape=shape,
    )
    with claimed(out, None), progress_on() as progress:
        try:
            fetched = fetch_journals(Workplace(Settings()), request, progress)
        except KeyboardInterrupt:
            click.echo(
                _("Stopped. What was received is kept; run the same command to fetch the rest."), err=True
            )
            click.get_current_context().exit(ExitCode.INTERRUPTED)
    _tell(fetched, out)
    click.get_current_context().exit(
        ExitCode.FINDINGS if fetched.taken.not_given or fetched.old_sheets else ExitCode.DONE
    )


def _check_options(
    module: Module,
    login: str,
    cookies: Path | None,
    password_file: Path | None,
    gap: float,
    out: Path,
    shape: Path | None,
) -> None:
    """What goes together; raises UsageError."""
    from archiver.errors import UsageError
    from archiver.fetch.pace import LEAST_GAP

    if cookies is not None and (login or password_file is not None):
        raise UsageError(_("--cookies stands instead of --login and --password-file; leave those away."))
    if cookies is None and not login:
        raise UsageError(_("Say who asks: --login LOGIN, or --cookies FILE of a browser that is logged in."))
    if gap < LEAST_GAP and not module.loopback:
        raise UsageError(
            _("The module serves the whole region: --gap {least} at least.").format(least=LEAST_GAP)
        )
    if shape is not None and shape.resolve().is_relative_to(out.resolve()):
        raise UsageError(
            _("{file} lies inside the snapshot. Choose a place outside {folder}.").format(
                file=shape, folder=out
            )
        )


def _password(login: str, file: Path | None) -> Callable[[], str]:
    """How the password is come by when it is needed: the file, the variable, or the terminal."""

    def ask() -> str:
        from archiver.cli.options.door import ask_password
        from archiver.people.passwords import read_password

        told = os.environ.get(PASSWORD)
        return told if told and file is None else read_password(file, ask_password, login)

    return ask


def _tell(fetched: Fetched, out: Path) -> None:
    """What the snapshot holds, and what was not given, group by group."""
    taken = fetched.taken
    for sheet in fetched.old_sheets:
        click.echo(
            _(
                "{group}, period {number}: the results sheet is of {day}, lessons with marks go on until "
                "{last}. Retakes may be missing; ask for a later day: --refresh --results-date {last}."
            ).format(
                group=sheet.group,
                number=sheet.term,
                day=f"{sheet.day:%d.%m.%Y}",
                last=f"{sheet.last:%d.%m.%Y}",
            )
        )
    if fetched.not_begun:
        shown = "; ".join(fetched.not_begun[:_NAMED]) + (" …" if len(fetched.not_begun) > _NAMED else "")
        click.echo(_("Not begun yet, and not asked: {periods}.").format(periods=shown))
    if taken.not_given:
        from archiver.fetch.words import lines_of_not_given

        for line in lines_of_not_given(taken.not_given):
            click.echo(line)
    click.echo(
        ngettext(
            "{count} answer is in {folder}, {asked} asked now. Check them: archiver check {folder}",
            "{count} answers are in {folder}, {asked} asked now. Check them: archiver check {folder}",
            len(taken.answers),
        ).format(count=len(taken.answers), asked=fetched.asked, folder=out)
    )
