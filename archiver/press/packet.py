"""The metadata packet of PDF/A-1 pages: every description declares the names it uses.

WeasyPrint declares all namespaces once, on `rdf:RDF`. That is sound XML, but a judge of PDF/A-1 (Apache
PDFBox Preflight) looks for the declaration of a schema on the `rdf:Description` that speaks by it, as the
examples of ISO 19005-1 (6.7) write it. What the packet says stays WeasyPrint's.
"""

from __future__ import annotations

import re
from typing import Any

_RDF = re.compile(rb'<rdf:RDF((?: xmlns:\w+="[^"<]*")+)>')
_OWN = re.compile(rb' xmlns:rdf="[^"]*"')
_DESCRIPTION = b"<rdf:Description "


def declare_where_used(pdf: Any) -> None:
    """Rewrite the uncompressed packet of `pdf` (pydyf, PDF/A-1); raises ValueError when there is none."""
    for item in pdf.objects:
        if getattr(item, "extra", {}).get("Type") == "/Metadata":
            (packet,) = item.stream
            item.stream = [declared_where_used(packet)]
            return
    raise ValueError("no metadata")


def declared_where_used(packet: bytes) -> bytes:
    """The packet with namespaces on each `rdf:Description`; raises ValueError for what is no such packet."""
    found = _RDF.search(packet)
    if not found:
        raise ValueError("no RDF in the metadata")
    own = b"".join(_OWN.findall(found[1]))
    others = _OWN.sub(b"", found[1])
    # «<» of a text is escaped in XML, so nothing but a description begins like one.
    said = packet[found.end() :].replace(_DESCRIPTION, _DESCRIPTION[:-1] + others + b" ")
    return packet[: found.start()] + b"<rdf:RDF" + own + b">" + said
