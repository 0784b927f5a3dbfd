"""`archiver people`: who acts in the archive, in which roles."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from archiver.cli.acting import acting_options, ask_new_password, identified
from archiver.cli.opened import opened
from archiver.cli.options import config_option
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.acting.who import Claim
    from archiver.register.model.people import Role

ROLES = (
    "administrator",
    "archivist",
    "it",
    "dispatcher",
    "secretary",
    "department-head",
    "commission",
    "director",
)

login_argument = click.argument("login", metavar=_("LOGIN"))
new_password_option = click.option(
    "--new-password-file",
    type=click.Path(path_type=Path),
    help=_("For scripts: read the new password from this file or descriptor."),
)
namesake_option = click.option(
    "--namesake",
    default="",
    metavar=_("DOCUMENT"),
    help=_("It is another person of the same name; the document that tells them apart."),
)


@click.group(
    "people",
    help=_(
        "The people of the archive and what they may do. A command is carried out in the name of the "
        "operating-system user who calls it, or of another person by --as LOGIN and their password."
    ),
)
def people() -> None:
    """The group of commands about people."""


@people.command(
    "add",
    short_help=_("Enter a person"),
    help=_(
        "Enter a person: LOGIN is the operating-system user, NAME the surname, name and patronymic.\n\n"
        "The first person administers the archive; everybody else is entered by the administrator. "
        "One person has one account.\n\n"
        "Exit codes: 0 entered, 9 not allowed, or the person is there already."
    ),
)
@login_argument
@click.argument("name", metavar=_("NAME"))
@click.option("--post", default="", help=_("Post, as acts name it."))
@click.option("--role", "roles", multiple=True, type=click.Choice(ROLES), help=_("Role; may be repeated."))
@click.option(
    "--set-password", is_flag=True, help=_("Ask for a password by which others act as this person.")
)
@new_password_option
@namesake_option
@acting_options
@config_option
def add(
    login: str,
    name: str,
    post: str,
    roles: tuple[str, ...],
    set_password: bool,
    new_password_file: Path | None,
    namesake: str,
    claim: Claim,
    config: Path | None,
) -> None:
    """Enter the person and say which roles they have."""
    from archiver.acting.people import Entry, enter

    _settings, register = opened(config, create=True)
    with register:
        acting = identified(register, claim)
        wanted = set_password or new_password_file is not None
        password = ask_new_password(new_password_file, login) if wanted else None
        person = enter(register, acting, Entry(login, name, post, _roles(roles), namesake), password)
    click.echo(
        _("{name} is entered as {login}: {roles}.").format(
            name=person.name, login=person.login, roles=_in_words(person.roles)
        )
    )


@people.command("list", short_help=_("List the people"), help=_("List the people; who has left with --all."))
@click.option("--all", "everybody", is_flag=True, help=_("Those who have left too."))
@config_option
def list_people(everybody: bool, config: Path | None) -> None:
    """A table of the people."""
    from archiver.cli.table import show_table

    _settings, register = opened(config)
    with register, register.reading() as work:
        found = [person for person in work.people.all() if person.active or everybody]
    show_table(
        (_("Login"), _("Full name"), _("Post"), _("Roles"), _("Password"), _("State")),
        (
            (
                person.login,
                person.name,
                person.post,
                _in_words(person.roles),
                _("set") if person.password_hash else "—",
                _("works") if person.active else _("has left"),
            )
            for person in found
        ),
    )


@people.command(
    "change",
    short_help=_("Change name, post or roles of a person"),
    help=_(
        "Change name, post or roles of a person; the roles given replace those there were. Somebody who "
        "comes back is let in again with --returned.\n\n"
        "Exit codes: 0 changed, 9 not allowed, nobody of that login, or the last administrator."
    ),
)
@login_argument
@click.option("--name", help=_("Surname, name, patronymic."))
@click.option("--post", help=_("Post, as acts name it."))
@click.option("--role", "roles", multiple=True, type=click.Choice(ROLES), help=_("Role; may be repeated."))
@click.option("--no-roles", is_flag=True, help=_("Take all roles away."))
@click.option("--returned", is_flag=True, help=_("The person works in the archive again."))
@namesake_option
@acting_options
@config_option
def change(
    login: str,
    name: str | None,
    post: str | None,
    roles: tuple[str, ...],
    no_roles: bool,
    returned: bool,
    namesake: str,
    claim: Claim,
    config: Path | None,
) -> None:
    """Change the person and say which roles they have now."""
    from archiver.acting.people import change as change_person
    from archiver.errors import UsageError

    if no_roles and roles:
        raise UsageError(_("--role and --no-roles exclude each other."))
    if name is None and post is None and not (roles or no_roles or returned):
        raise UsageError(_("Say what is to be changed: --name, --post, --role, --no-roles or --returned."))
    _settings, register = opened(config)
    with register:
        person = change_person(
            register,
            identified(register, claim),
            login,
            name=name,
            post=post,
            roles=_roles(roles) if roles or no_roles else None,
            active=True if returned else None,
            distinct=namesake,
        )
    click.echo(
        _("{login} is changed: {name}, {roles}.").format(
            login=login, name=person.name, roles=_in_words(person.roles)
        )
    )


@people.command(
    "password",
    short_help=_("Set a password"),
    help=_(
        "Set your own password, or, as administrator, that of LOGIN. It is asked for without showing it; "
        "with it others act as that person by --as. The audit trail keeps who set it.\n\n"
        "Exit codes: 0 set, 9 not allowed, or too easy to guess."
    ),
)
@click.argument("login", metavar=_("LOGIN"), required=False)
@new_password_option
@acting_options
@config_option
def password(login: str | None, new_password_file: Path | None, claim: Claim, config: Path | None) -> None:
    """Ask for the password and keep its hash."""
    from archiver.acting.people import person_of
    from archiver.acting.people import set_password as set_of

    _settings, register = opened(config)
    with register:
        acting = identified(register, claim)
        acting.require()
        whose = login or acting.login
        with register.reading() as work:
            person_of(work, whose)
        set_of(register, acting, whose, ask_new_password(new_password_file, whose))
    click.echo(_("The password of {login} is set.").format(login=whose))


@people.command(
    "leave",
    short_help=_("Note that a person has left"),
    help=_(
        "Note that a person has left: they cannot act any more; what they did stays under their name.\n\n"
        "Exit codes: 0 noted, 9 not allowed, or the last administrator."
    ),
)
@login_argument
@acting_options
@config_option
def leave(login: str, claim: Claim, config: Path | None) -> None:
    """Make the person inactive."""
    from archiver.acting.people import change as change_person

    _settings, register = opened(config)
    with register:
        change_person(register, identified(register, claim), login, active=False)
    click.echo(_("{login} has left and cannot act any more.").format(login=login))


def _roles(texts: tuple[str, ...]) -> tuple[Role, ...]:
    from archiver.register.model.people import Role

    return tuple(Role(text) for text in dict.fromkeys(texts))


def _in_words(roles: tuple[Role, ...]) -> str:
    from archiver.acting.words import role_in_words

    return ", ".join(map(role_in_words, roles)) or _("no roles")
