"""PREMIS 3: what the files are and what was done to them, for archives that do not know our program.

Schema: https://www.loc.gov/standards/premis/v3/premis.xsd; elements stand in its order. The bytes are the
same for the same values.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from storage.bag.layout import PREMIS
from storage.digests import Digest
from storage.errors import BagRefused

NAMESPACE = "http://www.loc.gov/premis/v3"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
PATH = "path in bag"
LOCAL = "local"


@dataclass(frozen=True, slots=True)
class PremisAgent:
    """Who or what acted: `kind` is person, organization or software."""

    identifier: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class PremisEvent:
    """What happened to the files: `kind` from the PREMIS vocabulary (creation, ingestion, fixity check …).

    `agents` are identifiers of PremisAgent; no `paths` means all files of the bag.
    """

    identifier: str
    kind: str
    when: dt.datetime
    detail: str
    outcome: str = "success"
    agents: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()


def premis_xml(
    files: Mapping[str, tuple[Digest, str]], events: Sequence[PremisEvent], agents: Sequence[PremisAgent]
) -> bytes:
    """The document about `files` (path in the bag → digest and media type).

    Raises BagRefused: control-character, time-without-zone.
    """
    root = ET.Element("premis", {"xmlns": NAMESPACE, "xmlns:xsi": _XSI, "version": "3.0"})
    for path, (digest, media_type) in files.items():
        _file(root, path, digest, media_type)
    for event in events:
        _event(root, event)
    for agent in agents:
        element = ET.SubElement(root, "agent")
        _identifier(element, "agentIdentifier", LOCAL, agent.identifier)
        _text(element, "agentName", agent.name)
        _text(element, "agentType", agent.kind)
    ET.indent(root)
    document: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return document + b"\n"


def _file(root: ET.Element, path: str, digest: Digest, media_type: str) -> None:
    element = ET.SubElement(root, "object", {"xsi:type": "file"})
    _identifier(element, "objectIdentifier", PATH, path)
    what = ET.SubElement(element, "objectCharacteristics")
    _text(what, "compositionLevel", "0")
    for name, value in (("SHA-256", digest.sha256), ("SHA-512", digest.sha512)):
        fixity = ET.SubElement(what, "fixity")
        _text(fixity, "messageDigestAlgorithm", name)
        _text(fixity, "messageDigest", value)
    _text(what, "size", str(digest.size))
    designation = ET.SubElement(ET.SubElement(what, "format"), "formatDesignation")
    _text(designation, "formatName", media_type)
    _text(element, "originalName", path.rpartition("/")[2])


def _event(root: ET.Element, event: PremisEvent) -> None:
    element = ET.SubElement(root, "event")
    _identifier(element, "eventIdentifier", LOCAL, event.identifier)
    _text(element, "eventType", event.kind)
    if event.when.tzinfo is None:
        raise BagRefused(f"{PREMIS}: {event.identifier}", "time-without-zone")
    _text(element, "eventDateTime", event.when.isoformat(timespec="seconds"))
    _text(ET.SubElement(element, "eventDetailInformation"), "eventDetail", event.detail)
    _text(ET.SubElement(element, "eventOutcomeInformation"), "eventOutcome", event.outcome)
    for agent in event.agents:
        _identifier(element, "linkingAgentIdentifier", LOCAL, agent)
    for path in event.paths:
        _identifier(element, "linkingObjectIdentifier", PATH, path)


def _identifier(parent: ET.Element, name: str, kind: str, value: str) -> None:
    element = ET.SubElement(parent, name)
    _text(element, f"{name}Type", kind)
    _text(element, f"{name}Value", value)


def _text(parent: ET.Element, name: str, text: str) -> None:
    if any(unicodedata.category(character) in {"Cc", "Cs", "Cn"} for character in text):
        raise BagRefused(f"{PREMIS}: {name}", "control-character")  # XML has no way to write it
    ET.SubElement(parent, name).text = text
