"""How acts and tombstones name a file: by its external id where that is a code."""

from __future__ import annotations

import hashlib

from retention.errors import WordRefused
from retention.words import Identifier


def named_as(external_id: str, series: str, academic_year: int) -> Identifier:
    """The external id where it is a code; otherwise series, year and its digest. The same after a rebuild.

    Raises WordRefused for a series that is no code.
    """
    try:
        return Identifier(external_id)
    except WordRefused:
        digest = hashlib.sha256(external_id.encode()).hexdigest()[:16]
        return Identifier(f"{series}/{academic_year}/{digest}")
