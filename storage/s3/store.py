"""A bucket as a store: conditional writes, checked uploads, versions, Object Lock."""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
import io
import secrets
from collections.abc import Collection, Iterator
from typing import Any, BinaryIO, cast

from storage.digests import Digest, pump
from storage.errors import Missing, ReadBackDiffers, StoreFailed
from storage.keys import RESERVED, checked, offence_of
from storage.s3.answers import answered, asked_for, size_in
from storage.s3.body import Body
from storage.s3.erasure import Erasure
from storage.s3.locks import Locks
from storage.s3.settings import S3Settings, connect
from storage.s3.upload import Uploads, Written, digest_in
from storage.source import Source
from storage.store import Entry, Erased, Feature, Lock, ReadBack, Space, Store, Trace, Way


class S3Store(Store):
    """The bucket of `settings`. Nothing is sent before the first verb."""

    def __init__(self, settings: S3Settings) -> None:
        self.settings, self.place = settings, settings.place

    @functools.cached_property
    def client(self) -> Any:
        """The boto3 client, also for the probe, which asks what no verb asks."""
        client = connect(self.settings)
        client.meta.events.register("before-send.s3", self._before_send)
        return client

    def _before_send(self, request: Any, **_more: object) -> None:
        # Each try of each request that changes something passes here, with the parts of an upload.
        if request.method not in {"GET", "HEAD"}:
            self.ask()

    @functools.cached_property
    def _uploads(self) -> Uploads:
        return Uploads(self.client, self.settings)

    @functools.cached_property
    def _erasure(self) -> Erasure:
        return Erasure(self.client, self.settings, self._uploads)

    @functools.cached_property
    def _locks(self) -> Locks:
        return Locks(self.client, self.settings)

    @functools.cached_property
    def _features(self) -> frozenset[Feature]:
        with answered(self.place, "", "ask of versions of"):
            status = self.client.get_bucket_versioning(Bucket=self.settings.bucket).get("Status")
        found = {Feature.VERSIONS} if status == "Enabled" else set()
        return frozenset(found | ({Feature.LOCK, Feature.HOLD} if self._locks.offered() else set()))

    @property
    def features(self) -> frozenset[Feature]:
        """What the bucket says it has; storage.probe finds out what is true of it."""
        return self._features

    def close(self) -> None:
        """Close the connections."""
        if "client" in self.__dict__:
            self.client.close()

    def identity(self) -> str:
        """Endpoint, bucket and prefix."""
        return f"s3:{self.settings.endpoint or 'aws'}/{self.settings.bucket}/{self.settings.prefix}"

    def put(self, key: str, source: Source, digest: Digest | None = None) -> Digest:
        """Upload a new object and ask for it; see Store.put."""
        written = self._uploads.put(checked(key), source, digest, only_new=True)
        self._uploads.check(key, written)
        return written.digest

    def replace(self, key: str, source: Source, digest: Digest) -> Digest:
        """Put a version on top, or, without versions, prove the upload under another name first."""
        checked(key)
        if Feature.VERSIONS not in self.features:
            stage = f"{RESERVED}{secrets.token_hex(8)}.part"
            try:
                self._put_and_prove(stage, source, digest)
            finally:
                with contextlib.suppress(StoreFailed):
                    self._delete(stage)
        return self._put_and_prove(key, source, digest).digest

    def _put_and_prove(self, key: str, source: Source, digest: Digest) -> Written:
        written = self._uploads.put(key, source, digest, only_new=False)
        back = self._read_back(key, written.version)
        if back != digest:
            if written.version:  # the version before it is the current one again
                self._delete(key, written.version)
            raise ReadBackDiffers(self.place, key, digest.sha256, back.sha256)
        return written

    def _delete(self, key: str, version: str | None = None) -> None:
        which = {"VersionId": version} if version else {}
        with answered(self.place, key, "delete"):
            self.client.delete_object(Bucket=self.settings.bucket, Key=self.settings.whole(key), **which)

    @contextlib.contextmanager
    def open(self, key: str, start: int = 0, length: int | None = None) -> Iterator[BinaryIO]:
        """Download; see Store.open."""
        ranged: dict[str, str] = {}
        if start or length is not None:
            ranged["Range"] = f"bytes={start}-{'' if length is None else start + length - 1}"
        try:
            if length == 0:
                raise StoreFailed(self.place, key, "read", "an empty range", status=416)
            with answered(self.place, key, "read"):
                body = self.client.get_object(
                    Bucket=self.settings.bucket, Key=self.settings.whole(checked(key)), **ranged
                )["Body"]
        except StoreFailed as error:
            if error.status != 416:
                raise
            yield io.BytesIO()  # nothing from there on
            return
        with contextlib.closing(body):
            yield cast(BinaryIO, Body(body, self.place, key))

    def stat(self, key: str) -> Entry | None:
        """Size, version, and the digest our upload left in the metadata."""
        try:
            with answered(self.place, key, "look at"):
                head = self.client.head_object(
                    Bucket=self.settings.bucket, Key=self.settings.whole(checked(key))
                )
                return Entry(key, size_in(head, "ContentLength"), head.get("VersionId"), digest_in(head))
        except Missing:
            return None

    def list(self, prefix: str = "", *, hidden: bool = False) -> Iterator[Entry]:
        """The current objects; with `hidden` all keys that have left a trace."""
        cut = len(self._under(""))
        if hidden:
            whole = self._erasure.keys_under(self._under(prefix))
            traces: Iterator[tuple[str, int]] = ((key[cut:], 0) for key in whole)
        else:
            traces = self._listed(self._under(prefix))
        for key, size in traces:
            if not key.startswith(RESERVED):
                yield Entry(key, size, offence=offence_of(key))

    def _under(self, prefix: str) -> str:
        folders = (self.settings.prefix, checked(prefix) if prefix else "")
        return "".join(f"{folder}/" for folder in folders if folder)

    def _listed(self, beginning: str) -> Iterator[tuple[str, int]]:
        cut = len(self._under(""))
        with answered(self.place, beginning, "list"):
            pages = self.client.get_paginator("list_objects_v2").paginate(
                Bucket=self.settings.bucket, Prefix=beginning
            )
            for one in (one for page in pages for one in page.get("Contents", ())):
                yield asked_for(one, beginning)[cut:], size_in(one, "Size")

    def read_back(self, key: str) -> ReadBack:
        """Download all of it again."""
        return ReadBack(self._read_back(checked(key), None), Way.NETWORK)

    def _read_back(self, key: str, version: str | None) -> Digest:
        which = {"VersionId": version} if version else {}
        with answered(self.place, key, "read back"):
            body = self.client.get_object(Bucket=self.settings.bucket, Key=self.settings.whole(key), **which)[
                "Body"
            ]
        with contextlib.closing(body):
            return pump(cast(BinaryIO, Body(body, self.place, key)))

    def erase(self, key: str, *, bypass: bool = False) -> tuple[Erased, ...]:
        """Erase every version, delete marker and unfinished upload; see Store.erase."""
        return self._erasure.erase(checked(key), bypass=bypass)

    def traces(self, prefix: str, known: Collection[str] = ()) -> Iterator[Trace]:
        """Every version, delete marker and unfinished upload under a folder, and of `known` keys."""
        seen = set()
        for entry in self.list(prefix, hidden=True):
            seen.add(entry.key)
            yield from self._erasure.traces_of(entry.key)
        for key in known:
            if key not in seen and (unlisted := self._erasure.unlisted(key)):
                yield unlisted

    def sweep(self, prefix: str = "") -> tuple[str, ...]:
        """Remove staged objects and abort unfinished uploads; uploads of other programs under it too."""
        staged = [key for key, _size in self._listed(self._under("") + RESERVED)]
        for key in staged:
            self._delete(key)
        unfinished = [*self._unfinished(prefix)]
        for key, upload in unfinished:
            self._uploads.abort(key, upload)
        return (*staged, *(key for key, _upload in unfinished))

    def _unfinished(self, prefix: str) -> Iterator[tuple[str, str]]:
        cut = len(self._under(""))
        with answered(self.place, prefix, "list uploads of"):
            pages = self.client.get_paginator("list_multipart_uploads").paginate(
                Bucket=self.settings.bucket, Prefix=self._under(prefix)
            )
            for one in (one for page in pages for one in page.get("Uploads", ())):
                yield asked_for(one, self._under(prefix))[cut:], one["UploadId"]

    def space(self) -> Space:
        """A bucket does not say."""
        return Space(None, None)

    def lock(self, key: str, until: dt.datetime, *, bypass: bool = False) -> Lock:
        """Object Lock on the current version; see Store.lock."""
        return self._locks.set(key, self._version(key), until, bypass=bypass)

    def hold(self, key: str, on: bool) -> Lock:
        """Legal hold on the current version; see Store.hold."""
        return self._locks.hold(key, self._version(key), on)

    def lock_of(self, key: str) -> Lock:
        """Lock and hold of the current version."""
        return self._locks.read(key, self._version(key))

    def _version(self, key: str) -> str | None:
        entry = self.stat(key)
        if entry is None:
            raise Missing(self.place, key)
        return entry.version
