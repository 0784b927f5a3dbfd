"""What lies in a bag's folder and is no file of the bag: put there by a system, or by a person.

Windows and macOS leave files of their own wherever a folder is looked into. They take nothing from the bag:
each of its files is whole and in its place. So they are told apart from damage, and removed by name.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from storage.keys import joined
from storage.store import Erased, Store

_OF_SYSTEMS = re.compile(
    r"thumbs\.db(:encryptable)?|ehthumbs(_vista)?\.db|desktop\.ini|\.ds_store|\._.*|\.directory|icon\r?"
    r"|\$recycle\.bin|recycler|system volume information|found\.\d{3}|\.spotlight-v100|\.trashes|\.fseventsd"
    r"|\.temporaryitems|\.trash-\d+|lost\+found|\.nfs[0-9a-f]+|\.fuse_hidden[0-9a-f]+",
    re.IGNORECASE,
)


def is_of_a_system(path: str) -> bool:
    """Whether a file, or a folder above it, is one that systems make by themselves."""
    return any(_OF_SYSTEMS.fullmatch(segment) for segment in path.split("/"))


def foreign_in(store: Store, prefix: str, known: Collection[str]) -> tuple[str, ...]:
    """Paths in a bag's folder of which the register knows nothing; what cannot be touched is left out."""
    cut = len(joined(prefix, ""))
    found = (entry.key[cut:] for entry in store.list(prefix) if not entry.offence)
    return tuple(sorted(path for path in found if path not in known))


def remove_foreign(store: Store, prefix: str, known: Collection[str]) -> tuple[Erased, ...]:
    """Erase what is foreign in a bag; `known` are all files of the bag. Raises StoreFailed, HostileEntry."""
    return tuple(
        answer for path in foreign_in(store, prefix, known) for answer in store.erase(joined(prefix, path))
    )
