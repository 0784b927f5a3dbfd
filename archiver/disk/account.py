"""The operating-system user who runs this process."""

from __future__ import annotations

import os


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
