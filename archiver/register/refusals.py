"""What a database says when it refuses, as one message with advice and the exit code of the register."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import sqlalchemy as sa

from archiver.errors import RegisterFailed
from archiver.locale import _
from archiver.register.connection import shown
from archiver.remedies import Deed, Remedy

_BY_SQLSTATE = {"53100": "full", "25006": "read-only", "42501": "read-only", "53200": "full", "55P03": "busy"}
_REMEDIES = {
    "damaged": Remedy(Deed.RESTORE_REGISTER),
    "faulty": Remedy(Deed.RESTORE_REGISTER),
}
_BY_WORDS = {
    "file is not a database": "foreign",
    "malformed": "damaged",
    "unable to open": "closed",
    "readonly database": "read-only",
    "database is locked": "busy",
    "disk is full": "full",
    "disk i/o error": "faulty",
}


@contextlib.contextmanager
def explained(url: sa.URL) -> Iterator[None]:
    """Turn every failure of the database in the block into RegisterFailed; others pass as they are."""
    try:
        yield
    except sa.exc.DBAPIError as error:
        raise RegisterFailed(message(url, error), remedy=_REMEDIES.get(_kind(error) or "")) from error


def is_busy(error: sa.exc.SQLAlchemyError) -> bool:
    """Whether another program was writing, and went on for longer than could be waited."""
    return isinstance(error, sa.exc.DBAPIError) and _kind(error) == "busy"


def message(url: sa.URL, error: sa.exc.DBAPIError) -> str:
    """What is wrong with the register at `url`, and what to do; never its password, never its data."""
    text = _texts().get(_kind(error) or "")
    if text is None:
        text = (
            _("There is no connection to the register {url}: {cause}. Check that the server runs.")
            if isinstance(error, sa.exc.OperationalError)
            else _("The register {url} refused: {cause}. Nothing was changed.")
        )
    # Only the driver's first line: further ones quote the row.
    words = str(error.orig).strip().splitlines() or [type(error).__name__]
    return text.format(url=shown(url), cause=words[0])


def _kind(error: sa.exc.DBAPIError) -> str | None:
    state = getattr(error.orig, "sqlstate", None)
    if state:
        return _BY_SQLSTATE.get(state)
    words = str(error.orig).lower()
    return next((kind for part, kind in _BY_WORDS.items() if part in words), None)


def _texts() -> dict[str, str]:
    return {
        "foreign": not_a_register(),
        "damaged": _("The register {url} is damaged; nothing is to be entered into it."),
        "closed": _(
            "The register {url} cannot be opened: there is no such folder, or no permission. "
            "Check archive.register_url in archiver.toml."
        ),
        "read-only": _(
            "The register {url} can only be read. Give archiver the right to write it and its folder."
        ),
        "busy": _("The register {url} is in use by another program. Wait until it has finished, and repeat."),
        "full": _(
            "There is no space left for the register {url}; nothing was changed. Free some space and repeat."
        ),
        "faulty": _("The disk of the register {url} has a fault; nothing was changed. Check the disk first."),
    }


def not_a_register() -> str:
    """The message for a database or file that is something else."""
    return _(
        "{url} is no register of archiver; it was not touched. Check archive.register_url in archiver.toml."
    )
