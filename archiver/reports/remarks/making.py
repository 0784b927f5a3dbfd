"""Making the remarks for teachers: one file, a PDF for the wall or a workbook to send."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

from archiver.binding.remarks import Remark
from archiver.disk.atomic import write_atomically
from archiver.reports.document.pages import set_document
from archiver.reports.document.workbook import workbook
from archiver.reports.remarks.page import remarks_document
from archiver.settings.pdf_a import PdfA

_PDF = ".pdf"


def write_remarks(
    remarks: Iterable[Remark], target: Path, organisation: str, today: dt.date, pdf_a: PdfA
) -> int:
    """Write the paper to `target` by its ending (a PDF as `pdf_a`); the number of teachers. OutputFailed."""
    document = remarks_document(remarks, organisation, today)
    data = set_document(document, pdf_a).pdf if target.suffix.lower() == _PDF else workbook(document)
    write_atomically(target, data)
    return sum(bool(report.tables) for report in document.reports)
