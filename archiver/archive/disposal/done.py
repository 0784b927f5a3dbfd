"""How far the execution of an act has come."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Self

from archiver.archive.disposal.searching import Stray
from archiver.papers.of_act import tally_of
from archiver.remedies import Remedy
from retention.act import DestructionAct
from retention.copies import Copy, Method
from retention.execution import Execution
from retention.tally import Tally


@dataclass(frozen=True, slots=True)
class Done:
    """How far an execution has come: copies left by kind of carrier, and what stood in the way of whom.

    `tally` is what the proofs come to, `explained` the places that were empty, each with why; `strays` are
    seen and cannot be erased as they lie. `remedies` are what to do about the problems, each once. `unproven`
    are the media on which what was erased may still be read raw: overwriting proves nothing there, or could
    not be done.
    """

    act: DestructionAct
    left: tuple[Copy, ...]
    tally: Tally
    explained: tuple[tuple[Copy, str], ...] = ()
    strays: tuple[Stray, ...] = ()
    absent: dict[str, str] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    unproven: tuple[str, ...] = ()

    @classmethod
    def of(cls, execution: Execution, **hindered: Any) -> Self:
        """Of an execution as it stands; `hindered`: strays, absent, problems, remedies."""
        proven = [(execution.copies[proof.copy], proof) for proof in execution.proofs.values()]
        explained = ((copy, proof.remark) for copy, proof in proven if proof.method is Method.EXPLAINED)
        attempted = {copy.where for copy, proof in proven if proof.method is Method.ATTEMPTED}
        return cls(
            execution.act,
            execution.left,
            tally_of(execution),
            tuple(explained),
            unproven=tuple(sorted(attempted)),
            **hindered,
        )

    @property
    def over(self) -> bool:
        """Whether the act can be accounted."""
        return not self.left and not self.strays
