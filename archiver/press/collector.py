"""The cyclic collector, paused while pages are made.

A page is some ten thousand small objects without cycles that live until it is written: looking through
them for garbage again and again costs half as much as making them.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused_collector() -> Iterator[None]:
    """No collection inside; what is without cycles is freed all the same."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
