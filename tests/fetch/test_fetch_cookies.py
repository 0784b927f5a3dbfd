"""Cookies of a browser: which lines are taken, and what file is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from archiver.errors import Refused, UsageError
from archiver.fetch.cookie_file import read_cookies
from archiver.fetch.module_address import module_at

MODULE = module_at("https://spo.asurso.ru")
SAVED = """\
# Netscape HTTP Cookie File
# https://curl.haxx.se/rfc/cookie_spec.html

spo.asurso.ru\tFALSE\t/\tTRUE\t0\tUID\tabc
#HttpOnly_spo.asurso.ru\tFALSE\t/\tTRUE\t0\t.AspNetCore.Cookies\tchunks-2
#HttpOnly_spo.asurso.ru\tFALSE\t/\tTRUE\t1500000000\t.AspNetCore.CookiesC1\tone
#HttpOnly_.asurso.ru\tTRUE\t/\tFALSE\t0\t.AspNetCore.CookiesC2\ttwo
.example.ru\tTRUE\t/\tFALSE\t0\tother\tx
asurso.ru\tFALSE\t/\tFALSE\t0\tparent\tx
evil-spo.asurso.ru\tFALSE\t/\tFALSE\t0\tchild\tx
broken line
"""


def saved(folder: Path, text: str = SAVED, mode: int = 0o600) -> Path:
    file = folder / "cookies.txt"
    file.write_text(text, encoding="utf-8")
    file.chmod(mode)
    return file


def test_cookies_of_this_server_are_taken_whatever_their_end(tmp_path: Path) -> None:
    jar = read_cookies(saved(tmp_path), MODULE)
    found = {cookie.name: cookie for cookie in jar}
    assert found.keys() == {
        "UID",
        ".AspNetCore.Cookies",
        ".AspNetCore.CookiesC1",
        ".AspNetCore.CookiesC2",
    }
    assert found["UID"].secure
    assert not any(cookie.is_expired() for cookie in jar)


def test_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    jar = read_cookies(saved(tmp_path, SAVED.replace("\n", "\r\n")), MODULE)
    assert {cookie.value for cookie in jar} == {"abc", "chunks-2", "one", "two"}


def test_a_file_that_others_can_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="chmod 600"):
        read_cookies(saved(tmp_path, mode=0o644), MODULE)


def test_a_file_without_such_cookies_is_refused_without_its_contents(tmp_path: Path) -> None:
    for text in ("", "spo.asurso.ru секрет", ".example.ru\tTRUE\t/\tFALSE\t0\tother\tсекрет\n"):
        with pytest.raises(UsageError) as refused:
            read_cookies(saved(tmp_path, text), MODULE)
        assert "секрет" not in refused.value.message
    with pytest.raises(UsageError):
        read_cookies(tmp_path / "none.txt", MODULE)
    with pytest.raises(UsageError):
        read_cookies(tmp_path, MODULE)
