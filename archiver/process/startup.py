"""What a process of this program sets for itself when it starts, before any thread, and when it ends.

All of it is process-wide, so no use case touches it: whoever starts the process does (the command line, a
worker, a server).
"""

from __future__ import annotations

import gc
import os
import sys
import threading
from pathlib import Path

_FONTS = "FONTCONFIG_FILE"
_SELDOM = (400_000, 20, 50)
"""Objects, and collections of the generation below, between two collections of each generation.

A command that answers at once makes some 100,000 objects, and none of them is to be freed before it ends.
"""


_TIDIED = "ignore::UserWarning:multiprocessing.resource_tracker"


def at_start() -> None:
    """Look for cyclic garbage seldom, and have nothing said in English of what a killed run leaves.

    When the program is killed, a helper of Python's own frees the semaphores of its workers, and would tell
    the user of it; the helper is started with these options.

    A page is tens of thousands of small objects, nearly all without cycles, that live until it is written:
    looked through as often as Python does by itself, they take half as long again to make.
    """
    gc.set_threshold(*_SELDOM)
    if _TIDIED not in sys.warnoptions:
        sys.warnoptions.append(_TIDIED)


def at_end() -> None:
    """Leave all that is still there to the system, which takes a process' memory back at once.

    Python would look through every object twice for cyclic garbage before it lets them go.
    """
    gc.freeze()


def name_fonts(file: Path) -> None:
    """Let fontconfig read `file` and none of the system's; the environment is all it asks.

    The press says it when its engine is loaded: in a process with one thread when it is first needed, in one
    with several when that starts (`press.engine.load`). RuntimeError where another thread comes first.
    """
    if os.environ.get(_FONTS) == str(file):
        return
    if threading.current_thread() is not threading.main_thread():
        raise RuntimeError("the engine is loaded when a process starts, before any thread presses")
    os.environ[_FONTS] = str(file)
