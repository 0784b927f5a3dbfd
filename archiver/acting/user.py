"""The operating-system user who runs this process."""

from archiver.disk.account import os_login

__all__ = ["os_login"]
