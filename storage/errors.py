"""Why bytes could not be kept, found or trusted: one tree, each class with a stable `code` and its facts.

    StorageError
    ├── KeyRefused           key-refused            a name no medium may carry (`offence` says which rule)
    ├── StoreFailed          store-failed           the device or server answered with an error
    │   ├── StoreFull        store-full             no space left, or the quota is used up
    │   │   └── FileTooLarge file-too-large         larger than any file of that file system may be
    │   ├── StoreReadOnly    store-read-only        the medium cannot be written
    │   ├── StoreDenied      store-denied           no permission, or a lock forbids it
    │   ├── StoreUnreachable store-unreachable      no medium at that place, no answer, no such bucket
    │   ├── StoreNonsense    store-nonsense         the server answers what no S3 server answers
    │   └── StoreClock       store-clock            its clock and ours differ too much for it (`ahead`)
    ├── Missing              missing                nothing is stored under the key
    ├── AlreadyThere         already-there          create-only: something else is stored under the key
    ├── HostileEntry         hostile-entry          a link, device, pipe or foreign mount where a file belongs
    ├── ContentDiffers       content-differs        the bytes are not those of the digest
    │   ├── SourceChanged    source-changed         … while being read from their source
    │   └── ReadBackDiffers  read-back-differs      … when read back from the medium
    ├── Unsupported          unsupported            the store has no such feature (`feature`)
    ├── StoreRefused         store-refused          not a place for an archive (`offence`)
    ├── LockNotKept          lock-not-kept          the store said yes, but the lock read back is another
    ├── BagRefused           bag-refused            the plan of a bag breaks a rule (`offence`)
    ├── BagConflict          bag-conflict           another bag, or foreign files, are where this one belongs
    ├── MediumRefused        medium-refused         the wrong medium, or one without identity (`offence`)
    ├── RepairImpossible     repair-impossible      the copies do not say which content is right (`offence`)
    └── ToolMissing          tool-missing           an optional program is not installed (`tool`)

Messages are English and complete; the application translates by `code` and attributes. `errno` is the
system's number where there is one, so that the cause can be said in the user's language.
"""

from __future__ import annotations

import errno as _errno
from collections.abc import Sequence
from typing import ClassVar


class StorageError(Exception):
    """The root of the tree; `code` is stable, `message` is English."""

    code: ClassVar[str] = "storage"

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class KeyRefused(StorageError):
    """A name that breaks the key rule (storage.keys); `offence` is the rule's code."""

    code = "key-refused"

    def __init__(self, key: str, offence: str) -> None:
        super().__init__(f"The name {key!r} cannot be used: {offence}.")
        self.key, self.offence = key, offence


class StoreFailed(StorageError):
    """The device or the server failed; what was stored before is unchanged.

    `doing` names the act (put, read, list …), `errno` is set for devices, `status` (HTTP) and
    `answer` (the server's own error code) for buckets.
    """

    code = "store-failed"

    def __init__(
        self,
        place: str,
        key: str,
        doing: str,
        reason: str,
        *,
        errno: int | None = None,
        status: int | None = None,
        answer: str | None = None,
    ) -> None:
        super().__init__(f"{place}: {doing} {key!r} failed: {reason}.")
        self.place, self.key, self.doing, self.reason = place, key, doing, reason
        self.errno, self.status, self.answer = errno, status, answer


class StoreFull(StoreFailed):
    """No space is left."""

    code = "store-full"


class FileTooLarge(StoreFull):
    """The file system carries no file that large: FAT32 none of 4 GiB."""

    code = "file-too-large"


class StoreReadOnly(StoreFailed):
    """The medium cannot be written."""

    code = "store-read-only"


class StoreDenied(StoreFailed):
    """No permission; on a bucket also a lock or a legal hold that forbids."""

    code = "store-denied"


class StoreUnreachable(StoreFailed):
    """Nothing answers there: the disk is not plugged in, the server is silent, the bucket does not exist."""

    code = "store-unreachable"


class StoreNonsense(StoreFailed):
    """The server's answer is none of the protocol: something else answers, or a proxy meddles with it."""

    code = "store-nonsense"


class StoreClock(StoreFailed):
    """The server refuses because the clocks differ; `ahead`: seconds this computer is ahead of it."""

    code = "store-clock"

    def __init__(self, place: str, key: str, doing: str, reason: str, *, ahead: int | None) -> None:
        super().__init__(place, key, doing, reason, status=403, answer="RequestTimeTooSkewed")
        self.ahead = ahead


class Missing(StorageError):
    """Nothing is stored under the key."""

    code = "missing"

    def __init__(self, place: str, key: str) -> None:
        super().__init__(f"{place}: there is no {key!r}.")
        self.place, self.key = place, key


class AlreadyThere(StorageError):
    """Create-only: something is stored under the key already, and it was left as it is."""

    code = "already-there"

    def __init__(self, place: str, key: str) -> None:
        super().__init__(f"{place}: {key!r} is there already.")
        self.place, self.key = place, key


class HostileEntry(StorageError):
    """Something that is no plain file or folder of the medium lies in the way; it was not touched."""

    code = "hostile-entry"

    def __init__(self, place: str, key: str, offence: str) -> None:
        super().__init__(f"{place}: {key!r} is not a plain file of this medium: {offence}.")
        self.place, self.key, self.offence = place, key, offence


class ContentDiffers(StorageError):
    """The bytes under the key are not those of the digest (SHA-256, hexadecimal)."""

    code = "content-differs"

    def __init__(self, place: str, key: str, expected: str, found: str) -> None:
        super().__init__(f"{place}: {key!r} has SHA-256 {found}, not {expected}.")
        self.place, self.key, self.expected, self.found = place, key, expected, found


class SourceChanged(ContentDiffers):
    """The source gave other bytes than its digest says; nothing was stored."""

    code = "source-changed"


class ReadBackDiffers(ContentDiffers):
    """The medium gives back other bytes than were written."""

    code = "read-back-differs"


class Unsupported(StorageError):
    """The store has no such feature."""

    code = "unsupported"

    def __init__(self, place: str, key: str, feature: str) -> None:
        super().__init__(f"{place}: {key!r}: this store has no {feature}.")
        self.place, self.key, self.feature = place, key, feature


class StoreRefused(StorageError):
    """What is asked of the place is not to be had there; `offence`: plain-http, checksum-not-kept."""

    code = "store-refused"

    def __init__(self, place: str, offence: str) -> None:
        super().__init__(f"{place} cannot be used: {offence}.")
        self.place, self.offence = place, offence


class LockNotKept(StorageError):
    """The store answered well, but what it says of the lock afterwards is not what was asked."""

    code = "lock-not-kept"

    def __init__(self, place: str, key: str, asked: str, found: str) -> None:
        super().__init__(f"{place}: {key!r} should be locked {asked}, but the store says: {found}.")
        self.place, self.key, self.asked, self.found = place, key, asked, found


class BagRefused(StorageError):
    """What was to become a bag breaks a rule; `path` is the file or label, `offence` the rule's code."""

    code = "bag-refused"

    def __init__(self, path: str, offence: str) -> None:
        super().__init__(f"The bag cannot be made or read: {path!r}: {offence}.")
        self.path, self.offence = path, offence


class BagConflict(StorageError):
    """Where the bag belongs lies another whole bag, or files that are not of this one (`paths`)."""

    code = "bag-conflict"

    def __init__(self, place: str, prefix: str, paths: Sequence[str]) -> None:
        super().__init__(f"{place}: {prefix!r} holds something else already: {', '.join(paths)}.")
        self.place, self.prefix, self.paths = place, prefix, tuple(paths)


class MediumRefused(StorageError):
    """Not the medium asked for; `offence`: no-identity, unreadable-identity, wrong-medium, taken."""

    code = "medium-refused"

    def __init__(self, place: str, offence: str, expected: str = "", found: str = "") -> None:
        super().__init__(f"{place}: {offence} (expected {expected or '—'}, found {found or '—'}).")
        self.place, self.offence, self.expected, self.found = place, offence, expected, found


class RepairImpossible(StorageError):
    """No content is proven right.

    `offence`: copies-disagree, no-tag-manifest, no-manifest, no-parity, par2-failed.
    """

    code = "repair-impossible"

    def __init__(self, offence: str, paths: Sequence[str] = ()) -> None:
        super().__init__(f"Cannot be repaired: {offence}{': ' if paths else ''}{', '.join(paths)}.")
        self.offence, self.paths = offence, tuple(paths)


class ToolMissing(StorageError):
    """An optional program is not installed; `extra` is the extra of our package that brings it."""

    code = "tool-missing"

    def __init__(self, tool: str, extra: str) -> None:
        super().__init__(f"The program {tool} is not installed (extra {extra!r}).")
        self.tool, self.extra = tool, extra


_BY_ERRNO: dict[int, type[StoreFailed]] = {
    _errno.ENOSPC: StoreFull,
    _errno.EDQUOT: StoreFull,
    _errno.EFBIG: FileTooLarge,
    _errno.EROFS: StoreReadOnly,
    _errno.EACCES: StoreDenied,
    _errno.EPERM: StoreDenied,
    _errno.ENODEV: StoreUnreachable,
    _errno.ENXIO: StoreUnreachable,
    _errno.ESTALE: StoreUnreachable,
    _errno.ENOTCONN: StoreUnreachable,
}


def of_system(error: OSError, place: str, key: str, doing: str) -> StorageError:
    """The error of this tree for `error` of the operating system."""
    if error.errno == _errno.ENOENT:
        return Missing(place, key)
    if error.errno == _errno.EEXIST:
        return AlreadyThere(place, key)
    kind = _BY_ERRNO.get(error.errno or 0, StoreFailed)
    return kind(place, key, doing, error.strerror or type(error).__name__, errno=error.errno)
