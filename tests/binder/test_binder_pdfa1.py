"""PDF/A-1 on request: PDF 1.4 with nothing of later versions, laid pages and set ones alike."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from bound import make_settings, press_parts
from pypdf import PdfReader

from archiver.binder.volume import Volume, bind, draft
from archiver.binding.parts import binder_parts, ordered, part_specs
from archiver.press.part import LaidPart
from archiver.press.worker import press_part

SETTINGS = make_settings(pdf_a="1b")


@pytest.fixture(scope="module", params=["laid", "set"])
def old(request, journal, tmp_path_factory) -> Volume:
    cache = tmp_path_factory.mktemp("cache")
    if request.param == "set":
        parts = press_parts(journal, SETTINGS, cache)
    else:
        sections = ordered(journal, SETTINGS)
        laid = [press_part(spec, cache) for spec in part_specs(journal, sections, SETTINGS)]
        assert all(isinstance(part, LaidPart) for part in laid)
        parts = binder_parts(journal, sections, laid)
    return bind(journal, parts, SETTINGS, tmp_path_factory.mktemp("bound"))[0]


def test_the_file_is_pdf_1_4_without_packed_objects(old: Volume) -> None:
    data = old.path.read_bytes()
    assert data.startswith(b"%PDF-1.4\n")
    assert b"/ObjStm" not in data and b"/Type /XRef" not in data
    assert re.search(rb"\nxref\n0 \d+\n0000000000 65535 f\r\n", data)
    subprocess.run(["qpdf", "--check", old.path], check=True, capture_output=True)


def test_it_says_what_it_is_and_info_and_xmp_agree(old: Volume) -> None:
    reader = PdfReader(old.path, strict=True)
    packet = reader.root_object["/Metadata"].get_object().get_data().decode("utf-8")
    assert 'pdfaid:part="1" pdfaid:conformance="B"' in packet
    assert reader.metadata is not None and reader.metadata.title in packet
    assert f'pdf:Producer="{reader.metadata.producer}"' in packet


def test_every_subset_tells_its_glyphs_and_nothing_is_transparent(old: Volume) -> None:
    reader = PdfReader(old.path, strict=True)
    objects = [reader.get_object(number) for number in range(1, int(str(reader.trailer["/Size"])))]
    known = [item for item in objects if isinstance(item, dict)]
    descriptors = [item for item in known if item.get("/Type") == "/FontDescriptor"]
    assert len(descriptors) >= 3
    for descriptor in descriptors:
        bits = descriptor["/CIDSet"].get_object().get_data()
        assert set(bits[:-1]) == {0xFF} and bits[-1]
    for item in known:
        assert "/SMask" not in item and "/Group" not in item
        assert float(item.get("/ca", 1)) == float(item.get("/CA", 1)) == 1


def test_a_draft_follows_the_setting(journal, tmp_path: Path) -> None:
    sections = ordered(journal, SETTINGS)
    specs = part_specs(journal, sections, SETTINGS)
    parts = binder_parts(journal, sections, [press_part(spec, tmp_path) for spec in specs])
    draft(journal, parts, SETTINGS, tmp_path / "draft.pdf")
    assert (tmp_path / "draft.pdf").read_bytes().startswith(b"%PDF-1.4\n")
