"""A form out of its JSON: every field by its own type, nothing more and nothing less."""

from __future__ import annotations

from typing import Any

from archiver.press.section.form import SectionForm


def form_from(stored: dict[str, Any]) -> SectionForm:
    """The form that `dataclasses.asdict` was made of; raises ValueError for anything else."""
    from pydantic import TypeAdapter

    return TypeAdapter(SectionForm).validate_python(stored, strict=False)
