"""What every answer forbids the browser."""

from __future__ import annotations

from archiver.register.model.people import Role
from office import AT, BEHIND, Office


def test_every_page_forbids_what_is_not_ours(office: Office) -> None:
    browser = office.signed_in(office.enter("orlova", Role.ADMINISTRATOR))
    for path in ("/", "/year/2025", "/nowhere", "/sign-in"):
        answer = browser.get(path)
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "Server" not in answer.headers
        assert "style=" not in answer.text
        assert "onclick" not in answer.text


def test_encryption_is_asked_for_where_there_is_some(office: Office) -> None:
    office.enter("orlova", Role.ADMINISTRATOR)
    assert "Strict-Transport-Security" in office.browser(BEHIND).get("/sign-in").headers
    assert "Strict-Transport-Security" not in office.browser(AT).get("/sign-in").headers


def test_own_files_are_kept_for_ever_and_others_are_not_there(office: Office) -> None:
    office.enter("orlova", Role.ADMINISTRATOR)
    browser = office.browser()
    page = browser.get("/sign-in").text
    style = page.split('rel="stylesheet" href="')[1].split('"')[0]
    answer = browser.get(style)
    assert answer.mimetype == "text/css"
    assert "immutable" in answer.headers["Cache-Control"]
    assert browser.get(style.replace("console.css", "PTS55F.ttf")).status_code == 200
    for name in ("__init__.py", "..%2fconsole.py", "archiver.toml", "LICENSE-ParaType.txt"):
        assert browser.get(style.replace("console.css", name)).status_code == 404
