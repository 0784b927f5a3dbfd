"""An `archiver.toml` that came with the exports: what it may say, and what is said of it (ADR 0024).

Exports are handed over, copied and unpacked, so what lies among them is somebody's data, not the will of the
person at the keyboard. Names, periods and the look of pages may travel with them; what is accepted, limited,
kept, deleted or opened may not.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from archiver.errors import ConfigInvalid
from archiver.journal.findings import Finding, Place, Severity
from archiver.locale import _
from archiver.settings.reading import checked, document_of
from archiver.settings.tables import Settings
from archiver.wording.causes import cause

TAKEN = (
    "academic_year",
    "college",
    "departments",
    "groups",
    "periods",
    "printing",
    "reports",
    "calendar",
)
"""What may travel with exports; a new table of settings does not, unless it is added here on purpose."""

_LINES = 3
_NAMED = 14
_LETTERS = 40


@dataclass(frozen=True, slots=True)
class Received:
    """What a file among the exports says: `settings` holds nothing but `used`, all else are defaults.

    `refused` are the names of its other tables; `problem` says why nothing of it is used.
    """

    settings: Settings
    used: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    problem: str = ""


def read_received(path: Path) -> Received:
    """Read a file that came with the exports. Never raises for what it is or holds.

    Of a file with anything wrong in what may be used nothing is used: half of it would be guessing.
    """
    try:
        if path.is_symlink():  # it may lead to any file of this computer
            raise ConfigInvalid(_("{file} is a link, and links are not followed.").format(file=path))
        document = document_of(path)
        settings = checked(path, {name: document[name] for name in TAKEN if name in document})
    except ConfigInvalid as error:
        return Received(Settings(), problem=error.message)
    except OSError as error:
        return Received(Settings(), problem=cause(error))
    return Received(
        settings,
        tuple(name for name in TAKEN if name in document),
        tuple(name[:_LETTERS] for name in document if name not in TAKEN),
    )


def findings_of(received: Received, name: str) -> tuple[Finding, ...]:
    """What is told of the file `name` (as it is called among the exports): one note, one warning."""
    place = Place(file=name)
    if received.problem:
        return (
            Finding(
                "settings.unusable",
                Severity.WARNING,
                _("The settings that came with the exports are not used. {problem}").format(
                    problem=_in_short(received.problem)
                ),
                _("Correct the file or delete it; settings of your own are named with --config."),
                place=place,
            ),
        )
    told = []
    if received.used:
        told.append(
            Finding(
                "settings.received",
                Severity.NOTE,
                _("Settings that came with the exports are used: {tables}.").format(
                    tables=", ".join(received.used)
                ),
                _("Check that they are right; settings of your own are named with --config."),
                place=place,
            )
        )
    if received.refused:
        more = ", …" if len(received.refused) > _NAMED else ""
        told.append(
            Finding(
                "settings.from-exports",
                Severity.WARNING,
                _("Settings that may not come with exports are not used: {tables}.").format(
                    tables=", ".join(received.refused[:_NAMED]) + more
                ),
                _("If they are your own, name the file with --config; otherwise there is nothing to do."),
                place=place,
            )
        )
    return tuple(told)


def _in_short(problem: str) -> str:
    head, *lines = problem.splitlines()
    more = ["…"] if len(lines) > _LINES else []
    return " ".join([head, "; ".join([*(line.strip() for line in lines[:_LINES]), *more])]).strip()
