"""Who is not let in, what is not the module, whom one does not trust: each told by itself, with code 11."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import stand_authority
from stand_command import Done, Standing
from stand_messages import MESSAGES
from stand_server import proxying
from stand_snapshot import OF_THE_YEAR, addresses, files


def refused(done: Done, to: Path, *words: str) -> None:
    """Told in Russian with all of the words, and no answer is kept."""
    assert done.code == 11, done.said
    assert "Traceback" not in done.said
    for word in words:
        assert re.search(word, done.err, re.IGNORECASE), (word, done.err)
    assert files(to) == {}


@pytest.mark.parametrize(
    ("why", "status", "word"),
    [
        ("wrong", "403", MESSAGES["wrong"]),
        ("wrong", "409", MESSAGES["wrong"]),
        ("locked", "403", "Учётная запись заблокирована"),
        ("captcha", "409", "капч|captcha"),
        ("pool", "409", MESSAGES["pool"]),
    ],
)
def test_who_is_not_let_in_is_told_why(
    stand: Standing, tmp_path: Path, why: str, status: str, word: str
) -> None:
    module = stand(refuses=why, refuses_with=status)
    done = module.fetch(tmp_path / "to")
    refused(done, tmp_path / "to", word)
    assert module.module.logins == 1  # a second try would lock the account


def test_each_reason_has_its_own_advice(stand: Standing, tmp_path: Path) -> None:
    said = {
        why: stand(refuses=why).fetch(tmp_path / why).err.replace(MESSAGES[why], "")
        for why in ("wrong", "locked", "captcha")
    }
    assert len({re.sub(r"https?://\S+", "", one) for one in said.values()}) == 3, said


def test_where_only_gosuslugi_lets_in_no_password_is_asked_for_or_sent(
    stand: Standing, tmp_path: Path
) -> None:
    module = stand(esia_only=True)
    done = module.fetch(tmp_path / "to")
    assert done.code == 11, done.said
    assert "--cookies" in done.err
    assert "госуслуг" in done.err.lower()
    assert module.module.logins == 0
    assert {path for _method, path in module.module.asked} == {"/services/security/esia-settings"}


@pytest.mark.parametrize(("export", "cookies"), [("chrome", "chunked"), ("firefox", "single")])
def test_the_cookies_of_a_browser_are_enough(
    stand: Standing, tmp_path: Path, export: str, cookies: str
) -> None:
    module = stand(esia_only=True, cookies=cookies)
    done = module.fetch(tmp_path / "to", "--cookies", str(exported(module, tmp_path, export)))
    assert done.code == 0, done.said
    assert files(tmp_path / "to").keys() == addresses(OF_THE_YEAR)
    assert module.module.logins == 0


def test_cookies_that_have_ended_are_asked_for_again_and_nothing_is_lost(
    stand: Standing, tmp_path: Path
) -> None:
    module = stand(esia_only=True, expires_after=9)
    done = module.fetch(tmp_path / "to", "--cookies", str(exported(module, tmp_path, "chrome")))
    assert done.code == 11, done.said
    assert "cookies" in done.err
    had = len(files(tmp_path / "to"))
    assert had > 0
    done = module.fetch(tmp_path / "to", "--cookies", str(exported(module, tmp_path, "firefox")))
    assert done.code == 0, done.said
    assert files(tmp_path / "to").keys() == addresses(OF_THE_YEAR)
    pages = [path for _method, path in module.module.asked if "/subjects/" in path]
    assert len(pages) <= len(set(pages)) + 1  # the one that met the end


def exported(module: Any, folder: Path, kind: str) -> Path:
    """What an extension of Chrome (`#HttpOnly_`, no end of session) or of Firefox (an end, CRLF) writes."""
    lines = ["# Netscape HTTP Cookie File", "# This file is generated", ""]
    for name, value in module.module.browser().items():
        hidden = "#HttpOnly_" if name != "UID" and kind == "chrome" else ""
        ends = "0" if kind == "chrome" else "2145916800"
        lines.append(f"{hidden}127.0.0.1\tFALSE\t/\tTRUE\t{ends}\t{name}\t{value}")
    lines.append(".example.org\tTRUE\t/\tFALSE\t0\tother\tnot-ours")
    path = folder / f"cookies-{kind}.txt"
    path.write_text(("\r\n" if kind == "firefox" else "\n").join([*lines, ""]), encoding="utf-8", newline="")
    path.chmod(0o600)
    return path


def test_the_module_of_schools_is_told_apart(stand: Standing, tmp_path: Path) -> None:
    module = stand(product="school")
    done = module.fetch(tmp_path / "to")
    refused(done, tmp_path / "to", "школ")
    assert module.module.logins == 0  # the password is not shown to a stranger


def test_a_page_on_everything_is_not_the_module(stand: Standing, tmp_path: Path) -> None:
    module = stand(product="page")
    refused(module.fetch(tmp_path / "to"), tmp_path / "to", "страниц")
    assert module.module.logins == 0


def test_an_authority_that_is_not_trusted(stand: Standing, tmp_path: Path) -> None:
    stranger = stand_authority.found(tmp_path / "stranger", "Filter of a college")
    module = stand(tls=stranger.vouched)
    done = module.fetch(tmp_path / "to")
    refused(done, tmp_path / "to", "сертификат", "--ca")
    assert module.module.asked == []
    done = module.fetch(tmp_path / "to", "--ca", str(stranger.certificate))
    assert done.code == 0, done.said


def test_a_certificate_of_another_name(stand: Standing, tmp_path: Path, authority: Any) -> None:
    module = stand(tls=authority.vouch("DNS:spo.example.org"))
    refused(module.fetch(tmp_path / "to"), tmp_path / "to", "сертификат")
    assert module.module.asked == []


def test_verification_cannot_be_switched_off_by_the_surroundings(stand: Standing, tmp_path: Path) -> None:
    stranger = stand_authority.found(tmp_path / "stranger", "Filter of a college")
    module = stand(tls=stranger.vouched)
    without = {"PYTHONHTTPSVERIFY": "0", "SSL_VERIFY": "0", "CURL_CA_BUNDLE": "", "REQUESTS_CA_BUNDLE": ""}
    refused(module.fetch(tmp_path / "to", env=without), tmp_path / "to", "сертификат")
    assert module.module.asked == []


def test_nobody_answers(stand: Standing, tmp_path: Path) -> None:
    module = stand()
    module.address = "https://127.0.0.1:9"
    refused(module.fetch(tmp_path / "to", timeout=120), tmp_path / "to", "127.0.0.1")


def test_plain_http_is_for_the_loopback_alone(stand: Standing, tmp_path: Path) -> None:
    module = stand()
    module.address = "http://spo.example.org"
    done = module.fetch(tmp_path / "to")
    assert done.code == 2, done.said
    assert "https" in done.err


def test_proxies_of_the_surroundings_are_used(stand: Standing, tmp_path: Path) -> None:
    module = stand()
    with proxying() as (proxy, through):
        done = module.fetch(tmp_path / "to", env={"HTTPS_PROXY": proxy, "NO_PROXY": ""})
    assert done.code == 0, done.said
    assert through
    assert files(tmp_path / "to").keys() == addresses(OF_THE_YEAR)


def test_a_proxy_that_lets_nobody_through_is_named(stand: Standing, tmp_path: Path) -> None:
    module = stand()
    with proxying(refuses=True) as (proxy, _through):
        done = module.fetch(tmp_path / "to", env={"HTTPS_PROXY": proxy, "NO_PROXY": ""}, timeout=120)
    refused(done, tmp_path / "to", "прокси")
    assert module.module.asked == []


def test_an_address_in_error_does_not_spoil_the_folder(stand: Standing, tmp_path: Path) -> None:
    module, other = stand(), stand(product="school")
    assert other.fetch(tmp_path / "to").code == 11
    done = module.fetch(tmp_path / "to")
    assert done.code == 0, done.said
