"""Seams: what the press takes from inside the engine, looked for before the first page.

WeasyPrint promises none of these to others. A version that was tried has them all; of any other it is told
at the start of a run what is missing, instead of a failure for each group.
"""

from __future__ import annotations

import functools
from importlib import import_module
from importlib.metadata import version

from archiver.errors import EngineFailed
from archiver.locale import _

TRIED = frozenset({"70.0"})
"""Versions of WeasyPrint with which the comparison of both ways (tests/press) was run."""

SEAMS = {
    "weasyprint": ("CSS", "HTML"),
    "weasyprint.css": ("InitialStyle",),
    "weasyprint.document": ("Document.write_pdf", "Page.__init__"),
    "weasyprint.text.ffi": ("ffi", "harfbuzz", "pango"),
    "weasyprint.text.fonts": (
        "FontConfiguration",
        "get_hb_object_data",
        "get_pango_font_hb_face",
        "get_pango_font_key",
    ),
    "weasyprint.text.line_break": (
        "get_log_attrs",
        "get_next_word_boundaries",
        "split_first_line",
        "strut",
    ),
    "weasyprint.urls": ("FatalURLFetchingError", "URLFetcher", "URLFetcherResponse"),
}
"""Names by module."""


@functools.cache
def check_seams() -> None:
    """Raise EngineFailed when the engine installed lacks a seam; one that was tried is not even imported."""
    from archiver.press.engine import load

    installed = version("weasyprint")
    if installed in TRIED:
        return
    load()
    if missing := missing_seams():
        raise EngineFailed(
            _(
                "WeasyPrint {installed} is installed, but the press needs of it what it does not have: "
                "{missing}. Install archiver with its constraints.txt: WeasyPrint {tried}."
            ).format(installed=installed, missing=", ".join(missing), tried=", ".join(sorted(TRIED)))
        )


def missing_seams() -> list[str]:
    """The seams that the engine does not have, each with its module."""
    missing = []
    for name, wanted in SEAMS.items():
        try:
            module: object = import_module(name)
        except ImportError:
            missing.append(name)
            continue
        for path in wanted:
            found = module
            for part in path.split("."):
                found = getattr(found, part, None)
            if found is None:
                missing.append(f"{name}.{path}")
    return missing
