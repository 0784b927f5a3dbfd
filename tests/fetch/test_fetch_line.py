"""The line: what is sent and what is not, how much may come, and what errors tell."""

from __future__ import annotations

import gzip
import http.server
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from archiver.errors import UsageError
from archiver.fetch import line as speaking
from archiver.fetch.line import Broken, Line, LineFailed, TooLarge, Unreachable, trusted
from archiver.fetch.module_address import Module, module_at

Say = Callable[[http.server.BaseHTTPRequestHandler], None]
SECRET = "aGFzaA=="


@contextmanager
def answering(say: Say) -> Iterator[tuple[Module, list[dict[str, str]]]]:
    """A server that answers everything by `say`, and the headers of what it was asked."""
    asked: list[dict[str, str]] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _any(self) -> None:
            asked.append({name.casefold(): value for name, value in self.headers.items()})
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            say(self)

        do_GET = do_POST = do_DELETE = _any  # noqa: N815 - names of the library

        def log_message(self, *_told: object) -> None:
            """Nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield module_at(f"http://127.0.0.1:{server.server_address[1]}"), asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def saying(body: bytes, **headers: str) -> Say:
    def say(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return say


def test_a_packed_answer_is_unpacked() -> None:
    with (
        answering(saying(gzip.compress(b"[1]"), Content_Encoding="gzip")) as (module, asked),
        Line(module) as at,
    ):
        assert at.send("GET", "people/organization").data == b"[1]"
    assert asked[0]["accept-encoding"] == "gzip"
    assert asked[0]["user-agent"].startswith("college-archiver/")
    assert "authorization" not in asked[0]


@pytest.mark.parametrize("packed", [True, False])
def test_more_than_an_answer_can_have_is_not_taken_in(monkeypatch: pytest.MonkeyPatch, packed: bool) -> None:
    monkeypatch.setattr(speaking, "LARGEST", 1 << 20)
    bomb = gzip.compress(b"\0" * (64 << 20)) if packed else b"\0" * (2 << 20)
    headers = {"Content_Encoding": "gzip"} if packed else {}
    with answering(saying(bomb, **headers)) as (module, _asked), Line(module) as at, pytest.raises(TooLarge):
        at.send("GET", "people/organization")


def test_an_answer_that_is_not_whole_is_none() -> None:
    def short(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "100")
        handler.end_headers()
        handler.wfile.write(b"[1]")
        handler.close_connection = True

    def nothing(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.close_connection = True

    broken = saying(gzip.compress(b"[1]" * 1000)[:-20] + b"x" * 20, Content_Encoding="gzip")
    for say in (short, nothing, broken):
        with answering(say) as (module, _asked), Line(module) as at, pytest.raises(Broken):
            at.send("GET", "people/organization")


def test_what_was_sent_is_in_no_error() -> None:
    def nothing(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.close_connection = True

    with answering(nothing) as (module, _asked), Line(module) as at, pytest.raises(LineFailed) as failed:
        at.send("POST", "security/login", {"login": "dispatcher", "password": SECRET, "isRemember": False})
    error: BaseException | None = failed.value
    assert error is not None
    assert error.__suppress_context__
    assert not {SECRET, "dispatcher"} & set(str(error).split())


def test_nobody_there_is_told_as_that() -> None:
    with answering(saying(b"")) as (module, _asked):
        pass
    with Line(module) as at, pytest.raises(Unreachable, match="никто не принимает") as failed:
        at.send("GET", "people/organization")
    assert not isinstance(failed.value, Broken)


def test_the_surroundings_give_no_password_and_no_authority(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login x password y\n")
    (tmp_path / ".netrc").chmod(0o600)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "none.pem"))
    monkeypatch.setenv("CURL_CA_BUNDLE", "")
    with answering(saying(b"[1]")) as (module, asked), Line(module) as at:
        assert at.send("GET", "people/organization").data == b"[1]"
    assert "authorization" not in asked[0]


def test_redirections_are_not_followed_and_cookies_are_kept() -> None:
    def away(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.send_response(302)
        handler.send_header("Location", "/services/people/students/1")
        handler.send_header("Set-Cookie", ".AspNetCore.Cookies=chunks-2; path=/; httponly")
        handler.send_header("Set-Cookie", ".AspNetCore.CookiesC1=one; path=/; httponly")
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    with answering(away) as (module, asked), Line(module) as at:
        first = at.send("GET", "people/organization")
        at.send("GET", "people/organization")
    assert first.status == 302
    assert first.cookies_set == (".AspNetCore.Cookies", ".AspNetCore.CookiesC1")
    assert "set-cookie" not in first.headers
    assert len(asked) == 2
    assert asked[1]["cookie"] == ".AspNetCore.Cookies=chunks-2; .AspNetCore.CookiesC1=one"


def test_an_authority_is_a_file_of_certificates(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("no certificate")
    for file in (tmp_path / "note.txt", tmp_path / "none.pem", tmp_path):
        with pytest.raises(UsageError):
            trusted(file)
