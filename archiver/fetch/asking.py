"""Asking for one address after another: patience with a busy module, a session that ends on the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from archiver.fetch import refusals
from archiver.fetch.account import Account
from archiver.fetch.asked import Address
from archiver.fetch.judged import Judged, Verdict, judge
from archiver.fetch.line import Answered, Line, LineFailed, TooLarge, Unreachable
from archiver.fetch.pace import TRIES, Pace, retry_after

_IN_A_ROW = 3
"""So many addresses without an answer one after another are the module's trouble, not theirs."""


@dataclass
class Asking:
    """Reads addresses in a session, one at a time. `seen` is shown every answer with its address."""

    line: Line
    account: Account
    pace: Pace
    seen: Callable[[Address, Answered], None] = lambda _address, _answer: None
    _fresh: bool = field(default=True, init=False)
    """Nothing has been given since the last login: logging in again would change nothing."""
    _failed: int = field(default=0, init=False)

    def ask(self, address: Address) -> Judged:
        """The answer to `address`: GIVEN, NOTHING or FORBIDDEN, or BUSY and STRANGE of this address alone.

        Raises ModuleFailed when the line is down, nobody is logged in although we are, or nothing else comes.
        """
        judged = self._patiently(address)
        if judged.verdict is Verdict.LOGGED_OUT and not self._fresh:
            self.account.log_in()
            self._fresh = True
            judged = self._patiently(address)
        if judged.verdict is Verdict.ELSEWHERE:
            raise refusals.of_stranger(judged, self.line.module)
        if judged.verdict in (Verdict.GIVEN, Verdict.NOTHING, Verdict.FORBIDDEN):
            self._failed = 0
            self._fresh = self._fresh and judged.verdict is not Verdict.GIVEN
            return judged
        self._count(judged)
        return judged

    def _count(self, judged: Judged) -> None:
        """One address more without an answer; raises ModuleFailed when it is not the address."""
        self._failed += 1
        if self._failed < _IN_A_ROW:
            return
        if judged.verdict is Verdict.BUSY:
            raise refusals.too_busy(self.line.module)
        if judged.verdict is Verdict.STRANGE:
            raise refusals.of_stranger(judged, self.line.module)
        raise refusals.session_lost(self.line.module)

    def _patiently(self, address: Address) -> Judged:
        """The answer, asked for again while the module is busy or the answer came cut off."""
        place = address.text
        judged: Judged | None = None
        for tried in range(1, TRIES + 1):
            self.pace.before()
            try:
                answer = self.line.send("GET", place)
            except LineFailed as error:
                self.pace.after()
                if not isinstance(error, (Unreachable, TooLarge)) or tried == TRIES:
                    raise refusals.of_line(error, self.line.module) from None
                self.pace.back_off(tried, None)
                continue
            self.pace.after()
            self.seen(address, answer)
            judged = judge(answer, self.line.module)
            if judged.verdict not in (Verdict.BUSY, Verdict.STRANGE) or tried == TRIES:
                return judged
            if not self.pace.back_off(tried, retry_after(answer.headers.get("retry-after"))):
                raise refusals.too_busy(self.line.module)
        raise refusals.too_busy(self.line.module)
