"""The stores of registered media: opened by the kind of medium, recognised, closed at the end of a run.

The register keeps an address only: the path of a folder, «s3://bucket/prefix» for Amazon, or
«https://server/bucket/prefix» for any other service. Keys to a bucket are never in the register: boto3 takes
them from where it always does (environment, profile).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Self, TypeVar
from urllib.parse import unquote, urlsplit

from archiver.errors import ArchiverError, UsageError
from archiver.locale import _
from archiver.register.model.media import Medium, MediumKind
from archiver.settings.archive import ArchiveSettings
from archiver.wording.storage import refusal, telling
from storage.errors import StorageError
from storage.medium import require
from storage.store import Store

T = TypeVar("T")


class Stores:
    """Open stores of `media` and of others by their card; `guard` is asked before each change of one.

    Not `patient`: a bucket that does not answer at once counts as not connected.

    `absent` says by inventory number why a medium could not be asked: nothing more is asked of it.
    """

    def __init__(
        self,
        settings: ArchiveSettings,
        *,
        media: Iterable[Medium] = (),
        guard: Callable[[], None] | None = None,
        patient: bool = True,
    ) -> None:
        self._settings, self._guard, self._patient = settings, guard, patient
        self._media = {medium.inventory_number: medium for medium in media}
        self._open: dict[int, Store] = {}
        self.absent: dict[str, str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        for store in self._open.values():
            store.close()

    def open(self, medium: Medium) -> Store:
        """The store, recognised; raises OutputFailed (not connected) and Refused (another medium)."""
        if medium.id not in self._open:
            hurry: dict[str, bool] = {} if self._patient or not medium.kind.remote else {"patient": False}
            self._open[medium.id] = open_store(medium, self._settings, guard=self._guard, **hurry)
        return self._open[medium.id]

    def reached(self, medium: Medium) -> Store | None:
        """The store; None when it is not connected or another one, which `absent` then tells."""
        number = medium.inventory_number
        if number in self.absent:
            return None
        try:
            return self.open(medium)
        except ArchiverError as error:
            self.absent[number] = error.message
            return None

    def stranger(self, medium: Medium) -> Store | None:
        """Whatever lies at the address of a medium, unrecognised; None for nothing. The caller closes it."""
        try:
            with telling(medium.inventory_number):
                return store_at(medium.kind, medium.address, self._settings, patient=self._patient)
        except ArchiverError:
            return None

    def get(self, number: str) -> Store | None:
        """As `reached`, of one of `media`; None for a number that is none of theirs."""
        medium = self._media.get(number)
        return None if medium is None else self.reached(medium)

    def lose(self, number: str, error: StorageError) -> None:
        """A medium stopped answering: nothing more is asked of it in this run."""
        self.absent[number] = refusal(error, number).message

    def connected(self) -> Iterator[tuple[str, Store]]:
        """Every one of `media` that is in service and connected, by its number."""
        for number, medium in self._media.items():
            store = self.reached(medium) if medium.retired_on is None else None
            if store is not None:
                yield number, store

    def each(self, ask: Callable[[Store], Iterator[T]]) -> Iterator[T]:
        """What every one of `media` that is in service and connected answers."""
        for number, store in self.connected():
            try:
                yield from ask(store)
            except StorageError as error:
                self.lose(number, error)


def open_store(
    medium: Medium,
    settings: ArchiveSettings,
    *,
    guard: Callable[[], None] | None = None,
    patient: bool = True,
) -> Store:
    """The store of `medium`, recognised by the identity it carries; the caller closes it.

    `guard` is asked before each change of what it holds (Register.ask_turn); not `patient`, a bucket is asked
    once, and for a few seconds. Raises OutputFailed when there
    is nothing at its address, Refused when another medium is there.
    """
    with telling(medium.inventory_number):
        store = store_at(medium.kind, medium.address, settings, patient=patient)
        try:
            require(store, medium.identity)
            store.guard = guard
        except BaseException:
            store.close()
            raise
    return store


def store_at(kind: MediumKind, address: str, settings: ArchiveSettings, *, patient: bool = True) -> Store:
    """The store at an address, whoever it is; raises UsageError (no such address) and StorageError."""
    return _REMOTE.get(kind, _folder)(address, settings, patient)


def kind_at(address: str) -> MediumKind | None:
    """The kind whose scheme an address has; None for a folder, which may be of several kinds.

    A scheme that nobody has is taken for a bucket's: its opening tells how addresses are written.
    """
    scheme, separator, _rest = address.partition("://")
    if not separator or Path(address).is_dir():
        return None
    return next((kind for kind in MediumKind if scheme in kind.schemes), MediumKind.BUCKET)


def _folder(address: str, _settings: ArchiveSettings, _patient: bool) -> Store:
    from storage.directory import DirectoryStore

    return DirectoryStore(Path(address))


def _bucket(address: str, settings: ArchiveSettings, patient: bool) -> Store:
    from storage.s3.settings import Checksum, S3Settings
    from storage.s3.store import S3Store
    from storage.store import LockMode

    parts = urlsplit(address)
    if parts.username or parts.password or parts.query:
        raise UsageError(
            _(
                "The address of a bucket must not hold keys: they would get into the register. "
                "Put them into AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY or a profile of AWS."
            )
        )
    path = unquote(parts.path).strip("/")
    if parts.scheme == "s3":
        endpoint, bucket, prefix = None, parts.hostname or "", path
    else:
        endpoint = f"{parts.scheme}://{parts.netloc}"
        bucket, _slash, prefix = path.partition("/")
    if parts.scheme not in {"s3", "https", "http"} or not parts.netloc or not bucket:
        raise UsageError(
            _(
                "«{address}» is no address of a bucket. Write it like "
                "https://storage.example.ru/bucket/archive or s3://bucket/archive."
            ).format(address=address)
        )
    asked = S3Settings(
        bucket=bucket,
        prefix=prefix,
        endpoint=endpoint,
        region=settings.bucket_region,
        checksum=Checksum(settings.bucket_checksum),
        lock_mode=LockMode(settings.bucket_lock),
    )
    return S3Store(asked if patient else replace(asked, timeout=_HURRY, attempts=1))


_HURRY = 5.0
"""Seconds in which a bucket has to answer where nobody wants to wait for it."""

_REMOTE: dict[MediumKind, Callable[[str, ArchiveSettings, bool], Store]] = {MediumKind.BUCKET: _bucket}
"""How the store of each remote kind is opened; all others are folders."""
