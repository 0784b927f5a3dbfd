"""Asking for one address after another: patience with a busy module, a session that ends on the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from archiver.errors import ModuleFailed
from archiver.fetch import refusals
from archiver.fetch.account import Account
from archiver.fetch.asked import Address
from archiver.fetch.judged import Judged, Verdict, judge
from archiver.fetch.line import Answered, Broken, Line, LineFailed, TooLarge, Unreachable
from archiver.fetch.pace import TRIES, Pace, retry_after
from archiver.fetch.words import what_is_at
from archiver.locale import _

_IN_A_ROW = 3
"""So many addresses without an answer one after another are the module's trouble, not theirs."""
_FEWER_TRIES = 2
"""An address after one without an answer is only to tell whether the trouble goes on."""


@dataclass
class Asking:
    """Reads addresses in a session, one at a time. `seen` is shown every answer with its address."""

    line: Line
    account: Account
    pace: Pace
    seen: Callable[[Address, Answered], None] = lambda _address, _answer: None
    _fresh: bool = field(default=True, init=False)
    """Nothing has been given since the last login: logging in again would change nothing."""
    _given: Address | None = field(default=None, init=False)
    """The first address that was given: it will be again, as long as somebody is logged in."""
    _failed: int = field(default=0, init=False)

    def ask(self, address: Address) -> Judged:
        """The answer to `address`: GIVEN, NOTHING or FORBIDDEN, or BUSY and STRANGE of this address alone.

        Raises ModuleFailed when the line is down, nobody is logged in although we are, or nothing else comes.
        """
        judged = self._patiently(address)
        if judged.verdict is Verdict.LOGGED_OUT:
            judged = self._logged_out(address, judged)
        if judged.verdict is Verdict.ELSEWHERE:
            raise refusals.of_stranger(judged, self.line.module)
        if judged.verdict in (Verdict.GIVEN, Verdict.NOTHING, Verdict.FORBIDDEN):
            self._failed = 0
            if judged.verdict is Verdict.GIVEN:
                self._fresh = False
                self._given = self._given or address
            return judged
        self._failed += 1
        if self._failed == _IN_A_ROW:
            raise self._end(judged, address)
        return judged

    def _logged_out(self, address: Address, judged: Judged) -> Judged:
        """The answer after logging in again, if it is the session; FORBIDDEN or STRANGE if it is the address.

        Some servers say of a lack of rights what they say where nobody is logged in: what was given before is
        given still, if the session lives.
        """
        if self._given is not None and self._patiently(self._given).verdict is Verdict.GIVEN:
            page = judged.answer.status == 200
            return replace(judged, verdict=Verdict.STRANGE if page else Verdict.FORBIDDEN)
        if self._fresh and not self.account.by_cookies:
            return judged
        self.account.log_in()
        self._fresh = True
        return self._patiently(address)

    def _end(self, judged: Judged, address: Address) -> ModuleFailed:
        """Several addresses one after another had no answer: why the run ends, and at what."""
        module = self.line.module
        if judged.broken is not None:
            why = refusals.of_line(judged.broken, module)
        elif judged.verdict is Verdict.BUSY:
            why = refusals.too_busy(module)
        elif judged.verdict is Verdict.STRANGE:
            why = refusals.of_stranger(judged, module)
        else:
            why = refusals.session_lost(module)
        asked = _("Asked last: {what}.").format(what=what_is_at(address.text))
        return ModuleFailed(f"{why.message} {asked}")

    def _patiently(self, address: Address) -> Judged:
        """The answer, asked for again while the module is busy or what comes is not whole."""
        tries = _FEWER_TRIES if self._failed else TRIES
        for tried in range(1, tries + 1):
            last = tried == tries
            self.pace.before()
            try:
                answer = self.line.send("GET", address.text)
            except LineFailed as error:
                self.pace.after()
                broken = isinstance(error, (Broken, TooLarge))
                if not broken and (last or not isinstance(error, Unreachable)):
                    raise refusals.of_line(error, self.line.module) from None
                if last or isinstance(error, TooLarge):
                    return Judged(Verdict.BUSY, Answered(0, {}, b""), broken=error)
                self.pace.back_off(tried, None)
                continue
            self.pace.after()
            self.seen(address, answer)
            judged = judge(answer, self.line.module)
            if judged.verdict not in (Verdict.BUSY, Verdict.STRANGE) or last:
                return judged
            if judged.of_rights and tried > 1:
                return replace(judged, verdict=Verdict.FORBIDDEN)
            if not self.pace.back_off(tried, retry_after(answer.headers.get("retry-after"))):
                break
        raise refusals.too_busy(self.line.module)
