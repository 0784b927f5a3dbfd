"""Erasing from a bucket: a plain DELETE only hides; every version, marker and unfinished upload has to go."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from storage.errors import Missing, StoreDenied, StoreFailed, StoreUnreachable
from storage.s3.answers import answered, asked_for, in_words, size_in
from storage.s3.settings import S3Settings
from storage.s3.upload import Uploads
from storage.store import Erased, Trace


class Erasure:
    """Erasing in one bucket."""

    def __init__(self, client: Any, settings: S3Settings, uploads: Uploads) -> None:
        self._client, self._settings, self._uploads = client, settings, uploads

    def erase(self, key: str, *, bypass: bool) -> tuple[Erased, ...]:
        """See Store.erase. What is refused stays, and is said to stay."""
        traces = self.traces_of(key)
        answers = {trace: self._erase(key, trace, bypass) for trace in traces}
        left = {(trace.kind, trace.version) for trace in self.traces_of(key)}
        return tuple(
            Erased(
                key,
                trace.kind,
                trace.version,
                trace.size,
                answers[trace],
                gone=(trace.kind, trace.version) not in left,
            )
            for trace in traces
        )

    def traces_of(self, key: str) -> list[Trace]:
        """Every version, delete marker and unfinished upload of a key."""
        found: list[Trace] = []
        whole = self._settings.whole(key)
        with answered(self._settings.place, key, "list versions of"):
            pages = self._client.get_paginator("list_object_versions").paginate(
                Bucket=self._settings.bucket, Prefix=whole
            )
            for page in pages:
                for kind, name in (("version", "Versions"), ("delete-marker", "DeleteMarkers")):
                    found += (
                        Trace(key, kind, one["VersionId"], one.get("Size"))
                        for one in page.get(name, ())
                        if one["Key"] == whole
                    )
        if not found and (unlisted := self.unlisted(key)):
            found.append(unlisted)
        return found + [Trace(key, "upload", upload, None) for upload in self._uploads.unfinished(key)]

    def unlisted(self, key: str) -> Trace | None:
        """What a HEAD of the key finds: a server may hold what it keeps back from its lists."""
        try:
            with answered(self._settings.place, key, "look at"):
                head = self._client.head_object(Bucket=self._settings.bucket, Key=self._settings.whole(key))
                size = size_in(head, "ContentLength")
                return Trace(key, "version", str(head.get("VersionId") or "null"), size)
        except Missing:
            return None

    def keys_under(self, beginning: str) -> Iterator[str]:
        """The bucket's keys that begin so and have left any trace, each once."""
        with answered(self._settings.place, beginning, "list versions of"):
            pages = self._client.get_paginator("list_object_versions").paginate(
                Bucket=self._settings.bucket, Prefix=beginning
            )
            last = ""  # a key's versions come together
            for page in pages:
                lines = (one for name in ("Versions", "DeleteMarkers") for one in page.get(name, ()))
                here = {asked_for(one, beginning) for one in lines}
                yield from sorted(here - {last})
                last = max(here, default=last)
            pages = self._client.get_paginator("list_multipart_uploads").paginate(
                Bucket=self._settings.bucket, Prefix=beginning
            )
            yield from {asked_for(one, beginning) for page in pages for one in page.get("Uploads", ())}

    def _erase(self, key: str, trace: Trace, bypass: bool) -> str:
        if trace.kind == "upload":
            self._uploads.abort(key, trace.version or "")
            return "upload aborted"
        try:
            with answered(self._settings.place, key, "erase"):
                answer = self._client.delete_object(
                    Bucket=self._settings.bucket,
                    Key=self._settings.whole(key),
                    VersionId=trace.version,
                    **({"BypassGovernanceRetention": True} if bypass else {}),
                )
                return in_words(answer)
        except StoreUnreachable:
            raise
        except StoreDenied as error:
            return f"refused: HTTP {error.status} {error.answer}"
        except StoreFailed as error:
            return f"failed: HTTP {error.status} {error.answer}"
