"""`archiver people`: who acts in the archive, in which roles."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archiver.cli.options.door import ask_new_password, session_options
from archiver.counter.choices import ROLES
from archiver.locale import _

if TYPE_CHECKING:
    from archiver.cli.options.door import Door
    from archiver.counter.vocabulary import Role

role_option = click.option(
    "--role", "roles", multiple=True, type=click.Choice(ROLES), help=_("Role; may be repeated.")
)
login_argument = click.argument("login", metavar=_("LOGIN"))
new_password_option = click.option(
    "--new-password-file",
    type=click.Path(path_type=Path),
    help=_("For scripts: read the new password from this file or descriptor."),
)
group_option = click.option(
    "--group", "groups", multiple=True, metavar=_("GROUP"), help=_("A curator's own group; may be repeated.")
)
namesake_option = click.option(
    "--namesake",
    "distinct",
    default="",
    metavar=_("DOCUMENT"),
    help=_("It is another person of the same name; the document that tells them apart."),
)


people = click.Group(
    "people",
    help=_(
        "The people of the archive and what they may do. A command is carried out in the name of the "
        "operating-system user who calls it, or of another person by --as LOGIN and their password."
    ),
)


@people.command(
    "add",
    short_help=_("Enter a person"),
    help=_(
        "Enter a person: LOGIN is the operating-system user, NAME the surname, name and patronymic.\n\n"
        "The first person administers the archive; everybody else is entered by the administrator. Where the "
        "register is on a server, or other accounts may write it, people act by a password, and the first "
        "one is given theirs at once: --set-password. "
        "One person has one account. With --system LOGIN is the account of a scheduler: it may verify media, "
        "save the register, anchor its trail and say what is due, and nothing else.\n\n"
        "Exit codes: 0 entered, 9 not allowed, or the person is there already."
    ),
)
@login_argument
@click.argument("name", metavar=_("[NAME]"), default="")
@click.option("--system", is_flag=True, help=_("An account for work by schedule, no person."))
@click.option("--post", default="", help=_("Post, as acts name it."))
@role_option
@group_option
@click.option(
    "--set-password", is_flag=True, help=_("Ask for a password by which others act as this person.")
)
@new_password_option
@namesake_option
@session_options
def add(
    login: str,
    system: bool,
    roles: tuple[str, ...],
    set_password: bool,
    new_password_file: Path | None,
    door: Door,
    **own: Any,
) -> None:
    from archiver.archive.staff import Entry, enter
    from archiver.counter.vocabulary import Role
    from archiver.people.words import roles_in_words

    given = (*_roles(roles), *((Role.SCHEDULED,) if system else ()))
    with door.open(create=True) as session:
        wanted = set_password or new_password_file is not None
        password = ask_new_password(new_password_file, login) if wanted else None
        person = enter(session, Entry(login=login, roles=given, **own), password)
    click.echo(
        _("{name} is entered as {login}: {roles}.").format(
            name=person.name, login=person.login, roles=roles_in_words(person.roles)
        )
    )


@people.command("list", short_help=_("List the people"), help=_("List the people; who has left with --all."))
@click.option("--all", "everybody", is_flag=True, help=_("Those who have left too."))
@session_options
def list_people(everybody: bool, door: Door) -> None:
    from archiver.archive.staff import listed
    from archiver.cli.telling.table import show_table
    from archiver.people.words import people_titles, person_row

    with door.open() as session:
        found = listed(session, everybody=everybody)
    show_table(people_titles(), map(person_row, found))


@people.command(
    "change",
    short_help=_("Change name, post or roles of a person"),
    help=_(
        "Change name, post, roles or groups of a person; the roles and groups given replace those there "
        "were. Somebody who comes back is let in again with --returned.\n\n"
        "Exit codes: 0 changed, 9 not allowed, nobody of that login, or the last administrator."
    ),
)
@login_argument
@click.option("--name", help=_("Surname, name, patronymic."))
@click.option("--post", help=_("Post, as acts name it."))
@role_option
@click.option("--no-roles", is_flag=True, help=_("Take all roles away."))
@group_option
@click.option("--no-groups", is_flag=True, help=_("Take all groups away."))
@click.option("--returned", is_flag=True, help=_("The person works in the archive again."))
@namesake_option
@session_options
def change(
    login: str,
    roles: tuple[str, ...],
    no_roles: bool,
    groups: tuple[str, ...],
    no_groups: bool,
    returned: bool,
    door: Door,
    **own: Any,
) -> None:
    from archiver.archive.staff import change as change_person
    from archiver.errors import UsageError
    from archiver.people.words import roles_in_words

    if no_roles and roles:
        raise UsageError(_("--role and --no-roles exclude each other."))
    if no_groups and groups:
        raise UsageError(_("--group and --no-groups exclude each other."))
    own["roles"] = _roles(roles) if roles or no_roles else None
    own["groups"] = groups if groups or no_groups else None
    with door.open() as session:
        person = change_person(session, login, active=returned or None, **own)
    click.echo(
        _("{login} is changed: {name}, {roles}.").format(
            login=login, name=person.name, roles=roles_in_words(person.roles)
        )
    )


@people.command(
    "password",
    short_help=_("Set a password"),
    help=_(
        "Set your own password, or, as administrator, that of LOGIN. It is asked for without showing it; "
        "with it others act as that person by --as, and the person where the account is not enough. The "
        "register keeps who set it: one that somebody else has set is changed by its owner before acts are "
        "agreed to or approved by it.\n\n"
        "Exit codes: 0 set, 9 not allowed, or too easy to guess."
    ),
)
@click.argument("login", metavar=_("LOGIN"), required=False)
@new_password_option
@session_options
def password(login: str | None, new_password_file: Path | None, door: Door) -> None:
    from archiver.archive.staff import set_password as set_of

    with door.open() as session:
        whose = login or session.by
        set_of(session, whose, lambda: ask_new_password(new_password_file, whose))
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
@session_options
def leave(login: str, door: Door) -> None:
    from archiver.archive.staff import change as change_person

    with door.open() as session:
        change_person(session, login, active=False)
    click.echo(_("{login} has left and cannot act any more.").format(login=login))


def _roles(texts: tuple[str, ...]) -> tuple[Role, ...]:
    from archiver.counter.vocabulary import Role

    return tuple(Role(text) for text in dict.fromkeys(texts))
