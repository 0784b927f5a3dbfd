"""The typesetting engine: a template and its values become pages; everything else is kept out.

WeasyPrint is imported on first use. It sees our fonts only, may load our own assets only, and
gives the same bytes for the same input and versions.
"""

from __future__ import annotations

import functools
import gc
import logging
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from types import ModuleType
from typing import Any

import templates
from archiver.errors import EngineFailed
from archiver.locale import _
from archiver.press import fonts
from archiver.press.descriptors import finish
from archiver.press.packet import declare_where_used
from archiver.press.strip import tell_places
from archiver.process import startup
from archiver.remedies import Deed, Remedy
from archiver.settings.pdf_a import PdfA

PAPER_MM = (210.0, 297.0)
"""A4, the short side first."""

ELEMENTS = "press/elements.css"
"""What elements are before any template's sheet speaks (`base.html` names it for the digest)."""

PACKAGES = ("weasyprint", "pydyf", "fonttools", "tinycss2", "tinyhtml5", "pyphen", "jinja2", "uharfbuzz")
"""The packages whose versions decide how a page looks."""

STRICT_VARIABLE = "ARCHIVER_STRICT_PRESS"
"""Environment variable: «1» makes a warning of the engine an error (the tests of templates set it)."""


@dataclass(frozen=True, slots=True)
class Typeset:
    """Finished pages as one PDF; `starts` are the pages, from 0, on which elements with an `id` begin."""

    pdf: bytes
    pages: int
    starts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Paper:
    """The sheet a template is set on; templates see it as `paper`. Lengths are in mm."""

    landscape: bool
    binding_margin_mm: float

    @property
    def width_mm(self) -> float:
        """Width of the sheet as it is read."""
        return PAPER_MM[1] if self.landscape else PAPER_MM[0]

    @property
    def height_mm(self) -> float:
        """Height of the sheet as it is read."""
        return PAPER_MM[0] if self.landscape else PAPER_MM[1]


def typeset(
    template: str,
    context: Mapping[str, object],
    *,
    landscape: bool,
    binding_margin_mm: float,
    pdf_a: PdfA,
    lang: str = "ru",
    pictures: Mapping[str, object] | None = None,
) -> Typeset:
    """The pages of `template` filled with `context`, as `pdf_a` without dates or random identifiers.

    The template also sees `paper` (Paper) and `lang`; `pictures` are those it may show, by address
    (`strip.StripPicture`). Raises EngineFailed; its message holds nothing
    of what was to be printed.
    """
    html = templates.render(template, {"paper": Paper(landscape, binding_margin_mm), "lang": lang, **context})
    load()
    with _collecting_complaints(template):
        try:
            done = _typeset(html, pdf_a, pictures)
        except _refusal() as error:
            raise _failure(template, "address refused") from error
        except (ArithmeticError, LookupError, TypeError, ValueError, AttributeError, OSError) as error:
            raise _failure(template, type(error).__name__) from error
    # A page is a hundred thousand objects, some of them in circles: not kept until as many more are made.
    gc.collect(1)
    return done


def boxes_of(template: str, html: str) -> list[Any]:
    """The laid-out page boxes of rendered `html` of `template`, for reading a form back; EngineFailed."""
    load()
    with _collecting_complaints(template):
        # Private to WeasyPrint, whose version is pinned; a form is proven before it is used.
        return [page._page_box for page in _document(html).pages]


def examined(template: str, html: str) -> tuple[list[Any], Typeset]:
    """The page boxes of rendered `html` of `template` and its pages as set, PDF/A-2b; raises EngineFailed."""
    load()
    with _collecting_complaints(template):
        document = _document(html)
        return [page._page_box for page in document.pages], _written(document, PdfA.A2B)


def _written(document: Any, pdf_a: PdfA) -> Typeset:
    finishing = _finish_part_1 if pdf_a.part == 1 else finish
    pdf = document.write_pdf(pdf_variant=f"pdf/a-{pdf_a}", full_fonts=True, finisher=finishing)
    starts: dict[str, int] = {}
    for number, page in enumerate(document.pages):
        for name in page.anchors:
            starts.setdefault(name, number)
    return Typeset(pdf, len(document.pages), starts)


def _finish_part_1(document: Any, pdf: Any) -> None:
    finish(document, pdf)
    declare_where_used(pdf)


def _document(html: str, pictures: Mapping[str, object] | None = None) -> Any:
    source = _html()(string=html, base_url=templates.SCHEME, url_fetcher=_fetcher())
    return source.render(font_config=_font_configuration(), cache=dict(pictures or {}))


def _typeset(html: str, pdf_a: PdfA, pictures: Mapping[str, object] | None) -> Typeset:
    # A function of its own: the document must be out of reach when the collector looks for it.
    document = _document(html, pictures)
    if pictures:
        for page in document.pages:
            tell_places(page._page_box)
    return _written(document, pdf_a)


@functools.cache
def load() -> ModuleType:
    """WeasyPrint, imported once with our fonts; raises EngineFailed where Pango is missing.

    Whoever presses in threads loads it before them, for this changes the process; nothing later does.
    """
    startup.name_fonts(fonts.fontconfig_file())
    try:
        import weasyprint
    except OSError as error:
        raise EngineFailed(
            _("The library Pango is missing. Install it (apt install libpango-1.0-0 libpangoft2-1.0-0).")
        ) from error
    fonts.close_to_others()
    logger = logging.getLogger("weasyprint")
    logger.propagate = False  # its messages quote the text being set, which is personal data
    logger.addHandler(_COMPLAINTS)
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    module: ModuleType = weasyprint
    return module


@functools.cache
def engine_version() -> str:
    """What decides the bytes of a part besides its text and template; goes into every cache key."""
    load()
    from weasyprint.text.ffi import harfbuzz, pango

    parts = [f"{name} {version(name)}" for name in PACKAGES]
    parts.append(f"pango {pango.pango_version()}")
    parts.append(f"harfbuzz {_harfbuzz_version(harfbuzz.hb_version_atleast)}")
    parts.append(f"fonts {fonts.digest()}")
    return "; ".join(parts)


def _harfbuzz_version(at_least: Callable[..., int]) -> str:
    # WeasyPrint declares no other function that tells the version.
    found: list[int] = []
    for place in range(3):
        number = 0
        while at_least(*found, number + 1, *(0,) * (2 - place)):
            number += 1
        found.append(number)
    return ".".join(map(str, found))


@functools.cache
def _html() -> Any:
    weasyprint = load()
    elements = weasyprint.CSS(string=templates.asset(ELEMENTS).decode("utf-8"))

    class OwnElements(weasyprint.HTML):  # type: ignore[misc, name-defined]
        """A document whose elements are what our sheet says; the browser's costs a fifth of the time."""

        def _ua_stylesheets(self, forms: bool = False) -> list[Any]:  # noqa: ARG002
            return [elements]

    return OwnElements


def font_configuration() -> Any:
    """A new configuration of our fonts for the engine; what fontconfig writes for it is for nobody else."""
    from weasyprint.text.fonts import FontConfiguration

    configuration = FontConfiguration()
    fonts.close_to_others()
    return configuration


_font_configuration = functools.cache(font_configuration)


@functools.cache
def _refusal() -> type[BaseException]:
    from weasyprint.urls import FatalURLFetchingError

    refusal: type[BaseException] = FatalURLFetchingError
    return refusal


@functools.cache
def _fetcher() -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OwnAssets(URLFetcher):  # type: ignore[misc]
        """Serves files of the package `templates`; stops the work at any other address."""

        def fetch(self, url: str, headers: object = None) -> Any:  # noqa: ARG002 - its signature, not ours
            """The asset behind `url`; raises the engine's own fatal error for anything else."""
            if not url.startswith(templates.SCHEME):
                raise _refusal()("address refused")
            try:
                body = templates.asset(url.removeprefix(templates.SCHEME))
            except FileNotFoundError as error:
                raise _refusal()("no such asset") from error
            kind = "text/css" if url.endswith(".css") else "application/octet-stream"
            return URLFetcherResponse(url, body, {"Content-Type": f"{kind}; charset=utf-8"})

    return OwnAssets()


class _Complaints(logging.Handler):
    """Counts what the engine complains of, and keeps none of its words."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.warnings = self.errors = 0

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno >= logging.ERROR:
            self.errors += 1
        else:
            self.warnings += 1


_COMPLAINTS = _Complaints()


@contextmanager
def _collecting_complaints(template: str) -> Iterator[None]:
    _COMPLAINTS.warnings = _COMPLAINTS.errors = 0
    yield
    if _COMPLAINTS.errors or (_COMPLAINTS.warnings and os.environ.get(STRICT_VARIABLE) == "1"):
        raise _failure(template, f"{_COMPLAINTS.errors} errors, {_COMPLAINTS.warnings} warnings")


def _failure(template: str, cause: str) -> EngineFailed:
    return EngineFailed(
        _(
            "The page {template} could not be typeset ({cause}). Tell those who look after the program."
        ).format(template=template, cause=cause),
        remedy=Remedy(Deed.CHECK_COMPUTER),
    )
