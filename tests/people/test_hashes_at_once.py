"""Not more than four passwords are hashed at once, however many sign in."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from archiver.errors import Refused
from archiver.people.passwords import AT_ONCE, hashed, matches
from archiver.people.signing_in import authenticate
from archiver.register.model.people import Person
from archiver.register.opening import open_url
from archiver.register.repositories.attempts import MOST_WRONG

MANY = 12


def test_four_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    full, busy, most = threading.Barrier(AT_ONCE), [0], [0]
    lock = threading.Lock()

    class Hasher:
        def verify(self, _hash: str, _password: str) -> bool:
            with lock:
                busy[0] += 1
                most[0] = max(most[0], busy[0])
            full.wait(30)  # nobody goes on before four are here, and a fifth would be counted
            with lock:
                busy[0] -= 1
            return True

    monkeypatch.setattr("argon2.PasswordHasher", Hasher)
    with ThreadPoolExecutor(MANY) as pool:
        assert all(pool.map(lambda _one: matches("hash", "password"), range(MANY)))
    assert most == [AT_ONCE] == [4]


def test_many_tries_at_once_are_no_more_than_one_after_another(tmp_path: Path) -> None:
    with open_url(f"sqlite:///{tmp_path}/register.db") as register:
        with register.transaction(by="orlova") as work:
            secret = hashed("ворота кактус лодка", login="petrov")
            work.people.add(
                Person(login="petrov", name="Петров П.П.", password_hash=secret, registered_at=work.now())
            )

        def guess(number: int) -> str:
            with pytest.raises(Refused) as told:
                authenticate(register, "petrov", f"догадка номер {number}")
            return told.value.message

        with ThreadPoolExecutor(MANY) as pool:
            said = list(pool.map(guess, range(MANY)))
        assert len([one for one in said if "подождите" in one]) == MANY - MOST_WRONG
        with register.reading() as work:
            assert len(list(work.trail.events(action="person.locked-out"))) == 1
