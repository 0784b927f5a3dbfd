"""The identity of a volume: a name people can read out, and the digest of what is printed in it.

The digest printed on the certification sheet cannot be that of the PDF it stands in (domain rule
7.3), so it is taken over the content: parts by key, order, and every word of the imprint.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import asdict, dataclass

from archiver.binder.imprint import Imprint
from archiver.binder.plan import VolumePlan
from archiver.journal.letters import capital

_SEPARATORS = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class Identity:
    """`identifier`: «ОНТ-2025-26-ИС-21-Т1-3F9A2C7B»; `digest`: hex SHA-256 of the content."""

    identifier: str
    digest: str


def identify(
    imprint: Imprint,
    plan: VolumePlan,
    *,
    landscape: bool,
    binding_margin_mm: float,
    period: int | None = None,
) -> Identity:
    """The identity of the volume that `plan` and `imprint` describe on paper laid as told.

    `period` is the number of a study period that is bound by itself, not as a volume of the year's file.
    """
    content = [
        asdict(imprint),
        [plan.number, plan.count],
        [[part.part.key, part.part.pages] for part in plan.parts],
        [landscape, binding_margin_mm],
    ]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    volume = (*_period(period), f"Т{plan.number}")
    words = (imprint.college_short, _year(imprint.year), imprint.group, *volume, digest[:8])
    return Identity("-".join(filter(None, map(_token, words))), digest)


def _period(number: int | None) -> tuple[str, ...]:
    return () if number is None else (f"П{number}",)


def _year(year: str) -> str:
    """«2025/2026» → «2025-26»."""
    first, last = year.split("/")
    return f"{first}-{last[-2:]}"


def _token(text: str) -> str:
    return capital(_SEPARATORS.sub("-", text).strip("-_"))
