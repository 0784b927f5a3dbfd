"""Typesetting with plates: a document the like of which was set before is filled in, not set again.

The first document of a shape is set by the engine and kept as a plate, in this process and on the disk;
every one, the first included, is then filled in from a plate, so that bytes do not depend on what was
set before. What no plate can hold is set by the engine each time.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import templates
from archiver.disk.kept import keep_sealed, kept
from archiver.disk.private import private_folder
from archiver.press import fonts, ready
from archiver.press.engine import PACKAGES, Paper, Typeset, examined, typeset
from archiver.press.part import LaidPart
from archiver.press.plates.drawing import page_contents
from archiver.press.plates.filling import OtherShapeError, fill
from archiver.press.plates.markup import Markup, MarkupUnreadableError, take_apart
from archiver.press.plates.plate import Plate, RowPlate
from archiver.press.refusal import CannotLayError
from archiver.press.rests import code_digest
from archiver.settings.pdf_a import PdfA

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_FORMAT = 4
_KEPT = 200
"""Plates remembered a skeleton; a college has a handful."""


def typeset_or_fill(template: str, context: Mapping[str, object], paper: Paper) -> Typeset | LaidPart:
    """The pages of `template` filled with `context`; raises EngineFailed as `typeset` does.

    PDF/A-2b where they are set: the volume they are bound into says what it keeps to.
    """
    html = templates.render(template, {"paper": paper, "lang": "ru", **context})
    shelf = _shelf(template, paper)
    try:
        markup = take_apart(html)
        done = shelf.filled(markup)
        if done is None:
            shelf.learn(template, html, markup)
            done = shelf.filled(markup)
        if done is not None:
            return done
    except (CannotLayError, MarkupUnreadableError):
        pass  # not an error: this document takes the longer way
    return typeset(
        template,
        context,
        landscape=paper.landscape,
        binding_margin_mm=paper.binding_margin_mm,
        pdf_a=PdfA.A2B,
    )


class _Shelf:
    """The plates of one template on one kind of sheet."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._plates: dict[str, list[Plate]] = {}
        self._rows: dict[str, dict[str, list[RowPlate]]] = {}
        self._refused: set[str] = set()

    def filled(self, markup: Markup) -> LaidPart | None:
        """The document on a plate at hand, None when there is none of its shape. CannotLayError."""
        if markup.skeleton in self._refused:
            raise CannotLayError("a document no plate can hold")
        if markup.skeleton not in self._plates:
            self._load(markup.skeleton)
        for plate in self._plates[markup.skeleton]:
            with suppress(OtherShapeError):
                return fill(plate, self._rows[markup.skeleton], markup)
        return None

    def learn(self, template: str, html: str, markup: Markup) -> None:
        """Let the engine set the document and keep its plate, here and on the disk. EngineFailed."""
        from archiver.press.plates.from_boxes import PlateUnreadableError, read_plate
        from archiver.press.plates.proof import proven

        pages, done = examined(template, html)
        try:
            plate, rows = _rounded(*read_plate(markup, pages, page_contents(done.pdf)))
            self._add(plate, rows)
            proven(fill(plate, self._rows[plate.skeleton], markup), done)
        except OtherShapeError as error:
            raise CannotLayError("a document between two shapes") from error
        except (PlateUnreadableError, CannotLayError, ValueError) as error:
            # Told once for a skeleton: trying again would cost the engine's time twice for each document.
            self._refused.add(markup.skeleton)
            raise CannotLayError(str(error) or type(error).__name__) from error
        self._keep(plate, rows)

    def _add(self, plate: Plate, rows: list[RowPlate]) -> None:
        plates = self._plates.setdefault(plate.skeleton, [])
        known = self._rows.setdefault(plate.skeleton, {})
        if len(plates) >= _KEPT:
            plates.clear()
        plates.append(plate)
        for row in rows:
            same = known.setdefault(row.skeleton, [])
            if all(_shape(row) != _shape(other) for other in same):
                same.append(row)

    def _load(self, skeleton: str) -> None:
        self._plates[skeleton], self._rows[skeleton] = [], {}
        name = f"{skeleton[:16]}-*.json"
        made = ready.place("plates", self._folder.name).glob(name)
        for path in (*sorted(made), *sorted(self._folder.glob(name)))[:_KEPT]:
            stored = kept(path)
            # A cache only: a damaged plate is as good as none.
            with suppress(ValueError, LookupError, TypeError):
                plate, rows = _stored().validate_json(stored or b"")
                if plate.skeleton == skeleton:
                    self._add(plate, rows)

    def _keep(self, plate: Plate, rows: list[RowPlate]) -> None:
        stored = _written(plate, rows)
        name = f"{plate.skeleton[:16]}-{hashlib.sha256(stored.encode()).hexdigest()[:16]}.json"
        with suppress(OSError):
            private_folder(self._folder, within=self._folder.parent)
            keep_sealed(self._folder / name, stored.encode())


def _written(plate: Plate, rows: list[RowPlate]) -> str:
    return json.dumps(_round([asdict(plate), [asdict(row) for row in rows]]), sort_keys=True)


def _rounded(plate: Plate, rows: list[RowPlate]) -> tuple[Plate, list[RowPlate]]:
    """The same to the millionth of a pixel, as they are kept: two documents of a shape make one plate."""
    return _stored().validate_json(_written(plate, rows))


def _round(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 6)
    if isinstance(value, list | tuple):
        return [_round(item) for item in value]
    if isinstance(value, dict):
        return {name: _round(item) for name, item in value.items()}
    return value


@functools.cache
def _stored() -> TypeAdapter[tuple[Plate, list[RowPlate]]]:
    from pydantic import TypeAdapter

    return TypeAdapter(tuple[Plate, list[RowPlate]])


def _shape(row: RowPlate) -> tuple[tuple[int, ...], ...]:
    return tuple(place.lines for place in row.places)


@functools.cache
def _shelf(template: str, paper: Paper) -> _Shelf:
    versions = sorted((name, version(name)) for name in PACKAGES)
    total = hashlib.sha256(repr((_FORMAT, template, paper, versions)).encode())
    total.update(f"{templates.digest(template)} {fonts.digest()} {code_digest()}".encode())
    return _Shelf(fonts.kept_folder() / "plates" / total.hexdigest()[:32])
