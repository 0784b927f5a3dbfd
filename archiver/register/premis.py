"""Events as PREMIS 3 (XML), for whoever takes the archive over: streamed, whatever their number."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO

from archiver.register.model.trail import Event

NAMESPACE = "http://www.loc.gov/premis/v3"
_LOCAL = "archiver"


def write_premis(events: Iterable[Event], stream: IO[bytes]) -> int:
    """Write a `premis` document of events and their agents to `stream`; returns how many events.

    PREMIS 3.0: event identifier is the sequence number, detail the JSON of the event and its digest.
    """
    from lxml import etree

    count, agents = 0, dict[str, str]()
    with etree.xmlfile(stream, encoding="UTF-8") as xml:
        xml.write_declaration()
        with xml.element(f"{{{NAMESPACE}}}premis", {"version": "3.0"}, nsmap={"premis": NAMESPACE}):
            for event in events:
                xml.write(_event(event))
                agents[event.actor] = "person"
                agents[event.software] = "software"
                count += 1
            for name, kind in sorted(agents.items()):
                xml.write(_agent(name, kind))
    return count


def _event(event: Event):  # type: ignore[no-untyped-def]
    element = _node(None, "event")
    _identifier(element, "event", "sequence", str(event.sequence))
    _node(element, "eventType", event.action)
    _node(element, "eventDateTime", event.at)
    information = _node(element, "eventDetailInformation")
    _node(information, "eventDetail", f"{event.detail} sha256:{event.digest}")
    outcome = _node(element, "eventOutcomeInformation")
    _node(outcome, "eventOutcome", event.outcome)
    for agent, role in ((event.actor, "implementer"), (event.software, "executing program")):
        linking = _identifier(element, "linkingAgent", _LOCAL, agent)
        _node(linking, "linkingAgentRole", role)
    _identifier(element, "linkingObject", _LOCAL, event.object)
    return element


def _agent(name: str, kind: str):  # type: ignore[no-untyped-def]
    element = _node(None, "agent")
    _identifier(element, "agent", _LOCAL, name)
    _node(element, "agentName", name)
    _node(element, "agentType", kind)
    return element


def _identifier(parent, prefix: str, kind: str, value: str):  # type: ignore[no-untyped-def]
    identifier = _node(parent, f"{prefix}Identifier")
    _node(identifier, f"{prefix}IdentifierType", kind)
    _node(identifier, f"{prefix}IdentifierValue", value)
    return identifier


def _node(parent, name: str, text: str | None = None):  # type: ignore[no-untyped-def]
    from lxml import etree

    tag = f"{{{NAMESPACE}}}{name}"
    node = (
        etree.Element(tag, nsmap={"premis": NAMESPACE}) if parent is None else etree.SubElement(parent, tag)
    )
    if text is not None:
        node.text = "".join(letter if letter.isprintable() or letter in "\n\t" else "�" for letter in text)
    return node
