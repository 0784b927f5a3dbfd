"""Metadata of a volume: the Info dictionary and the XMP packet that says the same (ISO 19005-2, 6.6).

No dates: the same journal makes the same bytes whenever it is bound; when it was signed is written
on the certification sheet.
"""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    TextStringObject,
)

from archiver import __version__

PRODUCER = f"college-archiver {__version__}"


@dataclass(frozen=True, slots=True)
class About:
    """What a volume says of itself; `identifier` is 16 bytes made of its content.

    `part` is that of ISO 19005 it keeps to: 2, or 1 for archives that still ask for PDF/A-1.
    """

    title: str
    author: str
    keywords: str
    identifier: bytes
    landscape: bool
    duplex: bool
    binding_margin_mm: float
    part: int = 2


def info(about: About) -> DictionaryObject:
    """The Info dictionary; what is empty is left out."""
    entries = {"/Title": about.title, "/Author": about.author, "/Keywords": about.keywords}
    entries |= {"/Creator": PRODUCER, "/Producer": PRODUCER}
    return DictionaryObject(
        {NameObject(name): TextStringObject(text) for name, text in entries.items() if text}
    )


def xmp(about: About) -> bytes:
    """The XMP packet, in plain XML so that any tool finds it."""
    author = f"<dc:creator><rdf:Seq><rdf:li>{escape(about.author)}</rdf:li></rdf:Seq></dc:creator>\n"
    keywords = f" pdf:Keywords={quoteattr(about.keywords)}" if about.keywords else ""
    packet = f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 pdfaid:part="{about.part}" pdfaid:conformance="B"/>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 pdf:Producer={quoteattr(PRODUCER)}{keywords}/>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:CreatorTool={quoteattr(PRODUCER)}/>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(about.title)}</rdf:li></rdf:Alt></dc:title>
{author if about.author else ""}<dc:language><rdf:Bag><rdf:li>ru</rdf:li></rdf:Bag></dc:language>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""
    return packet.encode()


def output_intent(profile: IndirectObject) -> DictionaryObject:
    """What the colours of a page are meant for (ISO 19005, 6.2.2): any screen or printer, by sRGB."""
    name = TextStringObject("sRGB IEC61966-2.1")
    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/OutputIntent"),
            NameObject("/S"): NameObject("/GTS_PDFA1"),
            NameObject("/OutputConditionIdentifier"): name,
            NameObject("/Info"): name,
            NameObject("/DestOutputProfile"): profile,
        }
    )


def viewer_preferences(about: About) -> DictionaryObject:
    """Asks the print dialogue for true size and for the sides meant; sheets turn over the binding edge."""
    # A landscape sheet is stitched along its short side, so that is the edge it is turned over.
    turned = "/DuplexFlipShortEdge" if about.landscape else "/DuplexFlipLongEdge"
    return DictionaryObject(
        {
            NameObject("/DisplayDocTitle"): BooleanObject(True),
            NameObject("/PrintScaling"): NameObject("/None"),
            NameObject("/PickTrayByPDFSize"): BooleanObject(True),
            NameObject("/Duplex"): NameObject(turned if about.duplex else "/Simplex"),
        }
    )


@dataclass(frozen=True, slots=True)
class Label:
    """What a viewer calls a page: `prefix`, then `number` if there is one."""

    prefix: str
    number: int | None


def page_labels(labels: list[Label]) -> DictionaryObject:
    """The number tree of page labels (ISO 32000-1, 12.4.2): a range begins where counting breaks."""
    ranges = ArrayObject()
    before: Label | None = None
    for index, label in enumerate(labels):
        if before is None or not _follows(before, label):
            entry: dict[PdfObject, PdfObject] = {}
            if label.prefix:
                entry[NameObject("/P")] = TextStringObject(label.prefix)
            if label.number is not None:
                entry[NameObject("/S")] = NameObject("/D")
                entry[NameObject("/St")] = NumberObject(label.number)
            ranges.extend((NumberObject(index), DictionaryObject(entry)))
        before = label
    return DictionaryObject({NameObject("/Nums"): ranges})


def _follows(before: Label, label: Label) -> bool:
    if before.prefix != label.prefix or (before.number is None) != (label.number is None):
        return False
    return before.number is None or label.number == before.number + 1
