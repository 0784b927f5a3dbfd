"""Pages set once and looked at by many tests; every warning of the engine is an error here."""

from __future__ import annotations

import pytest
from press_pages import Printed, printed

from archiver.press.engine import STRICT_VARIABLE


@pytest.fixture(autouse=True, scope="session")
def _strict_engine():
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(STRICT_VARIABLE, "1")
        yield


@pytest.fixture(autouse=True, scope="session")
def _nothing_ready(tmp_path_factory):
    """Forms are made here, whatever set-up has made."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("archiver.press.ready.FOLDER", tmp_path_factory.mktemp("ready"))
        yield


@pytest.fixture(scope="session")
def plain_page(_strict_engine) -> Printed:
    """The pages of a small section, nothing unusual in it."""
    return printed()
