"""A server's refusals in the words of our errors."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from storage.errors import (
    AlreadyThere,
    Missing,
    StorageError,
    StoreDenied,
    StoreFailed,
    StoreFull,
    StoreUnreachable,
)

_MISSING = {"NoSuchKey", "NoSuchVersion", "NotFound", "404", "NoSuchUpload"}
_THERE = {"PreconditionFailed", "ConditionalRequestConflict", "412"}
_DENIED = {"AccessDenied", "Forbidden", "403", "InvalidAccessKeyId", "SignatureDoesNotMatch"}
_FULL = {"QuotaExceeded", "InsufficientCapacity", "XMinioStorageFull", "507"}


@contextlib.contextmanager
def answered(place: str, key: str, doing: str) -> Iterator[None]:
    """Turn boto3's exceptions into StorageError."""
    from botocore.exceptions import BotoCoreError, ClientError, IncompleteReadError, ReadTimeoutError

    try:
        yield
    except ClientError as error:
        raise _of_answer(error.response, place, key, doing) from error
    except (IncompleteReadError, ReadTimeoutError) as error:
        raise StoreFailed(place, key, doing, str(error)) from error
    except BotoCoreError as error:
        raise StoreUnreachable(place, key, doing, str(error)) from error


def _of_answer(answer: dict[str, Any], place: str, key: str, doing: str) -> StorageError:
    code = str(answer.get("Error", {}).get("Code", ""))
    words = str(answer.get("Error", {}).get("Message") or code)
    status = answer.get("ResponseMetadata", {}).get("HTTPStatusCode")
    if code in _MISSING:
        return Missing(place, key)
    if code in _THERE:
        return AlreadyThere(place, key)
    kind: type[StoreFailed] = StoreFailed
    if code in _DENIED:
        kind = StoreDenied
    elif code in _FULL:
        kind = StoreFull
    elif code == "NoSuchBucket":
        kind = StoreUnreachable
    return kind(place, key, doing, words, status=status, answer=code)


def in_words(answer: dict[str, Any]) -> str:
    """The server's answer as a line of evidence: status and request id."""
    meta = answer.get("ResponseMetadata", {})
    words = f"HTTP {meta.get('HTTPStatusCode')}"
    return f"{words}, request {meta['RequestId']}" if meta.get("RequestId") else words
