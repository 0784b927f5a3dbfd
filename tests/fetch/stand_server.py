"""The stand-in on a real socket of the loopback, with TLS unless that is what is tried; and a proxy."""

from __future__ import annotations

import contextlib
import gzip
import http.server
import socket
import socketserver
import ssl
import threading
import time
from collections.abc import Iterator
from http.cookies import SimpleCookie

from stand_messages import Answer, Request
from stand_module import Module

_BODILESS = {204, 304}


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that is killed or turns a certificate down breaks the line: nothing to be told."""


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 60
    wbufsize = -1
    disable_nagle_algorithm = True
    module: Module
    context: ssl.SSLContext | None

    def setup(self) -> None:
        self.request.settimeout(self.timeout)
        if self.context is not None:  # the handshake is the line's own thread's
            self.request = self.context.wrap_socket(self.request, server_side=True)
        super().setup()

    def finish(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            super().finish()
        with contextlib.suppress(OSError):
            self.request.close()

    def _any(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        cookies = SimpleCookie(self.headers.get("Cookie", ""))
        request = Request(
            self.command,
            self.path,
            {name.lower(): value for name, value in self.headers.items()},
            {name: one.value for name, one in cookies.items()},
            body,
        )
        self.module.begin(request)
        said = self.module.answer(request)
        if said.fault and said.fault.kind == "slow":
            time.sleep(said.fault.seconds)
        self.module.end()  # before the last byte: the client may ask again as soon as it has it
        self._say(said)

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = do_PATCH = do_OPTIONS = _any  # noqa: N815

    def _say(self, said: Answer) -> None:
        kind = said.fault.kind if said.fault else ""
        if kind == "drop":
            self._break()
            return
        switches = self.module.switches
        body, headers = said.body, list(said.headers)
        asked = "gzip" in self.headers.get("Accept-Encoding", "")
        if body and (switches.packed == "gzip-unasked" or (switches.packed == "gzip" and asked)):
            body = gzip.compress(body, 1)
            headers.append(("Content-Encoding", "gzip"))
        in_chunks = switches.length == "chunks" or kind == "cut-chunks"
        in_chunks = in_chunks and said.status not in _BODILESS and bool(body)
        self.send_response(said.status)
        if said.status not in _BODILESS:
            self.send_header("Content-Type", said.kind)
        for name, value in headers:
            self.send_header(name, value)
        for cookie in said.cookies:
            self.send_header("Set-Cookie", cookie)
        if in_chunks:
            self.send_header("Transfer-Encoding", "chunked")
        elif said.status not in _BODILESS:
            self.send_header("Content-Length", str(len(body)))
        if not switches.keeps_line:
            self.send_header("Connection", "close")
            self.close_connection = True
        self.end_headers()
        half = len(body) // 2
        if in_chunks:
            for part in (body[:half], body[half:]):
                self.wfile.write(f"{len(part):x}\r\n".encode() + part + b"\r\n" if part else b"")
                if kind == "cut-chunks":
                    self._break()
                    return
            self.wfile.write(b"0\r\n\r\n")
        elif kind == "cut":
            self.wfile.write(body[:half])
            self._break()
            return
        else:
            self.wfile.write(body)
        self.wfile.flush()

    def _break(self) -> None:
        with contextlib.suppress(OSError):
            self.wfile.flush()
            self.request.shutdown(socket.SHUT_RDWR)
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        """The module remembers what was asked; nothing is written."""


@contextlib.contextmanager
def serving(module: Module, context: ssl.SSLContext | None) -> Iterator[str]:
    """The address of the module, for as long as it is served."""
    module.secure = context is not None
    handler = type("Handler", (_Handler,), {"module": module, "context": context})
    with _running(_Server(("127.0.0.1", 0), handler)) as port:
        yield f"{'https' if context else 'http'}://127.0.0.1:{port}"


@contextlib.contextmanager
def _running(server: _Server) -> Iterator[int]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Proxy(http.server.BaseHTTPRequestHandler):
    """A filter of a college: lets lines through (CONNECT), or shows its page instead."""

    through: list[str]
    refuses: bool

    def do_CONNECT(self) -> None:
        self.through.append(self.path)
        if self.refuses:
            page = "<html><body>Доступ к ресурсу ограничен</body></html>".encode()
            self.send_response(403)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(page)))
            self.end_headers()
            self.wfile.write(page)
            return
        host, _colon, port = self.path.partition(":")
        with socket.create_connection((host, int(port)), timeout=30) as other:
            self.send_response(200)
            self.end_headers()
            self.wfile.flush()
            back = threading.Thread(target=_pour, args=(other, self.connection), daemon=True)
            back.start()
            _pour(self.connection, other)
            back.join(5)
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is written."""


def _pour(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while part := source.recv(65536):
            target.sendall(part)
        target.shutdown(socket.SHUT_WR)


@contextlib.contextmanager
def proxying(*, refuses: bool = False) -> Iterator[tuple[str, list[str]]]:
    """A proxy's address, and the hosts it was asked to let through."""
    through: list[str] = []
    handler = type("Proxy", (_Proxy,), {"through": through, "refuses": refuses})
    with _running(_Server(("127.0.0.1", 0), handler)) as port:
        yield f"http://127.0.0.1:{port}", through
