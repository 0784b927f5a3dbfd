"""From a spec to its pages: the one place where the section's template meets the engine."""

from __future__ import annotations

from archiver.press.engine import Typeset, typeset
from archiver.press.section.spec import TEMPLATE, PartSpec


def set_pages(spec: PartSpec) -> Typeset:
    """The pages of `spec`, newly set; raises EngineFailed."""
    return typeset(
        TEMPLATE,
        {"spec": spec},
        landscape=spec.landscape,
        binding_margin_mm=spec.binding_margin_mm,
    )
