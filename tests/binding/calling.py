"""What a command said, and groups of other names."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from archiver.journal.model import Journal


def named(journal: Journal, name: str) -> Journal:
    """The same journal for a group of another name."""
    return replace(journal, group=replace(journal.group, name=name))


@dataclass
class Answer:
    """What a command said: exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.out)


Call = Callable[..., Answer]
