"""The module's address as a user writes it: which server, and by what it must not be asked."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from archiver.errors import UsageError
from archiver.locale import _

_SCHOOL = frozenset({"asurso.ru", "www.asurso.ru"})
"""Hosts of the school part, another product with another way of asking (domain 4.1)."""
_LOCAL = "localhost"


@dataclass(frozen=True, slots=True)
class Module:
    """A server of the module: «https://spo.asurso.ru», with a port where it is not the usual one."""

    origin: str
    host: str
    secure: bool

    @property
    def loopback(self) -> bool:
        """Whether it is this computer."""
        return _is_loopback(self.host)

    @property
    def shown(self) -> str:
        """The server as it is told of: its name, with the port where it is not the usual one."""
        return self.origin.partition("://")[2]

    def url(self, place: str) -> str:
        """The whole address of a place below `services/`."""
        return f"{self.origin}/services/{place}"


def module_at(text: str) -> Module:
    """The module at the address; raises UsageError for one that cannot be it, or may not be asked."""
    parts, port = _split(text)
    host = (parts.hostname or "").rstrip(".")
    if parts.username is not None or parts.password is not None:
        raise UsageError(_("Leave login and password out of the address; they have options of their own."))
    if host in _SCHOOL or parts.path.casefold().startswith("/webapi"):
        raise UsageError(
            _(
                "{host} is the school part of ASU RSO: it answers otherwise. Name the address of the SPO "
                "module, for example https://spo.asurso.ru."
            ).format(host=host)
        )
    secure = parts.scheme == "https"
    if not secure and not _is_loopback(host):
        raise UsageError(
            _("Passwords and journals do not go over an open line: write https://{host}.").format(host=host)
        )
    shown = f"[{host}]" if ":" in host else host
    if port is not None and port != (443 if secure else 80):
        shown = f"{shown}:{port}"
    return Module(f"{parts.scheme}://{shown}", host, secure)


def _split(text: str) -> tuple[SplitResult, int | None]:
    bad = UsageError(
        _("«{address}» is no address of the module; write it like https://spo.asurso.ru.").format(
            address=text.partition("@")[2] or text
        )
    )
    if "://" not in text:
        text = f"https://{text}"
    try:
        parts = urlsplit(text.strip())
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        raise bad from None
    if parts.scheme not in ("https", "http") or not host or any(one.isspace() for one in host):
        raise bad
    return parts._replace(netloc=parts.netloc.replace(parts.hostname or "", host)), port


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == _LOCAL
