"""The packet of PDF/A-1: the same is said, and each description declares the names it uses."""

from __future__ import annotations

import pytest
from lxml import etree
from weasyprint.document import DocumentMetadata

from archiver.press.packet import declare_where_used, declared_where_used

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"


def packet(title: str) -> bytes:
    """What WeasyPrint writes."""
    return DocumentMetadata(title=title, keywords=["а", "б"]).generate_rdf_metadata("a", 1, "B")


@pytest.mark.parametrize("title", ["Опись", "", '<rdf:Description rdf:about="">&amp;</rdf:RDF> xmlns:x="y"'])
def test_the_same_is_said_with_names_declared_where_they_are_used(title: str) -> None:
    before = packet(title)
    after = declared_where_used(b"<x>" + before + b"</x>")
    (told,) = etree.fromstring(after)
    assert etree.tostring(told, method="c14n", exclusive=True) == etree.tostring(
        etree.fromstring(before), method="c14n", exclusive=True
    )
    assert set(told.nsmap) == {"rdf"}
    for description in told.iter(f"{RDF}Description"):
        assert "pdfaid" in description.nsmap
    assert "".join(told.itertext()) == "".join(etree.fromstring(before).itertext())


def test_pages_without_a_packet_are_refused() -> None:
    class Nothing:
        objects = ()

    with pytest.raises(ValueError, match="no metadata"):
        declare_where_used(Nothing())
    with pytest.raises(ValueError, match="no RDF"):
        declared_where_used(b"<x:xmpmeta/>")
