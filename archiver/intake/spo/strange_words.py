"""Words of the module that its vocabularies do not have: printed as they are, and told once each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archiver.intake.spo.words import EDUCATION_FORMS, EXAMINATIONS, LESSON_KINDS, TERM_NAMES
from archiver.journal.codes import finding
from archiver.journal.findings import Finding
from archiver.journal.model import Journal
from archiver.locale import _

_NAMED = 6


def strange_words(journal: Journal) -> Iterator[Finding]:
    """`spo.word-unknown` for each kind of word; strange marks are told by the checks of marks."""
    columns = {one.title for section in journal.sections for one in section.period_columns}
    kinds = {one.kind for section in journal.sections for one in section.lessons if one.kind}
    terms = {
        term.name
        for term in journal.terms
        if term.name not in {name.format(number=term.number) for name in TERM_NAMES.values()}
    }
    form = journal.group.education_form
    for what, words in (
        (_("kinds of lessons"), kinds - {*LESSON_KINDS.values()}),
        (_("kinds of results"), columns - {*EXAMINATIONS.values()}),
        (_("kinds of study periods"), terms),
        (_("forms of education"), {form} - {*EDUCATION_FORMS.values()} if form else set()),
    ):
        if words:
            yield _finding(what, words, journal.group.name)


def _finding(what: str, words: Iterable[str], group: str) -> Finding:
    ordered = sorted(words)
    shown = ", ".join(f"«{one[:40]}»" for one in ordered[:_NAMED]) + (" …" if len(ordered) > _NAMED else "")
    message = _("The module's words are not known ({what}) and are printed as they are: {words}.")
    return finding("spo.word-unknown", message.format(what=what, words=shown), group=group)
