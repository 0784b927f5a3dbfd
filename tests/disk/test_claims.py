"""A folder is held for one run, whichever account of the computer the other run belongs to."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from archiver.disk import claims
from archiver.disk.claims import Taken, folder_held


@pytest.fixture
def shared() -> Iterator[Path]:
    """A folder in which all may write."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o777)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(params=[True, False], ids=["a lock on the folder", "no locks in the file system"])
def locks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """With both kinds of file systems; of the second kind are some network drives."""
    if not request.param:
        monkeypatch.setattr(claims, "lock", lambda _handle: None)


@contextlib.contextmanager
def held_by_another(folder: Path, account: str) -> Iterator[None]:
    """Another process of another account holds the folder for the block."""
    from_child, to_parent = os.pipe()
    from_parent, to_child = os.pipe()
    child = os.fork()
    if not child:
        os.close(to_child)
        try:
            if os.getuid() == 0:
                user = pwd.getpwnam(account)
                os.setgroups([])
                os.setgid(user.pw_gid)
                os.setuid(user.pw_uid)
            with folder_held(folder):
                os.write(to_parent, b"held")
                os.read(from_parent, 1)
        finally:
            os._exit(0)
    os.close(to_parent)
    os.close(from_parent)
    try:
        assert os.read(from_child, 4) == b"held"
        yield
    finally:
        os.close(to_child)
        os.waitpid(child, 0)
        os.close(from_child)


@pytest.mark.usefixtures("locks")
def test_between_accounts(shared: Path, record_property: Callable[[str, object], None]) -> None:
    if os.getuid() != 0:
        record_property("not tested", "a folder held by another account: only root can become another one")
    with held_by_another(shared, "nobody"):
        with pytest.raises(Taken), folder_held(shared):
            pass
        with folder_held(shared / "другая"):
            pass
    with folder_held(shared), pytest.raises(Taken), folder_held(shared):
        pass
    with folder_held(shared):
        assert list(shared.iterdir()) == []
