"""A server's answers: its refusals in the words of our errors, and what is no answer at all.

Whoever reads an answer does so inside `answered`: a field that is not there, or is something else than it
has to be, is a refusal with words like any other (StoreNonsense), and no error of the program.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import Any

from storage.errors import (
    AlreadyThere,
    Missing,
    StorageError,
    StoreClock,
    StoreDenied,
    StoreFailed,
    StoreFull,
    StoreNonsense,
    StoreUnreachable,
)

_MISSING = {"NoSuchKey", "NoSuchVersion", "NotFound", "404", "NoSuchUpload"}
_THERE = {"PreconditionFailed", "ConditionalRequestConflict", "412"}
_DENIED = {"AccessDenied", "Forbidden", "403", "InvalidAccessKeyId", "SignatureDoesNotMatch"}
_SKEWED = {"RequestTimeTooSkewed", "RequestExpired"}
_SKEW = 15 * 60
"""Seconds that S3 lets clocks differ by. A refused HEAD has no body that could say so, but it has a date."""
SIGNED_AT = "SignedAt"
"""Where `settings.connect` puts the moment a request was signed with, beside the server's headers."""
_UNREADABLE = (LookupError, ValueError, TypeError, AttributeError, OverflowError, RecursionError)
_FULL = {"QuotaExceeded", "InsufficientCapacity", "XMinioStorageFull", "507"}


@contextlib.contextmanager
def answered(place: str, key: str, doing: str) -> Iterator[None]:
    """Turn boto3's exceptions, and answers that cannot be read, into StorageError."""
    from botocore.exceptions import (
        BotoCoreError,
        ClientError,
        IncompleteReadError,
        PaginationError,
        ReadTimeoutError,
    )
    from botocore.parsers import ResponseParserError

    try:
        yield
    except ClientError as error:
        raise _of_answer(error.response, place, key, doing) from error
    except (IncompleteReadError, ReadTimeoutError) as error:
        raise StoreFailed(place, key, doing, str(error)) from error
    except (ResponseParserError, PaginationError) as error:
        raise StoreNonsense(place, key, doing, type(error).__name__) from error
    except BotoCoreError as error:
        raise StoreUnreachable(place, key, doing, str(error)) from error
    except StorageError:
        raise
    except _UNREADABLE as error:
        raise StoreNonsense(place, key, doing, f"{type(error).__name__}: {error}"[:200]) from error


def _of_answer(answer: dict[str, Any], place: str, key: str, doing: str) -> StorageError:
    code = str(answer.get("Error", {}).get("Code", ""))
    words = str(answer.get("Error", {}).get("Message") or code)
    status = answer.get("ResponseMetadata", {}).get("HTTPStatusCode")
    if code in _MISSING:
        return Missing(place, key)
    if code in _THERE:
        return AlreadyThere(place, key)
    kind: type[StoreFailed] = StoreFailed
    ahead = _ahead(answer)
    if code in _SKEWED or (status == 403 and ahead is not None and abs(ahead) > _SKEW):
        return StoreClock(place, key, doing, words, ahead=ahead)
    if code in _DENIED:
        kind = StoreDenied
    elif code in _FULL:
        kind = StoreFull
    elif code == "NoSuchBucket":
        kind = StoreUnreachable
    return kind(place, key, doing, words, status=status, answer=code)


def _ahead(answer: dict[str, Any]) -> int | None:
    """By how many seconds the moment we signed with is ahead of the server's date; None where it has none."""
    meta = answer.get("ResponseMetadata", {})
    try:
        ours = dt.datetime.strptime(meta[SIGNED_AT], "%Y%m%dT%H%M%SZ").replace(tzinfo=dt.UTC)
        return round((ours - parsedate_to_datetime(meta["HTTPHeaders"]["date"])).total_seconds())
    except _UNREADABLE:
        return None


def in_words(answer: dict[str, Any]) -> str:
    """The server's answer as a line of evidence: status and request id."""
    meta = answer.get("ResponseMetadata", {})
    words = f"HTTP {meta.get('HTTPStatusCode')}"
    return f"{words}, request {meta['RequestId']}" if meta.get("RequestId") else words


def asked_for(one: dict[str, Any], beginning: str) -> str:
    """The key of a line of a list that was asked for keys beginning so; raises ValueError for another."""
    key = one["Key"]
    if not isinstance(key, str) or not key.startswith(beginning):
        raise ValueError("a key that was not asked for")
    return key


def size_in(one: dict[str, Any], name: str) -> int:
    """A number of bytes; raises ValueError for what is none."""
    size = one[name]
    if not isinstance(size, int) or size < 0:
        raise ValueError(f"{name} is no size")
    return size
