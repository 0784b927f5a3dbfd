"""A server, a folder and surroundings that mean ill or are broken: each ends in words, and leaks nothing."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from stand_authority import Authority
from stand_command import Stand

from archiver.errors import UsageError
from archiver.fetch import asked, fetch_log
from archiver.fetch.account import hashed
from archiver.fetch.cookie_file import read_cookies
from archiver.fetch.folder import opened
from archiver.fetch.judged import Verdict, judge
from archiver.fetch.line import Answered, Broken, Line, LineFailed, ProxyMisnamed, TooLarge
from archiver.fetch.module_address import Module, module_at
from archiver.fetch.pace import retry_after
from archiver.fetch.reduced import as_kept
from archiver.fetch.refusals import of_line
from archiver.fetch.shape import Shapes
from archiver.intake.taken import TakenGroup

MODULE = module_at("https://spo.asurso.ru")
TODAY = dt.date(2026, 1, 20)
PAGE = asked.page_of("5101", "11")
HEADER: dict[str, Any] = {
    "format": fetch_log.FORMAT,
    "origin": MODULE.origin,
    "begun": "2026-01-20T08:00:00+00:00",
    "today": "2026-01-20",
    "refresh": False,
    "finished": None,
}
PLACE = "people/organization"


def answer(body: bytes, status: str = "200 OK", *headers: str) -> bytes:
    told = [f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body)}", "", ""]
    return "\r\n".join(told).encode() + body


@contextlib.contextmanager
def raw(say: Callable[[socket.socket], None], context: ssl.SSLContext | None = None) -> Iterator[Module]:
    """A server that says what no library would: `say` is given each connection."""

    def serve() -> None:
        while True:
            try:
                connection, _address = server.accept()
            except OSError:
                return
            with contextlib.suppress(OSError), connection:
                spoken = context.wrap_socket(connection, server_side=True) if context else connection
                with spoken:
                    spoken.recv(65536)
                    say(spoken)

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield module_at(f"{'https' if context else 'http'}://127.0.0.1:{server.getsockname()[1]}")
        server.shutdown(socket.SHUT_RDWR)
    thread.join(5)


def saying(data: bytes) -> Callable[[socket.socket], None]:
    return lambda connection: connection.sendall(data)


@pytest.mark.parametrize("status", ["102 Processing", "103 Early Hints"])
def test_an_answer_that_was_announced_is_never_taken_for_the_next_one(status: str) -> None:
    def say(connection: socket.socket) -> None:
        connection.sendall(f"HTTP/1.1 {status}\r\nLink: </x>\r\n\r\n".encode())
        time.sleep(0.1)
        connection.sendall(answer(b'"of the first"'))
        connection.recv(65536)
        connection.sendall(answer(b'"of the second"'))

    with raw(say) as module, Line(module) as line:
        for _again in range(3):
            with pytest.raises(Broken):
                line.send("GET", PLACE)


@pytest.mark.parametrize(
    "data",
    [
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\n[1]",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffffff\r\n[1]",
        b"HTTP/1.1 200 OK\r\nX: " + b"a" * 1_000_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: a\r\n" * 1000 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 7\r\n\r\n[1,2,3]",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: " + b"gzip, " * 9 + b"gzip\r\nContent-Length: 3\r\n\r\n[1]",
        b"HTTP/1.1 99999 OK\r\n\r\n",
    ],
)
def test_what_is_no_speech_of_a_server_is_a_broken_line(data: bytes) -> None:
    with raw(saying(data)) as module, Line(module) as line, pytest.raises(LineFailed):
        line.send("GET", PLACE)


def test_a_redirection_is_no_way_past_the_largest_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archiver.fetch.line.LARGEST", 1 << 16)
    bomb = answer(b" " * (1 << 20), "302 Found", "Location: /elsewhere")
    with raw(saying(bomb)) as module, Line(module) as line, pytest.raises(TooLarge):
        line.send("GET", PLACE)


@pytest.mark.parametrize("location", ["http://[::1", "http://[\x1b[31m]/", "//[", "file:///etc/passwd", "?"])
def test_a_place_that_cannot_be_understood_is_not_gone_to(location: str) -> None:
    with raw(saying(answer(b"", "302 Found", f"Location: {location}"))) as module, Line(module) as line:
        judged = judge(line.send("GET", PLACE), module)
    assert judged.verdict in (Verdict.STRANGE, Verdict.ELSEWHERE, Verdict.LOGGED_OUT)
    assert judged.host in ("", module.host)


@pytest.mark.parametrize(
    "begin", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n"], ids=["before it", "within it"]
)
def test_an_answer_without_an_end_is_given_up(authority: Authority, begin: bytes) -> None:
    def drip(connection: socket.socket) -> None:
        connection.sendall(begin)
        for _again in range(500):
            connection.sendall(b" " if begin else b"HTTP/1.1 100 Continue\r\n\r\n")
            time.sleep(0.02)

    began = time.monotonic()
    with (
        raw(drip, authority.vouched) as module,
        Line(module, authority.certificate) as line,
        pytest.raises(Broken),
    ):
        line.send("GET", PLACE, longest=0.3)
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    "header",
    [
        "-5",
        "1e9",
        "Mon, 01 Jan 99999999999999999999 00:00:00 GMT",
        "Mon, 01 Jan 2026 00:00:00 +99999999999999",
        "Mon, 01 Jan " + "9" * 5000 + " 00:00:00 GMT",
    ],
)
def test_a_wait_that_means_nothing_is_none(header: str) -> None:
    assert retry_after(header) is None


def test_a_password_that_is_no_text_is_told_and_not_shown() -> None:
    with pytest.raises(UsageError, match="UTF-8") as failed:
        hashed("тайна\udcff")
    assert "тайна" not in str(failed.value)
    for password in ("", "a\0b", "😀" * 100_000):
        assert len(hashed(password)) == 44


@pytest.mark.parametrize("bad", ["тайна", "se\rX: cret", "se\0cret", "\x1b[31m"])
def test_a_cookie_that_no_header_can_carry_is_left_out(tmp_path: Path, bad: str) -> None:
    file = tmp_path / "cookies.txt"
    line = "spo.asurso.ru\tFALSE\t/\tTRUE\t0\t"
    file.write_bytes(f"\ufeff{line}UID\tgood\n{line}bad\t{bad}\n{line}{bad}\tbad\n".encode())
    file.chmod(0o600)
    assert [(one.name, one.value) for one in read_cookies(file, MODULE)] == [("UID", "good")]


@pytest.mark.parametrize(
    "proxy",
    [
        "socks5://user:hidden@127.0.0.1:9",
        "user:hidden@127.0.0.1:9",
        "foo://hidden",
        "http://user:hidden@[::1",
        "http://user:hidden@127.0.0.1:99999",
        "http://Имя:hidden@127.0.0.1:9",
        "http://",
    ],
)
def test_a_proxy_that_is_misnamed_is_told_as_that(monkeypatch: pytest.MonkeyPatch, proxy: str) -> None:
    monkeypatch.setenv("HTTPS_PROXY", proxy)
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    with Line(MODULE) as line, pytest.raises(ProxyMisnamed) as failed:
        line.send("GET", PLACE)
    told = of_line(failed.value, MODULE).message
    assert "HTTPS_PROXY" in told
    assert "hidden" not in told


def test_what_is_said_openly_to_this_computer_passes_no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    with raw(saying(answer(b"[1]"))) as module, Line(module) as line:
        assert line.send("GET", PLACE).data == b"[1]"


def test_half_of_a_letter_stops_nothing(tmp_path: Path) -> None:
    kept = as_kept(asked.EMPLOYEES, [{"id": 1, "lastName": "\ud800", "birthday": "1980-01-02"}], b"")
    assert json.loads(kept) == [{"id": 1, "lastName": "\ud800"}]
    with opened(tmp_path, MODULE, TODAY, refresh=False) as made:
        made.store(PAGE, b"[1]")
        made.name_groups({"1": TakenGroup("\ud800")}, "spo_1")
        made.finish()


def test_nothing_is_written_through_a_link(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("important", encoding="utf-8")
    aside = tmp_path / "aside"
    aside.mkdir()
    for name, to in (
        (fetch_log.NAME, victim),
        (fetch_log.NAME, tmp_path / "new"),
        ("snapshot.json", victim),
        ("services", aside),
    ):
        folder = tmp_path / "to"
        folder.mkdir()
        if name == "services":
            with opened(folder, MODULE, TODAY, refresh=False) as made:
                made.refuse(PAGE, "failed", "ИС-21")
        (folder / name).symlink_to(to)
        with pytest.raises(UsageError, match="ссылка"), opened(folder, MODULE, TODAY, refresh=False) as made:
            made.store(PAGE, b"[1]")
        assert victim.read_text(encoding="utf-8") == "important"
        assert not (tmp_path / "new").exists()
        assert list(aside.iterdir()) == []
        folder.rename(tmp_path / f"done-{name}-{to.name}")


@pytest.mark.parametrize(
    "lines",
    [
        [HEADER | {"begun": 5}],
        [{"format": fetch_log.FORMAT, "origin": MODULE.origin}],
        [HEADER | {"today": "2026-99-99"}],
        [HEADER | {"finished": "yesterday"}],
        [HEADER, {"address": PAGE.text, "sha256": "0"}],
        [HEADER, {"address": PAGE.text, "why": ["x"], "group": {}}],
        [HEADER, "[" * 100_000],
        [HEADER, "\0" * 4096],
    ],
)
def test_a_log_that_was_edited_costs_what_follows_and_no_more(tmp_path: Path, lines: list[Any]) -> None:
    texts = [one if isinstance(one, str) else json.dumps(one) for one in lines]
    log = tmp_path / fetch_log.NAME
    log.write_text("".join(f"{one}\n" for one in texts), encoding="utf-8")
    with opened(tmp_path, MODULE, TODAY, refresh=False) as made:
        assert made.asked == set()
        made.store(PAGE, b"[1]")
    with opened(tmp_path, MODULE, TODAY, refresh=False) as made:
        assert made.asked == {PAGE.text}
        made.finish()


@pytest.mark.parametrize("begun", [dt.date(2099, 1, 1), dt.date(2025, 9, 1)])
def test_a_run_of_another_time_does_not_say_what_day_it_is(tmp_path: Path, begun: dt.date) -> None:
    with opened(tmp_path, MODULE, begun, refresh=False) as made:
        made.store(PAGE, b"[1]")
    with opened(tmp_path, MODULE, TODAY, refresh=False) as made:
        assert made.today == TODAY
        assert made.has(PAGE)


def test_a_snapshot_is_refreshed_by_an_account_of_its_own_college_alone(
    stand: Callable[..., Stand], tmp_path: Path
) -> None:
    one = stand(login_answer="empty")
    assert one.fetch(tmp_path / "to").code == 0
    before = {file: file.read_bytes() for file in (tmp_path / "to").rglob("*") if file.is_file()}
    path = f"/services/{PLACE}"
    other = dict(one.module.answers) | {path: {**one.module.answers[path], "organizationId": 987_654}}
    one.module.answers = other
    done = one.fetch(tmp_path / "to", "--refresh")
    assert done.code == 2, done.said
    assert "другого колледжа" in done.err
    assert {file: file.read_bytes() for file in (tmp_path / "to").rglob("*") if file.is_file()} == before


@pytest.mark.parametrize(
    ("location", "told"),
    [
        ("https://user:hidden1@a.ru/security/?key=hidden1#hidden1", "https://a.ru/security/?…"),
        ("/login/hidden1/index.html?x", "/login/*/index.html?…"),
        ("https://filter.example.ru/blocked.php?url=hidden1", "https://filter.example.ru/blocked.php?…"),
        ("/security/", "/security/"),
    ],
)
def test_a_shape_tells_no_key_of_a_place_one_is_sent_to(location: str, told: str) -> None:
    shapes = Shapes()
    shapes.saw("GET", PLACE, Answered(302, {"location": location}, b""))
    assert json.loads(shapes.as_bytes())["answers"][0]["headers"]["location"] == [told]
