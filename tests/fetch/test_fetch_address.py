"""The module's address as a user writes it."""

from __future__ import annotations

import pytest

from archiver.errors import UsageError
from archiver.fetch.module_address import module_at


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("https://spo.asurso.ru", "https://spo.asurso.ru"),
        ("spo.asurso.ru", "https://spo.asurso.ru"),
        ("https://SPO.asurso.ru/", "https://spo.asurso.ru"),
        ("https://poo.tomedu.ru/security/#/login", "https://poo.tomedu.ru"),
        ("https://spo.asurso.ru:443", "https://spo.asurso.ru"),
        ("https://spo.asurso.ru:8443/x?y", "https://spo.asurso.ru:8443"),
        ("https://колледж.рф", "https://xn--d1abenfat.xn--p1ai"),
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://localhost:8080", "http://localhost:8080"),
        ("http://[::1]:8080", "http://[::1]:8080"),
    ],
)
def test_what_is_an_address(text: str, origin: str) -> None:
    assert module_at(text).origin == origin


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("http://spo.asurso.ru", "https://spo.asurso.ru"),
        ("http://127.0.0.1.example.ru", "https://127.0.0.1.example.ru"),
        ("http://10.0.0.1", "https://10.0.0.1"),
        ("https://asurso.ru", "школьная часть"),
        ("www.asurso.ru/", "школьная часть"),
        ("https://sgo.example.ru/webapi/login", "школьная часть"),
        ("ftp://spo.asurso.ru", "не адрес модуля"),
        ("https://", "не адрес модуля"),
        ("https://a b", "не адрес модуля"),
        ("https://spo.asurso.ru:port", "не адрес модуля"),
        ("file:///etc/passwd", "не адрес модуля"),
    ],
)
def test_what_is_none(text: str, said: str) -> None:
    with pytest.raises(UsageError) as refused:
        module_at(text)
    assert said in refused.value.message


def test_a_password_in_the_address_is_not_repeated() -> None:
    for text in ("https://dispatcher:Секрет-42@spo.asurso.ru", "ftp://dispatcher:Секрет-42@spo.asurso.ru"):
        with pytest.raises(UsageError) as refused:
            module_at(text)
        assert "Секрет" not in refused.value.message
