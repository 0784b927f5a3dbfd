"""Suites that draw what they try: the same examples each time, and some that nobody has seen yet.

The fixed draw keeps a failure where it was found; the fresh one looks further each time. Its seed is printed
on failure: `ARCHIVER_TEST_SEED=… ` before the command draws the same once more.
"""

from __future__ import annotations

import functools
import os
import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, seed, settings

SEED = int(os.environ.get("ARCHIVER_TEST_SEED") or random.SystemRandom().randrange(2**32))


def fresh_seed() -> int:
    """A seed nobody has tried; what a test prints is shown when it fails."""
    print(f"ARCHIVER_TEST_SEED={SEED}")  # noqa: T201 - to draw the same again
    return SEED


def draw(examples: int, check: Callable[..., None], *strategies: Any, fresh: bool, **named: Any) -> None:
    """Call `check` with so many examples of the strategies."""
    run = given(*strategies, **named)(check)
    if fresh:
        run = seed(fresh_seed())(run)
    settings(
        max_examples=examples,
        derandomize=not fresh,
        database=None,
        deadline=None,
        print_blob=True,
        suppress_health_check=list(HealthCheck),
    )(run)()


def drawn(
    examples: int, *strategies: Any, **named: Any
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Make two tests of one: four fifths of the examples are the same each time, the others are fresh."""

    def twice(check: Callable[..., None]) -> Callable[..., None]:
        @pytest.mark.parametrize("fresh", [False, True], ids=["fixed", "fresh"])
        def run(fresh: bool) -> None:
            count = examples // 5
            draw(count if fresh else examples - count, check, *strategies, fresh=fresh, **named)

        functools.update_wrapper(run, check)
        del run.__wrapped__  # type: ignore[attr-defined]  # its parameters are drawn, not fixtures
        return run

    return twice
