"""Parts pressed once and bound by many tests."""

from __future__ import annotations

from pathlib import Path

import pytest
from bound import make_bound_journal, make_settings, press_parts, resized

from archiver.binder.plan import BinderPart
from archiver.binder.volume import Volume, bind
from archiver.journal.model import Journal


@pytest.fixture(autouse=True, scope="session")
def _nothing_ready(tmp_path_factory: pytest.TempPathFactory):
    """Plates are learned here, whatever set-up has made."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("archiver.press.ready.FOLDER", tmp_path_factory.mktemp("ready"))
        yield


@pytest.fixture(scope="session")
def journal() -> Journal:
    """A journal of three subjects, two terms and two subgroups in one subject."""
    return make_bound_journal()


@pytest.fixture(scope="session")
def parts(journal: Journal, tmp_path_factory: pytest.TempPathFactory) -> tuple[BinderPart, ...]:
    """Its eight parts, on landscape sheets."""
    return press_parts(journal, make_settings(), tmp_path_factory.mktemp("cache"))


@pytest.fixture(scope="session")
def volume(
    journal: Journal, parts: tuple[BinderPart, ...], tmp_path_factory: pytest.TempPathFactory
) -> Volume:
    """The journal bound on one side of the sheets."""
    return bind(journal, parts, make_settings(), tmp_path_factory.mktemp("bound"))[0]


@pytest.fixture(scope="session")
def duplex(
    journal: Journal, parts: tuple[BinderPart, ...], tmp_path_factory: pytest.TempPathFactory
) -> Volume:
    """The same parts bound for both sides of the sheets; an odd number of pages."""
    folder = tmp_path_factory.mktemp("duplex")
    odd = (resized(parts[0], folder / "part", 1), *parts[1:])
    return bind(journal, odd, make_settings(duplex=True), folder)[0]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An output folder."""
    return tmp_path / "Папка с пробелом"
