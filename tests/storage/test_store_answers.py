"""Servers that answer nonsense, keep back what they hold, or whose clock is another: refusals with words."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterator
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import pytest
from bags import PREFIX, plan

from archiver.errors import OutputFailed
from archiver.wording.storage import refusal
from memory_store import MemoryStore
from storage.bag.custody import erase_bag, find_bags, keys_of
from storage.bag.writer import write_bag
from storage.digests import digest_bytes
from storage.errors import StorageError, StoreClock, StoreNonsense
from storage.fixity import verify_bag
from storage.probe import probe_bucket
from storage.s3.settings import S3Settings
from storage.s3.store import S3Store
from storage.source import BytesSource

CONTENT = b"content"


class Canned(BaseHTTPRequestHandler):
    """Gives every request the same answer."""

    status: ClassVar[int] = 200
    body: ClassVar[bytes] = b""
    headers_: ClassVar[dict[str, str]] = {}
    date: ClassVar[dt.datetime | None] = None

    def answer(self) -> None:
        if length := int(self.headers.get("Content-Length") or 0):
            self.rfile.read(length)
        self.send_response_only(self.status)
        if self.date is not None:
            self.send_header("Date", format_datetime(self.date, usegmt=True))
        for name, value in self.headers_.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(self.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(self.body)

    do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = answer  # noqa: N815

    def log_message(self, *_arguments: object) -> None:
        return


@pytest.fixture(scope="module")
def canned() -> Iterator[S3Store]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Canned)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    store = S3Store(
        S3Settings(
            "bucket",
            "архив",
            f"http://127.0.0.1:{server.server_port}",
            access_key="a",
            secret_key="b",
            attempts=1,
        )
    )
    yield store
    store.close()
    server.shutdown()
    server.server_close()


def answering(monkeypatch: pytest.MonkeyPatch, **answer: Any) -> None:
    for name, value in answer.items():
        monkeypatch.setattr(Canned, name, value)


def listing(line: str, kind: str = "ListBucketResult") -> bytes:
    return f'<?xml version="1.0"?><{kind}><IsTruncated>false</IsTruncated>{line}</{kind}>'.encode()


NONSENSE = {
    "nothing": {},
    "a page of a proxy": {"body": b"<html><body>Welcome</body></html>"},
    "no XML": {"body": b"\x00\xff not XML"},
    "half of it": {"body": listing("")[:-9]},
    "a line without a key": {"body": listing("<Contents><Size>1</Size></Contents>")},
    "a key nobody asked for": {"body": listing("<Contents><Key>x</Key><Size>1</Size></Contents>")},
    "no size": {"body": listing("<Contents><Key>архив/a</Key></Contents>")},
    "no number": {"body": listing("<Contents><Key>архив/a</Key><Size>many</Size></Contents>")},
    "less than nothing": {"body": listing("<Contents><Key>архив/a</Key><Size>-1</Size></Contents>")},
    "versions without ids": {
        "body": listing("<Version><Key>архив/key</Key></Version>", "ListVersionsResult")
    },
    "uploads without ids": {
        "body": listing("<Upload><Key>архив/key</Key></Upload>", "ListMultipartUploadsResult")
    },
    "a lock without a mode": {
        "body": b"<Retention><Mode>FOREVER</Mode>"
        b"<RetainUntilDate>2032-01-01T00:00:00Z</RetainUntilDate></Retention>"
    },
    "a lock until never": {
        "body": b"<Retention><Mode>GOVERNANCE</Mode><RetainUntilDate>never</RetainUntilDate></Retention>"
    },
    "a moved page": {"status": 302, "body": b"<html>login</html>"},
    "an error of a proxy": {"status": 502, "body": b"<html>Bad gateway</html>"},
    "an error that is none": {"status": 400, "body": b"<Error>"},
    "a size that is none": {"headers_": {"x-amz-meta-size": "many", "x-amz-meta-sha256": "?", "ETag": ""}},
}
VERBS: dict[str, Callable[[S3Store], object]] = {
    "put": lambda store: store.put("key", BytesSource(CONTENT)),
    "replace": lambda store: store.replace("key", BytesSource(CONTENT), digest_bytes(CONTENT)),
    "stat": lambda store: store.stat("key"),
    "list": lambda store: list(store.list("a")) + list(store.list()),
    "list hidden": lambda store: list(store.list(hidden=True)),
    "read": lambda store: store.read("key", 10),
    "read back": lambda store: store.read_back("key"),
    "erase": lambda store: store.erase("key"),
    "traces": lambda store: list(store.traces("a", ["a/key"])),
    "sweep": lambda store: store.sweep(),
    "lock": lambda store: store.lock("key", dt.datetime(2032, 1, 1, tzinfo=dt.UTC)),
    "hold": lambda store: store.hold("key", True),
    "lock of": lambda store: store.lock_of("key"),
    "features": lambda store: S3Store(store.settings).features,
    "bags": lambda store: list(find_bags(store)),
    "keys": lambda store: keys_of(store, "a"),
}


@pytest.mark.parametrize("nonsense", NONSENSE)
def test_no_answer_makes_a_traceback(canned: S3Store, monkeypatch: pytest.MonkeyPatch, nonsense: str) -> None:
    answering(monkeypatch, **NONSENSE[nonsense])
    canned.__dict__.pop("_features", None)
    for name, verb in VERBS.items():
        try:
            verb(canned)
        except StorageError as error:
            told = refusal(error, "S3").message
            assert "Error" not in told, (name, told)
            assert told.startswith("Носитель S3: "), name


def test_a_probe_of_nonsense_ends_with_a_verdict(canned: S3Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(S3Store, "put", lambda _store, _key, source, _digest=None: source.digest())
    answering(monkeypatch, body=NONSENSE["uploads without ids"]["body"])
    monkeypatch.setattr("storage.probe.LOCK_SECONDS", 0)
    try:
        verdict = probe_bucket(canned, lambda: dt.datetime(2032, 1, 1, tzinfo=dt.UTC))
    except StoreNonsense:
        return
    assert not verdict.worm


@pytest.mark.parametrize(
    ("body", "verb"),
    [
        (b"", "stat"),  # HEAD: nothing but a status and the date
        (b"<Error><Code>RequestTimeTooSkewed</Code><Message>too large</Message></Error>", "list"),
    ],
)
@pytest.mark.parametrize(("days", "words"), [(-1, "спешат"), (3, "отстают")])
def test_a_clock_that_differs_is_told_as_that(
    canned: S3Store, monkeypatch: pytest.MonkeyPatch, body: bytes, verb: str, days: int, words: str
) -> None:
    date = dt.datetime.now(dt.UTC) + dt.timedelta(days=days, minutes=1)
    answering(monkeypatch, status=403, body=body, date=date)
    with pytest.raises(StoreClock) as refused:
        VERBS[verb](canned)
    assert round((refused.value.ahead or 0) / 86400) == -days
    told = refusal(refused.value)
    assert isinstance(told, OutputFailed)
    assert "час" in told.message
    assert words in told.message
    assert "Проверьте права" not in told.message


def test_a_refusal_with_clocks_alike_is_one_of_rights(
    canned: S3Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    answering(monkeypatch, status=403, date=dt.datetime.now(dt.UTC) + dt.timedelta(minutes=14))
    with pytest.raises(StorageError) as refused:
        canned.stat("key")
    assert refused.value.code == "store-denied"


def test_a_skewed_clock_without_a_date_is_told_too(canned: S3Store, monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, status=403, body=b"<Error><Code>RequestTimeTooSkewed</Code></Error>")
    with pytest.raises(StoreClock) as refused:
        VERBS["list"](canned)
    assert refused.value.ahead is None
    assert "расходятся" in refusal(refused.value).message


class Hiding(MemoryStore):
    """Holds everything, lists only what it likes."""

    def list(self, prefix: str = "", *, hidden: bool = False) -> Iterator[Any]:
        return (one for one in super().list(prefix, hidden=hidden) if "Ёлки" not in one.key)


def test_what_a_list_keeps_back_is_asked_for_by_name() -> None:
    store = Hiding()
    receipt = write_bag(plan(), store, PREFIX)
    assert verify_bag(store, PREFIX, seal=receipt.seal, known=receipt.digests).whole
    hidden = f"{PREFIX}/data/Ёлки 1.pdf"
    erase_bag(store, PREFIX)
    assert store.stat(hidden), "without the register's list nobody knows of it"
    answers = erase_bag(store, PREFIX, known=[f"{PREFIX}/{path}" for path in receipt.digests])
    assert [answer.key for answer in answers] == [hidden]
    assert not store.stat(hidden)
