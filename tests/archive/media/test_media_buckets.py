"""Buckets of a real server as media: what is proven of them is said, and nothing more."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest

from college_of_test import College
from s3_proxy import Fate, Request, between
from s3_server import Server
from store_kinds import S3_IS_THERE

NOT_TESTED = ("not tested", "buckets as media: no S3 server starts here")


@pytest.fixture
def gateway(
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
) -> Server | None:
    """The server of the run, its keys in the environment; None where there is none."""
    if not S3_IS_THERE:
        record_property(*NOT_TESTED)
        return None
    server: Server = request.getfixturevalue("server")
    for name, value in (("ACCESS_KEY_ID", server.access_key), ("SECRET_ACCESS_KEY", server.secret_key)):
        if value:
            monkeypatch.setenv(f"AWS_{name}", value)
    return server


def address(server: Server, *, locks: bool, endpoint: str = "") -> str:
    """The address of a place of the test's own in a bucket with locks, or without."""
    store = server.store(locks=locks, versions=locks)
    store.close()
    return f"{endpoint or server.endpoint}/{store.settings.bucket}/{uuid.uuid4().hex[:8]}"


def test_a_bucket_with_locks_is_proven_to_be_worm(college: College, gateway: Server | None) -> None:
    if gateway is None:
        return
    college.well("media", "add", "S3-1", address(gateway, locks=True), "--site", "ЦОД")
    assert "WORM" not in college.well("media", "show", "S3-1").out
    said = college.well("media", "probe", "S3-1")
    assert "не удаляет запертое: действует" in said.out
    assert "неизменяемое (WORM)" in said.out.splitlines()[-1]
    assert "неизменяемое (WORM)" in college.well("media", "show", "S3-1").out


def test_a_bucket_without_locks_is_told_to_be_none(college: College, gateway: Server | None) -> None:
    if gateway is None:
        return
    college.well("media", "add", "S3-1", address(gateway, locks=False), "--site", "ЦОД", "--capacity", "100")
    assert "100,0 ГБ" in college.well("media", "show", "S3-1").out
    said = college.call("media", "probe", "S3-1")
    assert said.code == 3
    assert "не WORM" in said.out.splitlines()[-1]


def test_a_server_that_ignores_locks_is_not_called_worm(college: College, gateway: Server | None) -> None:
    """It takes every lock with 200 and keeps none, as Swift does."""
    if gateway is None:
        return

    def deaf(request: Request) -> Fate:
        asked = {part.partition("=")[0] for part in request.query.split("&")}
        return (
            Fate.IGNORED if request.method == "PUT" and asked & {"retention", "legal-hold"} else Fate.PASSED
        )

    assert gateway.endpoint
    with between(gateway.endpoint, deaf) as endpoint:
        place = address(gateway, locks=True, endpoint=endpoint)
        college.well("media", "add", "S3-1", place, "--site", "ЦОД")
        said = college.call("media", "probe", "S3-1")
        assert said.code == 3
        assert "хранит запрет удаления и сообщает о нём: не действует" in said.out
        assert "не WORM" in said.out.splitlines()[-1]
        assert "не WORM" in college.well("media", "show", "S3-1").out


def test_a_bucket_that_is_gone_and_keys_in_an_address(college: College, gateway: Server | None) -> None:
    if gateway is None:
        return
    nowhere = f"{gateway.endpoint}/nowhere/x"
    assert college.call("media", "add", "S3-1", nowhere, "--site", "ЦОД").code == 6
    said = college.call("media", "add", "S3-1", "https://key:secret@s3.example.org/b", "--site", "ЦОД")
    assert (said.code, "secret" in said.err) == (2, False)
    assert college.call("media", "add", "S3-1", "http://s3.example.org/b/x", "--site", "ЦОД").code == 9
    assert "S3-1" not in college.call("media", "list").out
