"""Object Lock and legal hold: set, and read back, because a server may say yes and do nothing."""

from __future__ import annotations

import datetime as dt
from typing import Any

from storage.errors import LockNotKept, Missing, StoreDenied, StoreFailed, StoreNonsense, Unsupported
from storage.s3.answers import answered
from storage.s3.settings import S3Settings
from storage.store import Feature, Lock, LockMode

_NO_LOCK = {
    "NoSuchObjectLockConfiguration",
    "ObjectLockConfigurationNotFoundError",
    "InvalidRequest",
    "NotImplemented",
    "MethodNotAllowed",
}


class Locks:
    """The locks of one bucket."""

    def __init__(self, client: Any, settings: S3Settings) -> None:
        self._client, self._settings, self._place = client, settings, settings.place

    def offered(self) -> bool:
        """Whether the bucket was made with Object Lock; what it enforces only a probe can tell."""
        try:
            with answered(self._place, "", "ask of locks of"):
                found = self._client.get_object_lock_configuration(Bucket=self._settings.bucket)
                enabled: bool = found.get("ObjectLockConfiguration", {}).get("ObjectLockEnabled") == "Enabled"
        except StoreNonsense:
            raise
        except (StoreFailed, Missing):
            return False
        return enabled

    def set(self, key: str, version: str | None, until: dt.datetime, *, bypass: bool) -> Lock:
        """Lock one version until `until`, at least; see Store.lock."""
        asked = whole_seconds(until)
        before = self.read(key, version)
        longer = before.until is not None and before.until >= asked
        if longer and before.mode is self._settings.lock_mode and not bypass:
            return before
        try:
            with answered(self._place, key, "lock"):
                self._client.put_object_retention(
                    Bucket=self._settings.bucket,
                    Key=self._settings.whole(key),
                    Retention={"Mode": self._settings.lock_mode.value, "RetainUntilDate": asked},
                    **({"BypassGovernanceRetention": True} if bypass else {}),
                    **_which(version),
                )
        except StoreFailed as error:
            raise self._unless_unsupported(error, key, Feature.LOCK) from error
        lock = self.read(key, version)
        kept = lock.until is not None and (lock.until == asked if bypass else lock.until >= asked)
        if not kept or lock.mode is not self._settings.lock_mode:
            raise LockNotKept(self._place, key, f"until {asked:%Y-%m-%d %H:%M:%S}Z", in_words(lock))
        return lock

    def hold(self, key: str, version: str | None, on: bool) -> Lock:
        """Set or lift the legal hold of one version; see Store.hold."""
        status = "ON" if on else "OFF"
        try:
            with answered(self._place, key, "hold"):
                self._client.put_object_legal_hold(
                    Bucket=self._settings.bucket,
                    Key=self._settings.whole(key),
                    LegalHold={"Status": status},
                    **_which(version),
                )
        except StoreFailed as error:
            raise self._unless_unsupported(error, key, Feature.HOLD) from error
        lock = self.read(key, version)
        if lock.hold is not on:
            raise LockNotKept(self._place, key, f"hold {status}", in_words(lock))
        return lock

    def read(self, key: str, version: str | None) -> Lock:
        """What the server tells of one version; no lock and no hold where it knows of none."""
        retention = self._ask(self._client.get_object_retention, key, version)
        held = self._ask(self._client.get_object_legal_hold, key, version)
        with answered(self._place, key, "read the lock of"):
            term = retention.get("Retention", {})
            until, mode = term.get("RetainUntilDate"), term.get("Mode")
            return Lock(
                until.astimezone(dt.UTC) if until else None,
                LockMode(mode) if mode else None,
                held.get("LegalHold", {}).get("Status") == "ON",
            )

    def _ask(self, question: Any, key: str, version: str | None) -> dict[str, Any]:
        try:
            with answered(self._place, key, "ask of the lock of"):
                found: dict[str, Any] = question(
                    Bucket=self._settings.bucket, Key=self._settings.whole(key), **_which(version)
                )
        except StoreFailed as error:
            if error.answer in _NO_LOCK:
                return {}
            raise
        return found

    def _unless_unsupported(self, error: StoreFailed, key: str, feature: Feature) -> Exception:
        if not isinstance(error, StoreDenied) and error.answer in _NO_LOCK:
            return Unsupported(self._place, key, feature)
        return error


def whole_seconds(moment: dt.datetime) -> dt.datetime:
    """The next whole second in UTC: S3 keeps no fractions, and a lock is never rounded down."""
    utc = moment.astimezone(dt.UTC)
    return utc if not utc.microsecond else utc.replace(microsecond=0) + dt.timedelta(seconds=1)


def in_words(lock: Lock) -> str:
    """The lock for a message."""
    until = f"{lock.mode} until {lock.until:%Y-%m-%d %H:%M:%S}Z" if lock.until else "no lock"
    return f"{until}, hold {'on' if lock.hold else 'off'}"


def _which(version: str | None) -> dict[str, str]:
    return {"VersionId": version} if version else {}
