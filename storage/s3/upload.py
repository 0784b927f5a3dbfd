"""Bringing a content into a bucket: in one request, or in parts that survive a crash.

Each request carries Content-MD5, so the server refuses what was damaged on its way; the content's SHA-256
and SHA-512 stand in the object's metadata. A `write` token of our own in there tells a success whose answer
was lost (the retry is then answered «is there already») from another writer's object.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from storage.digests import Digest
from storage.errors import AlreadyThere, Missing, ReadBackDiffers, SourceChanged, StorageError, StoreRefused
from storage.s3.answers import answered, size_in
from storage.s3.body import Parts
from storage.s3.settings import MIB, Checksum, S3Settings, content_md5
from storage.source import Source

MOST_PARTS = 9_000
"""S3 allows 10,000."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a finished upload made; `version` is None in a bucket without versions."""

    digest: Digest
    version: str | None


class Uploads:
    """The uploads of one bucket."""

    def __init__(self, client: Any, settings: S3Settings) -> None:
        self._client, self._settings = client, settings
        self._sums = {"ChecksumAlgorithm": "SHA256"} if settings.checksum is Checksum.REQUIRED else {}

    def put(self, key: str, source: Source, digest: Digest | None, *, only_new: bool) -> Written:
        """Upload; raises SourceChanged, AlreadyThere (with `only_new`), StoreRefused, StoreFailed."""
        if only_new and self._is_there(key):  # not every server minds the condition, and it saves the sending
            raise AlreadyThere(self._settings.place, key)
        if source.size <= self._settings.part_size:
            return self._at_once(key, source, digest, only_new)
        digest = digest or source.digest()
        written = self._in_parts(key, source, digest, only_new)
        if self._remembered(key, written.version) == digest:
            return written
        # Parts of another content with the same beginning were gone on with: its metadata is wrong.
        self._discard(key, written.version)
        return self._in_parts(key, source, digest, only_new)

    def _condition(self, only_new: bool) -> dict[str, str]:
        return {"IfNoneMatch": "*"} if only_new else {}

    def _at_once(self, key: str, source: Source, digest: Digest | None, only_new: bool) -> Written:
        content = bytearray()

        def write(block: memoryview) -> None:
            content.extend(block)
            if len(content) > 2 * self._settings.part_size:
                raise SourceChanged(self._settings.place, key, f"{source.size} bytes", "more")

        found = source.pump_to(write)
        self._compare(key, digest, found)
        metadata = _metadata(found)
        with self._ours(key, metadata):
            answer = self._client.put_object(
                Bucket=self._settings.bucket,
                Key=self._settings.whole(key),
                Body=bytes(content),
                ContentMD5=content_md5(content),
                Metadata=metadata,
                **self._condition(only_new),
                **self._sums,
            )
            written = Written(found, answer.get("VersionId"))
            try:
                self._confirm(answer, content)
            except StoreRefused:
                self._discard(key, written.version)
                raise
            return written
        return Written(found, self._head(key).get("VersionId"))

    def _in_parts(self, key: str, source: Source, digest: Digest, only_new: bool) -> Written:
        upload, there = self._going_on(key)
        metadata = _metadata(digest)
        if upload is None:
            with answered(self._settings.place, key, "begin"):
                upload = self._client.create_multipart_upload(
                    Bucket=self._settings.bucket,
                    Key=self._settings.whole(key),
                    Metadata=metadata,
                    **self._sums,
                )["UploadId"]
        done: list[dict[str, Any]] = []

        def send(number: int, part: memoryview) -> None:
            done.append({"PartNumber": number, **self._send(key, upload, number, part, there)})

        parts = Parts(self._part_size(source.size), send)
        found = source.pump_to(parts.write)
        parts.flush()
        try:
            self._compare(key, digest, found)
        except SourceChanged:
            self.abort(key, upload)
            raise
        with self._ours(key, metadata):
            answer = self._client.complete_multipart_upload(
                Bucket=self._settings.bucket,
                Key=self._settings.whole(key),
                UploadId=upload,
                MultipartUpload={"Parts": done},
                **self._condition(only_new),
            )
            return Written(found, answer.get("VersionId"))
        return Written(found, self._head(key).get("VersionId"))

    def _part_size(self, size: int) -> int:
        least = -(-size // MOST_PARTS)
        return max(self._settings.part_size, -(-least // MIB) * MIB)

    def _send(
        self, key: str, upload: str, number: int, part: memoryview, there: dict[int, tuple[str, int]]
    ) -> dict[str, Any]:
        tag = hashlib.md5(part, usedforsecurity=False).hexdigest()
        if there.get(number) == (tag, len(part)) and not self._sums:
            return {"ETag": f'"{tag}"'}
        with answered(self._settings.place, key, "upload"):
            answer = self._client.upload_part(
                Bucket=self._settings.bucket,
                Key=self._settings.whole(key),
                UploadId=upload,
                PartNumber=number,
                Body=bytes(part),
                ContentMD5=content_md5(part),
                **self._sums,
            )
        try:
            self._confirm(answer, part)
        except StoreRefused:
            self.abort(key, upload)
            raise
        with answered(self._settings.place, key, "upload"):
            kept = {"ETag": answer["ETag"]}
            return {**kept, "ChecksumSHA256": answer["ChecksumSHA256"]} if self._sums else kept

    def _going_on(self, key: str) -> tuple[str | None, dict[int, tuple[str, int]]]:
        """The latest unfinished upload of the key with its parts; older ones are aborted."""
        uploads = self.unfinished(key)
        for older in uploads[:-1]:
            self.abort(key, older)
        if not uploads:
            return None, {}
        there: dict[int, tuple[str, int]] = {}
        try:
            with answered(self._settings.place, key, "list parts of"):
                pages = self._client.get_paginator("list_parts").paginate(
                    Bucket=self._settings.bucket, Key=self._settings.whole(key), UploadId=uploads[-1]
                )
                for part in (part for page in pages for part in page.get("Parts", ())):
                    there[part["PartNumber"]] = (part["ETag"].strip('"'), part["Size"])
        except Missing:  # aborted meanwhile, by a rule of the bucket perhaps
            return None, {}
        return uploads[-1], there

    def unfinished(self, key: str) -> list[str]:
        """Ids of the unfinished uploads of exactly this key, the latest last."""
        with answered(self._settings.place, key, "list uploads of"):
            pages = self._client.get_paginator("list_multipart_uploads").paginate(
                Bucket=self._settings.bucket, Prefix=self._settings.whole(key)
            )
            found = [
                one
                for page in pages
                for one in page.get("Uploads", ())
                if one["Key"] == self._settings.whole(key)
            ]
            return [one["UploadId"] for one in sorted(found, key=lambda one: one["Initiated"])]

    def abort(self, key: str, upload: str) -> None:
        """Throw an unfinished upload away; its parts cost money and are parts of a record."""
        with contextlib.suppress(Missing), answered(self._settings.place, key, "abort"):
            self._client.abort_multipart_upload(
                Bucket=self._settings.bucket, Key=self._settings.whole(key), UploadId=upload
            )

    @contextlib.contextmanager
    def _ours(self, key: str, metadata: dict[str, str]) -> Iterator[None]:
        """Swallow «is there already» when what is there is what we have just written."""
        try:
            with answered(self._settings.place, key, "put"):
                yield
        except (AlreadyThere, Missing) as error:
            try:
                head = self._head(key)
            except StorageError:
                raise error from None
            ours = head.get("Metadata", {})
            # An upload that is gone although nobody else knew its id was finished by our first request.
            consumed = isinstance(error, Missing) and ours.get("sha512") == metadata["sha512"]
            if ours.get("write") != metadata["write"] and not consumed:
                raise

    def _confirm(self, answer: dict[str, Any], body: bytearray | memoryview) -> None:
        sum256 = base64.b64encode(hashlib.sha256(body).digest()).decode()
        if self._sums and answer.get("ChecksumSHA256") != sum256:
            raise StoreRefused(self._settings.place, "checksum-not-kept")

    def _compare(self, key: str, expected: Digest | None, found: Digest) -> None:
        if expected and expected != found:
            raise SourceChanged(self._settings.place, key, expected.sha256, found.sha256)

    def _discard(self, key: str, version: str | None) -> None:
        which = {"VersionId": version} if version else {}
        with answered(self._settings.place, key, "discard"):
            self._client.delete_object(Bucket=self._settings.bucket, Key=self._settings.whole(key), **which)

    def _head(self, key: str, version: str | None = None) -> dict[str, Any]:
        which = {"VersionId": version} if version else {}
        with answered(self._settings.place, key, "look at"):
            head: dict[str, Any] = self._client.head_object(
                Bucket=self._settings.bucket, Key=self._settings.whole(key), **which
            )
        return head

    def _is_there(self, key: str) -> bool:
        try:
            self._head(key)
        except Missing:
            return False
        return True

    def _remembered(self, key: str, version: str | None) -> Digest | None:
        return digest_in(self._head(key, version))

    def check(self, key: str, written: Written) -> None:
        """Ask the server what it has now: a 200 alone is not believed. Raises ReadBackDiffers."""
        with answered(self._settings.place, key, "look at"):
            head = self._head(key, written.version)
            size, found = size_in(head, "ContentLength"), digest_in(head)
        if size != written.digest.size or found != written.digest:
            raise ReadBackDiffers(
                self._settings.place, key, written.digest.sha256, found.sha256 if found else "none"
            )


def _metadata(digest: Digest) -> dict[str, str]:
    return {
        "size": str(digest.size),
        "sha256": digest.sha256,
        "sha512": digest.sha512,
        "write": secrets.token_hex(8),
    }


def digest_in(head: dict[str, Any]) -> Digest | None:
    """The digest our own upload left in the object's metadata, if it is there and well formed."""
    metadata = head.get("Metadata", {})
    try:
        return Digest(int(metadata["size"]), metadata["sha256"], metadata["sha512"])
    except (KeyError, ValueError, TypeError):
        return None
