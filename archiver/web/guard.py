"""Whether a form was sent from a page of the console, and not from somebody else's (cross-site forgery).

Browsers say it themselves in `Sec-Fetch-Site`, but only where the address is encrypted or of this computer.
Older ones are asked for `Origin`. What says neither is refused.
"""

from __future__ import annotations

from dataclasses import dataclass

from werkzeug.datastructures import Headers

from archiver.web.address import Address

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing here."""


@dataclass(frozen=True, slots=True)
class Foreign:
    """A refused form: the origin that was expected, and what came («» where nothing was said)."""

    expected: str
    came: str


def foreign(method: str, headers: Headers, address: Address) -> Foreign | None:
    """Why a request is refused; None where it is one of the console's own, or changes nothing."""
    if method in SAFE:
        return None
    origin, site = headers.get("Origin", ""), headers.get("Sec-Fetch-Site", "")
    own = site == "same-origin" if site else origin == address.origin
    return None if own else Foreign(address.origin, origin or site)
