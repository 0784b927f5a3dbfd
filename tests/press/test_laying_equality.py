"""Both ways of setting a section give the same pages, glyph by glyph, or the fast one says it cannot.

No difference is waved through: texts in their order, places within 0.1 pt, every kerning, every rule.
"""

from __future__ import annotations

from laying_specs import journals, specs

from archiver.press.engine import Paper
from archiver.press.refusal import CannotLayError, TooManyTopicsError
from archiver.press.section.form import SectionForm
from archiver.press.section.forms import section_form
from archiver.press.section.laying import lay_section
from archiver.press.section.proof import differences
from archiver.press.section.slots import slots
from archiver.press.section.spec import PartSpec, with_halves
from draws import drawn


def form_of(spec: PartSpec) -> SectionForm:
    known = section_form(Paper(spec.landscape, spec.binding_margin_mm))
    assert known.form is not None, known.reason
    return known.form


def compare(spec: PartSpec) -> None:
    form = form_of(spec)
    while True:
        try:
            lay_section(spec, form, slots())
            break
        except CannotLayError:
            return  # then the engine sets it: slower, never otherwise
        except TooManyTopicsError as error:
            spec = with_halves(spec, error.first)
    assert list(differences(spec, form)) == []


@drawn(25, specs())
def test_pages_built_of_odd_texts_are_the_engine_s_own_pages(spec):
    compare(spec)


@drawn(25, journals())
def test_sections_of_odd_journals_are_the_engine_s_own_pages(spec):
    compare(spec)
