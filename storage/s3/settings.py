"""Where a bucket is and how it is spoken to."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from storage.errors import StoreRefused
from storage.keys import joined
from storage.s3.answers import SIGNED_AT
from storage.store import LockMode

MIB = 1 << 20
_WITH_BODY = ("PutObjectRetention", "PutObjectLegalHold")


class Checksum(StrEnum):
    """Whether the server's own checksums are relied on besides Content-MD5 and reading back."""

    AUTO = "auto"
    """Only what the protocol requires: newer checksum headers break some vendors (boto3 ≥ 1.36)."""
    REQUIRED = "required"
    """SHA-256 goes with every upload, and a server that does not confirm it is refused."""


@dataclass(frozen=True, slots=True)
class S3Settings:
    """A bucket, or the part of it under `prefix`.

    `endpoint` is None for Amazon itself. Without keys boto3 looks where it always does (environment,
    profile). `part_size` (bytes, at least 5 MiB) is also the limit up to which a content goes in one
    request. Raises StoreRefused for plain http to another computer: names of students go that way.
    """

    bucket: str
    prefix: str = ""
    endpoint: str | None = None
    region: str = "us-east-1"
    access_key: str | None = field(default=None, repr=False)
    secret_key: str | None = field(default=None, repr=False)
    path_style: bool = True
    checksum: Checksum = Checksum.AUTO
    lock_mode: LockMode = LockMode.GOVERNANCE
    part_size: int = 16 * MIB
    timeout: float = 60.0
    attempts: int = 5

    def __post_init__(self) -> None:
        if self.part_size < 5 * MIB:
            raise ValueError("S3 knows no parts below 5 MiB")
        address = urlsplit(self.endpoint or "https://aws")
        if address.scheme != "https" and address.hostname not in {"127.0.0.1", "::1", "localhost"}:
            raise StoreRefused(self.place, "plain-http")

    @property
    def place(self) -> str:
        """What messages call it."""
        return f"s3://{self.bucket}/{self.prefix}".rstrip("/")

    def whole(self, key: str) -> str:
        """The bucket's own name for `key` of the store."""
        return joined(self.prefix, key)


def connect(settings: S3Settings) -> Any:
    """A boto3 client; it may be used by several threads."""
    import boto3
    from botocore.config import Config

    when = "when_required" if settings.checksum is Checksum.AUTO else "when_supported"
    client = boto3.session.Session().client(
        "s3",
        endpoint_url=settings.endpoint,
        region_name=settings.region,
        aws_access_key_id=settings.access_key,
        aws_secret_access_key=settings.secret_key,
        config=Config(
            signature_version="s3v4",
            connect_timeout=min(10.0, settings.timeout),
            read_timeout=settings.timeout,
            retries={"total_max_attempts": settings.attempts, "mode": "standard"},
            s3={"addressing_style": "path" if settings.path_style else "auto"},
            request_checksum_calculation=when,
            response_checksum_validation=when,
        ),
    )
    for operation in _WITH_BODY:
        client.meta.events.register(f"before-call.s3.{operation}", _add_content_md5)
    client.meta.events.register("response-received.s3", _note_moment)
    return client


def content_md5(body: bytes | bytearray | memoryview) -> str:
    """The header Content-MD5: every S3 server refuses a body damaged on its way by it."""
    return base64.b64encode(hashlib.md5(body, usedforsecurity=False).digest()).decode()


def _note_moment(parsed_response: Any, context: dict[str, Any], **_more: object) -> None:
    # A refused HEAD has no body: that the clocks differ is seen by this moment and the server's date alone.
    if isinstance(parsed_response, dict):
        parsed_response.setdefault("ResponseMetadata", {})[SIGNED_AT] = context.get("timestamp")


def _add_content_md5(params: dict[str, Any], **_more: object) -> None:
    # Newer boto3 sends CRC32 instead, which older servers take for a missing Content-MD5.
    body = params["body"]
    params["headers"]["Content-MD5"] = content_md5(body if isinstance(body, bytes) else body.read())
