"""The trials of a probe, one method a fact."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import secrets
import time
from collections.abc import Callable, Iterator
from typing import Any

from storage.errors import (
    LockNotKept,
    Missing,
    StorageError,
    StoreFailed,
    StoreNonsense,
    StoreUnreachable,
    Unsupported,
)
from storage.probe_facts import Fact, Outcome
from storage.s3.answers import answered
from storage.s3.locks import in_words
from storage.s3.settings import content_md5
from storage.s3.store import S3Store
from storage.source import BytesSource
from storage.store import Lock, LockMode

_FIRST, _SECOND = b"probe: first", b"probe: second"


class Trials:
    """Trials in one bucket, under `prefix`; `now` tells this moment with its zone."""

    def __init__(self, store: S3Store, lock_for: dt.timedelta, now: Callable[[], dt.datetime]) -> None:
        self.store, self.lock_for, self.now = store, lock_for, now
        self.prefix = f"probe-{secrets.token_hex(8)}"
        self._lock: Lock | None = None

    def all(self) -> Iterator[Fact]:
        """Every trial, in an order in which none spoils the next."""
        self.store.put(self._key("plain"), BytesSource(_FIRST))  # whoever cannot do this is no store
        yield self._fact("read-back", self._read_back)
        yield self._fact("list", self._listing)
        yield self._fact("conditional-put", self._conditional_put)
        yield self._fact("conditional-multipart", self._conditional_multipart)
        yield self._fact("content-md5", self._content_md5)
        yield self._fact("checksum", self._checksum)
        yield self._fact("versioning", self._versioning)
        yield self._fact("lock", self._set_lock)
        for name, trial in (
            ("lock-delete", self._lock_delete),
            ("lock-shorten", self._lock_shorten),
            ("lock-overwrite", self._lock_overwrite),
            ("lock-bypass", self._lock_bypass),
            ("lock-expiry", self._lock_expiry),
        ):
            if self._lock is None:
                yield Fact(name, Outcome.UNKNOWN, "no lock was kept")
            else:
                yield self._fact(name, trial)
        yield from self._holds()
        yield self._fact("delete", self._delete)

    def _fact(self, name: str, trial: Callable[[], tuple[Outcome, str]]) -> Fact:
        try:
            with answered(self.store.place, name, "probe"):
                return Fact(name, *trial())
        except StoreUnreachable:
            raise
        except Unsupported as error:
            return Fact(name, Outcome.REFUSED, error.message, error)
        except StoreNonsense as error:
            return Fact(name, Outcome.IGNORED, error.reason, error)
        except StoreFailed as error:
            return Fact(name, Outcome.REFUSED, f"HTTP {error.status} {error.answer}")
        except StorageError as error:
            return Fact(name, Outcome.UNKNOWN, error.message, error)

    def _key(self, name: str) -> str:
        return f"{self.prefix}/{name}"

    def _call(self, method: str, name: str, **arguments: Any) -> dict[str, Any]:
        settings = self.store.settings
        with answered(self.store.place, name, method):
            answer: dict[str, Any] = getattr(self.store.client, method)(
                Bucket=settings.bucket, Key=settings.whole(self._key(name)), **arguments
            )
        return answer

    def _refused(self, method: str, name: str, **arguments: Any) -> str | None:
        """The answer that refused, or None when it was let pass."""
        try:
            self._call(method, name, **arguments)
        except StoreUnreachable:
            raise
        except StoreFailed as error:
            return f"HTTP {error.status} {error.answer}"
        except StorageError as error:
            return error.code
        return None

    def _content(self, name: str) -> bytes | None:
        try:
            return self.store.read(self._key(name), 1000)
        except Missing:
            return None

    def _version(self, name: str) -> str | None:
        entry = self.store.stat(self._key(name))
        return entry.version if entry else None

    def _read_back(self) -> tuple[Outcome, str]:
        same = self._content("plain") == _FIRST
        return (Outcome.ENFORCED if same else Outcome.IGNORED), "the bytes came back" if same else "others"

    def _listing(self) -> tuple[Outcome, str]:
        # What a list keeps back, a check would take for lost and an erasure for gone.
        shown = [entry.key for entry in self.store.list(self.prefix)]
        if self._key("plain") in shown:
            return Outcome.ENFORCED, "the object is in the list"
        return Outcome.IGNORED, "the object is there and in no list"

    def _conditional_put(self) -> tuple[Outcome, str]:
        refused = self._refused("put_object", "plain", Body=_SECOND, IfNoneMatch="*")
        if self._content("plain") == _FIRST:
            return (Outcome.ENFORCED, refused) if refused else (Outcome.IGNORED, "HTTP 200, not written")
        return Outcome.IGNORED, "a second content was written over the first"

    def _conditional_multipart(self) -> tuple[Outcome, str]:
        upload = self._call("create_multipart_upload", "plain")["UploadId"]
        part = self._call("upload_part", "plain", UploadId=upload, PartNumber=1, Body=_SECOND + b" in parts")
        parts = {"Parts": [{"PartNumber": 1, "ETag": part["ETag"]}]}
        refused = self._refused(
            "complete_multipart_upload", "plain", UploadId=upload, MultipartUpload=parts, IfNoneMatch="*"
        )
        if refused:
            self._refused("abort_multipart_upload", "plain", UploadId=upload)
            return Outcome.ENFORCED, refused
        return Outcome.IGNORED, "a second content was written over the first"

    def _content_md5(self) -> tuple[Outcome, str]:
        wrong = content_md5(_SECOND)
        return self._rejected("md5", ContentMD5=wrong)

    def _checksum(self) -> tuple[Outcome, str]:
        wrong = base64.b64encode(hashlib.sha256(_SECOND).digest()).decode()
        return self._rejected("checksum", ChecksumSHA256=wrong)

    def _rejected(self, name: str, **wrong: str) -> tuple[Outcome, str]:
        refused = self._refused("put_object", name, Body=_FIRST, **wrong)
        if refused and self._content(name) is None:
            return Outcome.ENFORCED, refused
        return Outcome.IGNORED, "a body that does not fit its checksum was stored"

    def _versioning(self) -> tuple[Outcome, str]:
        first = self._call("put_object", "versions", Body=_FIRST).get("VersionId")
        second = self._call("put_object", "versions", Body=_SECOND).get("VersionId")
        if not first or not second or first == second:
            return Outcome.REFUSED, "no versions are told"
        old = self._call("get_object", "versions", VersionId=first)["Body"].read()
        if old == _FIRST:
            return Outcome.ENFORCED, "the first content came back by its version"
        return Outcome.IGNORED, "versions are told and not kept"

    def _set_lock(self) -> tuple[Outcome, str]:
        self.store.put(self._key("lock"), BytesSource(_FIRST))
        until = self.now() + self.lock_for
        arguments = {"Retention": {"Mode": LockMode.GOVERNANCE.value, "RetainUntilDate": until}}
        self._call("put_object_retention", "lock", **arguments)
        lock = self.store.lock_of(self._key("lock"))
        if lock.until is None or lock.mode is not LockMode.GOVERNANCE:
            return Outcome.IGNORED, f"accepted, but read back: {in_words(lock)}"
        self._lock = lock
        return Outcome.ENFORCED, in_words(lock)

    def _lock_delete(self) -> tuple[Outcome, str]:
        refused = self._refused("delete_object", "lock", VersionId=self._version("lock") or "null")
        if refused and self._content("lock") == _FIRST:
            return Outcome.ENFORCED, refused
        return Outcome.IGNORED, "a locked version was deleted"

    def _lock_shorten(self) -> tuple[Outcome, str]:
        sooner = self.now() + dt.timedelta(seconds=1)
        arguments = {"Retention": {"Mode": LockMode.GOVERNANCE.value, "RetainUntilDate": sooner}}
        refused = self._refused("put_object_retention", "lock", **arguments)
        lock = self.store.lock_of(self._key("lock"))
        if lock == self._lock:
            return Outcome.ENFORCED, refused or f"accepted and not done: {in_words(lock)}"
        return Outcome.IGNORED, f"shortened without the right to: {in_words(lock)}"

    def _lock_overwrite(self) -> tuple[Outcome, str]:
        version = self._version("lock")
        refused = self._refused("put_object", "lock", Body=_SECOND)
        if not version:
            kept = self._content("lock") == _FIRST
            return (Outcome.ENFORCED if kept else Outcome.IGNORED), refused or "overwritten"
        old = self._call("get_object", "lock", VersionId=version)["Body"].read()
        if old == _FIRST:
            return Outcome.ENFORCED, refused or "a new version; the locked one is still there"
        return Outcome.IGNORED, "the locked version has another content"

    def _lock_bypass(self) -> tuple[Outcome, str]:
        self.store.put(self._key("bypass"), BytesSource(_FIRST))
        until = self.now() + self.lock_for
        retention = {"Mode": LockMode.GOVERNANCE.value, "RetainUntilDate": until}
        self._call("put_object_retention", "bypass", Retention=retention)
        answers = self.store.erase(self._key("bypass"), bypass=True)
        gone = bool(answers) and all(answer.gone for answer in answers)
        return (Outcome.ENFORCED if gone else Outcome.REFUSED), "; ".join(one.answer for one in answers)

    def _lock_expiry(self) -> tuple[Outcome, str]:
        ends = self._lock.until if self._lock else None
        left = (ends - self.now()).total_seconds() if ends else 0
        time.sleep(max(0.0, left) + 1.0)
        answers = self.store.erase(self._key("lock"))
        gone = bool(answers) and all(answer.gone for answer in answers)
        return (Outcome.ENFORCED if gone else Outcome.IGNORED), "; ".join(one.answer for one in answers)

    def _holds(self) -> Iterator[Fact]:
        self.store.put(self._key("hold"), BytesSource(_FIRST))
        fact = self._fact("hold", self._set_hold)
        yield fact
        if fact.outcome is Outcome.ENFORCED:
            yield self._fact("hold-delete", self._hold_delete)
        else:
            yield Fact("hold-delete", Outcome.UNKNOWN, "no hold was kept")

    def _set_hold(self) -> tuple[Outcome, str]:
        try:
            return Outcome.ENFORCED, in_words(self.store.hold(self._key("hold"), True))
        except LockNotKept as error:
            return Outcome.IGNORED, f"accepted, but read back: {error.found}"

    def _hold_delete(self) -> tuple[Outcome, str]:
        refused = self._refused("delete_object", "hold", VersionId=self._version("hold") or "null")
        kept = self._content("hold") == _FIRST
        if kept:
            self.store.hold(self._key("hold"), False)
        if refused and kept:
            return Outcome.ENFORCED, refused
        return Outcome.IGNORED, "a held version was deleted"

    def _delete(self) -> tuple[Outcome, str]:
        answers = self.store.erase(self._key("plain"))
        gone = bool(answers) and all(answer.gone for answer in answers)
        return (Outcome.ENFORCED if gone else Outcome.IGNORED), "; ".join(one.answer for one in answers)
