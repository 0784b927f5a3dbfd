"""Who stands on the papers of the archive, by the settings; an empty name is a line to write on."""

from __future__ import annotations

from archiver.journal.collation import same_name
from archiver.journal.words import initials_first
from archiver.papers.forms import Organisation, Signer
from archiver.settings.tables import Settings


def college(settings: Settings) -> Organisation:
    """The college as its forms name it."""
    own = settings.college
    return Organisation(own.name or own.short_name, own.authority, own.city)


def director(settings: Settings) -> Signer:
    """Who approves."""
    return _signer(settings.reports.director_post, settings.reports.director)


def compiler(settings: Settings) -> Signer:
    """Who drew the paper up: the dispatcher (regulation item 4)."""
    return _signer(settings.officers.compiler_post, settings.officers.compiler)


def hands_over(settings: Settings) -> Signer:
    """Who hands the files over: the administrator «сдаёт отчёт ЭЖ в архив» (regulation item 4)."""
    return _signer(settings.transfer.hands_over_post, settings.transfer.hands_over)


def archivist(settings: Settings) -> Signer:
    """Who accepts them and keeps the archive's books."""
    return _signer(settings.transfer.archivist_post, settings.transfer.archivist)


def head_of(settings: Settings, department: str) -> Signer:
    """The head of a department, who certifies its files; a line to fill in when it is not set."""
    for one in settings.departments:
        if same_name(one.name, department):
            return _signer(one.head_post, one.head)
    return Signer("Заведующий отделением" if department else "")


def _signer(post: str, name: str) -> Signer:
    return Signer(post, initials_first(name))
