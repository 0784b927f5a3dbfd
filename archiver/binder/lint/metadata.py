"""Lint of what a volume says of itself: one output intent (6.2.3), XMP as 6.6 wants, and Info alike."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

from archiver.binder.metadata import About

_NAMES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
}
_ALIKE = {
    "/Title": "//dc:title/rdf:Alt/rdf:li",
    "/Author": "//dc:creator/rdf:Seq/rdf:li",
    "/Keywords": "//rdf:Description/@pdf:Keywords",
    "/Producer": "//rdf:Description/@pdf:Producer",
    "/Creator": "//rdf:Description/@xmp:CreatorTool",
}
_PROFILE_MARK = slice(36, 40)  # «acsp», ICC.1:2010, 7.2.12


def metadata_problems(reader: PdfReader, about: About) -> Iterator[str]:
    """The rules of metadata that the volume breaks."""
    yield from _intent_problems(reader.root_object)
    packet = reader.root_object["/Metadata"].get_object()
    if not isinstance(packet, StreamObject) or "/Filter" in packet:
        yield "xmp.missing"
        return
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    tree = etree.fromstring(packet.get_data(), parser)
    if (_found(tree, "//@pdfaid:part"), _found(tree, "//@pdfaid:conformance")) != (str(about.part), "B"):
        yield f"xmp.pdfaid: not PDF/A-{about.part}b"
    info = reader.trailer["/Info"].get_object()
    if not isinstance(info, DictionaryObject):
        yield "info.missing"
        return
    for name, path in _ALIKE.items():
        if str(info.get(name, "")) != _found(tree, path):
            yield f"info.differs-from-xmp: {name}"
    if info.get("/Title") != about.title:
        yield "info.title"
    if any(name in info for name in ("/CreationDate", "/ModDate", "/Trapped")):
        yield "info.dates"


def _found(tree: etree._Element, path: str) -> str:
    found = tree.xpath(path, namespaces=_NAMES)
    if not isinstance(found, list) or not found:
        return ""
    first = found[0]
    return (first.text or "") if isinstance(first, etree._Element) else str(first)


def _intent_problems(catalog: DictionaryObject) -> Iterator[str]:
    intents = catalog["/OutputIntents"].get_object()
    if not isinstance(intents, ArrayObject) or len(intents) != 1:
        yield "intent.count"
        return
    intent = intents[0].get_object()
    if not isinstance(intent, DictionaryObject) or intent.get("/S") != "/GTS_PDFA1":
        yield "intent.kind"
        return
    profile = intent["/DestOutputProfile"].get_object()
    if (
        not isinstance(profile, StreamObject)
        or profile.get("/N") != 3
        or profile.get_data()[_PROFILE_MARK] != b"acsp"
    ):
        yield "intent.profile: not an RGB ICC profile"
