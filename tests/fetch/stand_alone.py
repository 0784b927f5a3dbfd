"""The stand-in as a program of its own, for trying by hand and for benchmarks/fetch.py.

    .venv/bin/python tests/fetch/stand_alone.py FOLDER [--groups 85]

Prints the address, writes `authority.pem` and `password` into FOLDER and serves until its input ends; then
prints what was asked of it as JSON. Without --groups it is the small college of the tests.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import stand_authority
import stand_college
import stand_flood
from stand_module import LOGIN, PASSWORD, Module
from stand_server import serving


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--groups", type=int, default=0)
    given = parser.parse_args()
    authority = stand_authority.found(given.folder)
    (given.folder / "password").write_text(f"{PASSWORD}\n", encoding="utf-8")
    (given.folder / "password").chmod(0o600)
    answers = stand_flood.flood(given.groups) if given.groups else stand_college.answers()
    module = Module(answers)
    with serving(module, authority.vouched) as address:
        told = {"address": address, "login": LOGIN, "authority": str(authority.certificate)}
        print(json.dumps(told), flush=True)  # noqa: T201
        sys.stdin.read()
    print(json.dumps({"asked": len(module.asked), "offences": module.offences}))  # noqa: T201


if __name__ == "__main__":
    main()
