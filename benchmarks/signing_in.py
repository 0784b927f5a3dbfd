"""How long a refused sign-in takes, by what is wrong with it: nobody may learn from it who is registered.

    .venv/bin/python benchmarks/signing_in.py [--tries 200]

Signs in so often as each of: nobody of this login, somebody with another password, somebody without one, and
somebody who has left; in turn, so that a busy computer slows all alike. Prints a Markdown table of medians.
The clock of the register goes on by an hour at each try, so that nobody is locked.
"""

from __future__ import annotations

import argparse
import datetime as dt
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from archiver.errors import Refused
from archiver.people.passwords import hashed
from archiver.people.signing_in import authenticate
from archiver.register.model.people import Person
from archiver.register.opening import open_url

SECRET = "ворота кактус лодка"
NAMES = {
    "nobody": "логина нет",
    "petrov": "пароль неверен",
    "ivanov": "пароль не задан",
    "sidorov": "больше не работает",
}


def hours() -> Iterator[dt.datetime]:
    """A clock of which every look is an hour later."""
    moment = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
    while True:
        moment += dt.timedelta(hours=1)
        yield moment


def measured(folder: Path, tries: int) -> dict[str, float]:
    """The median of each, in seconds."""
    taken: dict[str, list[float]] = {login: [] for login in NAMES}
    clock = hours()
    with open_url(f"sqlite:///{folder}/register.db", clock=lambda: next(clock)) as register:
        with register.transaction(by="orlova") as work:
            for login in ("petrov", "ivanov", "sidorov"):
                hash_ = None if login == "ivanov" else hashed(SECRET, login=login)
                work.people.add(
                    Person(login=login, name=login, password_hash=hash_, registered_at=work.now())
                )
            work.people.change("sidorov", active=False)
        for _try in range(tries):
            for login, times in taken.items():
                began = time.perf_counter()
                try:
                    authenticate(register, login, "другой пароль")
                except Refused:
                    times.append(time.perf_counter() - began)
    return {login: statistics.median(times) for login, times in taken.items()}


def main() -> int:
    """Print the table; 1 when the medians are more than 10 % apart."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--tries", type=int, default=200)
    tries = parser.parse_args().tries
    with tempfile.TemporaryDirectory() as folder:
        medians = measured(Path(folder), tries)
    print(f"| Вход с ошибкой | Медиана из {tries} |\n|---|---|")
    for login, median in medians.items():
        print(f"| {NAMES[login]} | {median * 1000:.1f} мс |")
    apart = max(medians.values()) / min(medians.values()) - 1
    print(f"\nРазница между крайними — {apart:.1%}.")
    return int(apart > 0.1)


if __name__ == "__main__":
    sys.exit(main())
