"""Forms from elsewhere are refused: what browsers say of where a form came from, in every combination."""

from __future__ import annotations

import pytest
from werkzeug.datastructures import Headers

from archiver.register.model.people import Role
from archiver.web.guard import foreign
from office import AT, BEHIND, Office

ORIGINS = {"own": AT.origin, "another": "https://evil.example", "null": "null", "absent": ""}


@pytest.mark.parametrize(
    ("site", "own"),
    [
        ("same-origin", ("own", "another", "null", "absent")),
        ("cross-site", ()),
        ("none", ()),
        ("", ("own",)),
    ],
)
@pytest.mark.parametrize("origin", ORIGINS)
def test_a_form_is_believed_by_what_the_browser_says(site: str, own: tuple[str, ...], origin: str) -> None:
    said = {"Sec-Fetch-Site": site, "Origin": ORIGINS[origin]}
    headers = Headers([(name, value) for name, value in said.items() if value])
    assert (foreign("POST", headers, AT) is None) is (origin in own)
    assert foreign("GET", headers, AT) is None


def test_a_sister_site_is_elsewhere_too() -> None:
    assert foreign("POST", Headers({"Sec-Fetch-Site": "same-site", "Origin": AT.origin}), AT) is not None


def test_a_refusal_tells_the_address_that_was_expected_and_the_one_that_came(office: Office) -> None:
    browser = office.browser(BEHIND)
    office.enter("orlova", Role.ADMINISTRATOR)
    answer = browser.post("/sign-in", {"login": "orlova"}, Origin="https://archive")
    assert answer.status_code == 403
    assert "https://archive.college.ru" in answer.text
    assert "https://archive." in answer.text
    assert "Set-Cookie" not in answer.headers


def test_the_host_a_browser_names_is_believed_by_nobody(office: Office) -> None:
    client = office.app().test_client()
    answer = client.get("/", base_url="http://evil.example:1", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/sign-in")
