"""The PREMIS of a bag is the same, byte for byte: seals of bags that lie in archives rest on it."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import replace

import pytest

from storage.bag.premis import PremisAgent, PremisEvent, premis_xml, write_premis
from storage.digests import digest_bytes
from storage.errors import BagRefused

WHEN = dt.datetime(2026, 7, 1, 12, 30, 15, 999, tzinfo=dt.UTC)
AGENT = PremisAgent("orlova", "Орлова <М. П.>", "person")
EVENT = PremisEvent("7.1", "ingestion", WHEN, "a & b", agents=("orlova",), paths=("data/том 1.pdf",))
DIGEST = digest_bytes(b"x")
KEPT = f"""<?xml version='1.0' encoding='utf-8'?>
<premis xmlns="http://www.loc.gov/premis/v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
version="3.0">
  <object xsi:type="file">
    <objectIdentifier>
      <objectIdentifierType>path in bag</objectIdentifierType>
      <objectIdentifierValue>data/том 1.pdf</objectIdentifierValue>
    </objectIdentifier>
    <objectCharacteristics>
      <compositionLevel>0</compositionLevel>
      <fixity>
        <messageDigestAlgorithm>SHA-256</messageDigestAlgorithm>
        <messageDigest>{DIGEST.sha256}</messageDigest>
      </fixity>
      <fixity>
        <messageDigestAlgorithm>SHA-512</messageDigestAlgorithm>
        <messageDigest>{DIGEST.sha512}</messageDigest>
      </fixity>
      <size>1</size>
      <format>
        <formatDesignation>
          <formatName>application/pdf</formatName>
        </formatDesignation>
      </format>
    </objectCharacteristics>
    <originalName>том 1.pdf</originalName>
  </object>
  <event>
    <eventIdentifier>
      <eventIdentifierType>local</eventIdentifierType>
      <eventIdentifierValue>7.1</eventIdentifierValue>
    </eventIdentifier>
    <eventType>ingestion</eventType>
    <eventDateTime>2026-07-01T12:30:15+00:00</eventDateTime>
    <eventDetailInformation>
      <eventDetail>a &amp; b</eventDetail>
    </eventDetailInformation>
    <eventOutcomeInformation>
      <eventOutcome>success</eventOutcome>
    </eventOutcomeInformation>
    <linkingAgentIdentifier>
      <linkingAgentIdentifierType>local</linkingAgentIdentifierType>
      <linkingAgentIdentifierValue>orlova</linkingAgentIdentifierValue>
    </linkingAgentIdentifier>
    <linkingObjectIdentifier>
      <linkingObjectIdentifierType>path in bag</linkingObjectIdentifierType>
      <linkingObjectIdentifierValue>data/том 1.pdf</linkingObjectIdentifierValue>
    </linkingObjectIdentifier>
  </event>
  <agent>
    <agentIdentifier>
      <agentIdentifierType>local</agentIdentifierType>
      <agentIdentifierValue>orlova</agentIdentifierValue>
    </agentIdentifier>
    <agentName>Орлова &lt;М. П.&gt;</agentName>
    <agentType>person</agentType>
  </agent>
</premis>
"""


def test_its_bytes_are_kept() -> None:
    files = {"data/том 1.pdf": (DIGEST, "application/pdf")}
    assert premis_xml(files, [EVENT], [AGENT]).decode() == KEPT


def test_what_is_streamed_is_the_same_document() -> None:
    stream, met = io.BytesIO(), list[PremisAgent]()

    def events() -> Iterator[PremisEvent]:
        met.append(AGENT)  # known only when the events have been gone through
        yield EVENT

    write_premis(stream, events(), (agent for agent in met))
    assert stream.getvalue() == premis_xml({}, [EVENT], [AGENT])


def test_an_event_of_the_trail_says_who_did_what_to_which_thing_and_when() -> None:
    event = replace(
        EVENT, roles=("implementer",), objects=("bag:1",), identified_by="sequence", timespec="auto"
    )
    document = premis_xml({}, [event], [AGENT]).decode()
    for said in (
        "<eventIdentifierType>sequence<",
        "<eventDateTime>2026-07-01T12:30:15.000999+00:00<",
        "<linkingAgentRole>implementer<",
        "<linkingObjectIdentifierValue>bag:1<",
    ):
        assert said in document


@pytest.mark.parametrize(
    ("event", "why"),
    [
        (replace(EVENT, detail="\x0b"), "control-character"),
        (replace(EVENT, when=WHEN.replace(tzinfo=None)), "time-without-zone"),
    ],
)
def test_what_cannot_be_written_is_refused(event: PremisEvent, why: str) -> None:
    with pytest.raises(BagRefused) as refused:
        premis_xml({}, [event], [AGENT])
    assert why in str(refused.value.__dict__ or refused.value)
