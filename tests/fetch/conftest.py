"""The module's stand-in for the tests of the connector: an authority for all of them, a server for each."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import stand_authority
import stand_college
from stand_authority import Authority
from stand_command import Stand
from stand_module import PASSWORD, Module
from stand_server import serving
from stand_switches import Switches


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    if not stand_authority.has_openssl():
        pytest.skip("certificates for the stand-in: there is no openssl program")
    return stand_authority.found(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def stand(authority: Authority, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Stand]]:
    """Makes a module with these switches; at the end no module may have been asked what may not be asked."""
    password_file = tmp_path_factory.mktemp("secret") / "password"
    password_file.write_text(f"{PASSWORD}\n", encoding="utf-8")
    password_file.chmod(0o600)
    stands: list[Stand] = []
    with contextlib.ExitStack() as stack:

        def make(
            *, gap: float = 0.0, answers: Any = None, tls: Any = None, plain: bool = False, **switches: Any
        ) -> Stand:
            module = Module(answers or stand_college.answers(), Switches(**switches), gap)
            context = None if plain else tls or authority.vouched
            address = stack.enter_context(serving(module, context))
            stands.append(Stand(module, address, authority, password_file))
            return stands[-1]

        yield make
        for one in stands:
            assert one.may_offend or one.module.offences == []
