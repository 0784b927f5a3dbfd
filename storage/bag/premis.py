"""PREMIS 3: what the files are and what was done to them, for archives that do not know our program.

Schema: https://www.loc.gov/standards/premis/v3/premis.xsd; elements stand in its order. The bytes are the
same for the same values. Documents about more events than memory holds are written as they come.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest
from typing import IO
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

    `agents` are identifiers of PremisAgent, `roles` what each of them did, where that is told. No `paths`
    means all files of the bag; `objects` are other things it happened to. `identified_by` says what the
    identifier is, `timespec` how exactly the moment is written (datetime.isoformat).
    """

    identifier: str
    kind: str
    when: dt.datetime
    detail: str
    outcome: str = "success"
    agents: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    identified_by: str = LOCAL
    timespec: str = "seconds"


def premis_xml(
    files: Mapping[str, tuple[Digest, str]], events: Sequence[PremisEvent], agents: Sequence[PremisAgent]
) -> bytes:
    """The document about `files` (path in the bag → digest and media type).

    Raises BagRefused: control-character, time-without-zone.
    """
    about = (_file(path, digest, media_type) for path, (digest, media_type) in files.items())
    return b"".join(_written(chain(about, map(_event, events), map(_agent, agents))))


def write_premis(stream: IO[bytes], events: Iterable[PremisEvent], agents: Iterable[PremisAgent]) -> None:
    """Write the document about `events` to `stream`; `agents` are asked for after the last event.

    Raises as `premis_xml` does.
    """
    for piece in _written(chain(map(_event, events), map(_agent, agents))):
        stream.write(piece)


def _written(elements: Iterable[ET.Element]) -> Iterator[bytes]:
    yield b"<?xml version='1.0' encoding='utf-8'?>\n"
    yield f'<premis xmlns="{NAMESPACE}" xmlns:xsi="{_XSI}" version="3.0">\n'.encode()
    for element in elements:
        ET.indent(element, level=1)
        yield b"  " + ET.tostring(element, encoding="utf-8") + b"\n"
    yield b"</premis>\n"


def _file(path: str, digest: Digest, media_type: str) -> ET.Element:
    element = ET.Element("object", {"xsi:type": "file"})
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
    return element


def _event(event: PremisEvent) -> ET.Element:
    element = ET.Element("event")
    _identifier(element, "eventIdentifier", event.identified_by, event.identifier)
    _text(element, "eventType", event.kind)
    if event.when.tzinfo is None:
        raise BagRefused(f"{PREMIS}: {event.identifier}", "time-without-zone")
    _text(element, "eventDateTime", event.when.isoformat(timespec=event.timespec))
    _text(ET.SubElement(element, "eventDetailInformation"), "eventDetail", event.detail)
    _text(ET.SubElement(element, "eventOutcomeInformation"), "eventOutcome", event.outcome)
    for agent, role in zip_longest(event.agents, event.roles):
        linking = _identifier(element, "linkingAgentIdentifier", LOCAL, agent)
        if role is not None:
            _text(linking, "linkingAgentRole", role)
    for path in event.paths:
        _identifier(element, "linkingObjectIdentifier", PATH, path)
    for thing in event.objects:
        _identifier(element, "linkingObjectIdentifier", LOCAL, thing)
    return element


def _agent(agent: PremisAgent) -> ET.Element:
    element = ET.Element("agent")
    _identifier(element, "agentIdentifier", LOCAL, agent.identifier)
    _text(element, "agentName", agent.name)
    _text(element, "agentType", agent.kind)
    return element


def _identifier(parent: ET.Element, name: str, kind: str, value: str) -> ET.Element:
    element = ET.SubElement(parent, name)
    _text(element, f"{name}Type", kind)
    _text(element, f"{name}Value", value)
    return element


def _text(parent: ET.Element, name: str, text: str) -> None:
    if any(unicodedata.category(character) in {"Cc", "Cs", "Cn"} for character in text):
        raise BagRefused(f"{PREMIS}: {name}", "control-character")  # XML has no way to write it
    ET.SubElement(parent, name).text = text
