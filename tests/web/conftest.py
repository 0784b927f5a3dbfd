"""A console for each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from archiver.counter.reception import Reception
from archiver.register.model.people import Role
from archiver.register.opening import open_url
from archiver.settings.tables import Settings
from office import Browser, Office, SetClock


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture(scope="session")
def empty_register(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A register without entries, made once."""
    file = tmp_path_factory.mktemp("register") / "register.db"
    open_url(f"sqlite:///{file}").close()
    return file.read_bytes()


@pytest.fixture
def settings(tmp_path: Path, empty_register: bytes) -> Settings:
    (tmp_path / "register.db").write_bytes(empty_register)
    return Settings.model_validate(
        {"college": {"short_name": "ОНТ"}, "archive": {"register_url": f"sqlite:///{tmp_path}/register.db"}}
    )


@pytest.fixture
def office(settings: Settings, clock: SetClock) -> Iterator[Office]:
    reception = Reception(settings, clock=clock)
    yield Office(reception, clock)
    reception.close()


@pytest.fixture
def of_role(office: Office) -> Callable[[Role], Browser]:
    """A browser in which somebody of a role is signed in."""

    def made(role: Role) -> Browser:
        groups = ("ИС-21",) if role is Role.CURATOR else ()
        return office.signed_in(office.enter(role.value.replace("-", ""), role, groups=groups))

    return made
