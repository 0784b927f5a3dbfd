"""The papers on destroyed personal data: the act and the extract from the event log.

Items and their letters are those of order 179 of Roskomnadzor. The order itself is cited only while it, or
the act that follows it, is in force (`settings.confirmation`).
"""

from __future__ import annotations

from dataclasses import dataclass

from archiver.journal.words import initials_first
from archiver.papers.forms import NOBODY, Organisation, Signer, set_form
from archiver.papers.wording import PEOPLE, day, sum_of
from archiver.press.engine import Typeset
from archiver.settings.archive import ConfirmationAct
from archiver.settings.pdf_a import PdfA
from retention.evidence import Carrier, DataHandler, Evidence, validate


@dataclass(frozen=True, slots=True)
class LogLine:
    """An event of the log: its number in the chain, moment, event with object, person, outcome."""

    number: str
    at: str
    what: str
    by: str
    outcome: str


@dataclass(frozen=True, slots=True)
class PersonalForm:
    """All texts of both papers; `personal_form` makes it of the evidence.

    `destroyers` are named in full, as item 3 «г» asks; they sign with initials. `law` is the act in force, ""
    for none, `law_of_extract` the same for the other paper, `kept` for how long both are kept. `remote`:
    whether there were processors has to be written in by hand where none is named.
    """

    operator: Organisation
    director: Signer
    number: str
    on: str
    subjects: tuple[str, ...]
    categories: tuple[str, ...]
    systems: tuple[str, ...]
    carriers: tuple[Carrier, ...]
    processors: tuple[DataHandler, ...]
    destroyers: tuple[Signer, ...]
    method: str
    reason: str
    destroyed_on: str
    digest: str
    keeper: Signer = NOBODY
    events: tuple[LogLine, ...] = ()
    law: str = ""
    law_of_extract: str = ""
    kept: str = ""
    remote: bool = False


def personal_form(
    evidence: Evidence,
    *,
    director: Signer,
    on: str,
    authority: str = "",
    city: str = "",
    keeper: Signer = NOBODY,
    events: tuple[LogLine, ...] = (),
    law: ConfirmationAct | None = None,
    kept: str = "",
) -> PersonalForm:
    """The form of `evidence`, which may be prepared or complete.

    Raises EvidenceIncomplete when a field required before the erasure is empty; what is known only
    afterwards (method, date, people) is a line to write on until then. `keeper` signs the extract; `law` is
    the act in force on that day, `kept` the period of both papers («3 года с даты …»).
    """
    validate(evidence, prepared=True)
    return PersonalForm(
        Organisation(evidence.operator.name, authority, city, evidence.operator.address),
        director,
        evidence.number,
        on,
        evidence.subjects,
        evidence.categories,
        evidence.systems,
        evidence.carriers,
        evidence.processors,
        tuple(Signer(person.post, person.name) for person in evidence.destroyers),
        evidence.method,
        evidence.reason,
        day(evidence.destroyed_on),
        evidence.digest,
        keeper,
        events,
        *_cited(law),
        _kept(kept, law),
        evidence.remote,
    )


def _cited(law: ConfirmationAct | None) -> tuple[str, str]:
    """The act with the item on the act, and with that on the extract; empty when none is in force."""
    if law is None:
        return "", ""
    items = (law.act_item, law.extract_item)
    act, extract = (f", пункт\N{NO-BREAK SPACE}{item}" if item else "" for item in items)
    return f"{law.title}, {law.name}{act}.", f"{law.title}, {law.name}{extract}."


def _kept(kept: str, law: ConfirmationAct | None) -> str:
    item = f" (пункт\N{NO-BREAK SPACE}{law.keep_item})" if law and law.keep_item else ""
    return f"Хранить {kept}{item}." if kept else ""


def personal_data_act(form: PersonalForm, pdf_a: PdfA) -> Typeset:
    """The act on the destruction of personal data; it names the people in full."""
    return _set(form, pdf_a, extract=False)


def log_extract(form: PersonalForm, pdf_a: PdfA) -> Typeset:
    """The extract from the event log that belongs to the act."""
    return _set(form, pdf_a, extract=True)


def _set(form: PersonalForm, pdf_a: PdfA, *, extract: bool) -> Typeset:
    name = "Выгрузка из журнала событий к акту" if extract else "Акт об уничтожении персональных данных"
    return set_form(
        "acts/personal.html",
        form,
        pdf_a,
        extract=extract,
        people=sum_of(len(form.subjects), PEOPLE),
        signers=tuple(Signer(one.post, initials_first(one.name)) for one in form.destroyers),
        nobody=NOBODY,
        imprint=f"{name} № {form.number}. SHA-256 сведений: {form.digest}",
    )
