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


Element = tuple[str, "str | list[Element]"]
"""Name (with attributes) and text, or name and children."""


def _written(elements: Iterable[Element]) -> Iterator[bytes]:
    yield b"<?xml version='1.0' encoding='utf-8'?>\n"
    yield f'<premis xmlns="{NAMESPACE}" xmlns:xsi="{_XSI}" version="3.0">\n'.encode()
    for element in elements:
        yield "".join(_lines(element, "  ")).encode()
    yield b"</premis>\n"


def _lines(element: Element, indent: str) -> Iterator[str]:
    # By hand, not as a tree: a bag has a dozen elements for each of its files.
    name, content = element
    if isinstance(content, str):
        yield f"{indent}<{name}>{_escaped(name, content)}</{name}>\n" if content else f"{indent}<{name} />\n"
        return
    yield f"{indent}<{name}>\n"
    for child in content:
        yield from _lines(child, f"  {indent}")
    yield f"{indent}</{name.partition(' ')[0]}>\n"


def _escaped(name: str, text: str) -> str:
    if not text.isprintable() and any(unicodedata.category(one) in {"Cc", "Cs", "Cn"} for one in text):
        raise BagRefused(f"{PREMIS}: {name}", "control-character")  # XML has no way to write it
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _file(path: str, digest: Digest, media_type: str) -> Element:
    fixity: list[Element] = [
        ("fixity", [("messageDigestAlgorithm", name), ("messageDigest", value)])
        for name, value in (("SHA-256", digest.sha256), ("SHA-512", digest.sha512))
    ]
    characteristics: list[Element] = [
        ("compositionLevel", "0"),
        *fixity,
        ("size", str(digest.size)),
        ("format", [("formatDesignation", [("formatName", media_type)])]),
    ]
    return (
        'object xsi:type="file"',
        [
            _identifier("objectIdentifier", PATH, path),
            ("objectCharacteristics", characteristics),
            ("originalName", path.rpartition("/")[2]),
        ],
    )


def _event(event: PremisEvent) -> Element:
    if event.when.tzinfo is None:
        raise BagRefused(f"{PREMIS}: {event.identifier}", "time-without-zone")
    return (
        "event",
        [
            _identifier("eventIdentifier", event.identified_by, event.identifier),
            ("eventType", event.kind),
            ("eventDateTime", event.when.isoformat(timespec=event.timespec)),
            ("eventDetailInformation", [("eventDetail", event.detail)]),
            ("eventOutcomeInformation", [("eventOutcome", event.outcome)]),
            *(
                _identifier("linkingAgentIdentifier", LOCAL, agent, role)
                for agent, role in zip_longest(event.agents, event.roles)
            ),
            *(_identifier("linkingObjectIdentifier", PATH, path) for path in event.paths),
            *(_identifier("linkingObjectIdentifier", LOCAL, thing) for thing in event.objects),
        ],
    )


def _agent(agent: PremisAgent) -> Element:
    return (
        "agent",
        [
            _identifier("agentIdentifier", LOCAL, agent.identifier),
            ("agentName", agent.name),
            ("agentType", agent.kind),
        ],
    )


def _identifier(name: str, kind: str, value: str, role: str | None = None) -> Element:
    of_role: list[Element] = [] if role is None else [("linkingAgentRole", role)]
    return name, [(f"{name}Type", kind), (f"{name}Value", value), *of_role]
