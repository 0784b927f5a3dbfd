"""A clock that is not this computer's: the Date of a bucket, or of any TLS server that the settings name.

Whoever sets the computer's clock, or says a date, does not set that one. A server is recognised by its
certificate, but not by the certificate's dates: a clock that is years ahead would find every one expired, and
just then the answer is wanted.
"""

from __future__ import annotations

import datetime as dt
import http.client
import os
import ssl
from collections.abc import Iterable, Iterator
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urlsplit

from archiver.register.connection import parse_url, sqlite_file
from archiver.register.model.media import Medium
from archiver.settings.archive import ArchiveSettings

PATIENCE = 5
"""Seconds that a server is waited for."""
_NO_CHECK_TIME = 0x200000
"""X509_V_FLAG_NO_CHECK_TIME of OpenSSL, which Python has no name for."""


class LiveClock:
    """Asked once by a session; what it said is kept as the difference to the register's clock."""

    def __init__(self) -> None:
        self._asked = False
        self._drift: dt.timedelta | None = None

    def drift(
        self, settings: ArchiveSettings, media: Iterable[Medium], now: dt.datetime
    ) -> dt.timedelta | None:
        """How far `now` is ahead of the first live clock that answers; None when none does."""
        if not self._asked:
            self._asked = True
            found = next(filter(None, map(date_of, _addresses(settings, media))), None)
            self._drift = None if found is None else now - found
        return self._drift

    def file_time(self, settings: ArchiveSettings) -> dt.datetime | None:
        """When the register's file was last written; None where it is no file."""
        file = sqlite_file(parse_url(settings.register_url))
        try:
            return None if file is None else dt.datetime.fromtimestamp(Path(file).stat().st_mtime, dt.UTC)
        except OSError:
            return None


class NoLiveClock(LiveClock):
    """For whoever has no other clock: nothing is asked, and the times of files say nothing."""

    def drift(
        self, settings: ArchiveSettings, media: Iterable[Medium], now: dt.datetime
    ) -> dt.timedelta | None:
        """None."""
        del settings, media, now
        return None

    def file_time(self, settings: ArchiveSettings) -> dt.datetime | None:
        """None."""
        del settings
        return None


def date_of(address: str) -> dt.datetime | None:
    """The Date that a server answers with; None when it does not answer, or its certificate is another's."""
    parts = urlsplit(address)
    if not parts.hostname:
        return None
    try:
        connection = _connection(parts.scheme, parts.hostname, parts.port)
    except ValueError:
        return None
    try:
        connection.request("HEAD", "/")
        told = connection.getresponse().getheader("Date")
        found = parsedate_to_datetime(told) if told else None
    except (OSError, http.client.HTTPException, ValueError):
        return None
    finally:
        connection.close()
    return found.astimezone(dt.UTC) if found and found.tzinfo else None


def _connection(scheme: str, host: str, port: int | None) -> http.client.HTTPConnection:
    if scheme == "http":  # a bucket in the college's own network
        return http.client.HTTPConnection(host, port, timeout=PATIENCE)
    context = ssl.create_default_context(cafile=os.environ.get("AWS_CA_BUNDLE"))
    context.verify_flags |= ssl.VerifyFlags(_NO_CHECK_TIME)
    return http.client.HTTPSConnection(host, port, timeout=PATIENCE, context=context)


def _addresses(settings: ArchiveSettings, media: Iterable[Medium]) -> Iterator[str]:
    yield from (f"https://{peer}" for peer in settings.clock_peers)
    for medium in media:
        if medium.kind.remote and medium.in_service:
            parts = urlsplit(medium.address)
            amazon = parts.scheme == "s3"
            yield f"https://s3.{settings.bucket_region}.amazonaws.com" if amazon else medium.address
