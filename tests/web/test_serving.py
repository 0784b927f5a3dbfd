"""The server as a process: its address, TLS, a first sign-in over a real socket, and how it stops."""

from __future__ import annotations

import re
import signal
import ssl
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from archiver.errors import ExitCode


@pytest.fixture
def place(tmp_path: Path, empty_register: bytes) -> Path:
    (tmp_path / "register.db").write_bytes(empty_register)
    (tmp_path / "archiver.toml").write_text(f'[archive]\nregister_url = "sqlite:///{tmp_path}/register.db"\n')
    return tmp_path


@pytest.fixture
def started(place: Path) -> Iterator[list[subprocess.Popen[str]]]:
    servers: list[subprocess.Popen[str]] = []
    yield servers
    for one in servers:
        one.kill()
        one.communicate()


def start(
    started: list[subprocess.Popen[str]], place: Path, *words: str
) -> tuple[subprocess.Popen[str], str]:
    command = [sys.executable, "-m", "archiver", "serve", "--port", "0", "--no-worker", *words]
    server = subprocess.Popen(command, cwd=place, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    started.append(server)
    assert server.stdout is not None
    server.stdout.readline()
    first = re.search(r"https?://\S+", server.stdout.readline())
    assert first is not None
    return server, first[0]


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_it_answers_at_the_printed_address_and_stops_in_order(
    started: list[subprocess.Popen[str]], place: Path, sign: signal.Signals
) -> None:
    server, first = start(started, place)
    assert first.startswith("http://127.0.0.1:")
    with urllib.request.urlopen(first) as answer:
        assert "Первый вход" in answer.read().decode()
    server.send_signal(sign)
    _out, err = server.communicate(timeout=30)
    assert server.returncode == ExitCode.INTERRUPTED
    assert "Traceback" not in err
    assert "Остановлено" in err


def test_it_encrypts_with_a_certificate(started: list[subprocess.Popen[str]], place: Path) -> None:
    names = ("-subj", "/CN=console", "-addext", "subjectAltName=IP:127.0.0.1")
    made = ("-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", *names)
    files = ("-keyout", place / "leaf.key", "-out", place / "leaf.pem")
    subprocess.run(["openssl", "req", *made, *map(str, files)], check=True, capture_output=True)
    _server, first = start(started, place, "--certificate", "leaf.pem", "--key", "leaf.key")
    assert first.startswith("https://127.0.0.1:")
    trusting = ssl.create_default_context(cafile=str(place / "leaf.pem"))
    with urllib.request.urlopen(first, context=trusting) as answer:
        assert "max-age" in answer.headers["Strict-Transport-Security"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--host", "0.0.0.0"), "без шифрования"),
        (("--certificate", "archiver.toml"), "указывают вместе"),
        (("--certificate", "archiver.toml", "--key", "archiver.toml"), "не годится: это не файлы PEM"),
    ],
)
def test_an_unsafe_or_spoilt_set_up_is_refused_in_words(
    place: Path, words: tuple[str, ...], told: str
) -> None:
    command = [sys.executable, "-m", "archiver", "serve", "--port", "0", *words]
    ended = subprocess.run(command, cwd=place, text=True, capture_output=True, timeout=60, check=False)
    assert ended.returncode == ExitCode.USAGE
    assert told in ended.stderr
    assert "Traceback" not in ended.stderr


def test_an_address_that_is_taken_is_told(started: list[subprocess.Popen[str]], place: Path) -> None:
    _server, first = start(started, place)
    port = first.split(":")[2].partition("/")[0]
    command = [sys.executable, "-m", "archiver", "serve", "--port", port]
    ended = subprocess.run(command, cwd=place, text=True, capture_output=True, timeout=60, check=False)
    assert ended.returncode == ExitCode.OUTPUT_FAILED
    assert port in ended.stderr
