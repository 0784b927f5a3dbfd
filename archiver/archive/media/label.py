"""Labels of media, to be printed, cut out and put onto the case (domain 2.14)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from archiver.archive.media.words import year_of
from archiver.binder.front import QrCode, qr_code
from archiver.press.engine import Typeset, typeset
from archiver.register.model.media import Medium
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
    rewritable: bool
    qr: QrCode


def label_of(medium: Medium) -> Label:
    """What the label of a medium says; its names of places and persons are those of the register."""
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
        rewritable=medium.rewritable,
        qr=qr_code(f"{medium.inventory_number}\n{medium.identity}"),
    )


def labels(media: Sequence[Medium], settings: Settings) -> Typeset:
    """Labels of 90 × 60 mm on sheets of A4, as PDF/A; raises EngineFailed."""
    college = settings.college.short_name or settings.college.name
    return typeset(
        "labels/medium.html",
        {"labels": [label_of(medium) for medium in media], "college": college},
        landscape=False,
        binding_margin_mm=_MARGIN_MM,
        pdf_a=settings.printing.pdf_a,
    )
