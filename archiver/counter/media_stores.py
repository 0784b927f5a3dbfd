"""Opening the store behind a registered medium, and being sure that it is this medium.

The register keeps an address only: the path of a folder, «s3://bucket/prefix» for Amazon, or
«https://server/bucket/prefix» for any other service. Keys to a bucket are never in the register: boto3 takes
them from where it always does (environment, profile).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

from archiver.errors import UsageError
from archiver.locale import _
from archiver.register.model.media import Medium, MediumKind
from archiver.settings.archive import ArchiveSettings
from archiver.wording.storage import telling
from storage.medium import require
from storage.store import Store


def open_store(
    medium: Medium, settings: ArchiveSettings, *, guard: Callable[[], None] | None = None
) -> Store:
    """The store of `medium`, recognised by the identity it carries; the caller closes it.

    `guard` is asked before each change of what it holds (Register.ask_turn). Raises OutputFailed when there
    is nothing at its address, Refused when another medium is there.
    """
    with telling(medium.inventory_number):
        store = store_at(medium.kind, medium.address, settings)
        try:
            require(store, medium.identity)
            store.guard = guard
        except BaseException:
            store.close()
            raise
    return store


def store_at(kind: MediumKind, address: str, settings: ArchiveSettings) -> Store:
    """The store at an address, whoever it is; raises UsageError (no such address) and StorageError."""
    if kind is MediumKind.BUCKET:
        return _bucket(address, settings)
    from storage.directory import DirectoryStore

    return DirectoryStore(Path(address))


def _bucket(address: str, settings: ArchiveSettings) -> Store:
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
    return S3Store(
        S3Settings(
            bucket=bucket,
            prefix=prefix,
            endpoint=endpoint,
            region=settings.bucket_region,
            checksum=Checksum(settings.bucket_checksum),
            lock_mode=LockMode(settings.bucket_lock),
        )
    )
