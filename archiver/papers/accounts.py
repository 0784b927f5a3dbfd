"""Which steps of an act were taken from one account of the operating system.

Several people may act from one, each by their password; whoever reads the act is told (ADR 0034).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from archiver.journal.words import initials_first
from archiver.papers.wording import STEPS, moment
from retention.steps import Step


@dataclass(frozen=True, slots=True)
class StepLine:
    """A line of the annex on the steps: what was done, when, by whom, from which account ("" unknown)."""

    what: str
    at: str
    by: str
    account: str


@dataclass(frozen=True, slots=True)
class OneAccount:
    """An account, the numbers of the steps taken from it («1–3, 5»), and in whose names («М. П. Орлова»)."""

    account: str
    steps: str
    people: str


def step_lines(steps: Sequence[Step], accounts: Sequence[str]) -> tuple[StepLine, ...]:
    """The steps with the accounts they were taken from; none where no accounts are told."""
    return tuple(
        StepLine(STEPS[step.kind], moment(step.at), initials_first(step.by.name), account)
        for step, account in zip(steps, accounts, strict=False)
    )


def from_one_account(steps: Sequence[Step], accounts: Sequence[str]) -> tuple[OneAccount, ...]:
    """The accounts from which more than one step was taken; `accounts` are those of `steps`, "" unknown."""
    taken: dict[str, list[int]] = {}
    for place, account in enumerate(accounts):
        if account:
            taken.setdefault(account, []).append(place)
    return tuple(
        OneAccount(
            account,
            _ranges([place + 1 for place in places]),
            ", ".join(dict.fromkeys(initials_first(steps[place].by.name) for place in places)),
        )
        for account, places in taken.items()
        if len(places) > 1
    )


def _ranges(numbers: Sequence[int]) -> str:
    """[1, 2, 3, 5] → «1–3, 5»."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][-1] + 1:
            spans[-1].append(number)
        else:
            spans.append([number])
    return ", ".join(str(one[0]) if len(one) == 1 else f"{one[0]}–{one[-1]}" for one in spans)
