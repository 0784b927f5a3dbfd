"""What is said when a page cannot be laid exactly: then the engine sets it, and the run counts it."""

from __future__ import annotations


class CannotLayError(Exception):
    """The page needs the engine; `reason` is a short word for statistics, never the text itself."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class TooManyTopicsError(Exception):
    """The topics planned for one page do not fit on it; `first` is the number of the first lesson there."""

    def __init__(self, first: int) -> None:
        super().__init__("too many topics")
        self.first = first
