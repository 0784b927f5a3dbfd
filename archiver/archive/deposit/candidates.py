"""What there is to deposit in the folders that were named, and what of it no file has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from archiver.archive.deposit.filing import Filing
from archiver.archive.deposit.journals import find_journals
from archiver.archive.deposit.record import Candidate, Candidates
from archiver.archive.deposit.statements import find_statements
from archiver.binder.file_names import is_joined
from archiver.binding.earlier_run import run_in
from archiver.errors import InputInvalid
from archiver.locale import _
from archiver.remedies import Deed, Remedy


def find(folders: Sequence[Path], exports: Path | None, filing: Filing) -> Candidates:
    """The binders and grade statements in `folders`, and every PDF there that belongs to none of them.

    Raises InputInvalid for a folder without any, or with a spoilt report.
    """
    candidates: list[Candidate] = []
    not_ready: dict[str, str] = {}
    waiting: list[Path] = []
    for folder in folders:
        here: list[Candidate] = []
        unready: Mapping[str, str] = {}
        run = run_in(folder)
        if run is not None:
            found = find_journals(folder, run, exports, filing)
            here += found.candidates
            unready = found.not_ready
            waiting += found.waiting
        here += find_statements(folder, filing).candidates
        if not here and not unready:
            raise InputInvalid(
                _("There is nothing to deposit in {folder}: neither binders nor grade statements.").format(
                    folder=folder
                ),
                remedy=Remedy(Deed.BIND_OR_MAKE_STATEMENTS),
            )
        candidates += here
        not_ready |= unready
    why = _("no report of year-end and no grade statement tells of this file")
    told = (*waiting, *(path for one in candidates for path in one.paths))
    not_ready |= dict.fromkeys(_left_lying(folders, told), why)
    return Candidates(tuple(candidates), not_ready)


def _left_lying(folders: Iterable[Path], told: Iterable[Path]) -> list[str]:
    """PDF files of the folders that no file has: nobody should think that they are in the archive.

    Papers joined for the printer are none of them: each lies in its own file too.
    """
    known = {path.resolve() for path in told}
    lying = {
        path.resolve(): str(path)
        for folder in folders
        for path in folder.rglob("*")
        if path.suffix.lower() == ".pdf" and path.is_file() and not is_joined(path.name)
    }
    return sorted(name for path, name in lying.items() if path not in known)
