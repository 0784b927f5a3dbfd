"""What somebody has asked for: the kind of job, plain arguments, who asked."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

Plain = Mapping[str, Any]
"""Names and paths, numbers, lists of them: what JSON holds, and no name of a student."""


@dataclass(frozen=True, slots=True)
class Order:
    """A job as it is kept: `by` is the login in whose name it is done, `account` the one it was asked from.

    `again` is the number of the job that it repeats.
    """

    kind: str
    arguments: Plain
    by: str
    account: str = ""
    again: str = ""

    @property
    def key(self) -> str:
        """The same for orders that ask for the same thing, whoever asks."""
        text = json.dumps([self.kind, self.arguments], ensure_ascii=False, sort_keys=True)
        return f"{self.kind}:{hashlib.sha256(text.encode()).hexdigest()[:32]}"

    def as_json(self) -> dict[str, Any]:
        """The order as a plain object; raises TypeError for arguments that are none."""
        plain: dict[str, Any] = json.loads(json.dumps(asdict(self), ensure_ascii=False))
        return plain

    @classmethod
    def of_json(cls, plain: Plain) -> Order:
        """The order that was kept; raises KeyError and TypeError for what never was one."""
        return cls(plain["kind"], dict(plain["arguments"]), plain["by"], plain["account"], plain["again"])
