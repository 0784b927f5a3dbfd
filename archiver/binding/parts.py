"""Printing: the sections of a journal in the regulation's order, as parts to be set and then bound."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from archiver.binder.plan import BinderPart
from archiver.journal.collation import order_sections
from archiver.journal.model import Journal, Section
from archiver.press.part import LaidPart, Part
from archiver.press.section.pages import Layout, part_spec
from archiver.press.section.spec import PartSpec
from archiver.settings.tables import Orientation, Settings, SubjectOrder, Topics


def ordered(journal: Journal, settings: Settings) -> tuple[Section, ...]:
    """Sections as they are bound: subjects alphabetically, inside a subject subgroup, then term."""
    return order_sections(
        journal.sections, ignore_index=settings.printing.order is SubjectOrder.NAME_WITHOUT_INDEX
    )


def bare(sections: Sequence[Section]) -> tuple[Section, ...]:
    """The sections without their marks, for what needs only their heads (a binder's contents)."""
    return tuple(
        replace(section, students=(), lessons=(), marks={}, period_columns=(), period_marks={})
        for section in sections
    )


def part_specs(journal: Journal, sections: Sequence[Section], settings: Settings) -> tuple[PartSpec, ...]:
    """What is printed of each section, in their order."""
    layout = Layout(
        landscape=settings.printing.orientation is Orientation.LANDSCAPE,
        lessons_per_page=settings.printing.lessons_per_page,
        binding_margin_mm=settings.printing.binding_margin_mm,
        duplex=settings.printing.duplex,
        blank_lists=settings.printing.topics is Topics.ALWAYS,
        college_short=settings.college.short_name,
    )
    return tuple(part_spec(journal, section, layout) for section in sections)


def binder_parts(
    journal: Journal,
    sections: Sequence[Section],
    parts: Sequence[Part | LaidPart],
    digests: Sequence[str] = (),
) -> tuple[BinderPart, ...]:
    """The set parts with what the contents list says of each; `sections` in the order of `parts`.

    `digests` are those of what was entered in them (`entered.digest_of`).
    """
    return tuple(
        BinderPart(
            title=section.subject.name,
            subgroup=section.subgroup,
            term=section.term,
            term_name=journal.term(section.term).name,
            teacher=section.teacher,
            interval=(journal.term(section.term).start, journal.term(section.term).end),
            part=part,
            digest=digest,
        )
        for section, part, digest in zip(sections, parts, digests or [""] * len(parts), strict=True)
    )
