"""The engine: our own assets and fonts only, the same bytes, no trace of what was set."""

import logging
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from jinja2 import ChoiceLoader, DictLoader
from press_pages import Printed

import templates
from archiver.errors import EngineFailed
from archiver.press import engine
from archiver.settings.pdf_a import PdfA


@pytest.fixture
def template(monkeypatch):
    """A way to set a body that is not among our templates."""

    def give(body: str, pdf_a: PdfA = PdfA.A2B, **context: object) -> engine.Typeset:
        source = '{% extends "press/base.html" %}{% block body %}' + body + "{% endblock %}"
        environment = templates.environment().overlay()
        environment.loader = ChoiceLoader([DictLoader({"test.html": source}), environment.loader])
        environment.cache.clear()
        monkeypatch.setattr(templates, "environment", lambda: environment)
        return engine.typeset("test.html", context, landscape=False, binding_margin_mm=25, pdf_a=pdf_a)

    return give


@pytest.fixture
def no_network(monkeypatch):
    def refuse(*args):
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/hostname",
        "http://example.org/x.png",
        "https://example.org/x.png",
        "data:text/plain,x",
        "archiver:../pyproject.toml",
        "archiver:press/nothing.css",
    ],
)
def test_every_address_but_our_assets_is_refused(template, no_network, address):
    with pytest.raises(EngineFailed) as failed:
        template(f'<img src="{address}">')
    assert "example" not in failed.value.message


@pytest.mark.parametrize(
    "rule", ["@import url(file:///etc/passwd);", "p {background: url(http://a.example/)}"]
)
def test_style_sheets_cannot_fetch_either(template, no_network, rule):
    with pytest.raises(EngineFailed):
        template(f"<style>{rule}</style><p>x</p>")


def test_data_is_text_and_never_markup(template, no_network):
    hostile = '<img src="file:///etc/passwd"><script>alert(1)</script>&amp;'
    set_ = template("<p>{{ text }}</p>", text=hostile)
    import io

    from pypdf import PdfReader

    assert PdfReader(io.BytesIO(set_.pdf)).pages[0].extract_text() == hostile


def test_a_complaint_of_the_engine_is_an_error_and_tells_nothing_of_the_text(template):
    told: list[logging.LogRecord] = []
    listener = logging.Handler()
    listener.emit = told.append
    logging.getLogger().addHandler(listener)
    try:
        with pytest.raises(EngineFailed) as failed:
            template('<p style="{{ text }}: 1">x</p>', text="Иванов")
    finally:
        logging.getLogger().removeHandler(listener)
    assert "Иванов" not in failed.value.message
    assert told == []


def test_an_undefined_value_and_none_do_not_reach_a_page(template):
    from jinja2 import UndefinedError

    with pytest.raises(UndefinedError):
        template("{{ nothing }}")
    with pytest.raises(TypeError):
        template("{{ value }}", value=None)


def test_only_our_fonts_are_embedded_whole_and_described_alike(plain_page: Printed, template):
    """PDF/A-2b 6.2.11: embedded, CIDToGIDMap, widths; one program and one descriptor for all parts."""
    programs: dict[str, set[bytes]] = {}
    descriptors: dict[str, set[str]] = {}
    other = template('<p style="font-size: 31pt">Иное <b>жирное</b></p><p class="narrow">Ж</p>')
    for pdf in (plain_page.out.pdf, other.pdf):
        for font in _fonts(pdf):
            below = font["/DescendantFonts"][0].get_object()
            descriptor = below["/FontDescriptor"].get_object()
            name = font["/BaseFont"]
            assert below["/CIDToGIDMap"] == "/Identity"
            assert below["/W"]
            assert font["/ToUnicode"]
            programs.setdefault(name, set()).add(descriptor["/FontFile2"].get_object().get_data())
            measures = {key: value for key, value in descriptor.items() if key != "/FontFile2"}
            descriptors.setdefault(name, set()).add(repr(measures))
    assert {name.split("+")[1].split("-Condensed")[0] for name in programs} == {
        "PT-Serif",
        "PT-Serif-Bold",
        "PT-Sans-Narrow",
    }
    assert {name: len(found) for name, found in programs.items()} == dict.fromkeys(programs, 1)
    assert descriptors == {name: {min(found)} for name, found in descriptors.items()}


def _fonts(pdf: bytes):
    import io

    from pypdf import PdfReader

    resources = PdfReader(io.BytesIO(pdf)).pages[0]["/Resources"]
    return [font.get_object() for font in resources["/Font"].values()]


def plain_xmp(pdf) -> bytes:
    return pdf.trailer["/Root"]["/Metadata"].get_object().get_data()


def test_a_page_claims_to_be_archival_and_has_no_date(plain_page: Printed):
    pdf = plain_page.pdf
    assert b'pdfaid:part="2"' in plain_xmp(pdf) or b"<pdfaid:part>2<" in plain_xmp(pdf)
    assert len(pdf.trailer["/Root"]["/OutputIntents"]) == 1
    assert "/CreationDate" not in (pdf.metadata or {})
    states = pdf.pages[0]["/Resources"].get("/ExtGState", {})
    assert not any(state.get_object().get("/SMask") for state in states.values())


def test_another_process_sets_the_same_bytes_and_leaves_no_files(plain_page: Printed, tmp_path):
    code = (
        "import sys; sys.path[:0] = ['tests', 'tests/press']\n"
        "from press_pages import printed\n"
        "sys.stdout.buffer.write(printed().out.pdf)"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "TMPDIR": str(tmp_path), "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"},
        cwd=root,
        capture_output=True,
        check=True,
    )
    assert done.stdout == plain_page.out.pdf
    assert list(tmp_path.iterdir()) == []


def test_versions_of_everything_that_decides_bytes_are_named():
    named = engine.engine_version()
    for name in ("weasyprint", "pango", "harfbuzz", "fonttools", "pydyf", "fonts"):
        assert f"{name} " in named


def test_the_digest_of_a_template_changes_with_what_it_links(monkeypatch):
    before = templates.digest("press/section.html")
    read = templates._read
    for name in ("press/section.html", "press/base.html", "press/section.css", "press/base.css"):
        with monkeypatch.context() as patch:
            patch.setattr(templates, "_read", lambda n, name=name: read(n) + (b" " if n == name else b""))
            assert templates.digest.__wrapped__("press/section.html") != before


def test_every_element_that_templates_use_is_told_what_it_is():
    known = set(re.findall(r"[a-z][a-z0-9]*", templates.asset(engine.ELEMENTS).decode().split("@page")[0]))
    used = {
        tag
        for path in Path(templates.__file__).parent.rglob("*.html")
        if path.parent.name != "console"
        for tag in re.findall(r"<([a-z][a-z0-9]*)", path.read_text("utf-8"))
    }
    assert used - {"span", "path"} <= known
