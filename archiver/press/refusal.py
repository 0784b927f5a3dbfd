"""What is said when a page cannot be laid exactly: then the engine sets it, and the run counts it."""

from __future__ import annotations


class CannotLayError(Exception):
    """The page needs the engine; `reason` is a short word for statistics, never the text itself."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
