"""Where the console is reached: the one truth for links, cookies and where a form may come from.

A browser's `Host` and a proxy's headers are believed by nobody: whoever sends them may write them.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from archiver.errors import ConfigInvalid, UsageError
from archiver.locale import _

_USUAL = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Address:
    """`scheme` «http» or «https», `host`, `port`, and the `prefix` of every path: "" or «/archive»."""

    scheme: str
    host: str
    port: int
    prefix: str = ""

    @property
    def origin(self) -> str:
        """What a browser sends as `Origin` from a page of the console."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == _USUAL[self.scheme] else f":{self.port}")

    def __str__(self) -> str:
        return f"{self.origin}{self.prefix}/"


def address_told(text: str) -> Address:
    """The address of `console.address`; raises ConfigInvalid for what is none."""
    try:
        parts = urlsplit(text)
        port = parts.port or _USUAL[parts.scheme]
    except (KeyError, ValueError):
        raise _no_address(text) from None
    if not parts.hostname or parts.query or parts.fragment or parts.username is not None:
        raise _no_address(text)
    if parts.scheme == "http" and not is_loopback(parts.hostname):
        raise ConfigInvalid(
            _(
                "The console's address {address} has no encryption: passwords and names would go over the "
                "network in the open. Write https://…"
            ).format(address=text)
        )
    return Address(parts.scheme, parts.hostname.lower(), port, parts.path.rstrip("/"))


def listening_at(host: str, port: int, told: str, *, encrypted: bool) -> Address:
    """The address of a server that listens at `host`, and is called `told` («» unless there is a proxy).

    Raises UsageError where passwords would go over a network in the open, ConfigInvalid as `address_told`.
    """
    if told:
        return address_told(told)
    if not encrypted and not is_loopback(host):
        raise UsageError(
            _(
                "At {host} the console would be reached over the network without encryption. Give it a "
                "certificate and its key, or put it behind a proxy and name that: console.address = "
                '"https://…".'
            ).format(host=host)
        )
    return Address("https" if encrypted else "http", host.lower(), port)


def is_loopback(host: str) -> bool:
    """Whether only this computer reaches `host`."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _no_address(text: str) -> ConfigInvalid:
    text = text.rpartition("@")[2]  # what stands before it may be a password
    return ConfigInvalid(
        _(
            "«{address}» is no address of a console; write it like https://archive.college.ru/journals."
        ).format(address=text)
    )
