"""Forms by sheet: read back and proven once, then kept on the disk under the digest of all they rest on.

Without a form (a template that cannot be read back, or one whose specimens differ) every page is set by
the engine: slower, never otherwise.
"""

from __future__ import annotations

import functools
import hashlib
import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import templates
from archiver.disk.kept import keep_sealed, kept
from archiver.disk.private import private_folder
from archiver.press import fonts, ready
from archiver.press.engine import PACKAGES, Paper
from archiver.press.refusal import CannotLayError
from archiver.press.rests import code_digest
from archiver.press.section.form import SectionForm
from archiver.press.section.spec import TEMPLATE

_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a form: the form, or why there is none."""

    form: SectionForm | None
    reason: str = ""


@functools.cache
def section_form(paper: Paper) -> Known:
    """The form of section pages on `paper`, made ready or kept, or newly read and proven. EngineFailed."""
    name = f"{_digest(paper)}.json"
    place = _folder() / name
    known = _kept(ready.place("forms", name)) or _kept(place)
    if known is None:
        known = _proven(paper)
        _keep(place, known)
    return known


def _proven(paper: Paper) -> Known:
    # The engine is needed for this only: with forms at hand it is not even imported.
    from archiver.press.section.from_boxes import FormUnreadableError, read_form
    from archiver.press.section.proof import differences
    from archiver.press.section.proof_cases import proof_cases

    try:
        form = read_form(paper)
        laid, reason = 0, ""
        for spec in proof_cases(landscape=paper.landscape, binding_margin_mm=paper.binding_margin_mm):
            try:
                found = next(differences(spec, form), "")
            except CannotLayError as error:
                # Data like this is refused too, so that nothing of it is laid unproven.
                reason = error.reason
                continue
            if found:
                return Known(None, found)
            laid += 1
    except FormUnreadableError as error:
        return Known(None, f"unreadable: {error}")
    except (ValueError, LookupError) as error:
        return Known(None, f"unproven: {error}")
    return Known(form) if laid else Known(None, f"unproven: {reason}")


def _digest(paper: Paper) -> str:
    total = hashlib.sha256(
        repr((_FORMAT, paper, sorted((name, version(name)) for name in PACKAGES))).encode()
    )
    total.update(f"{templates.digest(TEMPLATE)} {fonts.digest()} {code_digest()}".encode())
    return total.hexdigest()


def _folder() -> Path:
    return fonts.kept_folder() / "forms"


def _kept(place: Path) -> Known | None:
    """What lies at `place`; None when nothing does, or what does is damaged."""
    data = kept(place)
    if data is None:
        return None
    with suppress(ValueError, LookupError, TypeError):  # whole, and of another program
        stored: dict[str, Any] = json.loads(data)
        return Known(_form(stored["form"]) if stored["form"] else None, stored["reason"])
    return None


def _keep(place: Path, known: Known) -> None:
    stored = {"form": asdict(known.form) if known.form else None, "reason": known.reason}
    # A cache only: where it cannot be written, the form is read again by the next process.
    with suppress(OSError):
        private_folder(place.parent)
        keep_sealed(place, json.dumps(stored).encode())


def _form(stored: dict[str, Any]) -> SectionForm:
    """The form that `dataclasses.asdict` was made of, field by field; raises ValueError for anything else."""
    from pydantic import TypeAdapter

    return TypeAdapter(SectionForm).validate_python(stored, strict=False)
