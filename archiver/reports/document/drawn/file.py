"""Drawn sheets as one PDF/A: no dates, nothing random, whole faces as in every paper of the press."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence

from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from archiver.binder.faces import Faces
from archiver.binder.metadata import About, info, output_intent, xmp
from archiver.binder.pdf_file import PdfFile
from archiver.press.paint.canvas import FONT_NAMES, PT
from archiver.reports.document.drawn.paper import Paper
from archiver.settings.pdf_a import PdfA
from templates import asset


def pdf_of(papers: Sequence[Paper], title: str, pdf_a: PdfA) -> bytes:
    """The file of these sheets."""
    stream = io.BytesIO()
    file = PdfFile(stream, pdf_a.part)
    faces = Faces(file, cid_set=pdf_a.part == 1)
    tree = file.reserve()
    contents = [paper.content() for paper in papers]
    pages = [
        file.add_text(
            f"<< /Type /Page /Parent {tree.idnum} 0 R "
            f"/MediaBox [0 0 {paper.width * PT:.4f} {paper.height * PT:.4f}] "
            f"/Resources << /Font << {_fonts(paper, faces)} >> >> "
            f"/Contents {file.add_stream(content).idnum} 0 R >>"
        )
        for paper, content in zip(papers, contents, strict=True)
    ]
    faces.write()
    kids = " ".join(f"{page.idnum} 0 R" for page in pages)
    file.put_serialized(
        tree, f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(), is_stream=False
    )
    identifier = hashlib.sha256(b"\0".join([title.encode(), *contents])).digest()[:16]
    landscape = papers[0].width > papers[0].height
    about = About(title, "", "", identifier, landscape, False, 0.0, pdf_a.part)
    profile = file.add_stream(asset("press/sRGB2014.icc"), "/N 3 ")
    root = file.add(
        DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Catalog"),
                NameObject("/Pages"): tree,
                NameObject("/Lang"): TextStringObject("ru"),
                NameObject("/Metadata"): file.add_plain(xmp(about), "/Type /Metadata /Subtype /XML "),
                NameObject("/OutputIntents"): ArrayObject([output_intent(profile)]),
            }
        )
    )
    file.close(root, file.add(info(about)), identifier)
    return stream.getvalue()


def _fonts(paper: Paper, faces: Faces) -> str:
    return " ".join(f"{FONT_NAMES[face]} {faces.reference(face).idnum} 0 R" for face in sorted(paper.faces))
