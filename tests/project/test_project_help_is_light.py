"""What makes `archiver --help` answer at once: it loads click, ten small modules, and nothing else.

How long that takes is measured by benchmarks/help.py, not here: no test looks at a clock.
"""

from __future__ import annotations

from repository import python

LOADED = """
import sys
from archiver.__main__ import run
run(["--help"])
installed = {name.partition(".")[0] for name, one in list(sys.modules.items())
             if "site-packages" in (getattr(one, "__file__", None) or "")}
print("LOADED", *sorted(installed - {"archiver"}))
print("OWN", *sorted(name for name, one in sys.modules.items() if name.partition(".")[0] in
                     {"archiver", "retention", "storage", "templates"} and not hasattr(one, "__path__")))
"""


def loaded() -> dict[str, list[str]]:
    done = python("-c", LOADED)
    assert done.returncode == 0, done.stderr
    lines = (line.split() for line in done.stdout.splitlines()[-2:])
    return {kind: names for kind, *names in lines}


def test_help_loads_click_and_ten_modules_of_the_program() -> None:
    found = loaded()
    assert [name for name in found["LOADED"] if not name.startswith("_")] == ["click"]
    assert len(found["OWN"]) <= 10, found["OWN"]
    assert {name.partition(".")[0] for name in found["OWN"]} == {"archiver"}
