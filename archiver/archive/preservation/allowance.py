"""How much a run may read and how long it may take, shared by everything it checks."""

from __future__ import annotations

import time

from storage.fixity import Budget


class Allowance:
    """Bytes and seconds that are left of a run's budget; None is without bounds."""

    def __init__(self, size: int | None = None, seconds: float | None = None) -> None:
        self._left = size
        self._until = None if seconds is None else time.monotonic() + seconds

    def budget(self) -> Budget:
        """What the next bag may take."""
        left = None if self._until is None else max(0.0, self._until - time.monotonic())
        return Budget(self._left, left)

    def spend(self, size: int) -> None:
        """So much was read."""
        if self._left is not None:
            self._left = max(0, self._left - size)

    @property
    def over(self) -> bool:
        """Whether nothing is left."""
        late = self._until is not None and time.monotonic() >= self._until
        return late or self._left == 0
