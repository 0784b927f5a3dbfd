"""What there is to deposit in the folders that were named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from archiver.depositing.filing import Filing
from archiver.depositing.journals import find_journals
from archiver.depositing.record import Candidate, Found
from archiver.depositing.statements import find_statements
from archiver.earlier_run import run_in
from archiver.errors import InputInvalid
from archiver.locale import _


def find(folders: Sequence[Path], exports: Path | None, filing: Filing) -> Found:
    """The binders and grade statements in `folders`; raises InputInvalid for a folder without any, or with
    a spoilt report."""
    candidates: list[Candidate] = []
    not_ready: dict[str, str] = {}
    for folder in folders:
        here: list[Candidate] = []
        waiting: Mapping[str, str] = {}
        run = run_in(folder)
        if run is not None:
            found = find_journals(folder, run, exports, filing)
            here += found.candidates
            waiting = found.not_ready
        here += find_statements(folder, filing).candidates
        if not here and not waiting:
            raise InputInvalid(
                _(
                    "There is nothing to deposit in {folder}: neither binders (archiver year-end) nor grade "
                    "statements (archiver statement)."
                ).format(folder=folder)
            )
        candidates += here
        not_ready |= waiting
    return Found(tuple(candidates), not_ready)
