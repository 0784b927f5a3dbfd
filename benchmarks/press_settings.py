"""The settings that every contender prints by."""

from __future__ import annotations

from archiver.settings.tables import Settings


def settings() -> Settings:
    """Printing as it comes, but in volumes as thick as the settings let them be."""
    made = Settings()
    return made.model_copy(
        update={
            "college": made.college.model_copy(update={"short_name": "ГБПОУ «ЗМК»"}),
            "printing": made.printing.model_copy(update={"max_sheets": 1000}),
        }
    )
