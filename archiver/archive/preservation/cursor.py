"""Where a check stands: text in the register, so that it goes on after anything."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict, dataclass

from storage.small_json import object_of


@dataclass(frozen=True, slots=True)
class CheckCursor:
    """Copies up to the id `after` are done; `copy` is half done, `inside` says how far (storage.Cursor).

    `since` is when the check began (anew), `whole`, `faulty` and `unreadable` count the copies that are done.
    """

    since: dt.datetime
    after: int = 0
    copy: int = 0
    inside: str = ""
    whole: int = 0
    faulty: int = 0
    unreadable: int = 0

    def encode(self) -> str:
        """As JSON."""
        return json.dumps({"v": 1, **asdict(self), "since": self.since.isoformat()}, separators=(",", ":"))

    @classmethod
    def decode(cls, text: str) -> CheckCursor | None:
        """From JSON; None when it is empty or of another version."""
        try:
            fields = object_of(text)
            if fields.pop("v") != 1:
                return None
            return cls(since=dt.datetime.fromisoformat(fields.pop("since")), **fields)
        except (ValueError, TypeError, KeyError, AttributeError):
            return None
