"""What a probe tells is Russian throughout: every text of the trials has its words."""

from __future__ import annotations

import ast
import inspect
import re

import pytest

from archiver.archive.media.evidence import evidence_in_words
from storage import probe_trials
from storage.errors import Unsupported
from storage.probe_facts import Fact, Outcome

LATIN = re.compile(r"[A-Za-z]{3,}")
OF_THE_PROTOCOL = {"HTTP", "GOVERNANCE", "COMPLIANCE", "AccessDenied", "PreconditionFailed"}


def _said(evidence: str) -> str:
    return evidence_in_words(Fact("lock", Outcome.ENFORCED, evidence))


def _texts_of_the_trials() -> set[str]:
    """The plain texts that stand as evidence in the trials."""
    tree = ast.parse(inspect.getsource(probe_trials))
    returned = [node.value for node in ast.walk(tree) if isinstance(node, ast.Return) and node.value]
    facts = [
        node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) == "Fact"
    ]
    texts = {
        node.value
        for part in (*returned, *facts)
        for node in ast.walk(part)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value.strip()
    }
    return {text for text in texts if not text.endswith((": ", "; ", "HTTP "))}


def test_every_text_of_the_trials_has_its_words() -> None:
    texts = _texts_of_the_trials()
    assert len(texts) >= 10
    for text in texts:
        assert set(LATIN.findall(_said(text))) <= OF_THE_PROTOCOL, text


@pytest.mark.parametrize(
    ("evidence", "said"),
    [
        ("HTTP 412 PreconditionFailed", "HTTP 412 PreconditionFailed"),
        ("HTTP 204, request 17A", "HTTP 204, запрос 17A"),
        ("refused: HTTP 403 AccessDenied; HTTP 204", "отказано: HTTP 403 AccessDenied; HTTP 204"),
        (
            "GOVERNANCE until 2026-11-30 10:00:00Z, hold off",
            "GOVERNANCE до 2026-11-30 10:00:00Z, без запрета",
        ),
        (
            "accepted, but read back: no lock, hold off",
            "принято, но прочитано обратно: замка нет, без запрета",
        ),
        ("a new version; the locked one is still there", "записана новая версия; запертая на месте"),
    ],
)
def test_answers_are_told_by_their_parts(evidence: str, said: str) -> None:
    assert _said(evidence) == said


def test_a_refusal_is_told_in_its_own_words() -> None:
    error = Unsupported("s3://архив", "probe/lock", "lock")
    said = evidence_in_words(Fact("lock", Outcome.REFUSED, error.message, error))
    assert "this store has no" not in said and "s3://архив" in said
