"""What the proofs of an act come to: only what was seen to go counts as destroyed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from disposal_factories import make_copies, make_file, make_proof
from retention.copies import CopyKind, Method
from retention.tally import Line, Tally, line_of

DISK, OBJECT, PAPER = make_copies(make_file())


@pytest.mark.parametrize(
    ("kind", "method", "line"),
    [
        (CopyKind.MEDIUM, Method.OVERWRITTEN, Line.ELECTRONIC),
        (CopyKind.MEDIUM, Method.MEDIUM_DESTROYED, Line.ELECTRONIC),
        (CopyKind.OBJECT, Method.DELETED, Line.ELECTRONIC),
        (CopyKind.MEDIUM, Method.EXPLAINED, Line.EXPLAINED),
        (CopyKind.OBJECT, Method.EXPLAINED, Line.EXPLAINED),
        (CopyKind.MEDIUM, Method.REMOVED, Line.REMOVED),
        (CopyKind.PAPER, Method.PULPED, Line.PAPER),
        (CopyKind.REGISTER, Method.ROWS_DELETED, Line.NAMES),
        (CopyKind.DERIVED, Method.DELETED, Line.DERIVED),
    ],
)
def test_a_line_counts_as_what_was_done(kind: CopyKind, method: Method, line: Line) -> None:
    assert line_of(replace(DISK, kind=kind), replace(make_proof(DISK), method=method)) is line


def test_an_empty_place_is_no_copy_destroyed() -> None:
    proven = [(copy, make_proof(copy)) for copy in (DISK, OBJECT, PAPER)]
    moved = (DISK, replace(make_proof(DISK), method=Method.EXPLAINED, digest_before=None, remark="перенесён"))
    names = (replace(DISK, kind=CopyKind.REGISTER), make_proof(DISK))
    tally = Tally.of([*proven, moved, names])
    assert (tally.destroyed, tally.electronic, tally.paper) == (3, 2, 1)
    assert (tally.explained, tally.names, tally.removed) == (1, 1, 0)
