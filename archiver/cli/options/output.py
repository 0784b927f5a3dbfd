"""How a document goes to standard output."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from archiver.errors import InputInvalid
from archiver.journal.findings import Finding


def write_document(text: str) -> None:
    """Write a finished document (JSON) to standard output."""
    sys.stdout.write(text)
    sys.stdout.flush()


def write_json(document: dict[str, Any]) -> None:
    """Write `document` to standard output as the other documents are written."""
    write_document(json.dumps(document, ensure_ascii=False, indent=1) + "\n")


@contextlib.contextmanager
def documented(wanted: bool, document: Callable[[Sequence[Finding]], dict[str, Any]]) -> Iterator[None]:
    """Give scripts their document, made of the problems, when the exports cannot be used at all."""
    try:
        yield
    except InputInvalid as error:
        if wanted:
            write_json(document(error.problems))
        raise
