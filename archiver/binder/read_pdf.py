"""PDFs as they are read back: what a damaged one ends in, and no words of the library on anybody's screen."""

from __future__ import annotations

import logging
import zlib
from pathlib import Path
from typing import IO

from pypdf import PdfReader
from pypdf.errors import PyPdfError

# What it would say of a damaged file, in English and with bytes of it, is said by whoever opens the file.
logging.getLogger("pypdf").addHandler(logging.NullHandler())

DAMAGE = (PyPdfError, ValueError, LookupError, TypeError, AttributeError, ArithmeticError, zlib.error,
          RecursionError)  # fmt: skip
"""What reading a damaged PDF ends in; pypdf does not promise its own exceptions."""


def open_pdf(source: Path | IO[bytes], *, strict: bool = False) -> PdfReader:
    """The PDF, to be read page by page. Raises one of `DAMAGE` or OSError, as does what is asked of it."""
    return PdfReader(source, strict=strict)
