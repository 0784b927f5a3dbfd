"""Where the settings ask for PDF/A-1b every paper is one, as judges from outside say: Preflight and qpdf."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from every_paper import KINDS, every_paper
from preflight import judged

import templates
from archiver.press import engine
from archiver.settings.pdf_a import PdfA

PARTS = {"binder", "press"}
"""Templates of parts of volumes, which are judged with the volume; worker processes set them."""
SHOWN = {"console"}
"""Templates of what is shown on a screen."""


def _swapped(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    def swapped(content: bytes) -> bytes:
        assert len(old) == len(new) and old in content  # offsets stay true
        return content.replace(old, new)

    return swapped


def _declared_at_the_root(content: bytes) -> bytes:
    """The packet as WeasyPrint writes it: sound XML that judges of PDF/A-1 do not take."""
    found = re.search(rb"<rdf:RDF.*?</rdf:RDF>", content, re.DOTALL)
    assert found
    declared = re.search(rb'<rdf:Description((?: xmlns:\w+="[^"]*")+)', found[0])
    assert declared
    moved = found[0].replace(declared[1], b"").replace(b"<rdf:RDF", b"<rdf:RDF" + declared[1], 1)
    return content.replace(found[0], moved.ljust(len(found[0])))


MUTATIONS = {
    "no-glyphs-of-a-subset-told": (_swapped(b"/CIDSet", b"/XXXSet"), "CIDSet entry is missing"),
    "another-part": (_swapped(b'pdfaid:part="1"', b'pdfaid:part="2"'), "part must be 1"),
    "no-identification": (_swapped(b"/pdfa/ns/id/", b"/pdfa/ns/xx/"), "identification schema .* is missing"),
    "declared-at-the-root": (_declared_at_the_root, "Schema is not set in this document"),
    "no-output-intent": (_swapped(b"/GTS_PDFA1", b"/GTS_PDFX1"), "isn't GTS_PDFA1"),
    "no-header": (_swapped(b"%PDF-1.4", b"PDF--1.4"), "Header Syntax error"),
}
"""What is done to a paper the judge takes, and what it must say of that."""


@dataclass(frozen=True)
class Press:
    """Papers by kind, what is against them and against mutated ones, the templates that were set."""

    papers: dict[str, bytes]
    against: dict[str, list[str]]
    templates: set[str]


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Press:
    folder = tmp_path_factory.mktemp("college")
    seen: set[str] = set()
    render = templates.render

    def noting(template: str, context: dict[str, object]) -> str:
        seen.add(template)
        return render(template, context)

    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("ARCHIVER_CONFIG", str(folder / "archiver.toml"))
        patch.setenv("XDG_DATA_HOME", str(folder / "data"))
        patch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        patch.setenv(engine.STRICT_VARIABLE, "1")
        patch.setattr(templates, "render", noting)
        papers = every_paper(folder, PdfA.A1B)
    mutated = {name: change(papers["file-plan"]) for name, (change, _told) in MUTATIONS.items()}
    return Press(papers, judged(papers | mutated, tmp_path_factory.mktemp("judged")), seen)


@pytest.mark.parametrize("kind", KINDS)
def test_judges_have_nothing_against_any_paper(press: Press, kind: str, tmp_path: Path) -> None:
    assert press.against[kind] == []
    content = press.papers[kind]
    assert content.startswith(b"%PDF-1.4\n") and content.count(b'pdfaid:part="1"') == 1
    path = tmp_path / "paper.pdf"
    path.write_bytes(content)
    done = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout


def test_no_kind_of_paper_is_forgotten(press: Press) -> None:
    """A whole page's template that none of these commands sets is of a paper nobody judged."""
    package = Path(templates.__file__).parent
    whole = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.html")
        if "{% extends" in path.read_text(encoding="utf-8") and path.parent.name not in PARTS | SHOWN
    }
    assert whole - press.templates == set()
    assert set(press.papers) == set(KINDS)


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_the_judge_can_refuse(press: Press, mutation: str) -> None:
    said = "\n".join(press.against[mutation])
    assert re.search(MUTATIONS[mutation][1], said), said
