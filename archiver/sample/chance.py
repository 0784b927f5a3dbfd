"""Random numbers that are the same on every machine and do not disturb one another."""

from __future__ import annotations

import random


def stream(*purpose: object) -> random.Random:
    """Random numbers of one purpose («seed, group, subject»): more of one never shift another's."""
    return random.Random("/".join(map(str, purpose)))  # noqa: S311 - fiction, not secrets
