"""The versions of the retention schedule that were adopted (ADR 0022)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleVersion:
    """A version as it was adopted: `content` is retention's `Version`, frozen as text.

    `author` is who answers for it, `document` the order or protocol behind it, `entered_by` the person
    who acted.
    """

    number: int
    adopted_on: dt.date
    author: str
    document: str
    entered_by: str
    entered_at: dt.datetime
    content: str
