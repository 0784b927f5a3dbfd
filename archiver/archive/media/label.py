"""Labels of media, to be printed, cut out and put onto the case (domain 2.14)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from archiver.archive.media.words import year_of
from archiver.binder.front import QrCode, qr_code
from archiver.press.engine import Typeset, typeset
from archiver.register.model.media import NOTHING, Medium, Written
from archiver.settings.tables import Settings
from archiver.wording.figures import day

_MARGIN_MM = 20.0


@dataclass(frozen=True, slots=True)
class Label:
    """Texts of one label; the QR code holds the inventory number and the identity on the medium."""

    number: str
    kind: str
    serial: str
    series: str
    destruction_year: str
    academic_year: str
    place: str
    custodian: str
    registered_on: str
    written: str
    exemplar: str
    rewritable: bool
    qr: QrCode


def label_of(medium: Medium, written: Written = NOTHING) -> Label:
    """What the label of a medium says; its names of places and persons are those of the register.

    What has not been `written` yet is a line to write on.
    """
    return Label(
        number=medium.inventory_number,
        kind=medium.kind.on_paper,
        serial=medium.serial or "—",
        series=medium.series or "любые",
        destruction_year=str(medium.destruction_year or "—"),
        academic_year=year_of(medium),
        place=", ".join(filter(None, (medium.site, medium.room))) or "—",
        custodian=medium.custodian or "—",
        registered_on=day(medium.registered_on),
        written=_days(written),
        exemplar=_exemplar(written),
        rewritable=medium.rewritable,
        qr=qr_code(f"{medium.inventory_number}\n{medium.identity}"),
    )


def _days(written: Written) -> str:
    """«05.07.2026», «05.07.2026–10.07.2026»."""
    if written.first is None or written.last is None:
        return ""
    first, last = day(written.first), day(written.last)
    return first if first == last else f"{first}–{last}"


def _exemplar(written: Written) -> str:
    """Whether its copies are the first of their files (domain 2.15: основной и рабочий экземпляры)."""
    if not written.copies:
        return ""
    if written.main == written.copies:
        return "основной"
    return "основной и рабочий" if written.main else "рабочий"


def labels(media: Sequence[tuple[Medium, Written]], settings: Settings) -> Typeset:
    """Labels of 90 × 60 mm on sheets of A4, as PDF/A; raises EngineFailed."""
    college = settings.college.short_name or settings.college.name
    return typeset(
        "labels/medium.html",
        {"labels": [label_of(medium, written) for medium, written in media], "college": college},
        landscape=False,
        binding_margin_mm=_MARGIN_MM,
        pdf_a=settings.printing.pdf_a,
    )
