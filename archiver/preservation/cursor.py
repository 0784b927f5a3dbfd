"""Where the check of a whole medium stands: text in the register, so that it goes on after anything."""

from __future__ import annotations

import json
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MediumCursor:
    """Copies up to the id `after` are done; `copy` is half done, `inside` says how far (storage.Cursor).

    `whole`, `faulty` and `unreadable` count the copies that are done.
    """

    after: int = 0
    copy: int = 0
    inside: str = ""
    whole: int = 0
    faulty: int = 0
    unreadable: int = 0

    def encode(self) -> str:
        """As JSON."""
        return json.dumps(
            {
                "v": 1,
                "after": self.after,
                "copy": self.copy,
                "inside": self.inside,
                "whole": self.whole,
                "faulty": self.faulty,
                "unreadable": self.unreadable,
            },
            separators=(",", ":"),
        )

    @classmethod
    def decode(cls, text: str) -> MediumCursor:
        """From JSON; the beginning when it is empty or of another version."""
        try:
            fields = json.loads(text)
            return cls(**fields) if fields.pop("v") == 1 else cls()
        except (ValueError, TypeError, KeyError, AttributeError):
            return cls()
