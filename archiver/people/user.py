"""The operating-system user who runs this process."""

from archiver.disk.account import os_account, os_login, users_are_mapped

__all__ = ["os_account", "os_login", "users_are_mapped"]
