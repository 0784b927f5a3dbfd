"""Where the console may be reached: this computer, or an encrypted address."""

from __future__ import annotations

import pytest

from archiver.errors import ArchiverError
from archiver.web.address import address_told, listening_at


@pytest.mark.parametrize(
    ("host", "port", "told", "encrypted", "address"),
    [
        ("127.0.0.1", 8080, "", False, "http://127.0.0.1:8080/"),
        ("localhost", 80, "", False, "http://localhost/"),
        ("::1", 8080, "", False, "http://[::1]:8080/"),
        ("0.0.0.0", 443, "", True, "https://0.0.0.0/"),
        (
            "0.0.0.0",
            8080,
            "https://archive.college.ru/journals/",
            False,
            "https://archive.college.ru/journals/",
        ),
        ("127.0.0.1", 8080, "https://Archive.College.ru:8443", False, "https://archive.college.ru:8443/"),
        ("127.0.0.1", 8080, "http://localhost:9090/a", False, "http://localhost:9090/a/"),
    ],
)
def test_an_address_is_safe(host: str, port: int, told: str, encrypted: bool, address: str) -> None:
    assert str(listening_at(host, port, told, encrypted=encrypted)) == address


@pytest.mark.parametrize(
    ("host", "told"),
    [
        ("0.0.0.0", ""),
        ("192.168.1.7", ""),
        ("archive.local", ""),
        ("127.0.0.1", "http://archive.college.ru"),
        ("127.0.0.1", "archive.college.ru"),
        ("127.0.0.1", "ftp://archive.college.ru"),
        ("127.0.0.1", "https://user:word@archive.college.ru"),
        ("127.0.0.1", "https://archive.college.ru/?a=1"),
        ("127.0.0.1", "https://archive.college.ru:port"),
    ],
)
def test_an_address_in_the_open_or_none_at_all_is_refused(host: str, told: str) -> None:
    with pytest.raises(ArchiverError) as refused:
        listening_at(host, 8080, told, encrypted=False)
    assert "word" not in refused.value.message or "word" not in told


def test_the_origin_leaves_out_the_usual_port() -> None:
    assert address_told("https://archive.college.ru:443/a").origin == "https://archive.college.ru"
