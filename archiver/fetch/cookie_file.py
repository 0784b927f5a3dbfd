"""Cookies of a browser, as extensions of Chrome and Firefox save them (Netscape's cookies.txt)."""

from __future__ import annotations

import io
import os
import stat
from http.cookiejar import Cookie, CookieJar
from pathlib import Path

from archiver.disk.plain_files import open_plain
from archiver.errors import Refused, UsageError
from archiver.fetch.module_address import Module
from archiver.locale import _
from archiver.wording.causes import cause

_LARGEST = 4 << 20
_HTTP_ONLY = "#HttpOnly_"
_FIELDS = 7


def read_cookies(file: Path, module: Module) -> CookieJar:
    """The cookies of `module` in the file; other servers' are left out.

    Raises Refused for a file that others can read (a cookie is as good as the password while it lasts),
    UsageError for one that cannot be read or holds none of this server's.
    """
    try:
        with open_plain(file) as opened:
            if os.name == "posix" and stat.S_IMODE(os.fstat(opened.fileno()).st_mode) & 0o077:
                raise Refused(
                    _("{file} can be read by others; make it private first: chmod 600 {file}.").format(
                        file=file
                    )
                )
            text = opened.read(_LARGEST).decode("utf-8-sig", "replace")
    except OSError as error:
        raise UsageError(
            _("{path} cannot be read: {reason}. Check the rights to it.").format(
                path=file, reason=cause(error)
            )
        ) from error
    jar = CookieJar()
    for line in io.StringIO(text):
        cookie = _cookie(line.rstrip("\r\n"), module)
        if cookie is not None:
            jar.set_cookie(cookie)
    if not any(True for _one in jar):
        raise UsageError(
            _(
                "{file} holds no cookies of {host}. Log in to {host} with the browser and save the cookies "
                "of that page in the Netscape format (cookies.txt)."
            ).format(file=file, host=module.host)
        )
    return jar


def _cookie(line: str, module: Module) -> Cookie | None:
    """The cookie of a line, if it is one that the module would be shown.

    When it was to expire is not asked: «0» stands for a cookie of the session, and the module knows itself
    what it takes for valid.
    """
    http_only = line.startswith(_HTTP_ONLY)
    line = line.removeprefix(_HTTP_ONLY)
    parts = line.split("\t")
    if line.startswith("#") or len(parts) != _FIELDS or not _may_be_sent(parts[-2] + parts[-1]):
        return None
    domain, _subdomains, path, secure, _expires, name, value = parts
    bare = domain.lstrip(".").casefold()
    if not (module.host == bare or (domain.startswith(".") and module.host.endswith(f".{bare}"))):
        return None
    if domain == module.host and "." not in domain:
        domain = f"{domain}.local"  # what the jar calls a computer without a domain (RFC 2965)
    return Cookie(
        version=0,
        name=name,
        value=value,
        port=None,
        port_specified=False,
        domain=domain.casefold(),
        domain_specified=domain.startswith("."),
        domain_initial_dot=domain.startswith("."),
        path=path or "/",
        path_specified=True,
        secure=secure.upper() == "TRUE",
        expires=None,
        discard=True,
        comment=None,
        comment_url=None,
        rest={"HttpOnly": ""} if http_only else {},
    )


def _may_be_sent(text: str) -> bool:
    """Whether it fits into a header; the library names what does not in its error, and cookies are secret."""
    return text.isascii() and text.isprintable()
