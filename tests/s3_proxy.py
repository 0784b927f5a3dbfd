"""Something between the program and an S3 server that spoils answers: a real server, a bad road."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit


class Fate(Enum):
    """What becomes of a request."""

    PASSED = "passed"
    IGNORED = "ignored"  # answered 200 and thrown away
    REFUSED = "refused"  # answered 503, the server does not hear of it
    LOST = "lost"  # the server heard it, its answer never arrives
    LATE = "late"  # the answer arrives, after a while


@dataclass(frozen=True)
class Request:
    """What is asked: method, path and query, and the how-many-eth of that method it is."""

    method: str
    path: str
    query: str
    number: int


Judge = Callable[[Request], Fate]


@contextmanager
def between(endpoint: str, judge: Judge, lateness: float = 0.5) -> Iterator[str]:
    """The address of a proxy before `endpoint`, up for as long as the block."""
    target = urlsplit(endpoint).netloc
    counts: dict[str, int] = {}
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_any(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(length) if length else None
            with lock:
                counts[self.command] = counts.get(self.command, 0) + 1
                number = counts[self.command]
            parts = urlsplit(self.path)
            fate = judge(Request(self.command, parts.path, parts.query, number))
            if fate is Fate.IGNORED:
                self.answer(200, {}, b"")
                return
            if fate is Fate.REFUSED:
                self.answer(503, {}, b"<Error><Code>ServiceUnavailable</Code></Error>")
                return
            connection = http.client.HTTPConnection(target, timeout=30)
            connection.request(self.command, self.path, body, dict(self.headers.items()))
            reply = connection.getresponse()
            content = reply.read()
            if fate is Fate.LOST:
                self.close_connection = True
                return
            if fate is Fate.LATE:
                threading.Event().wait(lateness)
            self.answer(reply.status, dict(reply.getheaders()), content)
            connection.close()

        def answer(self, status: int, headers: dict[str, str], content: bytes) -> None:
            self.send_response(status)
            for name, value in headers.items():
                if name.lower() not in {"connection", "transfer-encoding", "date", "server"}:
                    self.send_header(name, value)
            if "content-length" not in {name.lower() for name in headers}:
                self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    for method in ("GET", "PUT", "POST", "DELETE", "HEAD"):
        setattr(Handler, f"do_{method}", Handler.handle_any)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
