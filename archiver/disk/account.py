"""The operating-system user who runs this process."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_UID_MAP = Path("/proc/self/uid_map")


def os_login() -> str:
    """Their login, from the system itself: `getpass.getuser` believes $LOGNAME, which anyone can set."""
    if os.name == "nt":
        return os.getlogin()
    import pwd

    uid = os.getuid()
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:  # a container run as a number without a name
        return f"uid{uid}"


def users_are_mapped(uid_map: Path = _UID_MAP) -> bool:
    """Whether user numbers here are another's word: a user namespace gives them out anew.

    Anybody may make one (`unshare --map-user`) and be whom they like in it. `uid_map` is the kernel's table
    (user_namespaces(7)); the whole range mapped to itself is none. A system without the table has none
    either; one that cannot be read is not believed.
    """
    try:
        return uid_map.read_text(encoding="utf-8").split() != ["0", "0", "4294967295"]
    except FileNotFoundError:
        return sys.platform == "linux" and not uid_map.with_name("status").exists()
    except (OSError, ValueError):
        return True


def os_account() -> str:
    """The account as what was done from it is told: one out of a user namespace is marked."""
    return f"{os_login()} (userns)" if users_are_mapped() else os_login()
